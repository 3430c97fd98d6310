"""A bloc's year: its head, its members, its stage and its dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blocs import permissions, stages
from blocs.audit import Action, change, record
from blocs.models.blocs import Bloc, Unit
from blocs.stages import Activity, Stage
from blocs.workflow import Stateful, Step


class BlocYearQuerySet(models.QuerySet["BlocYear"]):
    """Years by who may see them."""

    def visible_to(self, user: Any) -> BlocYearQuerySet:
        """Years of the units `user` belongs to and of the blocs `user` observes; nothing without a role."""
        mine = Membership.objects.filter(unit__in=permissions.unit_ids(user)).values("bloc_year")
        return self.filter(
            Q(pk__in=mine)
            | Q(head__in=permissions.headed_unit_ids(user))
            | Q(bloc__in=permissions.observed_bloc_ids(user))
        )


def _forward(stage: Stage) -> Step:
    def missing(bloc_year: BlocYear) -> list[str]:
        lines = stages.checklist(bloc_year, stage)
        return [line.text for line in lines if line.blocking and not line.done]

    def prepare(bloc_year: BlocYear, user: Any) -> None:
        stages.prepare(bloc_year, stage, user)

    source = list(Stage)[list(Stage).index(stage) - 1]
    label = _("Open the stage: {stage}")
    return Step(
        f"open_{stage}",
        format_lazy(label, stage=stage.label),
        (source,),
        stage,
        may=permissions.heads,
        obstacles=missing,
        asks=_(
            "The whole bloc sees the new stage at once, and what only the earlier stage allowed is closed."
        ),
        primary=True,
        then=prepare,
    )


def _back(stage: Stage) -> Step:
    source = list(Stage)[list(Stage).index(stage) + 1]
    return Step(
        f"return_to_{stage}",
        format_lazy(_("Go back to the stage: {stage}"), stage=stage.label),
        (source,),
        stage,
        may=permissions.heads,
        obstacles=stages.stays,
        needs_reason=True,
    )


class BlocYear(Stateful):
    """One year of a bloc."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="years", verbose_name=_("bloc"))
    year = models.PositiveSmallIntegerField(_("year"))
    head = models.ForeignKey(Unit, models.PROTECT, related_name="headed_years", verbose_name=_("head"))
    deputy = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="deputised_years", verbose_name=_("deputy")
    )
    head_reviewer = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewer of the head"),
        help_text=_("The unit whose people review the head's own sheet; none named: the deputy."),
    )
    stage = models.CharField(_("stage"), max_length=15, choices=Stage, default=Stage.PREPARE, editable=False)
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)
    units = models.ManyToManyField(Unit, through="Membership", related_name="years")

    objects = BlocYearQuerySet.as_manager()
    state_field = "stage"
    steps = (
        *(_forward(stage) for stage in list(Stage)[1:]),
        *(_back(stage) for stage in list(Stage)[:5]),
    )

    class Meta:
        verbose_name = _("bloc year")
        verbose_name_plural = _("bloc years")
        ordering = ("-year", "bloc__name")
        constraints = (
            models.UniqueConstraint(fields=("bloc", "year"), name="one_year_per_bloc"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="bloc_year_stage_is_known"),
            models.CheckConstraint(
                condition=Q(year__range=(1990, 2100)),
                name="bloc_year_is_plausible",
                violation_error_message=_("Enter a year from 1990 to 2100."),
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=models.F("head")),
                name="deputy_is_not_head",
                violation_error_message=_("Head and deputy are two different units."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.bloc.name} {self.year}"

    def get_absolute_url(self) -> str:
        """The year's overview."""
        return reverse("overview", args=self.address)

    @property
    def address(self) -> tuple[str, int]:
        """How addresses name the year."""
        return self.bloc.slug, self.year

    def step_url(self, name: str) -> str:
        """Where a step of the year is asked about and taken."""
        return reverse("year_step", args=(*self.address, name))

    @property
    def bloc_year(self) -> BlocYear:
        """Itself: every document says which year it belongs to."""
        return self

    def allows(self, activity: Activity) -> bool:
        """Whether the stage of the year has `activity` open."""
        return activity in stages.OPEN[Stage(self.stage)]

    def has_reached(self, stage: Stage) -> bool:
        """Whether the year is in `stage` or past it."""
        order = list(Stage)
        return order.index(Stage(self.stage)) >= order.index(stage)

    @cached_property
    def members(self) -> list[Unit]:
        """The member units in the order of the year."""
        memberships = self.memberships.select_related("unit").order_by("position", "pk")
        return [membership.unit for membership in memberships]

    @cached_property
    def dates(self) -> dict[str, StageDates]:
        """The dates of the stages that have some."""
        return {dates.stage: dates for dates in self.stage_dates.all()}

    def closes(self, stage: str) -> date | None:
        """The last day of a stage, if one is set."""
        return self.dates[stage].closes if stage in self.dates else None

    @property
    def reviewer_of_head(self) -> Unit | None:
        """The unit whose people review the head's own sheet; never the head."""
        named = self.head_reviewer if self.head_reviewer_id != self.head_id else None
        return named or self.deputy

    @property
    def previous(self) -> BlocYear | None:
        """The bloc's latest year before this one."""
        return BlocYear.objects.filter(bloc=self.bloc_id, year__lt=self.year).order_by("-year").first()

    @transaction.atomic
    def copy_set_up(self, source: BlocYear, user: Any) -> None:
        """Take over the members and, a year (or years) later, the dates of `source`."""
        Membership.objects.bulk_create(
            Membership(bloc_year=self, unit=unit, position=position)
            for position, unit in enumerate(source.members, start=1)
            if unit not in self.members
        )
        StageDates.objects.bulk_create(
            dates.moved_to(self) for dates in source.stage_dates.all() if dates.stage not in self.dates
        )
        record(user, self, Action.CHANGE, changes=[change(gettext_noop("copied from"), "", str(source))])
        vars(self).pop("members", None)
        vars(self).pop("dates", None)


class Membership(models.Model):
    """A unit is a member of the bloc in a year; the order is the order of tables and signatures."""

    bloc_year = models.ForeignKey(BlocYear, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("unit"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("member unit")
        verbose_name_plural = _("member units")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("bloc_year", "unit"), name="member_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.unit} ({self.bloc_year})"


class StageDates(models.Model):
    """When a stage of a year is planned: first and last day."""

    bloc_year = models.ForeignKey(BlocYear, models.CASCADE, related_name="stage_dates")
    stage = models.CharField(_("stage"), max_length=15, choices=Stage)
    opens = models.DateField(_("from"))
    closes = models.DateField(_("to"))

    class Meta:
        verbose_name = _("dates of a stage")
        verbose_name_plural = _("dates of stages")
        ordering = ("opens", "pk")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "stage"), name="stage_dated_once"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="dated_stage_is_known"),
            models.CheckConstraint(
                condition=Q(closes__gte=models.F("opens")),
                name="stage_closes_after_opening",
                violation_error_message=_("The last day lies before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.opens:%d/%m/%Y} - {self.closes:%d/%m/%Y}"

    def moved_to(self, bloc_year: BlocYear) -> StageDates:
        """The same days in another year, unsaved; 29 February becomes 28."""
        shift = bloc_year.year - self.bloc_year.year
        return StageDates(
            bloc_year=bloc_year,
            stage=self.stage,
            opens=years_later(self.opens, shift),
            closes=years_later(self.closes, shift),
        )


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)
