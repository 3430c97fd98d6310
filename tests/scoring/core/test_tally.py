"""One unit's points: tables of cases worked out by hand, with their working."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.evaluation import Entry
from scoring.core.rounding import Rounding
from scoring.core.tally import Points, Tally, tallies, tally
from scoring.core.tree import Tree
from scoring.core.working import Working
from tests.scoring.core.trees import entries_of, tree_of

HALF_UP = Rounding()
BOARD = {"1": "60", "1.1": "20", "1.2": "40", "2": "40", "2.1": "10", "2.2": "30", "T": "15"}


def board_tally(points: dict[str, str | None], *, bonus_may_exceed: bool = True) -> Tally:
    """A tally of the 100-point board with 15 points of bonus."""
    return tally(
        tree_of(BOARD, bonus={"T"}),
        entries_of(points),
        rounding=HALF_UP,
        bonus_may_exceed=bonus_may_exceed,
    )


FULL = {"1.1": "20", "1.2": "37", "2.1": "10", "2.2": "30"}

NOTHING = dict.fromkeys(["1.1", "1.2", "2.1", "2.2"], "n/a")
ZEROS = dict.fromkeys(["1.1", "1.2", "2.1", "2.2", "T"], "0")

TOTALS = {
    # points: total, base, bonus, assigned maximum, percent, missing
    "nobody scored": ({}, "0.00 0 0 100 0.0000 5"),
    "all zero": (ZEROS, "0.00 0 0 100 0.0000 0"),
    "one scored": ({"2.1": "7.5"}, "7.50 7.5 0 100 7.5000 4"),
    "explicitly not scored": ({"2.1": "7.5", "2.2": None}, "7.50 7.5 0 100 7.5000 4"),
    "97 + 10 = 107": ({**FULL, "T": "10"}, "107.00 97 10 100 107.0000 0"),
    "only bonus": ({"T": "10"}, "10.00 0 10 100 10.0000 4"),
    "leaf not assigned": ({**FULL, "2.1": "n/a", "T": "0"}, "87.00 87 0 90 96.6667 0"),
    "section not assigned": ({**NOTHING, "1.1": "20", "1.2": "40"}, "60.00 60 0 60 100.0000 1"),
    "nothing assigned": ({**NOTHING, "T": "n/a"}, "0.00 0 0 0 None 0"),
    "only bonus assigned": ({**NOTHING, "T": "5"}, "5.00 0 5 0 None 0"),
    "exact half goes up": ({**FULL, "1.2": "18.425"}, "78.43 78.425 0 100 78.4300 1"),
}


@pytest.mark.parametrize(("points", "expected"), TOTALS.values(), ids=TOTALS)
def test_tally_totals(points: dict[str, str | None], expected: str) -> None:
    result = board_tally(points)
    numbers = (
        result.total,
        result.base,
        result.bonus,
        result.assigned_maximum,
        result.percent,
        result.missing,
    )
    assert " ".join(str(number) for number in numbers) == expected


def test_tally_of_an_empty_tree_is_nothing() -> None:
    result = tally(Tree(()), {}, rounding=HALF_UP)
    assert result == Tally({}, Decimal("0.00"), Decimal(0), Decimal(0), Decimal(0), None, 0, result.working)
    assert result.working == (Working("added", Decimal(0)),)


def test_tally_takes_what_is_not_assigned_out_of_a_thousand() -> None:
    tree = tree_of({"A": "700", "B": "200", "B.1": "190", "B.2": "10", "C": "100"})
    result = tally(tree, entries_of({"A": "650", "B.1": "180", "B.2": "n/a", "C": "95.5"}), rounding=HALF_UP)
    assert (result.assigned_maximum, result.total, str(result.percent)) == (990, Decimal("925.50"), "93.4848")
    assert (result.points["B"].maximum, result.points["A"].maximum) == (190, 700)


def test_tally_keeps_not_scored_zero_and_not_assigned_apart() -> None:
    points = board_tally({"1.1": None, "1.2": "0", "2.1": "n/a"}).points
    assert points["1.1"] == Points(
        "1.1", None, Decimal(20), True, 1, (Working("not_scored", limit=Decimal(20)),)
    )
    assert points["1.2"] == Points(
        "1.2", Decimal(0), Decimal(40), True, 0, (Working("scored", Decimal(0), limit=Decimal(40)),)
    )
    assert points["2.1"] == Points("2.1", None, Decimal(0), False, 0, (Working("not_assigned"),))


def test_tally_of_a_parent_follows_its_children() -> None:
    points = board_tally({"1.1": None, "1.2": "0", "2.1": "n/a"}).points
    assert points["1"] == Points(
        "1", Decimal(0), Decimal(60), True, 1, (Working("added", Decimal(0), (("1.2", Decimal(0)),)),)
    )
    assert points["2"] == Points("2", None, Decimal(30), True, 1, (Working("not_scored", limit=Decimal(30)),))
    assert board_tally({"2.1": "n/a", "2.2": "n/a"}).points["2"] == Points(
        "2", None, Decimal(0), False, 0, (Working("not_assigned"),)
    )


def test_tally_ignores_points_left_on_what_is_not_assigned() -> None:
    tree = tree_of({"1": "10", "2": "10"})
    result = tally(tree, {"1": Entry(Decimal(9), assigned=False), "2": Entry(Decimal(4))}, rounding=HALF_UP)
    assert (result.total, result.assigned_maximum, result.percent) == (4, 10, 40)


def test_tally_lists_nodes_in_the_order_of_the_table() -> None:
    assert list(board_tally({}).points) == ["1", "1.1", "1.2", "2", "2.1", "2.2", "T"]


@pytest.mark.parametrize(
    ("maxima", "points", "value", "maximum", "operations"),
    [
        ({"1": "10", "1.1": "6", "1.2": "6"}, {"1.1": "6", "1.2": "6"}, "10", "10", ["added", "capped"]),
        ({"1": "10", "1.1": "6", "1.2": "6"}, {"1.1": "4", "1.2": "6"}, "10", "10", ["added"]),
        ({"1": "10", "1.1": "6", "1.2": "6"}, {"1.1": "6", "1.2": "n/a"}, "6", "6", ["added"]),
        ({"1": "10", "1.1": "6", "1.2": "6", "1.3": "6"}, {"1.1": "6", "1.2": "6", "1.3": "n/a"},
         "10", "10", ["added", "capped"]),
        ({"1": "10", "1.1": "4", "1.2": "4"}, {"1.1": "4", "1.2": "4"}, "8", "10", ["added"]),
        ({"1": "10", "1.1": "4", "1.2": "4"}, {"1.1": "4", "1.2": "n/a"}, "4", "4", ["added"]),
        ({"1": "10", "1.1": "10", "1.1.1": "8", "1.1.2": "8"}, {"1.1.1": "8", "1.1.2": "8"},
         "10", "10", ["added"]),
    ],
)  # fmt: skip
def test_tally_caps_a_parent_at_its_assigned_maximum(
    maxima: dict[str, str], points: dict[str, str | None], value: str, maximum: str, operations: list[str]
) -> None:
    section = tally(tree_of(maxima), entries_of(points), rounding=HALF_UP).points["1"]
    assert (section.value, section.maximum) == (Decimal(value), Decimal(maximum))
    assert [step.operation for step in section.working] == operations


def test_tally_shows_the_cap_in_the_working() -> None:
    result = tally(
        tree_of({"1": "10", "1.1": "6", "1.2": "6"}),
        entries_of({"1.1": "6", "1.2": "5.5"}),
        rounding=HALF_UP,
    )
    assert result.points["1"].working == (
        Working("added", Decimal("11.5"), (("1.1", Decimal(6)), ("1.2", Decimal("5.5")))),
        Working("capped", Decimal(10), limit=Decimal(10)),
    )
    assert result.total == 10


def test_tally_shows_how_the_total_came_about() -> None:
    result = tally(
        tree_of({"1": "70", "2": "20", "3": "9"}), entries_of({"1": "60.005", "3": "9"}), rounding=HALF_UP
    )
    assert result.working == (
        Working("added", Decimal("69.005"), (("1", Decimal("60.005")), ("3", Decimal(9)))),
        Working("rounded", Decimal("69.01")),
        Working("percent", Decimal("69.7071"), limit=Decimal(99)),
    )


def test_tally_is_silent_about_rounding_that_changes_nothing() -> None:
    operations = [step.operation for step in board_tally({**FULL, "T": "10"}).working]
    assert operations == ["added", "percent"]


def test_tally_cuts_bonus_where_it_may_not_exceed() -> None:
    result = board_tally({**FULL, "T": "10"}, bonus_may_exceed=False)
    assert (result.total, result.base, result.bonus, result.percent) == (100, 97, 10, 100)
    assert result.working == (
        Working("added", Decimal(107), (("1", Decimal(57)), ("2", Decimal(40)), ("T", Decimal(10)))),
        Working("bonus_cut", Decimal(100), limit=Decimal(100)),
        Working("percent", Decimal("100.0000"), limit=Decimal(100)),
    )


@pytest.mark.parametrize(
    ("points", "total"),
    [
        ({**FULL, "T": "3"}, "100.00"),
        ({**FULL, "T": "3.01"}, "100.00"),
        ({**FULL, "T": "2.99"}, "99.99"),
        ({**FULL, "2.1": "n/a", "T": "10"}, "90.00"),
        ({**NOTHING, "T": "5"}, "0.00"),
    ],
)
def test_tally_cuts_at_what_is_assigned(points: dict[str, str | None], total: str) -> None:
    assert str(board_tally(points, bonus_may_exceed=False).total) == total


def test_tally_is_silent_about_a_cut_that_takes_nothing() -> None:
    result = board_tally({**FULL, "T": "3"}, bonus_may_exceed=False)
    assert [step.operation for step in result.working] == ["added", "percent"]


def test_tally_cuts_before_it_rounds() -> None:
    tree = tree_of({"1": "9.995", "T": "1"}, bonus={"T"})
    result = tally(tree, entries_of({"1": "9.99", "T": "1"}), rounding=HALF_UP, bonus_may_exceed=False)
    assert [(step.operation, step.value) for step in result.working[:3]] == [
        ("added", Decimal("10.99")),
        ("bonus_cut", Decimal("9.995")),
        ("rounded", Decimal("10.00")),
    ]


def test_tally_takes_the_percent_of_the_rounded_total() -> None:
    result = tally(tree_of({"1": "3"}), entries_of({"1": "1.004"}), rounding=HALF_UP)
    assert (str(result.total), str(result.percent)) == ("1.00", "33.3333")


def test_tallies_compare_units_with_each_other() -> None:
    tree = tree_of({"1": "10", "2": "5"}, rules={"1": ("quantitative", {})})
    bloc = {"a": entries_of({"1": "20/10", "2": "4"}), "b": entries_of({"1": "15/10"}), "c": {}}
    together = tallies(tree, bloc, rounding=HALF_UP)
    assert [(unit, str(one.total), one.missing) for unit, one in together.items()] == [
        ("a", "14.00", 0),
        ("b", "7.50", 1),
        ("c", "0.00", 2),
    ]
    assert tally(tree, bloc["b"], rounding=HALF_UP).total == 10


def test_tally_leaves_out_what_is_switched_off() -> None:
    tree = tree_of({"1": "60", "1.1": "20", "1.2": "40", "2": "40"}, off=["1.1"])
    result = tally(tree, entries_of({"1.1": "20", "1.2": "30", "2": "40"}), rounding=HALF_UP)
    assert (result.total, result.assigned_maximum, result.missing) == (70, 80, 0)
    assert result.percent == Decimal("87.5")
    assert result.points["1.1"] == Points("1.1", None, Decimal(0), False, 0, (Working("switched_off"),))
    assert (result.points["1"].maximum, result.points["1"].value) == (40, 30)


def test_tally_leaves_out_a_section_that_is_switched_off() -> None:
    off = tree_of({"1": "60", "1.1": "20", "1.2": "40", "2": "40", "T": "10"}, bonus={"T"}, off=["1", "T"])
    result = tally(off, entries_of({"1.1": "20", "1.2": "30", "2": "30", "T": "10"}), rounding=HALF_UP)
    assert (result.total, result.assigned_maximum, result.percent, result.bonus) == (30, 40, 75, 0)
    assert result.points["1"] == Points("1", None, Decimal(0), False, 0, (Working("switched_off"),))


def test_tally_calls_a_section_not_assigned_when_only_a_part_of_it_is_off() -> None:
    tree = tree_of({"1": "60", "1.1": "20", "1.2": "40"}, off=["1.1"])
    result = tally(tree, entries_of({"1.2": "n/a"}), rounding=HALF_UP)
    assert result.points["1"].working == (Working("not_assigned"),)
    assert result.percent is None
