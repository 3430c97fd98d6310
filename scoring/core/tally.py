"""Adding up one unit's points over the criteria tree, with the working of every number.

Three things stay apart: not scored (no points yet, counted in `missing`), zero (points that happen to be 0),
and not assigned (không giao: the criterion leaves the denominator, and nobody waits for its points).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.core.evaluation import Entries, evaluated
from scoring.core.rounding import Mode, Place, Rounding, cleared, quotient
from scoring.core.tree import ZERO, Kind, Node, Tree
from scoring.core.working import Earned, Working

PERCENT_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Points:
    """One node's result: `value` None when nothing is scored at or below it.

    `maximum` is the assigned maximum, 0 when the node is not assigned. `missing` counts assigned leaves
    without points.
    """

    key: str
    value: Decimal | None
    maximum: Decimal
    assigned: bool
    missing: int
    working: tuple[Working, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """One unit's result: every node, and the total with its percent of assigned points.

    `base`, `bonus` and `deduction` are what the roots of each kind add up to, `total` is rounded, `percent`
    has `PERCENT_DECIMALS` decimals and is None when nothing is assigned. `working` holds the steps of the
    total, then that of the percent. `missing` counts bonus leaves too, but no deductions: where nothing is
    entered, nothing is taken off.
    """

    points: Mapping[str, Points]
    total: Decimal
    base: Decimal
    bonus: Decimal
    assigned_maximum: Decimal
    percent: Decimal | None
    missing: int
    working: tuple[Working, ...]
    deduction: Decimal = ZERO


def tallies(
    tree: Tree,
    entries: Mapping[str, Entries],
    *,
    rounding: Rounding,
    bonus_may_exceed: bool = True,
    only: Collection[str] | None = None,
) -> dict[str, Tally]:
    """Every unit's points added up; `entries` by unit and leaf key, units that compare with each other.

    With `only`, nothing but the tallies of these units. Raises what `evaluated` raises.
    """
    earned = evaluated(tree, entries, rounding, only)
    return {unit: _tally(tree, lines, rounding, bonus_may_exceed) for unit, lines in earned.items()}


def tally(tree: Tree, entries: Entries, *, rounding: Rounding, bonus_may_exceed: bool = True) -> Tally:
    """The points of a unit that is compared with nobody."""
    return tallies(tree, {"": entries}, rounding=rounding, bonus_may_exceed=bonus_may_exceed)[""]


def retallied(
    tree: Tree, before: Tally, earned: Mapping[str, Earned], rounding: Rounding, bonus_may_exceed: bool
) -> Tally:
    """A tally with something else on some leaves; only what lies above them is added up again."""
    points = dict(before.points)
    for key, one in earned.items():
        points[key] = _leaf(tree.node(key), one)
        above = tree.above(key)
        for parent in above:
            points[parent.key] = _parent(parent, [points[child.key] for child in parent.children])
        top = above[-1].key if above else key
        points[top] = _rounded(points[top], rounding)
    return _summed(tree, points, rounding, bonus_may_exceed)


def _tally(tree: Tree, earned: Mapping[str, Earned], rounding: Rounding, bonus_may_exceed: bool) -> Tally:
    """A unit's points added up: leaves, parents (capped), total, percent of assigned points."""
    return _summed(tree, _points(tree, earned, rounding), rounding, bonus_may_exceed)


def _summed(tree: Tree, points: Mapping[str, Points], rounding: Rounding, bonus_may_exceed: bool) -> Tally:
    """The total and its percent from the points of every node.

    "Not assigned: the criterion leaves the unit's denominator (1000 - 10 = 990) and units are ranked by
    percent of assigned points." Unless `bonus_may_exceed`, base and bonus together are cut at that
    denominator; then deductions go off, and the total is rounded.
    """
    parts = {kind: [points[root.key] for root in tree.roots if root.kind == kind] for kind in Kind}
    denominator = sum((root.maximum for root in parts[Kind.BASE]), ZERO)
    total, steps = _total(parts, rounding, None if bonus_may_exceed else denominator)
    percent, last = _percent(total, denominator, rounding.mode)
    sums = {kind: _sum(_terms(parts[kind])) for kind in Kind}
    missing = sum(root.missing for kind in (Kind.BASE, Kind.BONUS) for root in parts[kind])
    return Tally(
        points=points,
        total=total,
        base=sums[Kind.BASE],
        bonus=sums[Kind.BONUS],
        assigned_maximum=denominator,
        percent=percent,
        missing=missing,
        working=(*steps, *last),
        deduction=sums[Kind.DEDUCTION],
    )


