"""What of the scoring is laid beside the papers of the year-end conference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pledges.papers import Enclosure
from scoring.disputes import disputed
from scoring.documents.agenda import agenda
from scoring.documents.ranking import ranking_table
from scoring.models import Ranking
from scoring.permissions import sees_standing

if TYPE_CHECKING:
    from blocs.models import BlocYear


def _is_provisional(bloc_year: BlocYear) -> bool:
    """Once it is published the ranking is a paper of its own."""
    ranking = Ranking.objects.filter(bloc_year=bloc_year).first()
    return ranking is not None and not ranking.is_published


def _ranking(bloc_year: BlocYear) -> bytes:
    return ranking_table(bloc_year.ranking)


def _is_disputed(bloc_year: BlocYear) -> bool:
    return bloc_year.score_sheets.exists() and bool(disputed(bloc_year))


def _disputed(bloc_year: BlocYear) -> bytes:
    return agenda(bloc_year, disputed(bloc_year))


ENCLOSURES = (
    Enclosure(
        "provisional_ranking", _("Points and ranking (provisional)"), _is_provisional, _ranking, sees_standing
    ),
    Enclosure("disputed_items", _("Disputed items"), _is_disputed, _disputed, sees_standing),
)
