"""Rules by which the others' results count too: cases worked out by hand, one bloc after the other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoring.core.evaluation import evaluated
from scoring.core.rounding import Rounding
from scoring.core.working import Earned, Working
from tests.scoring.core.trees import entry_of, tree_of

Bloc = dict[str, str]


def earned(rule: str, parameters: dict[str, Any], bloc: Bloc, maximum: str = "10") -> dict[str, Earned]:
    """What every unit earns on one leaf."""
    tree = tree_of({"1": maximum}, rules={"1": (rule, parameters)})
    result = evaluated(tree, {unit: {"1": entry_of(text)} for unit, text in bloc.items()}, Rounding())
    return {unit: lines["1"] for unit, lines in result.items()}


def told(result: Earned) -> str:
    """Points with two decimals and the operations that led to them."""
    points = "-" if result.points is None else str(Rounding().apply(result.points))
    return " ".join([points, *(step.operation for step in result.working)])


def all_told(rule: str, parameters: dict[str, Any], bloc: Bloc, maximum: str = "10") -> Bloc:
    return {unit: told(one) for unit, one in earned(rule, parameters, bloc, maximum).items()}


# name: (maximum, parameters, unit → result/target, unit → points and operation)
BLOCS: dict[str, tuple[str, dict[str, str], Bloc, Bloc]] = {
    "one below, one level, one ahead, the leader": (
        "5", {},
        {"a": "8/10", "b": "10/10", "c": "15/10", "d": "20/10"},
        {"a": "2.00 below_target", "b": "2.50 met_target", "c": "3.75 above_target", "d": "5.00 led"},
    ),
    "targets of different size": (
        "10", {},
        {"a": "120/100", "b": "60/50", "c": "80/80", "d": "11/10"},
        {"a": "10.00 led", "b": "10.00 led", "c": "5.00 met_target", "d": "7.50 above_target"},
    ),
    "without target beside those with one": (
        "10", {},
        {"a": "120/100", "b": "150/", "c": "100/", "d": "75/", "e": "110/100"},
        {"a": "10.00 led", "b": "10.00 without_target", "c": "6.67 without_target",
         "d": "5.00 without_target", "e": "7.50 above_target"},
    ),
    "nobody above target": (
        "10", {},
        {"a": "9/10", "b": "10/10", "c": "5/10"},
        {"a": "4.50 below_target", "b": "5.00 met_target", "c": "2.50 below_target"},
    ),
    "everybody level": ("10", {}, {"a": "3/3", "b": "7/7"}, {"a": "5.00 met_target", "b": "5.00 met_target"}),
    "a lead that thirds write": (
        "10", {}, {"a": "4/3", "b": "8/6", "c": "7/6"},
        {"a": "10.00 led", "b": "10.00 led", "c": "7.50 above_target"},
    ),
    "one unit, ahead": ("10", {}, {"a": "10.01/10"}, {"a": "10.00 led"}),
    "one unit, level": ("10", {}, {"a": "10/10"}, {"a": "5.00 met_target"}),
    "one unit, below": ("10", {}, {"a": "6/10"}, {"a": "3.00 below_target"}),
    "one unit, without target": ("10", {}, {"a": "0.5/"}, {"a": "10.00 without_target"}),
    "nothing achieved": (
        "10", {},
        {"a": "0/10", "b": "0/"},
        {"a": "0.00 below_target", "b": "0.00 without_target"},
    ),
    "below nothing": (
        "10", {},
        {"a": "-5/10", "b": "-5/", "c": "5/", "d": "-1/0"},
        {"a": "0.00 below_target", "b": "0.00 without_target", "c": "10.00 without_target",
         "d": "0.00 without_target"},
    ),
    "results are missing": (
        "10", {},
        {"a": "/10", "b": "/", "c": "12/10", "d": ""},
        {"a": "- no_actual", "b": "- no_actual", "c": "10.00 led", "d": "- no_actual"},
    ),
    "not assigned does not lead": (
        "10", {},
        {"a": "n/a", "b": "11/10"},
        {"a": "- not_assigned", "b": "10.00 led"},
    ),
    "points given by hand, the result still leads": (
        "10", {},
        {"a": "4 20/10", "b": "15/10"},
        {"a": "4.00 led overridden", "b": "7.50 above_target"},
    ),
    "a target of nothing is no target": (
        "10", {"zero_target": "without_target"},
        {"a": "0/0", "b": "4/0", "c": "8/", "d": "12/10"},
        {"a": "0.00 without_target", "b": "5.00 without_target", "c": "10.00 without_target",
         "d": "10.00 led"},
    ),
    "a target of nothing is met": (
        "10", {"zero_target": "met"},
        {"a": "0/0", "b": "4/0", "c": "8/", "d": "12/10", "e": "11/10", "f": "-1/0"},
        {"a": "5.00 met_target", "b": "10.00 led", "c": "10.00 without_target", "d": "10.00 led",
         "e": "7.50 above_target", "f": "0.00 below_target"},
    ),
    "a target below nothing": (
        "10", {},
        {"a": "-5/-10", "b": "0/-10", "c": "5/-10", "d": "11/10", "e": "-10/-10"},
        {"a": "0.00 below_target", "b": "10.00 led", "c": "10.00 led", "d": "10.00 led",
         "e": "0.00 below_target"},
    ),
    "three quarters for meeting the target": (
        "8", {"met": "75"},
        {"a": "5/10", "b": "10/10", "c": "11/10", "d": "12/10"},
        {"a": "3.00 below_target", "b": "6.00 met_target", "c": "7.00 above_target", "d": "8.00 led"},
    ),
    "nothing for meeting the target": (
        "8", {"met": "0"},
        {"a": "5/10", "b": "10/10", "c": "11/10", "d": "12/10"},
        {"a": "0.00 below_target", "b": "0.00 met_target", "c": "4.00 above_target", "d": "8.00 led"},
    ),
    "all for meeting the target": (
        "8", {"met": "100"},
        {"a": "5/10", "b": "10/10", "c": "11/10", "d": "12/10"},
        {"a": "4.00 below_target", "b": "8.00 met_target", "c": "8.00 above_target", "d": "8.00 led"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("maximum", "parameters", "bloc", "expected"), BLOCS.values(), ids=BLOCS)
def test_quantitative_compares_with_target_and_leader(
    maximum: str, parameters: dict[str, str], bloc: Bloc, expected: Bloc
) -> None:
    assert all_told("quantitative", parameters, bloc, maximum) == expected


def test_quantitative_of_nobody_is_nothing() -> None:
    assert earned("quantitative", {}, {}) == {}


def test_quantitative_shows_what_it_used() -> None:
    result = earned("quantitative", {}, {"a": "15/10", "b": "20/10", "c": "8/10", "d": "3/", "e": "6/"}, "5")
    facts = {unit: one.working[0].facts for unit, one in result.items()}
    ten = ("target", Decimal(10))
    assert facts == {
        "a": (("actual", Decimal(15)), ten, ("exceed", Decimal(50)), ("lead", Decimal(100))),
        "b": (("actual", Decimal(20)), ten, ("exceed", Decimal(100))),
        "c": (("actual", Decimal(8)), ten),
        "d": (("actual", Decimal(3)), ("best", Decimal(6))),
        "e": (("actual", Decimal(6)), ("best", Decimal(6))),
    }


def test_one_result_moves_a_unit_that_nobody_touched() -> None:
    before = earned("quantitative", {}, {"a": "15/10", "b": "20/10"})
    after = earned("quantitative", {}, {"a": "15/10", "b": "30/10"})
    assert (before["a"].points, after["a"].points) == (Decimal("7.5"), Decimal("6.25"))


LADDER = {"points": ["60", "45", "30", "15", "0"]}
SHORT = {"points": ["60", "45"]}
LOWER = {**LADDER, "better": "lower"}

RANKS: dict[str, tuple[dict[str, Any], Bloc, str]] = {
    "one after the other": (LADDER, {"a": "50/", "b": "90/", "c": "70/"}, "30 60 45"),
    "equal results share the better rank": (
        LADDER,
        {"a": "5/", "b": "9/", "c": "9.0/", "d": "1/"},
        "30 60 60 15",
    ),
    "equal at the end": (LADDER, {"a": "5/", "b": "5/", "c": "9/"}, "45 45 60"),
    "all equal": (LADDER, {"a": "0/", "b": "0/"}, "60 60"),
    "beyond the list": (SHORT, {"a": "9/", "b": "8/", "c": "7/", "d": "6/"}, "60 45 0 0"),
    "equal across the end of the list": (SHORT, {"a": "9/", "b": "9/", "c": "8/"}, "60 60 0"),
    "the lower the better": (LOWER, {"a": "3/", "b": "0/", "c": "3/", "d": "8/"}, "45 60 45 15"),
    "below nothing": (LADDER, {"a": "-3/", "b": "0/", "c": "-1.5/"}, "30 60 45"),
    "the lower the better, below nothing": (LOWER, {"a": "-3/", "b": "0/"}, "60 45"),
    "a missing result takes no rank": (LADDER, {"a": "/", "b": "1/", "c": "n/a", "d": "2/"}, "- 45 - 60"),
    "a target does not matter": (LADDER, {"a": "50/100", "b": "40/10"}, "60 45"),
    "one unit": (LADDER, {"a": "0/"}, "60"),
}


@pytest.mark.parametrize(("parameters", "bloc", "expected"), RANKS.values(), ids=RANKS)
def test_rank_gives_the_points_of_the_list(parameters: dict[str, Any], bloc: Bloc, expected: str) -> None:
    points = [one.points for one in earned("rank", parameters, bloc, maximum="60").values()]
    assert " ".join("-" if one is None else str(one) for one in points) == expected


def test_rank_shows_the_rank_among_how_many() -> None:
    result = earned("rank", SHORT, {"a": "7/", "b": "9/", "c": "8/", "d": "/"}, maximum="60")
    facts = (("actual", Decimal(7)), ("rank", Decimal(3)), ("of", Decimal(3)))
    assert result["a"] == Earned(Decimal(0), (Working("placed", Decimal(0), facts=facts),))
    assert result["d"] == Earned(None, (Working("no_actual"),))