def _points(tree: Tree, earned: Mapping[str, Earned], rounding: Rounding) -> dict[str, Points]:
    """The result of every node by key, in the order of the table; children are worked out first."""
    done: dict[str, Points] = {}
    for level, node in reversed(tree.walk()):
        if node.is_leaf:
            points = _leaf(node, earned[node.key])
        else:
            points = _parent(node, [done[child.key] for child in node.children])
        done[node.key] = _rounded(points, rounding) if level == 0 else points
    return {node.key: done[node.key] for _level, node in tree.walk()}


def _leaf(node: Node, earned: Earned) -> Points:
    if earned.working[-1].operation in ("not_assigned", "switched_off"):
        return Points(node.key, None, ZERO, False, 0, earned.working)
    missing = 1 if earned.points is None else 0
    return Points(node.key, earned.points, node.maximum, True, missing, earned.working)


def _parent(node: Node, children: list[Points]) -> Points:
    """The sum of what is scored below, capped at the assigned maximum."""
    if not any(child.assigned for child in children):
        return Points(node.key, None, ZERO, False, 0, (Working(_why_absent(children)),))
    maximum = _assigned_maximum(node, children)
    missing = sum(child.missing for child in children)
    terms = _terms(children)
    if not terms:
        return Points(node.key, None, maximum, True, missing, (Working("not_scored", limit=maximum),))
    value = _sum(terms)
    working = [Working("added", value, terms)]
    if value > maximum:
        value = maximum
        working.append(Working("capped", value, limit=maximum))
    return Points(node.key, value, maximum, True, missing, tuple(working))


def _why_absent(children: list[Points]) -> str:
    """Switched off when everything below is, else not assigned."""
    reasons = {child.working[-1].operation for child in children}
    return "switched_off" if reasons == {"switched_off"} else "not_assigned"


def _rounded(points: Points, rounding: Rounding) -> Points:
    """A top section, rounded where the regulation rounds sections."""
    if points.value is None:
        return points
    value, steps = rounding.within(Place.SECTION, points.value, points.maximum)
    return replace(points, value=value, working=(*points.working, *steps)) if steps else points


def _assigned_maximum(node: Node, children: list[Points]) -> Decimal:
    """The node's own maximum while its children keep theirs; else the sum of theirs, if that is less."""
    if all(child.maximum == own.maximum for child, own in zip(children, node.children, strict=True)):
        return node.maximum
    return min(node.maximum, sum((child.maximum for child in children), ZERO))


def _terms(parts: Iterable[Points]) -> tuple[tuple[str, Decimal], ...]:
    """Key and points of every part that has points."""
    return tuple((part.key, part.value) for part in parts if part.value is not None)


def _sum(terms: Iterable[tuple[str, Decimal]]) -> Decimal:
    return cleared(sum((value for _, value in terms), ZERO))


def _total(
    parts: Mapping[Kind, list[Points]], rounding: Rounding, limit: Decimal | None
) -> tuple[Decimal, list[Working]]:
    """Base and bonus added, cut at `limit` if there is one, deductions off, rounded; with the steps."""
    terms = _terms([*parts[Kind.BASE], *parts[Kind.BONUS]])
    value = _sum(terms)
    steps = [Working("added", value, terms)]
    if limit is not None and value > limit:
        value = limit
        steps.append(Working("bonus_cut", value, limit=limit))
    if off := _terms(parts[Kind.DEDUCTION]):
        value -= _sum(off)
        steps.append(Working("deducted", value, off))
    if value < 0:
        value = ZERO
        steps.append(Working("floored", value))
    total = rounding.apply(value)
    if total != value:
        steps.append(Working("rounded", total))
    return total, steps


def _percent(total: Decimal, denominator: Decimal, mode: Mode) -> tuple[Decimal | None, list[Working]]:
    """The percent with its step; no step when nothing is assigned."""
    percent = percent_of(total, denominator, mode)
    return percent, [] if percent is None else [Working("percent", percent, limit=denominator)]


def percent_of(total: Decimal, denominator: Decimal, mode: Mode) -> Decimal | None:
    """Total x 100 / denominator with `PERCENT_DECIMALS`; None when nothing is assigned."""
    if not denominator:
        return None
    return Rounding(PERCENT_DECIMALS, mode).apply(quotient(total * 100, denominator))
