"""What is usual among changes, and what stands out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.spread import median, spread


def decimals(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("values", "middle"),
    [(["3"], "3"), (["1", "2"], "1.5"), (["1", "2", "9"], "2"), (["-4", "-1", "0", "0.5"], "-0.5")],
)
def test_median_is_the_middle_or_between_the_two(values: list[str], middle: str) -> None:
    assert median(decimals(*values)) == Decimal(middle)


def test_spread_of_nothing_is_nothing() -> None:
    none = spread([])

    assert (none.count, none.mean, none.stands_out(Decimal(5))) == (0, 0, False)


def test_spread_of_few_lets_nothing_stand_out() -> None:
    few = spread(decimals("0", "0", "-9"))

    assert (few.mean, few.stands_out(Decimal(-9))) == (Decimal(-3), False)


@pytest.mark.parametrize(
    ("change", "out"),
    [("-2", False), ("-2.01", True), ("2", False), ("2.01", True), ("0", False)],
)
def test_spread_lets_stand_out_what_lies_beyond_the_fences(change: str, out: bool) -> None:
    # quartiles -0.5 and 0.5, so the fences lie at -0.5 - 1.5 and 0.5 + 1.5
    usual = spread(decimals("0.5", "-0.5", "0", "-0.5", "0.5"))

    assert (usual.lower, usual.upper) == (Decimal(-2), Decimal(2))
    assert usual.stands_out(Decimal(change)) is out


def test_spread_of_equal_changes_marks_every_other() -> None:
    usual = spread(decimals("-1", "-1", "-1", "-1"))

    assert (usual.stands_out(Decimal(-1)), usual.stands_out(Decimal("-1.25"))) == (False, True)


def test_spread_does_not_depend_on_order() -> None:
    values = decimals("3", "-2", "0", "7", "1", "-5")

    assert spread(values) == spread(values[::-1])
