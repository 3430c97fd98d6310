"""Units that are not considered in a year (không xét thi đua), with the reason."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.models import BlocYear, Unit
from blocs.permissions import headed_unit_ids


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    """Exclusions by who may see them."""

    def visible_to(self, user: Any) -> ExclusionQuerySet:
        """The secretariat's until the ranking is published; then everybody's in the bloc."""
        return self.filter(
            Q(bloc_year__ranking__state="published") | Q(bloc_year__head__in=headed_unit_ids(user)),
            bloc_year__in=BlocYear.objects.visible_to(user),
        )


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

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        constraints = (models.UniqueConstraint(fields=("bloc_year", "unit"), name="excluded_once"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.reason}"

    def get_absolute_url(self) -> str:
        """The page of all exclusions of its year."""
        return reverse("exclusions", args=self.bloc_year.address)


def history(bloc_year: BlocYear) -> models.QuerySet[audit.AuditEntry]:
    """Who excluded which unit and took it back, newest first."""
    content_type = ContentType.objects.get_for_model(Exclusion)
    entries = audit.AuditEntry.objects.filter(content_type=content_type, bloc_year=bloc_year)
    return entries.select_related("user", "content_type")


def disclose(bloc_year: BlocYear) -> None:
    """With the ranking the history of its exclusions is told."""
    audit.disclose(content_type=ContentType.objects.get_for_model(Exclusion), bloc_year=bloc_year)
