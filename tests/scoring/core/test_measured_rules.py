"""Rules by which a unit's own target and result make its points: cases worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoring.core.evaluation import evaluated
from scoring.core.rounding import Rounding
from scoring.core.working import Earned, Working
from tests.scoring.core.trees import entry_of, tree_of


def earned(rule: str, parameters: dict[str, Any], measure: str, maximum: str = "10") -> Earned:
    """What one unit earns on one leaf."""
    tree = tree_of({"1": maximum}, rules={"1": (rule, parameters)})
    return evaluated(tree, {"vp": {"1": entry_of(measure)}}, Rounding())["vp"]["1"]


def told(result: Earned) -> str:
    """Points and the operations that led to them."""
    points = "-" if result.points is None else f"{result.points.normalize():f}"
    return " ".join([points, *(step.operation for step in result.working)])


CAPPED, FLOORED = {"cap": "8"}, {"floor": "70"}
BOTH = {"cap": "8", "floor": "70"}

PROPORTIONAL: list[tuple[dict[str, str], str, str]] = [
    ({}, "5/10", "5 proportion"),
    ({}, "10/10", "10 proportion"),
    ({}, "12/10", "10 proportion capped"),
    ({}, "0/10", "0 proportion"),
    ({}, "-4/10", "0 proportion"),
    ({}, "0.5/0.8", "6.25 proportion"),
    ({}, "0/0", "10 proportion"),  # a target of nothing is met by nothing
    ({}, "3/0", "10 proportion"),
    ({}, "-3/0", "0 proportion"),
    ({}, "0/-5", "10 proportion"),  # and so is a target below nothing
    ({}, "-4/-5", "0 proportion"),
    ({}, "/10", "- no_actual"),
    ({}, "12/", "- no_target"),
    ({}, "/", "- no_actual"),
    (CAPPED, "7.9/10", "7.9 proportion"),
    (CAPPED, "8/10", "8 proportion"),
    (CAPPED, "8.1/10", "8 proportion capped"),
    (CAPPED, "1/0", "8 proportion capped"),
    ({"cap": "0"}, "5/10", "0 proportion capped"),
    (FLOORED, "69.99/100", "0 below_floor"),
    (FLOORED, "70/100", "7 proportion"),
    (FLOORED, "-80/100", "0 below_floor"),
    (FLOORED, "0/0", "10 proportion"),
    (BOTH, "6.9/10", "0 below_floor"),
    (BOTH, "7.5/10", "7.5 proportion"),
    (BOTH, "9/10", "8 proportion capped"),
    ({"floor": "100"}, "9.9999/10", "0 below_floor"),
]


@pytest.mark.parametrize(("parameters", "measure", "expected"), PROPORTIONAL)
def test_proportional_follows_the_target(parameters: dict[str, str], measure: str, expected: str) -> None:
    assert told(earned("proportional", parameters, measure)) == expected


def test_proportional_thirds_of_nine_are_three() -> None:
    assert earned("proportional", {}, "1/3", maximum="9").points == 3


def test_proportional_shows_what_it_used() -> None:
    facts = (("actual", Decimal(9)), ("target", Decimal(10)), ("percent", Decimal(90)))
    assert earned("proportional", BOTH, "9/10") == Earned(
        Decimal(8),
        (Working("proportion", Decimal(9), facts=facts), Working("capped", Decimal(8), limit=Decimal(8))),
    )
    assert earned("proportional", {"floor": "95"}, "9/10") == Earned(
        Decimal(0), (Working("below_floor", Decimal(0), facts=(*facts, ("floor", Decimal(95)))),)
    )


PERCENT = {"bands": [["80", "5"], ["95", "8"], ["100", "10"]]}
ACTUAL = {"of": "actual", "bands": [["-2", "1"], ["0", "5"], ["3", "10"]]}
FALLING = {"of": "actual", "bands": [["0", "10"], ["5", "4"], ["10", "0"]]}  # complaints, say

BANDS: list[tuple[dict[str, Any], str, str]] = [
    (PERCENT, "79.99/100", "0 below_bands"),
    (PERCENT, "80/100", "5 band"),
    (PERCENT, "94.9999/100", "5 band"),
    (PERCENT, "95/100", "8 band"),
    (PERCENT, "19/20", "8 band"),
    (PERCENT, "100/100", "10 band"),
    (PERCENT, "250/100", "10 band"),
    (PERCENT, "-90/100", "0 below_bands"),
    (PERCENT, "0/0", "10 band"),
    (PERCENT, "-1/0", "0 below_bands"),
    (PERCENT, "90/", "- no_target"),
    (PERCENT, "/100", "- no_actual"),
    (ACTUAL, "-2.0001/", "0 below_bands"),
    (ACTUAL, "-2/", "1 band"),
    (ACTUAL, "-0.5/", "1 band"),
    (ACTUAL, "0/", "5 band"),
    (ACTUAL, "2.9/100", "5 band"),
    (ACTUAL, "3/", "10 band"),
    (ACTUAL, "/3", "- no_actual"),
    (FALLING, "0/", "10 band"),
    (FALLING, "7/", "4 band"),
    (FALLING, "70/", "0 band"),
]


@pytest.mark.parametrize(("parameters", "measure", "expected"), BANDS)
def test_bands_give_the_points_of_the_highest_threshold_reached(
    parameters: dict[str, Any], measure: str, expected: str
) -> None:
    assert told(earned("bands", parameters, measure)) == expected


def test_bands_show_what_was_measured_and_from_where_the_band_goes() -> None:
    measured, start = ("measured", Decimal(97)), ("from", Decimal(95))
    assert earned("bands", PERCENT, "97/100") == Earned(
        Decimal(8), (Working("band", Decimal(8), facts=(measured, start)),)
    )
    assert earned("bands", PERCENT, "3/100") == Earned(
        Decimal(0), (Working("below_bands", Decimal(0), facts=(("measured", Decimal(3)),)),)
    )


COUNT: list[tuple[dict[str, str], str, str]] = [
    ({"per_item": "3"}, "0/", "0 items"),
    ({"per_item": "3"}, "1/", "3 items"),
    ({"per_item": "3"}, "3/", "9 items"),
    ({"per_item": "3"}, "4/", "10 items capped"),
    ({"per_item": "2.5"}, "4/", "10 items"),
    ({"per_item": "3", "cap": "6"}, "2/", "6 items"),
    ({"per_item": "3", "cap": "6"}, "3/", "6 items capped"),
    ({"per_item": "3", "cap": "0"}, "3/", "0 items capped"),
    ({"per_item": "0"}, "3/", "0 items"),
    ({"per_item": "3"}, "-2/", "0 items"),
    ({"per_item": "3"}, "2/9", "6 items"),  # a target does not matter
    ({"per_item": "3"}, "/9", "- no_actual"),
]


@pytest.mark.parametrize(("parameters", "measure", "expected"), COUNT)
def test_count_gives_points_for_every_item(parameters: dict[str, str], measure: str, expected: str) -> None:
    assert told(earned("count", parameters, measure)) == expected


def test_count_shows_items_and_points_for_one() -> None:
    facts = (("actual", Decimal(4)), ("per_item", Decimal(3)))
    assert earned("count", {"per_item": "3"}, "4/") == Earned(
        Decimal(10),
        (Working("items", Decimal(12), facts=facts), Working("capped", Decimal(10), limit=Decimal(10))),
    )


def test_a_working_finds_its_facts_by_name() -> None:
    step = earned("count", {"per_item": "3"}, "4/").working[0]
    assert (step.fact("actual"), step.fact("per_item")) == (4, 3)
    with pytest.raises(KeyError):
        step.fact("target")
