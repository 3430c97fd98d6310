"""Who may do what with the regulation, score sheets and the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blocs.permissions import heads, speaks_for

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from scoring.models import Ranking, Regulation, ScoreSheet


def drafts(user: Any, regulation: Regulation) -> bool:
    """The bloc's secretariat writes the regulation."""
    return heads(user, regulation.bloc_year)


def owns(user: Any, sheet: ScoreSheet) -> bool:
    """People of the unit whose sheet it is."""
    return speaks_for(user, sheet.unit)


def reviews(user: Any, sheet: ScoreSheet) -> bool:
    """The bloc's secretariat reviews every sheet."""
    return heads(user, sheet.bloc_year)


def publishes(user: Any, ranking: Ranking) -> bool:
    """The bloc's secretariat publishes the ranking, in one act."""
    return heads(user, ranking.bloc_year)


def sees_standing(user: Any, bloc_year: BlocYear, published: bool) -> bool:
    """A published ranking is for everyone in the bloc; before, its points are the secretariat's alone."""
    return published or heads(user, bloc_year)
