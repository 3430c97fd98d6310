"""Points that go off: what counts, in which order with the bonus, and never below nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.rounding import Place, Rounding
from scoring.core.tally import Points, Tally, tally
from scoring.core.working import Working
from tests.scoring.core.trees import entries_of, tree_of

# 100 points, 15 of bonus, and two sections of deductions: 20 in all, counted items among them.
BOARD = {"1": "60", "2": "40", "T": "15", "D": "12", "D.1": "6", "D.2": "9", "E": "8"}
TOLD = {"D.1": ("count", {"per_item": "2", "cap": "5"})}


def board(points: dict[str, str | None], **settings: bool) -> Tally:
    """A tally of the board above."""
    tree = tree_of(BOARD, bonus={"T"}, deductions={"D", "E"}, rules=TOLD)
    return tally(tree, entries_of(points), rounding=Rounding(), **settings)


FULL: dict[str, str | None] = {"1": "57", "2": "40"}

TOTALS = {
    # points: total, base, bonus, deduction, assigned maximum, percent, missing
    "nothing written": (FULL, "97.00 97 0 0 100 97.0000 1"),
    "nothing to deduct": ({**FULL, "D.1": "0/", "D.2": "0", "E": "0"}, "97.00 97 0 0 100 97.0000 1"),
    "typed": ({**FULL, "D.2": "3"}, "94.00 97 0 3 100 94.0000 1"),
    "two items": ({**FULL, "D.1": "2/"}, "93.00 97 0 4 100 93.0000 1"),
    "items up to the cap": ({**FULL, "D.1": "3/"}, "92.00 97 0 5 100 92.0000 1"),
    "section up to its maximum": ({**FULL, "D.1": "3/", "D.2": "9"}, "85.00 97 0 12 100 85.0000 1"),
    "both sections": ({**FULL, "D.2": "9", "E": "8"}, "80.00 97 0 17 100 80.0000 1"),
    "beside a bonus": ({**FULL, "T": "10", "E": "3"}, "104.00 97 10 3 100 104.0000 0"),
    "not assigned": ({**FULL, "D.2": "n/a", "E": "3"}, "94.00 97 0 3 100 94.0000 1"),
    "a smaller denominator": ({"1": "57", "2": "n/a", "E": "3"}, "54.00 57 0 3 60 90.0000 1"),
    "waiting for the answer": ({**FULL, "D.2": "3 waiting", "E": "1"}, "96.00 97 0 1 100 96.0000 1"),
    "counted items waiting": ({**FULL, "D.1": "2/ waiting"}, "97.00 97 0 0 100 97.0000 1"),
    "all of it and more": ({"1": "5", "2": "1", "E": "8"}, "0.00 6 0 8 100 0.0000 1"),
    "exactly all of it": ({"1": "5", "2": "1", "E": "6"}, "0.00 6 0 6 100 0.0000 1"),
    "nobody scored": ({"E": "2"}, "0.00 0 0 2 100 0.0000 3"),
}


@pytest.mark.parametrize(("points", "expected"), TOTALS.values(), ids=TOTALS)
def test_deductions_go_off_the_total(points: dict[str, str | None], expected: str) -> None:
    result = board(points)
    numbers = (
        result.total,
        result.base,
        result.bonus,
        result.deduction,
        result.assigned_maximum,
        result.percent,
        result.missing,
    )
    assert " ".join(str(number) for number in numbers) == expected


@pytest.mark.parametrize(
    ("may_exceed", "total", "operations"),
    [
        (True, "104.00", ["added", "deducted", "percent"]),
        (False, "97.00", ["added", "bonus_cut", "deducted", "percent"]),
    ],
)
def test_bonus_is_cut_before_deductions_go_off(may_exceed: bool, total: str, operations: list[str]) -> None:
    result = board({**FULL, "T": "10", "E": "3"}, bonus_may_exceed=may_exceed)
    assert (str(result.total), [step.operation for step in result.working]) == (total, operations)


def test_the_working_names_what_was_deducted() -> None:
    result = board({**FULL, "T": "10", "D.1": "2/", "D.2": "1.005", "E": "3"}, bonus_may_exceed=False)
    assert result.working == (
        Working("added", Decimal(107), (("1", Decimal(57)), ("2", Decimal(40)), ("T", Decimal(10)))),
        Working("bonus_cut", Decimal(100), limit=Decimal(100)),
        Working("deducted", Decimal("91.995"), (("D", Decimal("5.005")), ("E", Decimal(3)))),
        Working("rounded", Decimal("92.00")),
        Working("percent", Decimal(92), limit=Decimal(100)),
    )


def test_the_working_says_that_nothing_is_below_nothing() -> None:
    result = board({"1": "5", "2": "1", "E": "8"})
    assert result.working[1:3] == (
        Working("deducted", Decimal(-2), (("E", Decimal(8)),)),
        Working("floored", Decimal(0)),
    )


def test_a_deduction_that_waits_is_shown_with_its_points() -> None:
    scored = Working("scored", Decimal(3), limit=Decimal(9))
    waiting = board({**FULL, "D.2": "3 waiting"}).points
    assert waiting["D.2"] == Points(
        "D.2", None, Decimal(9), True, 1, (scored, Working("waiting", Decimal(3)))
    )
    assert (waiting["D"].value, waiting["D"].missing) == (None, 2)


def test_deductions_that_are_switched_off_take_nothing() -> None:
    tree = tree_of(BOARD, bonus={"T"}, deductions={"D", "E"}, rules=TOLD, off=["D"])
    result = tally(tree, entries_of({**FULL, "D.1": "3/", "D.2": "9", "E": "1"}), rounding=Rounding())
    assert (result.total, result.deduction) == (96, 1)


@pytest.mark.parametrize(("place", "total"), [(Place.LEAF, "95"), (Place.SECTION, "95"), (Place.TOTAL, "96")])
def test_deductions_are_rounded_like_other_points(place: Place, total: str) -> None:
    tree = tree_of(BOARD, bonus={"T"}, deductions={"D", "E"})
    result = tally(tree, entries_of({**FULL, "D.2": "0.5", "E": "0.6"}), rounding=Rounding(0, place=place))
    assert str(result.total) == total
