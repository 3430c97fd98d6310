"""Adding up one unit's points over the criteria tree, with the working of every number.

Three things stay apart: not scored (no points yet, counted in `missing`), zero (points that happen to be 0),
and not assigned (không giao: the criterion leaves the denominator, and nobody waits for its points).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from scoring.core.tree import ZERO, Kind, Node, Tree

PERCENT_DECIMALS = 4
# Long enough that the quotient of two totals is never rounded onto or over a half before it is quantised.
_DIVISION = Context(prec=60)


class Mode(StrEnum):
    """What happens to an exact half; the regulation says which."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


_MODES = {Mode.HALF_UP: ROUND_HALF_UP, Mode.HALF_EVEN: ROUND_HALF_EVEN}


@dataclass(frozen=True, slots=True)
class Rounding:
    """How the regulation rounds a total: number of decimals and mode."""

    decimals: int = 2
    mode: Mode = Mode.HALF_UP

    def apply(self, value: Decimal) -> Decimal:
        """`value` with exactly `decimals` decimals."""
        return value.quantize(Decimal(1).scaleb(-self.decimals), _MODES[self.mode])


@dataclass(frozen=True, slots=True)
class Entry:
    """What a unit has on one leaf: points, None while not scored; `assigned` False when it is not its task.

    Points kept on a leaf that is not assigned do not count.
    """

    points: Decimal | None = None
    assigned: bool = True


@dataclass(frozen=True, slots=True)
class Working:
    """One step on the way to a number, in the order taken.

    `operation` is `scored` or `not_scored` (limit: the assigned maximum), `not_assigned`, `added` (terms: key
    and points of each child or root that has points), `capped` (limit: the assigned maximum), `bonus_cut`
    (limit: the denominator), `rounded` (only when that changed the number) or `percent` (limit: the
    denominator). `value` is the number after the step.
    """

    operation: str
    value: Decimal | None = None
    terms: tuple[tuple[str, Decimal], ...] = ()
    limit: Decimal | None = None


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

    `base` and `bonus` are exact, `total` is rounded, `percent` has `PERCENT_DECIMALS` decimals and is None
    when nothing is assigned. `working` holds the steps of the total, then that of the percent. `missing`
    counts bonus leaves too.
    """

    points: Mapping[str, Points]
    total: Decimal
    base: Decimal
    bonus: Decimal
    assigned_maximum: Decimal
    percent: Decimal | None
    missing: int
    working: tuple[Working, ...]


def tally(
    tree: Tree, entries: Mapping[str, Entry], *, rounding: Rounding, bonus_may_exceed: bool = True
) -> Tally:
    """A unit's points added up: leaves, parents (capped), total, percent of assigned points.

    `entries` by leaf key; a leaf without an entry is not scored. "Not assigned: the criterion leaves the
    unit's denominator (1000 - 10 = 990) and units are ranked by percent of assigned points." Unless
    `bonus_may_exceed`, base and bonus together are cut at that denominator, then rounded.
    Raises `ValueError` for an entry that names no leaf and for points below 0 or above a leaf's maximum.
    """
    points = _points(tree, entries)
    roots = [points[root.key] for root in tree.roots]
    bases, bonuses = ([points[root.key] for root in tree.roots if root.kind == kind] for kind in Kind)
    denominator = sum((root.maximum for root in bases), ZERO)
    total, steps = _total(roots, rounding, None if bonus_may_exceed else denominator)
    percent, last = _percent(total, denominator, rounding.mode)
    base, bonus = _sum(_terms(bases)), _sum(_terms(bonuses))
    missing = sum(root.missing for root in roots)
    return Tally(points, total, base, bonus, denominator, percent, missing, (*steps, *last))


def _points(tree: Tree, entries: Mapping[str, Entry]) -> dict[str, Points]:
    """The result of every node by key, in the order of the table; children are worked out first."""
    nodes = [node for _, node in tree.walk()]
    strangers = entries.keys() - {node.key for node in nodes if node.is_leaf}
    if strangers:
        raise ValueError(f"entries that name no leaf: {sorted(strangers)}")
    done: dict[str, Points] = {}
    for node in reversed(nodes):
        if node.is_leaf:
            done[node.key] = _leaf(node, entries.get(node.key, Entry()))
        else:
            done[node.key] = _parent(node, [done[child.key] for child in node.children])
    return {node.key: done[node.key] for node in nodes}


def _leaf(node: Node, entry: Entry) -> Points:
    if not entry.assigned:
        return _not_assigned(node)
    if entry.points is None:
        return Points(node.key, None, node.maximum, True, 1, (Working("not_scored", limit=node.maximum),))
    if not 0 <= entry.points <= node.maximum:
        raise ValueError(f"{entry.points} points on {node.key!r}, which allows 0 to {node.maximum}")
    working = Working("scored", entry.points, limit=node.maximum)
    return Points(node.key, entry.points, node.maximum, True, 0, (working,))


def _parent(node: Node, children: list[Points]) -> Points:
    """The sum of what is scored below, capped at the assigned maximum."""
    if not any(child.assigned for child in children):
        return _not_assigned(node)
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


def _assigned_maximum(node: Node, children: list[Points]) -> Decimal:
    """The node's own maximum while its children keep theirs; else the sum of theirs, if that is less."""
    own = {child.key: child.maximum for child in node.children}
    if all(child.maximum == own[child.key] for child in children):
        return node.maximum
    return min(node.maximum, sum((child.maximum for child in children), ZERO))


def _not_assigned(node: Node) -> Points:
    return Points(node.key, None, ZERO, False, 0, (Working("not_assigned"),))


def _terms(parts: Iterable[Points]) -> tuple[tuple[str, Decimal], ...]:
    """Key and points of every part that has points."""
    return tuple((part.key, part.value) for part in parts if part.value is not None)


def _sum(terms: Iterable[tuple[str, Decimal]]) -> Decimal:
    return sum((value for _, value in terms), ZERO)


def _total(roots: list[Points], rounding: Rounding, limit: Decimal | None) -> tuple[Decimal, list[Working]]:
    """The roots added, cut at `limit` when there is one, and rounded; with these steps."""
    terms = _terms(roots)
    value = _sum(terms)
    steps = [Working("added", value, terms)]
    if limit is not None and value > limit:
        value = limit
        steps.append(Working("bonus_cut", value, limit=limit))
    total = rounding.apply(value)
    if total != value:
        steps.append(Working("rounded", total))
    return total, steps


def _percent(total: Decimal, denominator: Decimal, mode: Mode) -> tuple[Decimal | None, list[Working]]:
    """Total x 100 / assigned maximum with its step; None and no step when nothing is assigned."""
    if not denominator:
        return None, []
    percent = Rounding(PERCENT_DECIMALS, mode).apply(_DIVISION.divide(total * 100, denominator))
    return percent, [Working("percent", percent, limit=denominator)]
