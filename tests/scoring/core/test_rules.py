"""What may be entered on a leaf, and the points it earns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.rules import DIRECT, PASS_FAIL, RULES, Problem, check

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
]


@pytest.mark.parametrize(("rule", "value", "maximum", "code"), CASES)
def test_check_names_the_problem(rule: str, value: str, maximum: str, code: str | None) -> None:
    number, limit = Decimal(value), Decimal(maximum)
    assert check(rule, number, limit) == (Problem(code, number, limit) if code else None)


@pytest.mark.parametrize(("rule", "value", "maximum"), [case[:3] for case in CASES if case[3] is None])
def test_points_are_what_was_entered(rule: str, value: str, maximum: str) -> None:
    assert RULES[rule].points(Decimal(value), Decimal(maximum)) == Decimal(value)


def test_rules_are_found_by_their_own_name() -> None:
    assert {name: rule.name for name, rule in RULES.items()} == {
        "direct": "direct",
        "pass_fail": "pass_fail",
    }


def test_check_refuses_an_unknown_rule() -> None:
    with pytest.raises(KeyError):
        check("by_mood", Decimal(1), Decimal(2))
