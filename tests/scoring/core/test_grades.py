"""Classes by thresholds of the percent or of the total with its bonus."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.grades import Basis, Grade, grade_of
from scoring.core.ranking import Place

GRADES = [
    Grade("Xuất sắc", Decimal(95)),
    Grade("Tốt", Decimal(85)),
    Grade("Khá", Decimal(0)),
]


def place(percent: str | None = "80", total: str = "80", rank: int | None = 1) -> Place:
    """A place with this percent and total."""
    return Place("vp", rank, False, None if percent is None else Decimal(percent), Decimal(total), (), None)


@pytest.mark.parametrize(
    ("percent", "label"),
    [
        ("107", "Xuất sắc"),
        ("95", "Xuất sắc"),
        ("95.0000", "Xuất sắc"),
        ("94.9999", "Tốt"),
        ("85", "Tốt"),
        ("84.9999", "Khá"),
        ("0", "Khá"),
        (None, ""),
    ],
)
def test_grade_is_the_highest_threshold_reached(percent: str | None, label: str) -> None:
    assert grade_of(place(percent, total="0"), GRADES, Basis.PERCENT) == label
    assert grade_of(place(percent, total="0"), GRADES[::-1], Basis.PERCENT) == label


@pytest.mark.parametrize(("basis", "label"), [(Basis.PERCENT, "Tốt"), (Basis.TOTAL, "Xuất sắc")])
def test_grade_compares_what_the_regulation_says(basis: Basis, label: str) -> None:
    assert grade_of(place(percent="90", total="97"), GRADES, basis) == label


def test_grade_by_total_needs_no_percent() -> None:
    assert grade_of(place(percent=None, total="95"), GRADES, Basis.TOTAL) == "Xuất sắc"


@pytest.mark.parametrize("basis", Basis)
def test_an_excluded_unit_has_no_grade(basis: Basis) -> None:
    assert grade_of(place(percent="99", total="99", rank=None), GRADES, basis) == ""


def test_below_every_threshold_there_is_no_grade() -> None:
    assert grade_of(place(percent="84"), GRADES[:2], Basis.PERCENT) == ""
    assert grade_of(place(), [], Basis.PERCENT) == ""
