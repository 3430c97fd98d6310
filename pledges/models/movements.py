"""Movements (phong trào) launched in a year, and what the units did for each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit
from pledges.models.periods import Period


class Origin(models.TextChoices):
    """Who launched a movement."""

    NATIONAL = "national", _("the Prime Minister")
    PROVINCE = "province", _("the province")
    BLOC = "bloc", _("the bloc")


class LaunchedMovement(models.Model):
    """A movement of the year that all units take part in."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="launched_movements")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    name = models.CharField(_("name of the movement"), max_length=300)
    aim = models.TextField(_("aim"), blank=True)
    origin = models.CharField(_("launched by"), max_length=10, choices=Origin, default=Origin.BLOC)
    launched_on = models.DateField(_("launched on"), null=True, blank=True)
    wrapped_up_on = models.DateField(_("wrapped up on"), null=True, blank=True)

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
