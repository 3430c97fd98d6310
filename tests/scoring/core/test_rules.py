"""What may be entered on a leaf: points by its rule, results by its rule."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.rules import (
    BANDS,
    COUNT,
    DIRECT,
    PASS_FAIL,
    PROPORTIONAL,
    QUANTITATIVE,
    RANK,
    RULES,
    Problem,
    check,
    check_actual,
)

CASES = [
    (DIRECT, "0", "10", None),
    (DIRECT, "9.9999", "10", None),
    (DIRECT, "10.00", "10", None),
    (DIRECT, "10.0001", "10", "over_maximum"),
    (DIRECT, "-0.0001", "10", "negative"),
    (DIRECT, "0", "0", None),
    (DIRECT, "1", "0", "over_maximum"),
    (PASS_FAIL, "0", "5", None),
    (PASS_FAIL, "0.00", "5", None),
    (PASS_FAIL, "5", "5", None),
    (PASS_FAIL, "5.0", "5", None),
    (PASS_FAIL, "2.5", "5", "not_pass_or_fail"),
    (PASS_FAIL, "4.9999", "5", "not_pass_or_fail"),
    (PASS_FAIL, "6", "5", "not_pass_or_fail"),
    (PASS_FAIL, "-5", "5", "negative"),
    *((rule, "2.5", "5", None) for rule in (PROPORTIONAL, BANDS, COUNT, QUANTITATIVE, RANK)),
    *((rule, "5.01", "5", "over_maximum") for rule in (PROPORTIONAL, BANDS, COUNT, QUANTITATIVE, RANK)),
    *((rule, "-1", "5", "negative") for rule in (PROPORTIONAL, BANDS, COUNT, QUANTITATIVE, RANK)),
]


@pytest.mark.parametrize(("rule", "value", "maximum", "code"), CASES)
def test_check_names_the_problem(rule: str, value: str, maximum: str, code: str | None) -> None:
    number, limit = Decimal(value), Decimal(maximum)
    assert check(rule, number, limit) == (Problem(code, number, limit) if code else None)


@pytest.mark.parametrize(
    ("rule", "value", "code"),
    [
        (COUNT, "0", None),
        (COUNT, "3", None),
        (COUNT, "3.00", None),
        (COUNT, "2.5", "not_whole"),
        (COUNT, "-1", "negative"),
        (COUNT, "-1.5", "negative"),
        *((rule, "-2.5", None) for rule in (PROPORTIONAL, BANDS, QUANTITATIVE, RANK)),
    ],
)
def test_check_of_a_result_names_the_problem(rule: str, value: str, code: str | None) -> None:
    number = Decimal(value)
    assert check_actual(rule, number) == (Problem(code, number, Decimal(0)) if code else None)


@pytest.mark.parametrize("checked", [lambda: check("by_mood", Decimal(1), Decimal(2)),
                                     lambda: check_actual("by_mood", Decimal(1))])  # fmt: skip
def test_checks_refuse_an_unknown_rule(checked: object) -> None:
    with pytest.raises(KeyError):
        checked()  # type: ignore[operator]


def test_rules_say_what_they_need() -> None:
    facts = {
        name: (rule.name, rule.is_measured, rule.uses_target, rule.relative) for name, rule in RULES.items()
    }
    assert facts == {
        "direct": ("direct", False, False, False),
        "pass_fail": ("pass_fail", False, False, False),
        "proportional": ("proportional", True, True, False),
        "bands": ("bands", True, True, False),
        "count": ("count", True, False, False),
        "quantitative": ("quantitative", True, True, True),
        "rank": ("rank", True, False, True),
    }


def test_rules_say_what_they_can_be_told() -> None:
    told = {name: [parameter.name for parameter in rule.parameters] for name, rule in RULES.items()}
    assert told == {
        "direct": [],
        "pass_fail": [],
        "proportional": ["floor", "cap"],
        "bands": ["of", "bands"],
        "count": ["per_item", "cap"],
        "quantitative": ["met", "zero_target"],
        "rank": ["points", "better"],
    }
