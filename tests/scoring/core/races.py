"""Races for the tests of distances: cases, and blocs written short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from scoring.core.distance import Race
from scoring.core.ranking import TieBreak, ranking
from scoring.core.rounding import Rounding
from scoring.core.tally import tallies
from tests.scoring.core.drawn import tree_in
from tests.scoring.core.slow import Case
from tests.scoring.core.trees import entries_of

# 100 points, a bonus, a deduction; 1.2 is passed or failed
BOARD = {"1": "60", "1.1": "40", "1.2": "20", "2": "40", "2.1": "25", "2.2": "15", "T": "10", "D": "8"}
LEAVES = ("1.1", "1.2", "2.1", "2.2", "T", "D")

Bloc = Mapping[str, str]


def case_of(
    bloc: Bloc,
    tie_breaks: tuple[TieBreak, ...] = (),
    rounding: Rounding | None = None,
    bonus_may_exceed: bool = True,
    excluded: str = "",
) -> Case:
    """Unit → its points on the leaves of the board, "-" for none and "n/a" for not assigned."""
    return Case(
        maxima=BOARD,
        entries={
            unit: entries_of(
                {
                    leaf: None if text == "-" else text
                    for leaf, text in zip(LEAVES, points.split(), strict=False)
                }
            )
            for unit, points in bloc.items()
        },
        rounding=rounding or Rounding(),
        bonus_may_exceed=bonus_may_exceed,
        bonus=frozenset("T"),
        deductions=frozenset("D"),
        rules={"1.2": ("pass_fail", {})},
        tie_breaks=tie_breaks,
        excluded=frozenset(excluded),
    )


def race_of(case: Case) -> Race:
    """The race of a case."""
    tree = tree_in(case)
    counted = tallies(tree, case.entries, rounding=case.rounding, bonus_may_exceed=case.bonus_may_exceed)
    places = ranking(counted, case.tie_breaks, last_ranks=case.last_ranks, excluded=case.excluded)
    return Race(tree, counted, places, case.rounding, case.bonus_may_exceed, case.tie_breaks, case.last_ranks)


def with_points(case: Case, unit: str, leaf: str, points: Decimal) -> Case:
    """The case with other points on one leaf of one unit."""
    before = case.entries[unit].get(leaf)
    entry = entries_of({leaf: str(points)})[leaf]
    if before is not None:
        entry = replace(before, points=points, counts=True)
    return replace(case, entries={**case.entries, unit: {**case.entries[unit], leaf: entry}})
