"""Criteria that take a unit's target and result from its pledge: typed once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pledges.models import Target
from scoring.models.criteria import Criterion


class PledgedTarget(models.Model):
    """A measured criterion whose target and result for a unit are those of a target it registered."""

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="pledged", verbose_name=_("criterion")
    )
    target = models.OneToOneField(
        Target, models.CASCADE, related_name="feeds", verbose_name=_("target of the registration")
    )

    # what was taken over into the unit's sheet last: a cell that says something else was typed by people
    taken_target = models.DecimalField(
        _("target taken over"), max_digits=17, decimal_places=4, null=True, editable=False
    )
    taken_actual = models.DecimalField(
        _("result taken over"), max_digits=17, decimal_places=4, null=True, editable=False
    )

    class Meta:
        verbose_name = _("criterion fed by a target")
        verbose_name_plural = _("criteria fed by targets")

    def __str__(self) -> str:
        return f"{self.criterion} ← {self.target}"
