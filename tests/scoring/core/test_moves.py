"""Who moves when one figure changes, with points and rank before and after."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.moves import Move, moves
from scoring.core.ranking import Place, ranking
from scoring.core.rounding import Rounding
from scoring.core.tally import tallies
from tests.scoring.core.trees import entries_of, tree_of

TREE = tree_of({"1": "60", "2": "40"}, rules={"2": ("quantitative", {})})
BEFORE = {"a": {"1": "50", "2": "20/10"}, "b": {"1": "58", "2": "15/10"}, "c": {"1": "20", "2": "5/10"}}


def order(bloc: dict[str, dict[str, str]], excluded: tuple[str, ...] = ()) -> tuple[Place, ...]:
    """The places of a bloc."""
    entries = {unit: entries_of(points) for unit, points in bloc.items()}
    return ranking(tallies(TREE, entries, rounding=Rounding()), [], excluded=excluded)


def told(found: tuple[Move, ...]) -> list[str]:
    return [
        f"{move.unit}: {move.before.rank or '-'} → {move.after.rank or '-'}, {move.difference:+}"
        for move in found
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"c": {"1": "20", "2": "5.0/10"}}, []),
        ({"c": {"1": "21", "2": "5/10"}}, ["c: 3 → 3, +1.00"]),
        # the leader's result alone takes points from a unit that nobody touched
        ({"a": {"1": "50", "2": "30/10"}}, ["b: 2 → 2, -5.00"]),
        ({"a": {"1": "44", "2": "30/10"}}, ["a: 1 → 1, -6.00", "b: 2 → 2, -5.00"]),
        ({"a": {"1": "38", "2": "20/10"}}, ["b: 2 → 1, +0.00", "a: 1 → 2, -12.00"]),
    ],
)
def test_moves_are_all_units_whose_numbers_change(
    changes: dict[str, dict[str, str]], expected: list[str]
) -> None:
    assert told(moves(order(BEFORE), order(BEFORE | changes))) == expected


def test_a_tie_that_ends_is_a_move() -> None:
    tied = {"a": {"1": "50", "2": "n/a"}, "b": {"1": "50", "2": "n/a"}}
    after = {**tied, "b": {"1": "40", "2": "n/a"}}
    found = moves(order(tied), order(after))
    assert [(move.unit, move.before.tied, move.after.tied) for move in found] == [
        ("a", True, False),
        ("b", True, False),
    ]


def test_the_same_total_of_fewer_points_is_a_move() -> None:
    after = {**BEFORE, "c": {"1": "40", "2": "n/a"}}
    (move,) = moves(order(BEFORE), order(after))
    assert (move.difference, move.before.percent, move.after.percent) == (10, Decimal(30), Decimal("66.6667"))


def test_an_exclusion_moves_who_stood_below() -> None:
    assert told(moves(order(BEFORE), order(BEFORE, excluded=("a",)))) == [
        "b: 2 → 1, +0.00",
        "c: 3 → 2, +0.00",
        "a: 1 → -, +0.00",
    ]
