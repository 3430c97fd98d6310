"""From what is entered to what is earned: typed and computed points, and the leaves that do not count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.evaluation import Entry, evaluated
from scoring.core.parameters import ParameterError
from scoring.core.rounding import Mode, Place, Rounding
from scoring.core.working import Earned, Working
from tests.scoring.core.trees import Told, entries_of, entry_of, tree_of

PROPORTIONAL: Told = ("proportional", {})
LEAVES = Rounding(1, place=Place.LEAF)


def alone(text: str | None, rule: Told = ("direct", {}), rounding: Rounding | None = None) -> Earned:
    """What a unit compared with nobody earns on one leaf of 10 points."""
    tree = tree_of({"1": "10"}, rules={"1": rule})
    return evaluated(tree, {"": {"1": entry_of(text)}}, rounding or Rounding())[""]["1"]


def told(result: Earned) -> str:
    points = "-" if result.points is None else f"{result.points.normalize():f}"
    return " ".join([points, *(step.operation for step in result.working)])


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("direct", "7.5", "7.5 scored"),
        ("direct", "0", "0 scored"),
        ("direct", None, "- not_scored"),
        ("direct", "n/a", "- not_assigned"),
        ("direct", "12/10", "- not_scored"),  # a measure makes no points where they are typed
        ("pass_fail", "10", "10 scored"),
        ("proportional", "6/10", "6 proportion"),
        ("proportional", None, "- no_actual"),
        ("proportional", "n/a", "- not_assigned"),
        ("proportional", "4.5 6/10", "4.5 proportion overridden"),
        ("proportional", "4.5 6/", "4.5 scored"),
        ("proportional", "0 /", "0 scored"),
        ("direct", "3 waiting", "- scored waiting"),
        ("direct", "waiting", "- not_scored"),
        ("proportional", "6/10 waiting", "- proportion waiting"),
        ("proportional", "2 6/10 waiting", "- proportion overridden waiting"),
        ("proportional", "6/ waiting", "- no_target"),
    ],
)
def test_a_leaf_earns_what_is_typed_or_computed(rule: str, text: str | None, expected: str) -> None:
    assert told(alone(text, (rule, {}))) == expected


def test_typed_points_are_shown_beside_the_computed_ones() -> None:
    last = alone("4.5 6/10", PROPORTIONAL).working[-1]
    assert last == Working("overridden", Decimal("4.5"), limit=Decimal(10), facts=(("computed", Decimal(6)),))


def test_points_that_wait_are_shown_but_not_earned() -> None:
    assert alone("3 waiting") == Earned(
        None, (Working("scored", Decimal(3), limit=Decimal(10)), Working("waiting", Decimal(3)))
    )


def test_what_is_kept_on_a_leaf_that_is_not_assigned_does_not_count() -> None:
    tree = tree_of({"1": "10"}, rules={"1": ("quantitative", {})})
    left = Entry(Decimal(9), assigned=False, target=Decimal(1), actual=Decimal(100))
    result = evaluated(tree, {"a": {"1": left}, "b": {"1": entry_of("11/10")}}, Rounding())
    assert result["a"]["1"] == Earned(None, (Working("not_assigned"),))
    assert result["b"]["1"].points == 10


@pytest.mark.parametrize("text", ["7", None, "n/a", "5 waiting", "99"])
def test_a_leaf_that_is_switched_off_counts_for_nobody(text: str | None) -> None:
    tree = tree_of({"1": "20", "1.1": "10", "1.2": "10", "2": "10"}, off=["1", "2"])
    result = evaluated(tree, {"": {"1.1": entry_of(text), "2": entry_of(text)}}, Rounding())
    assert set(result[""].values()) == {Earned(None, (Working("switched_off"),))}


def test_parameters_of_a_leaf_that_is_switched_off_do_not_matter() -> None:
    tree = tree_of({"1": "10"}, off=["1"], rules={"1": ("count", {})})
    assert told(evaluated(tree, {"": {}}, Rounding())[""]["1"]) == "- switched_off"


def test_a_leaf_without_an_entry_is_not_scored() -> None:
    tree = tree_of({"1": "10", "1.1": "6", "1.2": "4"})
    assert {key: told(one) for key, one in evaluated(tree, {"": {}}, Rounding())[""].items()} == {
        "1.1": "- not_scored",
        "1.2": "- not_scored",
    }


def test_nobody_earns_nothing() -> None:
    assert evaluated(tree_of({"1": "10"}), {}, Rounding()) == {}


@pytest.mark.parametrize(
    ("rounding", "text", "expected"),
    [
        (LEAVES, "2/3", "6.7 proportion rounded"),
        (LEAVES, "0.25", "0.3 scored rounded"),
        (LEAVES, "0.3", "0.3 scored"),
        (LEAVES, "0.30", "0.3 scored"),
        (LEAVES, None, "- no_actual"),
        (LEAVES, "0.25 waiting", "- scored waiting"),
        (Rounding(1, Mode.HALF_EVEN, Place.LEAF), "0.25", "0.2 scored rounded"),
        (Rounding(0, place=Place.LEAF), "9.5", "10 scored rounded"),
        (Rounding(1, place=Place.SECTION), "0.25", "0.25 scored"),
        (Rounding(1, place=Place.TOTAL), "0.25", "0.25 scored"),
    ],
)
def test_leaves_are_rounded_where_the_regulation_says_so(
    rounding: Rounding, text: str | None, expected: str
) -> None:
    assert told(alone(text, PROPORTIONAL, rounding)) == expected


@pytest.mark.parametrize(
    ("points", "maximum", "expected"),
    [
        ("2.5", "2.5", "2.5 scored"),
        ("2.49", "2.5", "2 scored rounded"),
        ("2.6", "2.7", "2.7 scored rounded capped"),
        ("2.7", "2.7", "2.7 scored"),
    ],
)
def test_rounding_lifts_no_leaf_over_its_maximum(points: str, maximum: str, expected: str) -> None:
    tree = tree_of({"1": maximum})
    whole = Rounding(0, place=Place.LEAF)
    assert told(evaluated(tree, {"": entries_of({"1": points})}, whole)[""]["1"]) == expected


@pytest.mark.parametrize("points", ["10.0001", "-0.0001", "11", "11 5/10", "11 waiting"])
def test_points_outside_the_leaf_are_refused(points: str) -> None:
    with pytest.raises(ValueError, match="'1'"):
        alone(points, PROPORTIONAL)


@pytest.mark.parametrize("key", ["1", "3", ""])
def test_an_entry_that_names_no_leaf_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        evaluated(tree_of({"1": "10", "1.1": "10"}), {"a": {}, "b": {key: Entry()}}, Rounding())


def test_parameters_that_cannot_stand_are_refused() -> None:
    with pytest.raises(ParameterError):
        alone("3/", ("count", {"per_item": "11"}))


@pytest.mark.parametrize("only", [["b"], ["a", "c"], []])
def test_some_units_earn_what_they_earn_among_all(only: list[str]) -> None:
    tree = tree_of({"1": "10", "2": "10", "3": "5"}, rules={"1": ("quantitative", {}), "2": PROPORTIONAL})
    bloc = {
        "a": entries_of({"1": "12/10", "2": "5/10"}),
        "b": entries_of({"1": "11/10", "3": "4"}),
        "c": entries_of({"1": "n/a", "2": "1/10"}),
    }
    everybody = evaluated(tree, bloc, Rounding())
    assert evaluated(tree, bloc, Rounding(), only) == {unit: everybody[unit] for unit in only}
