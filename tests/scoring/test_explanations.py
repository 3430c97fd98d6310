"""Sentences about equal percents: each says the key that sorted, in the order of the table."""

from __future__ import annotations

import pytest
from django.utils import translation

from scoring.explanations import percent_decimals, tie_sentences
from scoring.models import TieBreak
from scoring.results import live_standing
from tests import factories

pytestmark = pytest.mark.django_db

BREAKS = ("II", "I")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def standing(points, *breaks):
    year = factories.approved_year(points)
    for position, key in enumerate(breaks, start=1):
        top, _, below = key.partition("/")
        criterion = year.regulation.criteria.get(code=top, parent=None)
        if below:
            criterion = criterion.children.get(code=below)
        TieBreak.objects.create(regulation=year.regulation, criterion=criterion, position=position)
    return live_standing(year), [unit.name for unit in year.members]


def test_different_percents_need_no_sentence():
    found, _names = standing([(35, 20, 20, 10), (30, 20, 20, 10)], *BREAKS)
    assert tie_sentences(found) == []


def test_first_difference_is_named_with_both_points():
    found, (first, second) = standing([(35, 20, 19, 11), (34, 20, 19, 12)], *BREAKS)
    assert tie_sentences(found) == [
        f"{second} stands above {first}: both have 85.00 %, more points in II Xây dựng Đảng (31 > 30)."
    ]


def test_later_tie_break_decides_when_the_first_is_equal():
    found, (first, second) = standing([(35, 20, 19, 11), (34, 20, 20, 11)], "II/2", "I")
    assert tie_sentences(found) == [
        f"{first} stands above {second}: both have 85.00 %, more points in I Nhiệm vụ chuyên môn (55 > 54)."
    ]


def test_equal_in_everything_shares_the_rank():
    same = (35, 20, 20, 10)
    found, names = standing([same, same, (40, 20, 20, 5), (1, 0, 0, 0)], *BREAKS)
    assert tie_sentences(found) == [
        f"{names[0]}, {names[1]} share rank 1: equal at 85.00 % and in every tie-break.",
        f"{names[0]}, {names[1]} stands above {names[2]}: both have 85.00 %, "
        "more points in II Xây dựng Đảng (30 > 25).",
    ]


def test_without_tie_breaks_the_regulation_is_named():
    same = (35, 20, 20, 10)
    found, (first, second) = standing([same, same])
    assert tie_sentences(found) == [
        f"{first}, {second} share rank 1: equal at 85.00 %, and the regulation has no tie-break."
    ]


def test_units_without_any_task_share_the_last_rank():
    found, (_first, second, third) = standing([(35, 20, 20, 10), ("-",) * 4, ("-",) * 4], *BREAKS)
    assert tie_sentences(found) == [f"{second}, {third} share rank 2: no points are assigned to them."]


def test_no_points_are_fewer_than_zero_points():
    found, (first, second) = standing([(0, 0, 0, 0), ("-", 0, 0, 0)], "I/1")
    assert tie_sentences(found) == [
        f"{first} stands above {second}: both have 0.00 %, more points in 1 Giải ngân (0 > no points)."
    ]


def test_percents_show_as_many_decimals_as_tell_them_apart():
    found, _names = standing([(35, 20, "20.01", 10), (35, 20, 20, 10)])
    assert percent_decimals(found) == 2
    found, _names = standing([(40, "-", "25.5", "14.49"), (40, 20, "25.5", "14.49")])
    assert percent_decimals(found) == 3
