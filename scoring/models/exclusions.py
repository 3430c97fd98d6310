"""Units that are not considered in a year (không xét thi đua), with the reason."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit


class Exclusion(models.Model):
    """A unit that gets no rank this year; the reason is one of the regulation's, as it read then."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="exclusions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exclusions", verbose_name=_("unit"))
    reason = models.CharField(_("reason for exclusion"), max_length=300)
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("The paper it rests on, e.g. decision, number and date."),
    )

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        constraints = (models.UniqueConstraint(fields=("bloc_year", "unit"), name="excluded_once"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.reason}"
