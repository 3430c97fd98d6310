"""Results of the pledged targets at mid-year and year-end, and the bloc's reports on them."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear
from pledges.models.periods import Period
from pledges.models.registrations import Target


class FollowUp(models.Model):
    """How strictly a year's targets are followed up: from when on a target counts as late.

    No rule names a figure, so it is a setting of the year; a year without a row has the default.
    """

    bloc_year = models.OneToOneField(BlocYear, models.PROTECT, related_name="follow_up")
    margin = models.PositiveSmallIntegerField(
        _("margin before a target counts as late"),
        default=10,
        validators=[MaxValueValidator(100)],
        help_text=_("Points of a percentage: how far progress may stay behind the calendar."),
    )

    class Meta:
        verbose_name = _("follow-up of the targets")
        verbose_name_plural = _("follow-up of the targets")

    def __str__(self) -> str:
        return f"{self.bloc_year}: {self.margin}"


def margin_of(bloc_year: BlocYear) -> int:
    """How many points progress may stay behind the calendar in a year."""
    found = getattr(bloc_year, "follow_up", None) or FollowUp(bloc_year=bloc_year)
    return found.margin


class TargetResult(models.Model):
    """What came of a target up to a review, as typed: a number like the plan's, or words."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="results")
    period = models.CharField(_("period"), max_length=10, choices=Period)
    value = models.CharField(_("result"), max_length=120)
    is_met = models.BooleanField(
        _("target met"), null=True, blank=True, help_text=_("Said by the unit where words are compared.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered"), auto_now=True)

    class Meta:
        verbose_name = _("result of a target")
        verbose_name_plural = _("results of targets")
        ordering = ("target", "period", "pk")
        constraints = (
            models.UniqueConstraint(fields=("target", "period"), name="one_result_per_period"),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="result_period_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.target}: {self.value}"

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the registration."""
        return self.target.registration.bloc_year


class ReviewReport(models.Model):
    """Báo cáo sơ kết or tổng kết: the texts that stand around tables and charts; open until it is issued."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="review_reports")
    period = models.CharField(_("period"), max_length=10, choices=Period)
    situation = models.TextField(_("situation"), blank=True)
    assessment = models.TextField(_("assessment"), blank=True)
    shortcomings = models.TextField(_("shortcomings and causes"), blank=True)
    tasks = models.TextField(_("tasks ahead"), blank=True)
    proposals = models.TextField(_("proposals"), blank=True)

    class Meta:
        verbose_name = _("report of a review")
        verbose_name_plural = _("reports of reviews")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "period"), name="one_report_per_review"),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="report_period_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.bloc_year}: {self.get_period_display()}"
