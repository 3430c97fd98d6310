"""The ranking of a year: live until it is published, frozen ever after."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from scoring import archive, permissions, results, standings
from scoring.models import exclusions


class RankingState(models.TextChoices):
    """Provisional until published."""

    PROVISIONAL = "provisional", _("Provisional")
    PUBLISHED = "published", _("Published")


def _unapproved(ranking: Ranking) -> list[str]:
    sheets = {sheet.unit_id: sheet for sheet in ranking.bloc_year.score_sheets.all()}
    waiting = [
        str(unit)
        for unit in ranking.bloc_year.members
        if unit.pk not in sheets or sheets[unit.pk].state != "approved"
    ]
    return [gettext("Not yet approved: %(units)s.") % {"units": "; ".join(waiting)}] if waiting else []


def _freeze(ranking: Ranking, user: Any) -> None:
    """Keep the canonical text of inputs and results with its hash; later pages and papers read only that."""
    ranking.published_at = timezone.now()
    ranking.published_by = user
    ranking.frozen = archive.frozen(results.live_standing(ranking.bloc_year))
    ranking.hash = archive.digest(ranking.frozen)
    ranking.save(update_fields=["published_at", "published_by", "frozen", "hash"])
    exclusions.disclose(ranking.bloc_year)


class Ranking(Stateful):
    """The order of the units in one year."""

    bloc_year = models.OneToOneField(BlocYear, models.PROTECT, related_name="ranking")
    state = models.CharField(
        _("state"), max_length=15, choices=RankingState, default=RankingState.PROVISIONAL, editable=False
    )
    frozen = models.TextField(_("canonical data"), blank=True, editable=False)
    hash = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )

    steps = (
        Step(
            "publish",
            _("Publish the ranking"),
            (RankingState.PROVISIONAL,),
            RankingState.PUBLISHED,
            may=permissions.publishes,
            activity=Activity.PUBLICATION,
            obstacles=_unapproved,
            asks=_(
                "The ranking is shown to the whole bloc and frozen with all scores. It can never be changed."
            ),
            typed="CÔNG BỐ",
            primary=True,
            then=_freeze,
        ),
    )

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RankingState.values), name="ranking_state_is_known"),
        )

    def __str__(self) -> str:
        return gettext("Ranking of %(bloc_year)s") % {"bloc_year": self.bloc_year}

    def get_absolute_url(self) -> str:
        """The ranking's page."""
        return reverse("ranking", args=self.bloc_year.address)

    @property
    def is_published(self) -> bool:
        """Whether the order is final."""
        return self.state == RankingState.PUBLISHED

    @property
    def ranks(self) -> dict[str, int]:
        """Unit → published rank, by short name; units that are excluded have none."""
        return archive.ranks(self.frozen)

    @property
    def standing(self) -> standings.Standing:
        """The published standing from the frozen text, or the live one from today's scores."""
        return archive.thawed(self.frozen) if self.is_published else results.live_standing(self.bloc_year)
