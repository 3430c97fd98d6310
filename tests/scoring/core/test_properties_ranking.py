"""What must hold for the order of any bloc, against a slow comparison of everybody with everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scoring.core.grades import Basis, Grade, grade_of
from scoring.core.moves import moves
from scoring.core.ranking import NO_POINTS, NO_RANK, Breaker, Place, ranking, shown_decimals
from scoring.core.rounding import Mode
from scoring.core.tally import tallies
from tests.scoring.core.drawn import cases, close_cases, tree_in
from tests.scoring.core.slow import Case, Slow, rounded

ABSENT = {Breaker.POINTS: NO_POINTS, Breaker.LAST_RANK: NO_RANK}
any_cases = cases() | close_cases()


def places_of(case: Case) -> tuple[Place, ...]:
    """The order of a case."""
    counted = tallies(
        tree_in(case), case.entries, rounding=case.rounding, bonus_may_exceed=case.bonus_may_exceed
    )
    return ranking(counted, case.tie_breaks, last_ranks=case.last_ranks, excluded=case.excluded)


def displayed(place: Place) -> tuple[Fraction, ...]:
    """What is printed beside a rank, as numbers; no percent is less than any."""
    return (Fraction(-5) if place.percent is None else Fraction(place.percent), *map(Fraction, place.keys))


def first_difference(mine: Sequence[Fraction], other: Sequence[Fraction]) -> int | None:
    """The first index at which two rows differ."""
    return next((index for index in range(len(mine)) if mine[index] != other[index]), None)


def ranked(places: Sequence[Place]) -> list[Place]:
    """Without those that are excluded."""
    return [place for place in places if place.rank is not None]


@given(any_cases)
def test_ranks_agree_with_the_slow_comparison(case: Case) -> None:
    slow = Slow(case)
    places = places_of(case)
    assert sorted(place.unit for place in places) == sorted(case.entries)
    for place in places:
        kinds = [tie_break.by for tie_break in case.tie_breaks]
        shown = [None if key == ABSENT.get(by) else key for by, key in zip(kinds, place.keys, strict=True)]
        assert [place.percent, *shown] == slow.compared(place.unit)
        assert (place.rank, place.total) == (slow.rank(place.unit), slow.total(place.unit))


@given(any_cases, st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(case: Case, chance: object) -> None:
    units = list(case.entries)
    chance.shuffle(units)  # type: ignore[attr-defined]
    shuffled = replace(case, entries={unit: case.entries[unit] for unit in units})
    assert {place.unit: place for place in places_of(shuffled)} == {
        place.unit: place for place in places_of(case)
    }


@given(close_cases())
def test_a_rank_is_one_more_than_the_units_that_are_better(case: Case) -> None:
    places = ranked(places_of(case))
    for place in places:
        others = [displayed(other) for other in places if other.unit != place.unit]
        assert place.rank == 1 + sum(other > displayed(place) for other in others)
        assert place.tied == (displayed(place) in others)


@given(close_cases())
def test_percent_and_rank_agree(case: Case) -> None:
    places = ranked(places_of(case))
    for place in places:
        for other in places:
            if place.percent is not None and (other.percent is None or place.percent > other.percent):
                assert (place.rank or 0) < (other.rank or 0)


@given(close_cases())
def test_for_neighbours_the_first_differing_displayed_key_decides(case: Case) -> None:
    order = list(case.entries)
    for upper, lower in pairwise(ranked(places_of(case))):
        index = first_difference(displayed(upper), displayed(lower))
        if index is None:
            assert (upper.rank, upper.tied, lower.tied) == (lower.rank, True, True)
            assert order.index(upper.unit) < order.index(lower.unit)
        else:
            assert displayed(upper)[index] > displayed(lower)[index]
            assert (upper.rank or 0) < (lower.rank or 0)


@given(close_cases())
def test_decided_by_is_the_deepest_key_needed_among_equal_percents(case: Case) -> None:
    places = ranked(places_of(case))
    for place in places:
        equals = [other for other in places if other.percent == place.percent and other.unit != place.unit]
        needed = [first_difference(displayed(place), displayed(other)) for other in equals]
        if None in needed or not needed:
            assert place.decided_by is None
        else:
            assert place.decided_by == max(index for index in needed if index is not None) - 1


@given(close_cases())
def test_excluded_units_stand_last_and_change_no_other_rank(case: Case) -> None:
    places = places_of(case)
    excluded = case.excluded & set(case.entries)
    assert {place.unit for place in places[len(places) - len(excluded) :]} == excluded
    others = {unit: lines for unit, lines in case.entries.items() if unit not in excluded}
    assert places[: len(others)] == places_of(replace(case, entries=others))


@given(close_cases(), close_cases())
def test_moves_are_the_units_that_look_different(case: Case, other: Case) -> None:
    changed = {unit: other.entries.get(unit, lines) for unit, lines in case.entries.items()}
    before = {place.unit: place for place in places_of(case)}
    after = places_of(replace(case, entries=changed))
    found = moves(tuple(before.values()), after)
    assert {move.unit for move in found} == {
        place.unit
        for place in after
        if any(
            getattr(place, name) != getattr(before[place.unit], name)
            for name in ("total", "percent", "rank", "tied")
        )
    }
    for move in found:
        assert move.difference == move.after.total - move.before.total


@given(close_cases(), st.sampled_from(Basis), st.lists(st.integers(0, 120), unique=True, max_size=4))
def test_a_grade_is_the_highest_threshold_reached(case: Case, basis: Basis, thresholds: list[int]) -> None:
    grades = [Grade(str(threshold), Decimal(threshold)) for threshold in thresholds]
    for place in places_of(case):
        value = place.percent if basis == Basis.PERCENT else place.total
        reached = [one for one in thresholds if place.rank and value is not None and one <= value]
        assert grade_of(place, grades, basis) == str(max(reached, default=""))


@given(st.lists(st.none() | st.decimals(0, 1, places=4), max_size=6), st.integers(0, 4))
def test_shown_decimals_are_the_fewest_that_keep_values_apart(
    values: list[Decimal | None], least: int
) -> None:
    def looks(decimals: int) -> set[Fraction]:
        return {rounded(Fraction(value), decimals, Mode.HALF_UP) for value in values if value is not None}

    enough = [decimals for decimals in range(least, 5) if len(looks(decimals)) == len(looks(4))]
    assert shown_decimals(values, least, 4) == enough[0]
