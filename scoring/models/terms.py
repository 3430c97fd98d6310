"""What a regulation says besides its criteria: tie-breaks, classes, reasons for exclusion, quotas."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scoring.core import ranking
from scoring.models.criteria import Criterion
from scoring.models.regulation import Regulation


class Breaker(models.TextChoices):
    """What a tie-break compares."""

    POINTS = ranking.Breaker.POINTS, _("More points in a section or criterion")
    BASE = ranking.Breaker.BASE, _("More points of the table, without bonus and deductions")
    FEWEST_DEDUCTIONS = ranking.Breaker.FEWEST_DEDUCTIONS, _("Fewer points deducted")
    LAST_RANK = ranking.Breaker.LAST_RANK, _("Better rank in the year before")


class TieBreak(models.Model):
    """When percents are equal: what is compared next; the order matters."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="tie_breaks")
    by = models.CharField(_("compares"), max_length=20, choices=Breaker, default=Breaker.POINTS)
    criterion = models.ForeignKey(
        Criterion, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("criterion")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("tie-break")
        verbose_name_plural = _("tie-breaks")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("regulation", "criterion"), name="tie_break_named_once"),
            models.UniqueConstraint(
                fields=("regulation", "by"), condition=~Q(by=Breaker.POINTS), name="tie_break_of_a_kind_once"
            ),
            models.CheckConstraint(condition=Q(by__in=Breaker.values), name="tie_break_is_known"),
            models.CheckConstraint(
                condition=Q(by=Breaker.POINTS, criterion__isnull=False)
                | ~Q(by=Breaker.POINTS) & Q(criterion__isnull=True),
                name="tie_break_by_points_names_its_criterion",
                violation_error_message=_("Choose the section or criterion whose points are compared."),
            ),
        )

    def __str__(self) -> str:
        return str(self.criterion or self.get_by_display())

    def copied_to(self, regulation: Regulation, criterion: Criterion | None) -> TieBreak:
        """The same line for another regulation, unsaved."""
        return TieBreak(regulation=regulation, by=self.by, criterion=criterion, position=self.position)


class Grade(models.Model):
    """A class (xếp loại) and the least percent or points that reach it."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="grades")
    label = models.CharField(_("class"), max_length=60)
    threshold = models.DecimalField(
        _("from"), max_digits=9, decimal_places=4, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ("-threshold", "pk")
        constraints = (
            models.UniqueConstraint(fields=("regulation", "threshold"), name="one_class_per_threshold"),
            models.UniqueConstraint(fields=("regulation", "label"), name="class_named_once"),
            models.CheckConstraint(condition=Q(threshold__gte=0), name="threshold_is_not_negative"),
        )

    def __str__(self) -> str:
        return self.label

    def copied_to(self, regulation: Regulation) -> Grade:
        """The same line for another regulation, unsaved."""
        return Grade(regulation=regulation, label=self.label, threshold=self.threshold)


class ExclusionReason(models.Model):
    """A reason for which a unit is not considered (không xét thi đua)."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="exclusion_reasons")
    text = models.CharField(_("reason for exclusion"), max_length=300)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("reason for exclusion")
        verbose_name_plural = _("reasons for exclusion")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("regulation", "text"), name="exclusion_reason_named_once"),
        )

    def __str__(self) -> str:
        return self.text

    def copied_to(self, regulation: Regulation) -> ExclusionReason:
        """The same line for another regulation, unsaved."""
        return ExclusionReason(regulation=regulation, text=self.text, position=self.position)


class Quota(models.Model):
    """How many units the bloc may propose for an award: a number, or at most a percent of its units."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="quotas")
    award = models.CharField(_("award"), max_length=200)
    units = models.PositiveSmallIntegerField(_("number of units"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(
        _("at most percent of the units"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("quota of an award")
        verbose_name_plural = _("quotas of awards")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("regulation", "award"), name="quota_named_once"),
            models.CheckConstraint(
                condition=Q(units__isnull=True) ^ Q(percent__isnull=True),
                name="quota_is_a_number_or_a_percent",
                violation_error_message=_("Give either a number of units or a percent of them."),
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100), name="quota_is_at_most_all"
            ),
        )

    def __str__(self) -> str:
        return self.award

    def copied_to(self, regulation: Regulation) -> Quota:
        """The same line for another regulation, unsaved."""
        return Quota(
            regulation=regulation,
            award=self.award,
            units=self.units,
            percent=self.percent,
            position=self.position,
        )
