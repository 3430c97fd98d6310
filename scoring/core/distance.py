"""How far a unit stands from another: in percent and points, and which sections and criteria make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.core.ranking import Place, SortKey, TieBreak, sort_key
from scoring.core.rounding import Rounding, cleared, quotient
from scoring.core.tally import Tally
from scoring.core.tree import ZERO, Kind, Node, Tree


@dataclass(frozen=True, slots=True)
class Race:
    """An order of units with what it was made of; `tallies` and `places` are those of the same ranking."""

    tree: Tree
    tallies: Mapping[str, Tally]
    places: tuple[Place, ...]
    rounding: Rounding
    bonus_may_exceed: bool = True
    tie_breaks: Sequence[TieBreak] = ()
    last_ranks: Mapping[str, int] = field(default_factory=dict)

    def place(self, unit: str) -> Place:
        """The place of a unit; `StopIteration` when it is not in the race."""
        return next(place for place in self.places if place.unit == unit)

    def above(self, unit: str) -> Place | None:
        """The place directly above: the last with a better rank; None for the first and for the excluded."""
        rank = self.place(unit).rank
        better = [place for place in self.places if place.rank and rank and place.rank < rank]
        return better[-1] if better else None

    def sort_key(self, unit: str, tally: Tally | None = None) -> SortKey:
        """What a unit is sorted by, with its own tally or with another one."""
        return sort_key(tally or self.tallies[unit], self.tie_breaks, self.last_ranks.get(unit))


@dataclass(frozen=True, slots=True)
class Difference:
    """What one section or leaf contributes to the distance.

    `mine` and `theirs` are points, None where nothing is scored or the node is not assigned. `points` is how
    many the unit is behind there; negative where it is ahead. More deducted is behind.
    """

    key: str
    mine: Decimal | None
    theirs: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class Gap:
    """From a unit to another one, positive where the other is ahead.

    `percent` is the distance by which the order goes, None when one of the two has no percent; it is
    `by_points`, the difference of the totals in percent of the unit's own denominator, and `by_assigned`,
    what the other's smaller (or larger) denominator makes of its total. `points` is the difference of the
    totals: that of the `sections` and `rest`, which is what bonus cut, floor and rounding of the total do.
    `sections` and `leaves` are those that differ, the largest lag first, the largest lead last.
    `decided_by` is the index of the first tie-break that differs where the percents are equal.
    """

    unit: str
    other: str
    percent: Decimal | None
    points: Decimal
    by_points: Decimal | None
    by_assigned: Decimal | None
    sections: tuple[Difference, ...]
    rest: Decimal
    leaves: tuple[Difference, ...]
    decided_by: int | None


def gap(race: Race, unit: str, other: str) -> Gap:
    """The distance from `unit` to `other`, usually the place above."""
    mine, theirs = race.tallies[unit], race.tallies[other]
    sections = _differences(race, race.tree.roots, mine, theirs)
    points = theirs.total - mine.total
    percent, by_points = _percents(mine, theirs)
    return Gap(
        unit=unit,
        other=other,
        percent=percent,
        points=points,
        by_points=by_points,
        by_assigned=None if percent is None or by_points is None else percent - by_points,
        sections=sections,
        rest=points - sum((one.points for one in sections), ZERO),
        leaves=_differences(race, race.tree.leaves(), mine, theirs),
        decided_by=_decided_by(race.sort_key(unit), race.sort_key(other)),
    )


def _percents(mine: Tally, theirs: Tally) -> tuple[Decimal | None, Decimal | None]:
    """The distance in percent, and the part of it that points make."""
    if mine.percent is None or theirs.percent is None:
        return None, None
    percent = theirs.percent - mine.percent
    if mine.assigned_maximum == theirs.assigned_maximum:
        return percent, percent
    return percent, cleared(quotient((theirs.total - mine.total) * 100, mine.assigned_maximum))


def _differences(race: Race, nodes: Iterable[Node], mine: Tally, theirs: Tally) -> tuple[Difference, ...]:
    """The nodes on which two units differ, in the order of `Gap`."""
    found = []
    for node in nodes:
        sign = -1 if race.tree.root_of(node.key).kind == Kind.DEDUCTION else 1
        one, two = mine.points[node.key].value, theirs.points[node.key].value
        if points := cleared(sign * ((two or ZERO) - (one or ZERO))):
            found.append(Difference(node.key, one, two, points))
    return tuple(sorted(found, key=lambda difference: -difference.points))


def _decided_by(mine: SortKey, theirs: SortKey) -> int | None:
    """The index of the first tie-break that differs between equal percents."""
    if mine[0] != theirs[0]:
        return None
    pairs = enumerate(zip(mine[1:], theirs[1:], strict=True))
    return next((index for index, (one, two) in pairs if one != two), None)
