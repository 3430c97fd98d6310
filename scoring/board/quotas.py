"""How far the quotas of awards reach down the order: told beside the ranking, deciding nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.core.ranking import Place
from scoring.standings import Standing

PERCENT = " %"


@dataclass(frozen=True, slots=True)
class Reach:
    """The units that a quota takes in, in words; `units` are those that it takes in beyond doubt."""

    words: str
    units: tuple[str, ...]
    split: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """An award with the number of units that the regulation allows, and how far that goes.

    `alone` is counted from the first place, `after` below the units that the awards before take in: whether
    a unit may get two of them is for the bloc to say.
    """

    award: str
    size: str
    alone: Reach
    after: Reach


def quotas(standing: Standing) -> list[Quota]:
    """The quotas in the order of the regulation."""
    ranked = [place for place in standing.places if place.rank is not None]
    members, taken, found = len(standing.contest.members), 0, []
    for award, printed in standing.contest.rules.quotas:
        count = _count(printed, members)
        alone, after = _reach(standing, ranked, 0, count), _reach(standing, ranked, taken, count)
        found.append(Quota(award, _size(printed, count, members), alone, after))
        taken += count
    return found


def _count(printed: str, members: int) -> int:
    """How many units a quota allows; of a percent the whole units."""
    if printed.endswith(PERCENT):
        return int(printed.removesuffix(PERCENT)) * members // 100
    return int(printed)


def _size(printed: str, count: int, members: int) -> str:
    words = ngettext("%(count)s unit", "%(count)s units", count) % {"count": count}
    if not printed.endswith(PERCENT):
        return words
    return _("%(percent)s of %(members)s units: %(words)s") % {
        "percent": printed,
        "members": members,
        "words": words,
    }


def _reach(standing: Standing, ranked: Sequence[Place], start: int, count: int) -> Reach:
    """The units from the position `start` on; a tie across either end is named, not broken."""
    chosen = ranked[start : start + count]
    if not chosen:
        return Reach(_("no unit"), ())
    edges = {ranked[at].rank for at in (start, start + count) if _cuts(ranked, at)}
    sure = [place for place in chosen if place.rank not in edges]
    split = [place for place in ranked if place.rank in edges]
    sentences = []
    if sure:
        sentences.append(_places(standing, sure))
    if split:
        room = len(chosen) - len(sure)
        sentences.append(_split(standing, split, room))
    return Reach("; ".join(sentences), _keys(sure), _keys(split))


def _cuts(ranked: Sequence[Place], at: int) -> bool:
    """Whether the end of a quota lies between units that share a place."""
    return 0 < at < len(ranked) and ranked[at].rank == ranked[at - 1].rank


def _keys(places: Sequence[Place]) -> tuple[str, ...]:
    return tuple(place.unit for place in places)


def _places(standing: Standing, places: Sequence[Place]) -> str:
    words = {"first": places[0].rank, "last": places[-1].rank, "units": _names(standing, places)}
    if words["first"] == words["last"]:
        return _("place %(first)s: %(units)s") % words
    return _("places %(first)s to %(last)s: %(units)s") % words


def _split(standing: Standing, places: Sequence[Place], room: int) -> str:
    words = ngettext(
        "%(units)s share a place, and the quota has room for %(count)s of them",
        "%(units)s share a place, and the quota has room for %(count)s of them",
        room,
    )
    return words % {"units": _names(standing, places), "count": room}


def _names(standing: Standing, places: Sequence[Place]) -> str:
    return ", ".join(standing.member(place.unit).key for place in places)
