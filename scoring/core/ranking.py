"""Placing the units of a bloc: by percent of assigned points, then by ordered tie-breaks, then together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scoring.core.tally import Tally

NO_POINTS = Decimal(-1)  # the tie-break key of a node without points: below zero, which is a score

_Standing = tuple[Decimal, ...]  # what sorts: the percent, then the tie-break keys


@dataclass(frozen=True, slots=True)
class Place:
    """One unit's place; what is here is all that sorted it.

    `percent` and `total` are the tally's. `keys` are the points on the tie-break nodes, in their order
    (`NO_POINTS` where there are none: not scored or not assigned). `tied` when another unit has the same
    percent and keys. `decided_by`, for a unit that shares its percent but not its rank, is the largest index
    into the tie-breaks that was needed to separate it from the unit directly above or below it; None when
    the percent alone decided, and None when the tie remained.
    """

    unit: str
    rank: int
    tied: bool
    percent: Decimal | None
    total: Decimal
    keys: tuple[Decimal, ...]
    decided_by: int | None


def ranking(tallies: Mapping[str, Tally], tie_breaks: Sequence[str]) -> tuple[Place, ...]:
    """The units from first to last; `tie_breaks` are node keys, more points there come first.

    Percent comes first, units without a percent come last. "A remaining tie is shared (1, 2, 2, 4)": such
    units stand in the order of the keys of `tallies`, which decides nothing. A tie-break that is no node of
    the tree raises `KeyError`.
    """
    standings = {unit: _standing(tally, tie_breaks) for unit, tally in tallies.items()}
    order = sorted(sorted(tallies), key=standings.__getitem__, reverse=True)
    sorted_standings = [standings[unit] for unit in order]
    return tuple(_place(unit, tallies[unit], index, sorted_standings) for index, unit in enumerate(order))


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


def _standing(tally: Tally, tie_breaks: Sequence[str]) -> _Standing:
    """Percent, then tie-break keys; no percent is below every percent."""
    values = (tally.percent, *(tally.points[node].value for node in tie_breaks))
    return tuple(NO_POINTS if value is None else value for value in values)


def _place(unit: str, tally: Tally, index: int, standings: Sequence[_Standing]) -> Place:
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


def _decided_by(mine: _Standing, neighbours: Sequence[_Standing]) -> int | None:
    """The largest tie-break index that was needed against a neighbour; None when the percent was enough."""
    differences = [_first_difference(mine, other) for other in neighbours]
    return max((place - 1 for place in differences if place > 0), default=None)


def _first_difference(mine: _Standing, other: _Standing) -> int:
    return next(place for place, pair in enumerate(zip(mine, other, strict=True)) if pair[0] != pair[1])
