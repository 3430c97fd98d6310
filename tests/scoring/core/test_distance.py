"""How far to the place above, and which sections and criteria make it: cases worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from scoring.core.distance import Difference, Gap, gap
from scoring.core.ranking import Breaker, TieBreak
from scoring.core.rounding import Place, Rounding
from tests.scoring.core.drawn import cases, close_cases
from tests.scoring.core.races import case_of, race_of
from tests.scoring.core.slow import Case, Slow

NOISE = Fraction(1, 10**15)
BLOC = {
    "a": "38 20 20 15",  # 93
    "b": "40 20 22 5 5",  # 92
    "c": "30 0 25 15 0 2",  # 68
    "d": "30 0 25 15 0 2",
}


@pytest.mark.parametrize(("unit", "above"), [("a", None), ("b", "a"), ("c", "b"), ("d", "b")])
def test_above_is_the_next_better_place(unit: str, above: str | None) -> None:
    place = race_of(case_of(BLOC)).above(unit)
    assert (place.unit if place else None) == above


def test_nobody_stands_above_an_excluded_unit() -> None:
    race = race_of(case_of(BLOC, excluded="b"))
    above = race.above("c")
    assert (race.above("b"), above and above.unit) == (None, "a")


def test_a_unit_that_is_not_there_has_no_place() -> None:
    with pytest.raises(StopIteration):
        race_of(case_of(BLOC)).place("z")


def told(differences: tuple[Difference, ...]) -> str:
    return ", ".join(f"{one.key} {one.points:+}" for one in differences)


def test_gap_names_lags_first_and_leads_last() -> None:
    found = gap(race_of(case_of(BLOC)), "b", "a")
    assert (found.percent, found.by_points, found.by_assigned) == (1, 1, 0)
    assert (found.points, found.rest, found.decided_by) == (1, 0, None)
    assert told(found.sections) == "2 +8, 1 -2, T -5"
    assert told(found.leaves) == "2.2 +10, 1.1 -2, 2.1 -2, T -5"
    assert found.leaves[0] == Difference("2.2", Decimal(5), Decimal(15), Decimal(10))


def test_gap_counts_more_deducted_as_behind() -> None:
    found = gap(race_of(case_of(BLOC)), "c", "b")
    assert told(found.sections) == "1 +30, T +5, D +2, 2 -13"
    assert found.sections[2] == Difference("D", Decimal(2), None, Decimal(2))
    assert (found.points, found.percent) == (24, 24)


def test_gap_between_equals_is_nothing() -> None:
    assert gap(race_of(case_of(BLOC)), "c", "d") == Gap(
        "c", "d", Decimal(0), Decimal(0), Decimal(0), Decimal(0), (), Decimal(0), (), None
    )


def test_gap_tells_points_from_a_smaller_denominator() -> None:
    found = gap(race_of(case_of({"more": "40 20 25 0", "less": "40 20 24 n/a"})), "more", "less")
    # 84 of 85 against 85 of 100
    assert (found.points, found.by_points) == (-1, -1)
    assert (found.percent, found.by_assigned) == (Decimal("13.8235"), Decimal("14.8235"))
    assert told(found.leaves) == "2.1 -1"


def test_gap_without_a_percent_is_one_of_points() -> None:
    found = gap(race_of(case_of({"a": "40 20", "none": "n/a n/a n/a n/a 3"})), "none", "a")
    assert (found.percent, found.by_points, found.by_assigned, found.points) == (None, None, None, 57)


@pytest.mark.parametrize(
    ("bloc", "rounding", "may_exceed", "points", "rest"),
    [
        ({"x": "40 20 25 5 10", "y": "40 20 25 15 10"}, Rounding(), False, "0.00", "-10.00"),
        ({"x": "1 0 0 0 0 8", "y": "7 0 0 0 0 8"}, Rounding(), True, "0.00", "-6.00"),
        ({"x": "0.4", "y": "0.6"}, Rounding(0), True, "1", "0.8"),
        ({"x": "0.4", "y": "0.6"}, Rounding(0, place=Place.SECTION), True, "1", "0"),
    ],
)
def test_gap_keeps_apart_what_cut_floor_and_rounding_do(
    bloc: dict[str, str], rounding: Rounding, may_exceed: bool, points: str, rest: str
) -> None:
    found = gap(race_of(case_of(bloc, rounding=rounding, bonus_may_exceed=may_exceed)), "x", "y")
    assert (found.points, found.rest) == (Decimal(points), Decimal(rest))


TIES = (TieBreak(Breaker.FEWEST_DEDUCTIONS), TieBreak(Breaker.POINTS, "2"))


@pytest.mark.parametrize(
    ("bloc", "index"),
    [
        ({"x": "30 20", "y": "31 20 - - - 1"}, 0),
        ({"x": "30 20", "y": "40 0 10"}, 1),
        ({"x": "30 20", "y": "31 20"}, None),
        ({"x": "30 20", "y": "30 20"}, None),
    ],
)
def test_gap_names_the_tie_break_between_equal_percents(bloc: dict[str, str], index: int | None) -> None:
    assert gap(race_of(case_of(bloc, TIES)), "x", "y").decided_by == index


@given(cases(least=1) | close_cases())
def test_a_gap_adds_up(case: Case) -> None:
    race, slow = race_of(case), Slow(case)
    for place in race.places:
        above = race.above(place.unit)
        if above is None:
            continue
        assert (above.rank or 0) < (place.rank or 0)
        found = gap(race, place.unit, above.unit)
        assert found.points == slow.total(above.unit) - slow.total(place.unit)
        parts = sum((Fraction(one.points) for one in found.sections), Fraction(found.rest))
        assert abs(parts - Fraction(found.points)) < NOISE
        if found.percent is not None:
            assert found.percent >= 0
            assert found.percent == (above.percent or 0) - (place.percent or 0)
            assert found.percent == (found.by_points or 0) + (found.by_assigned or 0)
