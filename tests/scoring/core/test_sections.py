"""Every section beside the best and the median of the bloc."""

from __future__ import annotations

from decimal import Decimal

from scoring.core.sections import Compared, Section, sections
from tests.scoring.core.races import case_of, race_of


def compared(mine: str | None, best: str | None, median: str | None) -> Compared:
    return Compared(*(None if text is None else Decimal(text) for text in (mine, best, median)))


BLOC = {
    "a": "40 20 20 15 3",
    "b": "30 20 25 n/a - 2",
    "c": "20 0 10 5 10 8",
    "d": "- - - - - 1",
}


def test_sections_stand_beside_best_and_median() -> None:
    mine = sections(race_of(case_of(BLOC)))["a"]
    assert mine == (
        Section("1", compared("60", "60", "50"), compared("100", "100", "83.33333333333333333333"), ("a",)),
        Section("2", compared("35", "35", "25"), compared("87.5", "100", "87.5"), ("b",)),
        Section("T", compared("3", "10", "6.5"), compared("30", "100", "65"), ("c",)),
        Section("D", compared("0", "0", "1.5"), compared("0", "0", "18.75"), ("a",)),
    )


def test_sections_without_points_have_none() -> None:
    own = sections(race_of(case_of(BLOC)))["d"]
    assert [section.points.mine for section in own] == [None, None, None, 1]
    assert own[0].points == compared(None, "60", "50")


def test_sections_that_are_not_assigned_have_none() -> None:
    bloc = {"a": "n/a n/a 10", "b": "n/a n/a 20"}
    section = sections(race_of(case_of(bloc)))["a"][0]
    assert section == Section("1", compared(None, None, None), compared(None, None, None), ())


def test_best_and_median_are_those_of_ranked_units() -> None:
    race = race_of(case_of(BLOC, excluded="a"))
    own = sections(race)["a"][0]
    assert own.points == compared("60", "50", "35")
    assert own.best_units == ("b",)


def test_units_that_are_best_together_are_all_named() -> None:
    found = sections(race_of(case_of({"a": "40 20", "b": "40 20", "c": "30 20"})))
    assert [one[0].best_units for one in found.values()] == [("a", "b")] * 3


def test_nobody_has_no_sections() -> None:
    assert sections(race_of(case_of({}))) == {}
