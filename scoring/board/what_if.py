"""The order that would follow from supposed figures, beside the real one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.formats import number
from scoring.core.moves import moves
from scoring.core.ranking import Place, shown_decimals
from scoring.standings import Member, Standing


@dataclass(frozen=True, slots=True)
class Pair:
    """A value as it is and as it would be."""

    now: str
    then: str

    @property
    def differs(self) -> bool:
        """Whether it would be another."""
        return self.now != self.then


@dataclass(frozen=True, slots=True)
class Supposition:
    """A unit in the supposed order; `direction` is ``up``, ``down`` or empty."""

    member: Member
    rank: Pair
    direction: str
    move: str
    total: Pair
    percent: Pair
    grade: Pair
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The supposed order, and in sentences who would move."""

    rows: list[Supposition]
    sentences: list[str]
    has_grades: bool


def outcome(real: Standing, supposed: Standing, changed: Collection[str]) -> Outcome:
    """Both orders side by side; `changed` are the units whose figures were typed."""
    percents = shown_decimals(place.percent for place in (*real.places, *supposed.places))
    rows = [_row(real, supposed, place, percents, place.unit in changed) for place in supposed.places]
    return Outcome(rows, _sentences(real, supposed), bool(real.contest.rules.grades))


def _row(real: Standing, supposed: Standing, then: Place, percents: int, is_changed: bool) -> Supposition:
    now, decimals = real.place(then.unit), real.contest.rules.rounding.decimals
    direction, move = _move(now, then)
    return Supposition(
        member=real.member(then.unit),
        rank=Pair(_rank(now), _rank(then)),
        direction=direction,
        move=move,
        total=Pair(number(now.total, decimals), number(then.total, decimals)),
        percent=Pair(number(now.percent, percents), number(then.percent, percents)),
        grade=Pair(real.grade(now), supposed.grade(then)),
        is_changed=is_changed,
    )


def _rank(place: Place) -> str:
    if place.rank is None:
        return "-"
    return _("%(rank)s (shared)") % {"rank": place.rank} if place.tied else str(place.rank)


def _move(now: Place, then: Place) -> tuple[str, str]:
    """Direction, and the places moved in words."""
    steps = (now.rank or 0) - (then.rank or 0)
    if not steps:
        return "", _("stays")
    if steps > 0:
        return "up", ngettext("up %(count)s place", "up %(count)s places", steps) % {"count": steps}
    return "down", ngettext("down %(count)s place", "down %(count)s places", -steps) % {"count": -steps}


def _sentences(real: Standing, supposed: Standing) -> list[str]:
    """Who would move in points or rank, whether its own figures were changed or not."""
    found = moves(real.places, supposed.places)
    ranks = [move for move in found if move.before.rank != move.after.rank]
    words = [
        _("%(unit)s: place %(after)s instead of %(before)s.")
        % {"unit": real.member(move.unit).name, "before": move.before.rank, "after": move.after.rank}
        for move in ranks
    ]
    if not ranks:
        words.append(_("No unit would change its place."))
    others = [real.member(move.unit).key for move in found if move not in ranks]
    if others:
        sentence = _("Only points or percents would change: %(units)s.")
        words.append(sentence % {"units": ", ".join(others)})
    return words
