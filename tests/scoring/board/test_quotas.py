"""How far quotas reach: counted from the first place and after the awards before, ties named, not broken."""

from __future__ import annotations

import pytest
from django.utils import translation

from scoring.board.quotas import quotas
from tests.scoring.board.boards import standing_of, totals


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def reaches(standing):
    return [(quota.award, quota.size, quota.alone.words, quota.after.words) for quota in quotas(standing)]


FIVE = totals(A="95", B="90", C="85", D="80", E="75")


def test_quotas_are_counted_alone_and_one_after_the_other():
    found = standing_of(FIVE, quotas=(("Cờ", "1"), ("Bằng khen", "3")))
    assert reaches(found) == [
        ("Cờ", "1 unit", "place 1: A", "place 1: A"),
        ("Bằng khen", "3 units", "places 1 to 3: A, B, C", "places 2 to 4: B, C, D"),
    ]


def test_percent_takes_whole_units_of_all_members():
    found = standing_of(FIVE, quotas=(("Cờ", "20 %"), ("Bằng khen", "50 %"), ("Khác", "10 %")))
    assert [(quota.size, quota.alone.words) for quota in quotas(found)] == [
        ("20 % of 5 units: 1 unit", "place 1: A"),
        ("50 % of 5 units: 2 units", "places 1 to 2: A, B"),
        ("10 % of 5 units: 0 units", "no unit"),
    ]


def test_tie_at_the_end_is_told_and_not_broken():
    found = standing_of(totals(A="95", B="90", C="90", D="80"), quotas=(("Bằng khen", "2"),))
    alone = quotas(found)[0].alone
    assert (alone.units, alone.split) == (("A",), ("B", "C"))
    assert alone.words == "place 1: A; B, C share a place, and the quota has room for 1 of them"


def test_tie_inside_a_quota_is_no_question():
    found = standing_of(totals(A="90", B="90", C="80"), quotas=(("Bằng khen", "2"),))
    assert quotas(found)[0].alone.words == "place 1: A, B"


def test_tie_across_two_quotas_is_named_in_both():
    found = standing_of(totals(A="90", B="90", C="80"), quotas=(("Cờ", "1"), ("Bằng khen", "1")))
    assert [quota.after.words for quota in quotas(found)] == [
        "A, B share a place, and the quota has room for 1 of them",
        "A, B share a place, and the quota has room for 1 of them",
    ]


def test_excluded_units_are_passed_over():
    found = standing_of(FIVE, excluded={"A": "Không đăng ký"}, quotas=(("Cờ", "1"),))
    assert quotas(found)[0].alone.words == "place 1: B"


def test_quota_larger_than_the_bloc_ends_with_the_last_place():
    found = standing_of(totals(A="95", B="90"), quotas=(("Cờ", "1"), ("Bằng khen", "9"), ("Khác", "1")))
    assert [quota.after.words for quota in quotas(found)] == ["place 1: A", "place 2: B", "no unit"]


def test_bloc_that_shares_the_first_place_fits_a_quota_as_large():
    found = standing_of(totals(A="90", B="90"), quotas=(("Bằng khen", "2"), ("Cờ", "1")))
    assert [quota.alone.words for quota in quotas(found)] == [
        "place 1: A, B",
        "A, B share a place, and the quota has room for 1 of them",
    ]
