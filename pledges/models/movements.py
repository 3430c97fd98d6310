"""Movements (phong trào) launched in a year, and what the units did for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.formats import short_date
from blocs.models import BlocYear, Unit
from blocs.models.years import years_later
from blocs.stages import Activity, Stage
from pledges.models.periods import Period
from pledges.models.proposals import NATIONAL_MOVEMENTS

_BEFORE_REPORTS = (Stage.PREPARE, Stage.SIGNING)


class Origin(models.TextChoices):
    """Who launched a movement."""

    NATIONAL = "national", _("the Prime Minister")
    PROVINCE = "province", _("the province")
    BLOC = "bloc", _("the bloc")


class MovementState(models.TextChoices):
    """Where a movement stands on a day; it follows from its dates."""

    PLANNED = "not_started", _("Not launched yet")
    RUNNING = "open", _("Under way")
    WRAPPED_UP = "done", _("Concluded")


class LaunchedMovementQuerySet(models.QuerySet["LaunchedMovement"]):
    """Movements by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> LaunchedMovementQuerySet:
        """Movements of the years that `user` may see."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))


class LaunchedMovement(models.Model):
    """A movement of the year that all units take part in."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="launched_movements")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    name = models.CharField(_("name of the movement"), max_length=300)
    aim = models.TextField(_("aim"), blank=True)
    origin = models.CharField(_("launched by"), max_length=10, choices=Origin, default=Origin.BLOC)
    launched_on = models.DateField(_("launched on"), null=True, blank=True)
    wrapped_up_on = models.DateField(
        _("wrapped up on"), null=True, blank=True, help_text=_("May be planned: it counts from that day on.")
    )

    objects = LaunchedMovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("launched movement")
        verbose_name_plural = _("launched movements")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="movement_origin_is_known"),
            models.CheckConstraint(
                condition=Q(wrapped_up_on=None)
                | Q(launched_on=None)
                | Q(wrapped_up_on__gte=models.F("launched_on")),
                name="movement_wrapped_up_after_launch",
                violation_error_message=_("The day it is wrapped up lies before the day of its launch."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The movement's page."""
        return reverse("movement", args=(self.pk,))

    @property
    def state(self) -> MovementState:
        """Where it stands today."""
        today = timezone.localdate()
        if self.wrapped_up_on and self.wrapped_up_on <= today:
            return MovementState.WRAPPED_UP
        launched = self.launched_on is not None and self.launched_on <= today
        return MovementState.RUNNING if launched else MovementState.PLANNED

    @property
    def row(self) -> dict[str, str]:
        """What a paper says of it."""
        days = {"launched": self.launched_on, "wrapped_up": self.wrapped_up_on}
        return {"name": self.name, "aim": self.aim} | {
            name: short_date(day) if day else "" for name, day in days.items()
        }


class MovementReportQuerySet(models.QuerySet["MovementReport"]):
    """Reports of a year, by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> MovementReportQuerySet:
        """Reports of the years that `user` may see."""
        return self.filter(movement__bloc_year__in=BlocYear.objects.visible_to(user))

    def of(self, bloc_year: BlocYear, period: str) -> MovementReportQuerySet:
        """The reports of a review, with movement and unit."""
        found = self.filter(movement__bloc_year=bloc_year, period=period)
        return found.select_related("movement", "unit")


class MovementReport(models.Model):
    """What a unit did for a movement up to a review; it is part of the unit's report of that period."""

    movement = models.ForeignKey(LaunchedMovement, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="movement_reports", verbose_name=_("unit"))
    period = models.CharField(_("period"), max_length=10, choices=Period)
    text = models.TextField(_("what was done"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), auto_now=True)

    objects = MovementReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a movement")
        verbose_name_plural = _("reports on movements")
        ordering = ("movement", "unit", "pk")
        constraints = (
            models.UniqueConstraint(fields=("movement", "unit", "period"), name="one_movement_report"),
            models.CheckConstraint(
                condition=Q(period__in=Period.values), name="movement_report_period_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}: {self.movement} ({self.get_period_display()})"

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the movement."""
        return self.movement.bloc_year

    @property
    def paragraphs(self) -> list[str]:
        """The text as a paper prints it."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Reported:
    """A movement in a review: what the units wrote, in the order of the year, and who has not yet."""

    movement: LaunchedMovement
    reports: list[MovementReport]
    missing: list[Unit]


def movement_reports(bloc_year: BlocYear, period: str) -> list[Reported]:
    """Every movement of a year with its reports for a review; two queries, and one for the members."""
    places = {unit.pk: place for place, unit in enumerate(bloc_year.members)}
    reports = sorted(
        MovementReport.objects.of(bloc_year, period),
        key=lambda one: (places.get(one.unit_id, len(places)), one.unit.name),
    )
    rows = []
    for movement in bloc_year.launched_movements.all():
        own = [report for report in reports if report.movement_id == movement.pk]
        written = {report.unit_id for report in own}
        rows.append(Reported(movement, own, [unit for unit in bloc_year.members if unit.pk not in written]))
    return rows


def movement_rows(bloc_year: BlocYear) -> list[dict[str, str]]:
    """The movements of a year as a paper lists them."""
    return [movement.row for movement in bloc_year.launched_movements.all()]


def takes_reports(bloc_year: BlocYear) -> bool:
    """Whether units report now: from the mid-year review until the year is handed over."""
    return bloc_year.allows(Activity.MOVEMENTS) and bloc_year.stage not in _BEFORE_REPORTS


def planned_days(bloc_year: BlocYear) -> tuple[date | None, date | None]:
    """When a movement of the year is launched and wrapped up, if nothing else is said: at its conferences."""
    opens = bloc_year.dates[Stage.SIGNING].opens if Stage.SIGNING in bloc_year.dates else None
    return opens, bloc_year.closes(Stage.CONFERENCE)


def national_movements(bloc_year: BlocYear) -> list[LaunchedMovement]:
    """The Prime Minister's movements, to begin with; unsaved."""
    launched, wrapped_up = planned_days(bloc_year)
    return [
        LaunchedMovement(
            name=one.name,
            aim=one.aim,
            origin=Origin.NATIONAL,
            launched_on=launched,
            wrapped_up_on=wrapped_up,
        )
        for one in NATIONAL_MOVEMENTS
    ]


def earlier_movements(bloc_year: BlocYear) -> BlocYear | None:
    """The bloc's latest earlier year that had movements."""
    before = BlocYear.objects.filter(bloc=bloc_year.bloc_id, year__lt=bloc_year.year)
    return before.filter(launched_movements__isnull=False).order_by("-year").first()


def moved_movements(bloc_year: BlocYear, source: BlocYear) -> list[LaunchedMovement]:
    """The movements of an earlier year with their days moved, unsaved."""
    shift = bloc_year.year - source.year
    return [
        LaunchedMovement(
            name=one.name,
            aim=one.aim,
            origin=one.origin,
            launched_on=one.launched_on and years_later(one.launched_on, shift),
            wrapped_up_on=one.wrapped_up_on and years_later(one.wrapped_up_on, shift),
        )
        for one in source.launched_movements.all()
    ]


def missing_movements(bloc_year: BlocYear, movements: list[LaunchedMovement]) -> list[LaunchedMovement]:
    """Those whose names the year does not have yet."""
    present = {name.casefold() for name in bloc_year.launched_movements.values_list("name", flat=True)}
    return [one for one in movements if one.name.casefold() not in present]


def add_movements(bloc_year: BlocYear, movements: list[LaunchedMovement], user: Any) -> int:
    """Append movements whose names the year does not have yet; returns how many."""
    new = missing_movements(bloc_year, movements)
    for position, one in enumerate(new, start=next_position(bloc_year)):
        one.bloc_year, one.position = bloc_year, position
        one.save()
        audit.record(user, one, audit.Action.CREATE, changes=[audit.change(NAME, "", one.name)])
    return len(new)


def next_position(bloc_year: BlocYear) -> int:
    """The place after the last movement."""
    return (bloc_year.launched_movements.aggregate(last=Max("position"))["last"] or 0) + 1


NAME = gettext_noop("name of the movement")
