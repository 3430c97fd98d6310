"""How one leaf earns points: rules by name; a new kind of rule is a new function beside the old."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

DIRECT = "direct"
PASS_FAIL = "pass_fail"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value cannot stand on a leaf: `over_maximum`, `not_pass_or_fail` or `negative`."""

    code: str
    value: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of earning points: both functions take the value entered and the leaf's maximum.

    `points` may rely on `check` having returned None for the same value.
    """

    name: str
    check: Callable[[Decimal, Decimal], Problem | None]
    points: Callable[[Decimal, Decimal], Decimal]


def check(rule: str, value: Decimal, maximum: Decimal) -> Problem | None:
    """What is wrong with `value` on a leaf with this rule and maximum; None when it may stand.

    A rule that is not in `RULES` raises `KeyError`.
    """
    return RULES[rule].check(value, maximum)


def _check_direct(value: Decimal, maximum: Decimal) -> Problem | None:
    """Direct: "0..max, judged from evidence"."""
    if value < 0:
        return Problem("negative", value, maximum)
    if value > maximum:
        return Problem("over_maximum", value, maximum)
    return None


def _check_pass_fail(value: Decimal, maximum: Decimal) -> Problem | None:
    """Pass/fail: "max or 0", so that a value above the maximum is told about the two choices as well."""
    if value < 0:
        return Problem("negative", value, maximum)
    if value not in (0, maximum):
        return Problem("not_pass_or_fail", value, maximum)
    return None


def _as_entered(value: Decimal, _maximum: Decimal) -> Decimal:
    """What was entered is already in points."""
    return value


RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(DIRECT, _check_direct, _as_entered),
        Rule(PASS_FAIL, _check_pass_fail, _as_entered),
    )
}
