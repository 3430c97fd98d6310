"""The way to the place above in sentences and rows; single changes with the address that supposes them."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from django.utils import translation

from scoring.board.distances import SHOWN, distance
from scoring.core.ranking import Breaker, TieBreak
from tests.scoring.board.boards import standing_of, totals
from tests.scoring.core.trees import tree_of


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


TREE = tree_of({"1": "60", "1.1": "40", "1.2": "20", "2": "40"})
A = {"1.1": "40", "1.2": "15", "2": "35"}  # 90
B = {"1.1": "30", "1.2": "20", "2": "30"}  # 80


def test_place_above_is_named_with_percent_and_points():
    found = distance(standing_of({"A": A, "B": B}, TREE), "B")
    assert found.above.key == "A"
    assert found.sentences == [
        "The unit above is Ban A in place 1, 10.00 percentage points ahead.",
        "10.00 points more in the total would draw level.",
    ]
    assert found.below == ""


def test_criteria_make_the_distance_largest_first():
    found = distance(standing_of({"A": A, "B": B}, TREE), "B")
    assert [(row.code, row.mine, row.theirs, row.difference) for row in found.behind] == [
        ("1.1", "30", "40", "−10"),
        ("2", "30", "35", "−5"),
    ]
    assert [(row.code, row.difference) for row in found.ahead] == [("1.2", "+5")]


def test_one_change_says_what_is_needed_and_what_it_brings():
    found = distance(standing_of({"A": A, "B": B}, TREE), "B")
    assert [(row.code, row.now, row.needed, row.difference, row.rank) for row in found.changes] == [
        ("1.1", "30", "40", "10", "1 (shared)"),
        ("2", "30", "40", "10", "1 (shared)"),
    ]
    assert (found.more_changes, found.hopeless) == (0, 0)


def test_change_can_be_supposed_by_its_address():
    tree = tree_of({"1": "50", "2": "50"}, rules={"2": ("proportional", {})})
    found = distance(standing_of({"A": {"1": "50", "2": "10/10"}, "B": {"1": "50", "2": "8/10"}}, tree), "B")
    assert parse_qs(found.changes[0].query) == {
        "unit": ["2"],
        "line": ["2"],
        "v-2-2-points": ["50"],
        "v-2-2-target": ["10"],
        "v-2-2-actual": ["8"],
    }


def test_criteria_without_room_enough_are_counted():
    found = distance(standing_of({"A": A, "B": {"1.1": "40", "1.2": "10", "2": "10"}}, TREE), "B")
    assert [row.code for row in found.changes] == ["2"]
    assert found.hopeless == 1


def test_first_has_nobody_above_and_knows_who_follows():
    found = distance(standing_of({"A": A, "B": B}, TREE), "A")
    assert (found.above, found.sentences, found.changes, found.behind) == (None, [], [], [])
    assert found.below == "Behind it stands Ban B in place 2, 10.00 percentage points behind."


def test_excluded_unit_has_no_way_up_and_nobody_behind():
    found = distance(standing_of({"A": A, "B": B}, TREE, excluded={"B": "x"}), "B")
    assert (found.above, found.below) == (None, "")


def test_tie_break_that_decides_is_told():
    tie = (TieBreak(Breaker.POINTS, "2"),)
    standing = standing_of({"A": A, "B": {"1.1": "40", "1.2": "20", "2": "30"}}, TREE, tie_breaks=tie)
    assert distance(standing, "B").sentences == [
        "The unit above is Ban A in place 1: the percents are equal, a tie-break decides."
    ]
    assert distance(standing, "A").below == "Behind it stands Ban B in place 2 with the same percent."


def test_part_of_the_distance_comes_from_what_is_not_assigned():
    standing = standing_of({"A": {"1.1": "n/a", "1.2": "18", "2": "36"}, "B": B}, TREE)
    assert distance(standing, "B").sentences == [
        "The unit above is Ban A in place 1, 10.00 percentage points ahead.",
        "10.00 points more in the total would draw level.",
        "36.00 of them come from the criteria that are not assigned to one of the two.",
    ]


def test_long_lists_end_and_say_how_many_are_left():
    keys = [str(number) for number in range(1, SHOWN + 4)]
    tree = tree_of(dict.fromkeys(keys, "10"))
    standing = standing_of({"A": dict.fromkeys(keys, "9"), "B": dict.fromkeys(keys, "8.5")}, tree)
    found = distance(standing, "B")
    assert (len(found.behind), found.more_behind) == (SHOWN, 3)
    assert (len(found.changes), found.more_changes, found.hopeless) == (0, 0, SHOWN + 3)


def test_units_that_share_a_place_look_at_the_one_above_both():
    found = distance(standing_of(totals(A="95", B="90", C="90")), "C")
    assert found.above.key == "A"
