"""The clauses under a ranking: each place of rounding, each kind of section, classes, reasons, quotas."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from scoring.clauses import clauses
from scoring.core.grades import Basis, Grade
from scoring.core.ranking import Breaker, TieBreak
from scoring.core.rounding import Mode, Place, Rounding
from tests.scoring.board.boards import GRADES, standing_of, totals
from tests.scoring.core.trees import tree_of


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


ONE = totals(A="90")


@pytest.mark.parametrize(
    ("rounding", "words"),
    [
        (Rounding(2), "The total is rounded to 2 decimals, nothing before it, an exact half upwards; "),
        (
            Rounding(1, Mode.HALF_EVEN, Place.LEAF),
            "The points of every criterion and the total are rounded to 1 decimals, "
            "an exact half to the even digit; ",
        ),
        (
            Rounding(3, place=Place.SECTION),
            "The points of every top section and the total are rounded to 3 decimals, "
            "an exact half upwards; ",
        ),
    ],
)
def test_rounding_says_where_how_far_and_in_which_mode(rounding, words):
    percent = "the percent is computed from the rounded total, to 4 decimals."
    assert clauses(standing_of(ONE, rounding=rounding))[1] == words + percent


def test_bonus_and_deduction_are_explained_where_there_are_some():
    tree = tree_of({"1": "90", "2": "10", "3": "5"}, bonus=["2"], deductions=["3"])
    lines = {"A": {"1": "80"}}
    assert clauses(standing_of(lines, tree))[2:4] == [
        "Bonus (2) comes on top; with it the total may go over the maximum.",
        "Deductions (3) are taken off the total, which does not go below 0; one found by the review counts "
        "once the unit has answered or its time to answer is over.",
    ]
    capped = clauses(standing_of(lines, tree, bonus_may_exceed=False))[2]
    assert capped == "Bonus (2) comes on top; the total does not go over the maximum assigned."
    assert len(clauses(standing_of(ONE))) == 3


def test_what_is_not_applied_is_named():
    found = clauses(standing_of({"A": {"1": "80"}}, tree_of({"1": "90", "2": "10"}, off=["2"])))
    assert "Not applied this year: 2." in found


def test_classes_descend_and_say_what_they_go_by():
    assert clauses(standing_of(ONE, grades=GRADES[::-1]))[-1] == (
        "Classes by the percent: Xuất sắc from 95; Tốt from 85."
    )
    half = (Grade("Tốt", Decimal("85.5")), Grade("Khá", Decimal(70)))
    assert clauses(standing_of(ONE, grades=half, grade_basis=Basis.TOTAL))[-1] == (
        "Classes by the total with bonus and deductions: Tốt from 85.5; Khá from 70.0."
    )


def test_reasons_for_exclusion_and_quotas_are_listed():
    found = standing_of(
        ONE, exclusion_reasons=("Không đăng ký", "Bị phạt"), quotas=(("Cờ", "1"), ("Bằng khen", "20 %"))
    )
    assert clauses(found)[-2:] == [
        "Not considered is a unit for one of these reasons: Không đăng ký; Bị phạt.",
        "Units that the bloc may propose for awards: Cờ: 1; Bằng khen: 20 %.",
    ]


def test_shared_places_are_a_clause_only_without_tie_breaks():
    words = "Units with the same percent share the place."
    tie = (TieBreak(Breaker.BASE),)
    found = [words in clauses(standing_of(ONE, tie_breaks=ties)) for ties in ((), tie)]
    assert found == [True, False]
