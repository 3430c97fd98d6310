"""The rows of the ranking: excluded units apart, classes, earlier totals, ties, what deductions take."""

from __future__ import annotations

import pytest
from django.utils import translation

from scoring.board import board, unit_row
from tests.scoring.board.boards import GRADES, standing_of, totals
from tests.scoring.core.trees import entries_of, tree_of


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_excluded_unit_stands_apart_with_its_reason_and_the_others_move_up():
    found = board(standing_of(totals(A="95", B="90", C="85"), excluded={"A": "Bị kỷ luật"}, grades=GRADES))
    assert [(row.member.key, row.rank, row.grade) for row in found.rows] == [
        ("B", "1", "Tốt"),
        ("C", "2", "Tốt"),
    ]
    assert [(row.member.key, row.rank, row.grade, row.reason) for row in found.excluded] == [
        ("A", "", "", "Bị kỷ luật")
    ]


def test_row_follows_a_tie_only_below_a_unit_with_the_same_rank():
    found = board(standing_of(totals(A="95", B="90", C="90", D="80")))
    assert [(row.rank, row.place.tied, row.follows_tie) for row in found.rows] == [
        ("1", False, False),
        ("2", True, False),
        ("2", True, True),
        ("4", False, False),
    ]


def test_units_that_are_all_excluded_leave_no_rows():
    found = board(standing_of(totals(A="95", B="90"), excluded={"A": "x", "B": "y"}))
    assert (found.rows, [row.follows_tie for row in found.excluded]) == ([], [False, False])


def test_earlier_rounds_are_shown_where_they_are_known():
    earlier = {
        "self": {"A": entries_of({"1": "97"}), "B": entries_of({"1": "90"})},
        "review": {"A": entries_of({"1": "94"}), "B": entries_of({"1": "90"})},
    }
    known = board(standing_of(totals(A="95", B="90"), earlier=earlier))
    assert known.has_rounds
    assert [(row.self_total, row.reviewed_total, row.total) for row in known.rows] == [
        ("97.00", "94.00", "95.00"),
        ("90.00", "90.00", "90.00"),
    ]
    unknown = board(standing_of(totals(A="95", B="90")))
    assert (unknown.has_rounds, unknown.rows[0].self_total) == (False, "")


def test_deduction_is_negative_and_has_no_place_in_the_bar():
    tree = tree_of({"1": "90", "2": "10", "3": "5"}, bonus=["2"], deductions=["3"])
    found = board(standing_of({"A": {"1": "80", "2": "3", "3": "2"}, "B": {"1": "70"}}, tree))
    assert [[bar.points for bar in row.sections] for row in found.rows] == [
        ["80.00", "3.00", "-2.00"],
        ["70.00", "not scored", "0.00"],
    ]
    first = found.rows[0].sections
    assert [bar.is_deduction for bar in first] == [False, False, True]
    assert [(bar.x, bar.width) for bar in first[:2]] == [("0.0", "192.0"), ("216.0", "7.2")]


def test_best_of_a_section_is_a_unit_that_is_ranked():
    found = board(standing_of(totals(A="100", B="50"), excluded={"A": "x"}))
    assert found.rows[0].sections[0].best_width == "120.0"


def test_row_names_the_awards_whose_quota_takes_it_in():
    found = board(
        standing_of(totals(A="95", B="90", C="90", D="80"), quotas=(("Cờ", "1"), ("Bằng khen", "2")))
    )
    assert [(row.awards, row.uncertain) for row in found.rows] == [
        (["Cờ", "Bằng khen"], []),
        ([], ["Bằng khen"]),
        ([], ["Bằng khen"]),
        ([], []),
    ]


def test_single_row_is_the_row_of_the_board():
    standing = standing_of(totals(A="95", B="90"), grades=GRADES)
    assert unit_row(standing, "B") == board(standing).rows[1]


@pytest.mark.parametrize(("total", "grade"), [("95", "Xuất sắc"), ("94.99", "Tốt"), ("84.99", "")])
def test_class_is_that_of_the_highest_threshold_reached(total, grade):
    assert board(standing_of(totals(A=total), grades=GRADES)).rows[0].grade == grade
