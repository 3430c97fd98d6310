"""Every section of every unit beside the best and the median of the bloc."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from scoring.core.distance import Race
from scoring.core.rounding import cleared, quotient
from scoring.core.tally import Points
from scoring.core.tree import ZERO, Kind, Node


@dataclass(frozen=True, slots=True)
class Compared:
    """A number of one unit with the best and the median; None where there is none."""

    mine: Decimal | None
    best: Decimal | None
    median: Decimal | None


@dataclass(frozen=True, slots=True)
class Section:
    """A top section of one unit in comparison.

    `points` compares points, `percent` the percent of what is assigned of the section, which is fair to a
    unit with fewer criteria. Of a deduction the best is the least, and nothing written is nothing deducted.
    `best_units` have the best percent.
    """

    key: str
    points: Compared
    percent: Compared
    best_units: tuple[str, ...]


def sections(race: Race) -> dict[str, tuple[Section, ...]]:
    """Unit → its top sections in the order of the table; best and median are those of the ranked units."""
    ranked = [place.unit for place in race.places if place.rank]
    by_root = [_sections(race, root, ranked) for root in race.tree.roots]
    return {unit: tuple(column[unit] for column in by_root) for unit in race.tallies}


def _sections(race: Race, root: Node, ranked: Sequence[str]) -> dict[str, Section]:
    """One section of every unit."""
    deducts = root.kind == Kind.DEDUCTION
    points, percents = {}, {}
    for unit, tally in race.tallies.items():
        one = tally.points[root.key]
        points[unit] = ZERO if deducts and one.value is None and one.assigned else one.value
        percents[unit] = _percent(one, points[unit])
    best_points, middle_points = _best_and_median((points[unit] for unit in ranked), deducts)
    best, middle = _best_and_median((percents[unit] for unit in ranked), deducts)
    leaders = tuple(unit for unit in ranked if best is not None and percents[unit] == best)
    return {
        unit: Section(
            root.key,
            Compared(points[unit], best_points, middle_points),
            Compared(percents[unit], best, middle),
            leaders,
        )
        for unit in race.tallies
    }


def _percent(section: Points, points: Decimal | None) -> Decimal | None:
    if points is None or not section.maximum:
        return None
    return cleared(quotient(points * 100, section.maximum))


def _best_and_median(
    numbers: Iterable[Decimal | None], lower_is_better: bool
) -> tuple[Decimal | None, Decimal | None]:
    there = [number for number in numbers if number is not None]
    if not there:
        return None, None
    return min(there) if lower_is_better else max(there), median(there)
