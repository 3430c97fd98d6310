"""Which single change alters a rank: cases worked out by hand, and the change tried out on any bloc."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from scoring.core.changes import Change, changes, points_lacking
from scoring.core.ranking import Breaker, TieBreak
from scoring.core.ranking import Place as Rank
from scoring.core.rounding import Place, Rounding
from tests.scoring.core.drawn import cases, close_cases
from tests.scoring.core.races import case_of, race_of, with_points
from tests.scoring.core.slow import Case
from tests.scoring.core.trees import entry_of

BLOC = {
    "a": "38 20 20 15",  # 93
    "b": "40 20 22 5 5",  # 92
    "c": "30 0 24.5 14 0 6",  # 62.5
}
MORE = TieBreak(Breaker.POINTS, "1")


def told(found: tuple[Change, ...]) -> list[str]:
    """Leaf, points needed, rank reached and whether it is shared; or how much there is, in vain."""
    return [
        f"{one.key} → {one.needed} = {one.rank}{'=' if one.tied else ''}"
        if one.is_possible
        else f"{one.key} only {one.room}"
        for one in found
    ]


def test_changes_bring_a_unit_level_with_the_place_above() -> None:
    found = changes(race_of(case_of(BLOC)), "b")
    assert told(found) == ["2.1 → 23.00 = 1=", "2.2 → 6.00 = 1=", "T → 6.00 = 1="]
    assert [one.difference for one in found] == [1, 1, 1]
    assert found[0] == Change("2.1", Decimal(22), Decimal(25), Decimal(23), 1, True)


def test_changes_that_are_not_enough_say_how_much_there_is() -> None:
    assert told(changes(race_of(case_of(BLOC)), "c")) == [
        "1.2 only 20",
        "1.1 only 10",
        "T only 10",
        "D only 6",
        "2.2 only 1",
        "2.1 only 0.5",
    ]


def test_a_leaf_that_is_passed_or_failed_goes_to_its_maximum() -> None:
    found = changes(race_of(case_of({"a": "38 20", "b": "37 0 10"})), "b")
    assert told(found)[:3] == ["2.1 → 21.00 = 1=", "2.2 → 11.00 = 1=", "1.2 → 20 = 1"]


def test_less_deducted_is_a_change_too() -> None:
    found = changes(race_of(case_of({"a": "38 20", "b": "40 20 - - - 4.5"})), "b")
    (less,) = [one for one in found if one.key == "D"]
    assert less == Change("D", Decimal("4.5"), Decimal(0), Decimal("2.00"), 1, True)
    assert (less.difference, less.room) == (Decimal("2.50"), Decimal("4.5"))


@pytest.mark.parametrize("deducted", ["0", None, "n/a", "3 waiting"])
def test_a_deduction_that_takes_nothing_is_no_change(deducted: str | None) -> None:
    case = case_of({"a": "38 20", "b": "30 20"})
    lines = {**case.entries["b"], "D": entry_of(deducted)}
    race = race_of(replace(case, entries={**case.entries, "b": lines}))
    assert [one.key for one in changes(race, "b")] == ["1.1", "2.1", "2.2", "T"]


def test_the_first_and_the_excluded_have_no_changes() -> None:
    race = race_of(case_of(BLOC, excluded="b"))
    assert (changes(race, "a"), changes(race, "b")) == ((), ())
    assert (points_lacking(race, "a"), points_lacking(race, "b")) == (None, None)


def test_a_change_may_pass_several_at_once() -> None:
    bloc = {"a": "30 20", "b": "25 20", "c": "25 20", "d": "20 0 6"}
    found = changes(race_of(case_of(bloc)), "d")
    assert told(found) == ["1.1 → 39.00 = 2=", "2.1 → 25 = 2=", "1.2 → 20 = 2", "2.2 only 15", "T only 10"]


def test_tied_units_need_the_place_above_both() -> None:
    found = changes(race_of(case_of({"a": "30 20", "b": "20 20", "c": "20 20"})), "c")
    assert told(found)[0] == "1.1 → 30.00 = 1="


def test_a_leaf_that_is_not_scored_counts_from_nothing() -> None:
    found = changes(race_of(case_of({"a": "30 20", "b": "- 20 25"})), "b")
    assert [(one.key, one.now, one.needed, one.difference) for one in found[:2]] == [
        ("1.1", None, Decimal("5.00"), Decimal("5.00")),
        ("2.2", None, Decimal("5.00"), Decimal("5.00")),
    ]


@pytest.mark.parametrize(
    ("tie_breaks", "expected"),
    [
        ((), ["1.1 → 30.00 = 1=", "2.1 → 1.00 = 1=", "2.2 → 1.00 = 1="]),
        ((MORE,), ["1.1 → 30.00 = 1=", "2.1 → 1.01 = 1", "2.2 → 1.01 = 1"]),
    ],
)
def test_changes_heed_tie_breaks(tie_breaks: tuple[TieBreak, ...], expected: list[str]) -> None:
    found = changes(race_of(case_of({"a": "30 20", "b": "29 20"}, tie_breaks)), "b")
    assert told(found)[:3] == expected


def test_changes_heed_the_denominator() -> None:
    # 45 of 60 is less than 80 of 100: three points make it 48 of 60
    found = changes(race_of(case_of({"a": "40 20 20", "b": "25 20 n/a n/a"})), "b")
    assert told(found)[0] == "1.1 → 28.00 = 1="
    assert points_lacking(race_of(case_of({"a": "40 20 20", "b": "25 20 n/a n/a"})), "b") == 3


def test_changes_heed_the_bonus_cut() -> None:
    bloc = {"a": "40 20 25 15", "b": "40 20 25 14 0 1"}
    uncut = case_of(bloc)
    cut = case_of(bloc, bonus_may_exceed=False)
    assert told(changes(race_of(uncut), "b")) == ["T → 2.00 = 1=", "2.2 only 1", "D only 1"]
    assert told(changes(race_of(cut), "b")) == ["T only 10", "2.2 only 1", "D only 1"]


@pytest.mark.parametrize(
    ("place", "needed"), [(Place.TOTAL, "20.10"), (Place.SECTION, "20.50"), (Place.LEAF, "20.50")]
)
def test_changes_heed_the_place_of_rounding(place: Place, needed: str) -> None:
    case = case_of({"a": "21 20 0.4", "b": "20 20 0.4"}, rounding=Rounding(0, place=place))
    assert [one.needed for one in changes(race_of(case), "b") if one.key == "1.1"] == [Decimal(needed)]


def test_the_smallest_step_is_enough() -> None:
    found = changes(race_of(case_of({"a": "38.01 20", "b": "38 20"})), "b")
    assert told(found)[0] == "1.1 → 38.01 = 1="
    found = changes(race_of(case_of({"a": "38 20", "b": "40 20 - - - 2.01"})), "b")
    assert [one.needed for one in found if one.key == "D"] == [Decimal("2.00")]


def test_changes_go_in_finer_steps_where_the_regulation_rounds_finer() -> None:
    case = case_of({"a": "30.0005 20", "b": "30 20"}, rounding=Rounding(4))
    assert told(changes(race_of(case), "b"))[0] == "1.1 → 30.0005 = 1="


@pytest.mark.parametrize(
    ("bloc", "rounding", "lacking"),
    [
        ({"a": "30 20", "b": "29 20"}, Rounding(), "1.00"),
        ({"a": "30 20", "b": "10"}, Rounding(), "40.00"),
        ({"a": "30.004 20", "b": "30 20"}, Rounding(3), "0.004"),
        ({"a": "40 20 20", "b": "25 20 n/a n/a"}, Rounding(), "3.00"),
        ({"a": "1 0 0 n/a", "b": "1"}, Rounding(), "0.18"),  # 1 of 85 is 1.1765 percent
        ({"a": "1", "b": "n/a n/a n/a n/a 1"}, Rounding(), None),
        ({"a": "n/a n/a n/a n/a 1", "b": "n/a n/a n/a n/a"}, Rounding(), None),
    ],
)
def test_points_lacking_draw_level_with_the_percent_above(
    bloc: dict[str, str], rounding: Rounding, lacking: str | None
) -> None:
    tied = (TieBreak(Breaker.POINTS, "T"),)
    result = points_lacking(race_of(case_of(bloc, tied, rounding=rounding)), "b")
    assert (None if result is None else str(result)) == lacking


def test_nothing_is_lacking_where_a_tie_break_decides() -> None:
    assert points_lacking(race_of(case_of({"a": "30 20", "b": "25 20 5"}, (MORE,))), "b") == 0


def sensible(case: Case) -> bool:
    """No tie-break rewards deductions."""
    return not any(tie.node.partition(".")[0] in case.deductions for tie in case.tie_breaks)


@given((cases(least=1) | close_cases()).filter(sensible))
def test_a_change_alters_the_rank_and_one_step_less_does_not(case: Case) -> None:
    for place in race_of(case).places:
        for change in changes(race_of(case), place.unit):
            tried = change.best if change.needed is None else change.needed
            now = place_with(case, place.unit, change.key, tried)
            if not change.is_possible:
                assert now.rank == place.rank
                continue
            assert (now.rank, now.tied) == (change.rank, change.tied)
            assert (now.rank or 0) < (place.rank or 0)
            less = one_step_less(case, change, tried)
            if less is not None:
                assert place_with(case, place.unit, change.key, less).rank == place.rank


def place_with(case: Case, unit: str, leaf: str, points: Decimal) -> Rank:
    """The place of a unit when the whole bloc is worked out again with other points on one leaf."""
    return race_of(with_points(case, unit, leaf, points)).place(unit)


def one_step_less(case: Case, change: Change, tried: Decimal) -> Decimal | None:
    """The points one step nearer to those of now; None where there are none, or none that may be given."""
    step = Decimal(1).scaleb(-max(2, case.rounding.decimals))
    now = change.now or Decimal(0)
    less = tried - step if tried > now else tried + step
    if abs(tried - now) < step or case.rules.get(change.key, ("",))[0] == "pass_fail":
        return None
    return less
