"""Rules in which a unit's points depend on how the others did."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scoring.core.measures import Measure, missing
from scoring.core.parameters import Values
from scoring.core.rounding import quotient
from scoring.core.tree import ZERO
from scoring.core.working import Earned, Working

WITHOUT, MET = "without_target", "met"
HUNDRED = Decimal(100)

Measures = Mapping[str, Measure]


def quantitative(maximum: Decimal, given: Values, measures: Measures) -> dict[str, Earned]:
    """Quantitative against target and bloc leader.

    "With maximum M, target T, actual A, exceed e = (A-T)/T, leader = highest e in the bloc: A<T: M/2 * A/T;
    A=T: M/2; A>T and leader: M; A>T else: M/2 + M/2 * e/e_leader." The share of M for meeting the target is
    the parameter `met` (50 percent). "A unit without a target but with a result is scored relative to the
    best among such units (M * A / best A)." Leaders that tie earn M together. A result below 0 earns nothing.
    A target of 0 has no exceed: by the parameter `zero_target` it is no target, or it is met by 0 and led by
    any more, without becoming the others' leader. A target below 0 has no exceed either: it is led by any
    result from 0.
    """
    exceeds = {unit: one for unit, measure in measures.items() if (one := _exceed(measure)) is not None}
    lead = max(exceeds.values(), default=ZERO)
    without = {
        unit: measure.actual
        for unit, measure in measures.items()
        if measure.actual is not None and _has_no_target(measure, given)
    }
    best = max(without.values(), default=ZERO)
    at_target = maximum * given["met"] / HUNDRED

    def earned(unit: str, measure: Measure) -> Earned:
        if measure.actual is None:
            return missing(measure, needs_target=False)
        if unit in without:
            return _without_target(maximum, measure.actual, best)
        return _against_target(maximum, at_target, measure, lead)

    return {unit: earned(unit, measure) for unit, measure in measures.items()}


def _exceed(measure: Measure) -> Decimal | None:
    """How far the actual lies above the target, as a share of it; None without a target above 0."""
    if measure.actual is None or measure.target is None or measure.target <= 0:
        return None
    return quotient(measure.actual - measure.target, measure.target)


def _has_no_target(measure: Measure, given: Values) -> bool:
    return measure.target is None or (measure.target == 0 and given["zero_target"] == WITHOUT)


def _without_target(maximum: Decimal, actual: Decimal, best: Decimal) -> Earned:
    value = quotient(maximum * actual, best) if actual > 0 else ZERO
    facts = (("actual", actual), ("best", best))
    return Earned(value, (Working("without_target", value, facts=facts),))


def _against_target(maximum: Decimal, at_target: Decimal, measure: Measure, lead: Decimal) -> Earned:
    """`at_target` are the points for a target that is just met, `lead` the leader's exceed."""
    target, actual = measure.target or ZERO, measure.actual or ZERO
    facts = (("actual", actual), ("target", target))
    if actual < max(target, ZERO):
        value = quotient(at_target * actual, target) if actual > 0 else ZERO
        return Earned(value, (Working("below_target", value, facts=facts),))
    if actual == target:
        return Earned(at_target, (Working("met_target", at_target, facts=facts),))
    exceed = _exceed(measure)
    if exceed is None or exceed >= lead:
        shown = facts if exceed is None else (*facts, ("exceed", exceed * HUNDRED))
        return Earned(maximum, (Working("led", maximum, facts=shown),))
    value = at_target + quotient((maximum - at_target) * exceed, lead)
    both = (("exceed", exceed * HUNDRED), ("lead", lead * HUNDRED))
    return Earned(value, (Working("above_target", value, facts=(*facts, *both)),))


def rank_to_points(_maximum: Decimal, given: Values, measures: Measures) -> dict[str, Earned]:
    """Rank to points: "1st 60, 2nd 45, 3rd 30, 4th 15, 5th 0"; equal results share the better rank.

    Ranks beyond the list earn nothing; `better` says whether a higher or a lower result comes first.
    """
    sign = 1 if given["better"] == "higher" else -1
    results = [sign * measure.actual for measure in measures.values() if measure.actual is not None]

    def earned(measure: Measure) -> Earned:
        if measure.actual is None:
            return missing(measure, needs_target=False)
        rank = 1 + sum(1 for other in results if other > sign * measure.actual)
        points = given["points"][rank - 1] if rank <= len(given["points"]) else ZERO
        facts = (("actual", measure.actual), ("rank", Decimal(rank)), ("of", Decimal(len(results))))
        return Earned(points, (Working("placed", points, facts=facts),))

    return {unit: earned(measure) for unit, measure in measures.items()}
