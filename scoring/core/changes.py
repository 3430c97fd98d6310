"""Which single change would alter a unit's rank: how many points on one criterion, and are they there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from scoring.core.distance import Race
from scoring.core.evaluation import typed
from scoring.core.ranking import SortKey
from scoring.core.rounding import cleared
from scoring.core.rules import PASS_FAIL
from scoring.core.tally import percent_of, retallied
from scoring.core.tree import ZERO, Kind, Node

STEP_DECIMALS = 2  # points are given in hundredths, or finer where the regulation rounds finer


@dataclass(frozen=True, slots=True)
class Change:
    """Other points on one leaf, all else as it is.

    `now` are the points there, None while not scored; `best` is the most it can earn (on a deduction, nothing
    deducted). `needed` is the nearest number of points that improves the rank, which is then `rank`, shared
    when `tied`; all three say nothing when even `best` is not enough.
    """

    key: str
    now: Decimal | None
    best: Decimal
    needed: Decimal | None = None
    rank: int | None = None
    tied: bool = False

    @property
    def is_possible(self) -> bool:
        """Whether this leaf alone can improve the rank."""
        return self.needed is not None

    @property
    def difference(self) -> Decimal:
        """How many points more are needed (on a deduction: fewer); all there are, when that is not enough."""
        return self._from_now(self.best if self.needed is None else self.needed)

    @property
    def room(self) -> Decimal:
        """How many points more the leaf can earn (on a deduction: fewer it can take)."""
        return self._from_now(self.best)

    def _from_now(self, points: Decimal) -> Decimal:
        return abs(points - (self.now or ZERO))


def changes(race: Race, unit: str) -> tuple[Change, ...]:
    """Every leaf on which the unit could do better, the smallest sufficient change first.

    The leaves that are not enough follow, those with most room first. Points are taken as typed: on a
    measured leaf they stand in place of the computed ones, so that no other unit moves. They go in steps of
    the smallest unit that points are given in, pass/fail leaves to their maximum at once. Denominator, caps,
    bonus cut, place of rounding and tie-breaks are those of the race. Nothing for the first and the excluded.
    """
    above = race.above(unit)
    if above is None:
        return ()
    goal = race.sort_key(above.unit)
    others = [race.sort_key(place.unit) for place in race.places if place.rank and place.unit != unit]
    found = [
        _change(race, unit, leaf, goal, others)
        for leaf in race.tree.leaves()
        if _can_improve(race, unit, leaf)
    ]
    return tuple(sorted(found, key=_order))


def points_lacking(race: Race, unit: str) -> Decimal | None:
    """How many points more in the total draw level with the percent above; None without a percent above.

    In steps of the rounded total; 0 where only a tie-break decides. Whether the unit's criteria still have so
    many is what `changes` tells.
    """
    above, tally = race.above(unit), race.tallies[unit]
    if above is None or above.percent is None or tally.percent is None:
        return None
    goal, denominator = above.percent, tally.assigned_maximum
    step = Decimal(1).scaleb(-race.rounding.decimals)

    def reaches(count: int) -> bool:
        percent = percent_of(tally.total + count * step, denominator, race.rounding.mode)
        return percent is not None and percent >= goal

    enough = int((goal * denominator / 100 - tally.total) / step) + 1
    return bisect_left(range(max(enough, 0)), True, key=reaches) * step


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The points that a leaf could have instead, from those nearest to now to the best: `count` rungs."""

    first: int
    count: int
    direction: int
    step: Decimal
    best: Decimal

    def at(self, index: int) -> Decimal:
        """The points of a rung; the last is the best, which need not be a whole number of steps."""
        return self.best if index == self.count - 1 else (self.first + self.direction * index) * self.step


def _ladder(race: Race, leaf: Node, now: Decimal | None) -> _Ladder:
    step = Decimal(1).scaleb(-max(STEP_DECIMALS, race.rounding.decimals))
    if race.tree.root_of(leaf.key).kind == Kind.DEDUCTION:
        first = int(((now or ZERO) / step).to_integral_value(ROUND_CEILING)) - 1
        return _Ladder(first, first + 1, -1, step, ZERO)
    if leaf.rule == PASS_FAIL:
        return _Ladder(0, 1, 1, step, leaf.maximum)
    first = 0 if now is None else int(now / step) + 1
    last = int((leaf.maximum / step).to_integral_value(ROUND_CEILING))
    return _Ladder(first, last - first + 1, 1, step, leaf.maximum)


def _can_improve(race: Race, unit: str, leaf: Node) -> bool:
    points = race.tallies[unit].points[leaf.key]
    if race.tree.root_of(leaf.key).kind == Kind.DEDUCTION:
        return bool(points.value)
    return points.assigned and (points.value is None or cleared(points.value) < leaf.maximum)


def _change(race: Race, unit: str, leaf: Node, goal: SortKey, others: Sequence[SortKey]) -> Change:
    """The first rung of the leaf's ladder that reaches the goal: higher rungs never do worse."""
    before = race.tallies[unit]
    now = before.points[leaf.key].value
    ladder = _ladder(race, leaf, now)

    def key(rung: int) -> SortKey:
        earned = {leaf.key: typed(leaf, ladder.at(rung), race.rounding)}
        after = retallied(race.tree, before, earned, race.rounding, race.bonus_may_exceed)
        return race.sort_key(unit, after)

    if key(ladder.count - 1) < goal:
        return Change(leaf.key, now, ladder.best)
    rung = bisect_left(range(ladder.count - 1), True, key=lambda one: key(one) >= goal)
    reached = key(rung)
    rank = 1 + sum(other > reached for other in others)
    return Change(leaf.key, now, ladder.best, ladder.at(rung), rank, reached in others)


def _order(change: Change) -> tuple[bool, Decimal]:
    return not change.is_possible, change.difference if change.is_possible else -change.room
