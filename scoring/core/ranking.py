"""Placing the units of a bloc: by percent of assigned points, then by ordered tie-breaks, then together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from scoring.core.rounding import DIVISION, cleared
from scoring.core.tally import Tally

# The tie-break keys of what is not there, below every key that is: points from 0, ranks from -1 downwards.
NO_POINTS = Decimal(-1)
NO_RANK = Decimal(-10_000)
KEY_DECIMALS = 4  # as many as points are typed with

SortKey = tuple[Decimal, ...]  # what sorts: the percent, then the tie-break keys; larger is better


class Breaker(StrEnum):
    """What a tie-break compares; the better comes first."""

    POINTS = "points"  # more points on a section or criterion
    BASE = "base"  # more points of the table, before bonus and deductions
    FEWEST_DEDUCTIONS = "fewest_deductions"
    LAST_RANK = "last_rank"  # the better rank of the year before


@dataclass(frozen=True, slots=True)
class TieBreak:
    """One line of the regulation's ordered list; `node` is the key of a section or criterion for `POINTS`."""

    by: Breaker
    node: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One unit's place; what is here is all that sorted it.

    `percent` and `total` are the tally's. `keys` are the values of the tie-breaks in their order, larger is
    better: points with `KEY_DECIMALS` at most (`NO_POINTS` where there are none), deductions and last ranks
    as negative numbers (`NO_RANK`). `tied` when another unit has the same percent and keys. `decided_by`, for
    a unit that shares its percent but not its rank, is the largest index into the tie-breaks that was needed
    to separate it from the unit directly above or below it; None when the percent alone decided, and None
    when the tie remained. `rank` is None for a unit that is excluded (không xét thi đua); such units stand
    last.
    """

    unit: str
    rank: int | None
    tied: bool
    percent: Decimal | None
    total: Decimal
    keys: tuple[Decimal, ...]
    decided_by: int | None


def ranking(
    tallies: Mapping[str, Tally],
    tie_breaks: Sequence[TieBreak],
    *,
    last_ranks: Mapping[str, int] | None = None,
    excluded: Collection[str] = (),
) -> tuple[Place, ...]:
    """The units from first to last.

    Percent comes first, units without a percent come last. "A remaining tie is shared (1, 2, 2, 4)": such
    units stand in the order of the keys of `tallies`, which decides nothing. `last_ranks` are those of the
    year before by unit. A tie-break that is no node of the tree raises `KeyError`.
    """
    standings = {
        unit: sort_key(tally, tie_breaks, (last_ranks or {}).get(unit)) for unit, tally in tallies.items()
    }
    placed = [unit for unit in tallies if unit not in excluded]
    order = sorted(placed, key=standings.__getitem__, reverse=True)
    sorted_standings = [standings[unit] for unit in order]
    places = [_place(unit, tallies[unit], index, sorted_standings) for index, unit in enumerate(order)]
    outside = [
        Place(unit, None, False, tally.percent, tally.total, standings[unit][1:], None)
        for unit, tally in tallies.items()
        if unit in excluded
    ]
    return (*places, *outside)


def shown_decimals(values: Iterable[Decimal | None], least: int = 2, most: int = 4) -> int:
    """The fewest decimals, from `least` to `most`, at which different values still look different.

    Values are shown rounded half up, as Django's `floatformat` does; None is left out. When two of them look
    alike even with `most` decimals, `most`.
    """
    different = {value for value in values if value is not None}
    for decimals in range(least, most):
        unit = Decimal(1).scaleb(-decimals)
        if len({value.quantize(unit, ROUND_HALF_UP) for value in different}) == len(different):
            return decimals
    return most


def sort_key(tally: Tally, tie_breaks: Sequence[TieBreak], last_rank: int | None) -> SortKey:
    """Percent, then tie-break keys; no percent is below every percent."""
    percent = NO_POINTS if tally.percent is None else tally.percent
    return (percent, *(_key(tally, tie_break, last_rank) for tie_break in tie_breaks))


def _key(tally: Tally, tie_break: TieBreak, last_rank: int | None) -> Decimal:
    """What sorts by one tie-break; larger is better."""
    if tie_break.by == Breaker.LAST_RANK:
        return NO_RANK if last_rank is None else Decimal(-last_rank)
    if tie_break.by == Breaker.FEWEST_DEDUCTIONS:
        return -_compared(tally.deduction)
    if tie_break.by == Breaker.BASE:
        return _compared(tally.base)
    value = tally.points[tie_break.node].value
    return NO_POINTS if value is None else _compared(value)


def _compared(points: Decimal) -> Decimal:
    """Points as they are compared and shown: computed ones may go on for ever, and differ by their noise."""
    if int(points.as_tuple().exponent) >= -KEY_DECIMALS:
        return points
    return cleared(points).quantize(Decimal(1).scaleb(-KEY_DECIMALS), ROUND_HALF_UP, DIVISION)


def _place(unit: str, tally: Tally, index: int, standings: Sequence[SortKey]) -> Place:
    """The place of the unit at `index` of the sorted `standings`."""
    mine = standings[index]
    neighbours = [standings[other] for other in (index - 1, index + 1) if 0 <= other < len(standings)]
    tied = mine in neighbours
    return Place(
        unit=unit,
        rank=standings.index(mine) + 1,
        tied=tied,
        percent=tally.percent,
        total=tally.total,
        keys=mine[1:],
        decided_by=None if tied else _decided_by(mine, neighbours),
    )


def _decided_by(mine: SortKey, neighbours: Sequence[SortKey]) -> int | None:
    """The largest tie-break index that was needed against a neighbour; None when the percent was enough."""
    differences = [_first_difference(mine, other) for other in neighbours]
    return max((place - 1 for place in differences if place > 0), default=None)


def _first_difference(mine: SortKey, other: SortKey) -> int:
    return next(place for place, pair in enumerate(zip(mine, other, strict=True)) if pair[0] != pair[1])
