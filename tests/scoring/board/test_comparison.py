"""Sections beside the best and the median: where marks lie, and what is compared when maxima differ."""

from __future__ import annotations

import pytest
from django.utils import translation

from scoring.board.comparison import section_rows
from tests.scoring.board.boards import standing_of, totals
from tests.scoring.core.trees import tree_of


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def marks(row):
    return [(mark.text, mark.at, mark.anchor) for mark in (row.mine, row.best, row.median)]


def test_marks_lie_at_their_share_of_the_section():
    (row,) = section_rows(standing_of(totals(A="90", B="50", C="10")), "B")
    assert marks(row) == [
        ("50.00", "50.00%", "middle"),
        ("90.00", "90.00%", "end"),
        ("50.00", "50.00%", "middle"),
    ]
    assert (row.behind, row.best_units, row.is_best) == ("40.00", "A", False)


def test_best_unit_has_nothing_to_catch_up_and_names_who_shares_it():
    standing = standing_of(totals(A="90", B="90", C="10"))
    (row,) = section_rows(standing, "A")
    assert (row.is_best, row.behind, row.best_units) == (True, "", "this unit, with B")


def test_unlike_maxima_are_compared_by_percent():
    tree = tree_of({"1": "100", "1.1": "60", "1.2": "40"})
    lines = {
        "A": {"1.1": "30", "1.2": "40"},
        "B": {"1.1": "n/a", "1.2": "30"},
        "C": {"1.1": "60", "1.2": "0"},
    }
    (row,) = section_rows(standing_of(lines, tree), "B")
    assert marks(row)[0] == ("75.00 %", "75.00%", "middle")
    assert (row.points, row.maximum, row.by_percent, row.is_best) == ("30.00", "40", True, True)


def test_section_without_points_has_no_mark():
    tree = tree_of({"1": "60", "2": "40"})
    standing = standing_of({"A": {"1": "50", "2": "n/a"}, "B": {"1": None, "2": "30"}}, tree)
    assert [(row.mine is None, row.points) for row in section_rows(standing, "A")] == [
        (False, "50.00"),
        (True, "not assigned"),
    ]
    assert [(row.mine is None, row.points) for row in section_rows(standing, "B")] == [
        (True, "not scored"),
        (False, "30.00"),
    ]


def test_least_deducted_is_best_and_nothing_is_untouched():
    tree = tree_of({"1": "100", "2": "5"}, deductions=["2"])
    standing = standing_of({"A": {"1": "90", "2": "2"}, "B": {"1": "90"}, "C": {"1": "90"}}, tree)
    row_a, row_b = section_rows(standing, "A")[1], section_rows(standing, "B")[1]
    assert (row_a.is_untouched, row_a.behind, row_a.is_best) == (False, "2.00", False)
    assert (row_b.is_untouched, row_b.is_best) == (True, True)


def test_bloc_of_one_is_its_own_best_and_median():
    (row,) = section_rows(standing_of(totals(A="40")), "A")
    assert [text for text, _at, _anchor in marks(row)] == ["40.00", "40.00", "40.00"]
    assert row.best_units == "this unit"


def test_excluded_unit_is_compared_with_those_that_are_ranked():
    (row,) = section_rows(standing_of(totals(A="100", B="60"), excluded={"A": "x"}), "A")
    assert (row.mine.text, row.best.text, row.behind, row.is_best) == ("100.00", "60.00", "", False)
