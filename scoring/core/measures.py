"""What a unit was set and what it did on one leaf, and the first steps from there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scoring.core.rounding import quotient
from scoring.core.tree import ZERO
from scoring.core.working import Earned, Working


@dataclass(frozen=True, slots=True)
class Measure:
    """Target and actual of a unit on a leaf, in the leaf's own unit of measure; None where there is none."""

    target: Decimal | None = None
    actual: Decimal | None = None


def missing(measure: Measure, *, needs_target: bool) -> Earned:
    """Not scored, because the actual or the target is missing."""
    lacks_target = needs_target and measure.target is None and measure.actual is not None
    return Earned(None, (Working("no_target" if lacks_target else "no_actual"),))


def share_of(measure: Measure) -> Decimal:
    """A/T, at least 0; a target of 0 or less is met by any result from 0. Both numbers are there."""
    target, actual = measure.target or ZERO, measure.actual or ZERO
    if actual < 0:
        return ZERO
    return quotient(actual, target) if target > 0 else Decimal(1)


def capped(step: Working, cap: Decimal) -> Earned:
    """The points of `step`, cut at `cap`."""
    value = step.value or ZERO
    if value <= cap:
        return Earned(value, (step,))
    return Earned(cap, (step, Working("capped", cap, limit=cap)))
