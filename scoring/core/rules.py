"""How one leaf earns points: rules by name; a new kind of rule is a new function beside the old.

Points are typed (direct, pass/fail) or computed from a measure: the target and the actual of each unit. A
rule sees the measures of the whole bloc, because some points depend on how the others did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoring.core import parameters as told
from scoring.core import relative
from scoring.core.measures import Measure, capped, missing, share_of
from scoring.core.parameters import Parameter, Raw, Values
from scoring.core.tree import ZERO
from scoring.core.working import Earned, Working

DIRECT, PASS_FAIL = "direct", "pass_fail"
PROPORTIONAL, BANDS, COUNT = "proportional", "bands", "count"
QUANTITATIVE, RANK = "quantitative", "rank"

Measures = Mapping[str, Measure]
Compute = Callable[[Decimal, Values, Measures], dict[str, Earned]]
One = Callable[[Decimal, Values, Measure], Earned]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value cannot stand on a leaf.

    Codes: `over_maximum`, `not_pass_or_fail`, `negative`, and for results `not_whole`.
    """

    code: str
    value: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of earning points.

    `compute` turns maximum, parameter values and every unit's measure into what each unit earned; None where
    points are typed. `uses_target` says whether a target matters. `relative` when others' results matter.
    """

    name: str
    compute: Compute | None = None
    parameters: tuple[Parameter, ...] = ()
    uses_target: bool = False
    relative: bool = False

    @property
    def is_measured(self) -> bool:
        """Whether points are computed from target and actual."""
        return self.compute is not None


def check(rule: str, value: Decimal, maximum: Decimal) -> Problem | None:
    """What is wrong with `value` points on a leaf with this rule and maximum; None when it may stand.

    Direct: "0..max, judged from evidence". Pass/fail: "max or 0", so that a value above the maximum is told
    about the two choices as well. Points given in place of computed ones are as direct ones. A rule that is
    not in `RULES` raises `KeyError`.
    """
    passes_or_fails = RULES[rule].name == PASS_FAIL
    if value < 0:
        return Problem("negative", value, maximum)
    if passes_or_fails and value not in (0, maximum):
        return Problem("not_pass_or_fail", value, maximum)
    return Problem("over_maximum", value, maximum) if value > maximum else None


def takes_target(rule: str, raw: Raw) -> bool:
    """Whether a target matters under a rule with these parameters: bands may go by the result alone."""
    by_result = rule == BANDS and raw.get("of") == "actual"
    return bool(rule) and RULES[rule].uses_target and not by_result


def check_actual(rule: str, value: Decimal) -> Problem | None:
    """What is wrong with a result: items are counted in whole numbers from 0; others may be negative."""
    if RULES[rule].name != COUNT:
        return None
    if value < 0:
        return Problem("negative", value, ZERO)
    return Problem("not_whole", value, ZERO) if value != value.to_integral_value() else None


def values(rule: str, raw: Raw, maximum: Decimal) -> Values:
    """The parameters of a leaf, read and checked. Raises `ParameterError`."""
    return told.values_of(RULES[rule].parameters, raw, maximum)


def _proportional(maximum: Decimal, given: Values, measure: Measure) -> Earned:
    """Proportional to target: M x A/T, at most `cap` points (the maximum), nothing below `floor` percent.

    A target of 0 or less is met by any result from 0; a result below 0 earns nothing.
    """
    if measure.actual is None or measure.target is None:
        return missing(measure, needs_target=True)
    share = share_of(measure)
    facts = (("actual", measure.actual), ("target", measure.target), ("percent", share * 100))
    if share * 100 < given["floor"]:
        return Earned(ZERO, (Working("below_floor", ZERO, facts=(*facts, ("floor", given["floor"]))),))
    step = Working("proportion", maximum * share, facts=facts)
    return capped(step, maximum if given["cap"] is None else given["cap"])


def _bands(_maximum: Decimal, given: Values, measure: Measure) -> Earned:
    """Bands: the points of the highest threshold that the result (or its percent of the target) reaches."""
    by_percent = given["of"] == "percent"
    if measure.actual is None or (by_percent and measure.target is None):
        return missing(measure, needs_target=by_percent)
    value = share_of(measure) * 100 if by_percent else measure.actual
    reached = [band for band in given["bands"] if band[0] <= value]
    if not reached:
        return Earned(ZERO, (Working("below_bands", ZERO, facts=(("measured", value),)),))
    start, points = reached[-1]
    return Earned(points, (Working("band", points, facts=(("measured", value), ("from", start))),))


def _count(maximum: Decimal, given: Values, measure: Measure) -> Earned:
    """Count: "points per item, up to a cap"; the bonus and deduction of n items are counted likewise."""
    if measure.actual is None:
        return missing(measure, needs_target=False)
    facts = (("actual", measure.actual), ("per_item", given["per_item"]))
    step = Working("items", max(measure.actual, ZERO) * given["per_item"], facts=facts)
    return capped(step, maximum if given["cap"] is None else given["cap"])


def _each(one: One) -> Compute:
    """A rule for which the other units do not matter."""

    def compute(maximum: Decimal, given: Values, measures: Measures) -> dict[str, Earned]:
        return {unit: one(maximum, given, measure) for unit, measure in measures.items()}

    return compute


_CAP = Parameter("cap", told.POINTS)

RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(DIRECT),
        Rule(PASS_FAIL),
        Rule(
            PROPORTIONAL,
            _each(_proportional),
            (Parameter("floor", told.PERCENT, ZERO), _CAP),
            uses_target=True,
        ),
        Rule(
            BANDS,
            _each(_bands),
            (
                Parameter("of", told.CHOICE, "percent", ("percent", "actual")),
                Parameter("bands", told.BANDS, required=True),
            ),
            uses_target=True,
        ),
        Rule(COUNT, _each(_count), (Parameter("per_item", told.POINTS, required=True), _CAP)),
        Rule(
            QUANTITATIVE,
            relative.quantitative,
            (
                Parameter("met", told.PERCENT, Decimal(50)),
                Parameter("zero_target", told.CHOICE, relative.WITHOUT, (relative.WITHOUT, relative.MET)),
            ),
            uses_target=True,
            relative=True,
        ),
        Rule(
            RANK,
            relative.rank_to_points,
            (
                Parameter("points", told.POINTS_LIST, required=True),
                Parameter("better", told.CHOICE, "higher", ("higher", "lower")),
            ),
            relative=True,
        ),
    )
}
