"""Against the year before: sections by name, percents, and what keeps the years from being the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from scoring.board.last_year import last_year
from scoring.core.tree import Tree
from scoring.standings import standing
from tests.scoring.board.boards import standing_of, totals
from tests.scoring.core.trees import tree_of


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def before(found, **fields):
    """The standing of the year before, with other facts."""
    return standing(replace(found.contest, year=2020, **fields))


def pairs(rows):
    return [(row.label, row.then, row.now, row.difference) for row in rows]


def test_rank_and_percent_with_their_differences():
    now, then = standing_of(totals(A="95", B="90")), before(standing_of(totals(A="80", B="85")))
    found = last_year(now, "A", then)
    assert (found.year, found.differs) == (2020, [])
    assert pairs(found.figures) == [
        ("Rank", "2", "1", "+1"),
        ("Percent of assigned points", "80.00 %", "95.00 %", "+15.00"),
    ]
    assert [(row.is_better, row.is_worse) for row in last_year(now, "B", then).figures] == [
        (False, True),
        (True, False),
    ]


def test_sections_are_matched_by_name_although_their_numbers_changed():
    tree = tree_of({"1": "60", "2": "40"})
    first, second = tree.roots
    swapped = Tree((replace(second, key="1", code="1"), replace(first, key="2", code="2")))
    now = standing_of({"A": {"1": "30", "2": "40"}}, tree)
    then = before(standing_of({"A": {"1": "20", "2": "60"}}, swapped))
    assert pairs(last_year(now, "A", then).sections) == [
        ("1 Tiêu chí 1", "100.00 %", "50.00 %", "−50.00"),
        ("2 Tiêu chí 2", "50.00 %", "100.00 %", "+50.00"),
    ]


def test_section_of_one_year_alone_has_a_dash_in_the_other():
    now = standing_of({"A": {"1": "30", "2": "10"}}, tree_of({"1": "60", "2": "40"}))
    then = before(standing_of({"A": {"1": "30", "3": "10"}}, tree_of({"1": "60", "3": "20"})))
    found = last_year(now, "A", then)
    assert pairs(found.sections)[1:] == [
        ("2 Tiêu chí 2", "-", "25.00 %", ""),
        ("3 Tiêu chí 3", "50.00 %", "-", ""),
    ]
    assert found.differs[0].startswith("The criteria differ: in 2020 they were those of “Quy chế”")


def test_more_deducted_is_worse_and_nothing_is_zero():
    tree = tree_of({"1": "90", "2": "10"}, deductions=["2"])
    now = standing_of({"A": {"1": "80", "2": "1"}}, tree)
    row = last_year(now, "A", before(standing_of({"A": {"1": "80"}}, tree))).sections[1]
    assert (row.then, row.now, row.difference, row.is_worse) == ("0.00 %", "10.00 %", "+10.00", True)


def test_unit_is_known_by_its_id_though_it_was_renamed():
    now, then = standing_of(totals(A="95")), standing_of(totals(A="80"))
    renamed = replace(then.contest.members[0], key="CŨ", name="Tên cũ")
    entries = {"CŨ": then.contest.entries["A"]}
    assert last_year(now, "A", before(then, members=(renamed,), entries=entries)).figures[1].then == "80.00 %"


def test_unit_that_was_no_member_has_no_year_before():
    now, then = standing_of(totals(A="95", B="90")), before(standing_of(totals(A="80")))
    assert last_year(now, "B", then) is None
    assert last_year(now, "A", then).differs == ["Units in the bloc: 1 in 2020, 2 now."]


def test_excluded_years_have_no_rank_to_compare():
    now = standing_of(totals(A="95"))
    then = before(standing_of(totals(A="80"), excluded={"A": "x"}))
    assert pairs(last_year(now, "A", then).figures)[0] == ("Rank", "not considered", "1", "")
