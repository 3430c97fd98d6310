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


def sees_review(user: Any, sheet: ScoreSheet) -> bool:
    """Reviewed scores: the secretariat's always, the unit's own once decided, everyone's once published."""
    if heads(user, sheet.bloc_year) or is_published(sheet.bloc_year):
        return True
    return sheet.state in ("returned", "approved") and speaks_for(user, sheet.unit)


def is_published(bloc_year: BlocYear) -> bool:
    """Whether the year's ranking is published."""
    ranking = getattr(bloc_year, "ranking", None)
    return ranking is not None and ranking.is_published


def publishes(user: Any, ranking: Ranking) -> bool:
    """The bloc's secretariat publishes the ranking, in one act."""
    return heads(user, ranking.bloc_year)


def sees_standing(user: Any, bloc_year: BlocYear) -> bool:
    """A published ranking is for everyone in the bloc; before, it is the secretariat's alone."""
    return is_published(bloc_year) or heads(user, bloc_year)
