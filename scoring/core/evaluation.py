"""From what is entered to what is earned: every leaf of every unit of a bloc, by the rule of the leaf.

The whole bloc is worked out at once, because a rule may compare units: one correction can move units that
nobody touched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoring.core import rules
from scoring.core.measures import Measure
from scoring.core.rounding import Place, Rounding
from scoring.core.tree import Node, Tree
from scoring.core.working import Earned, Working


@dataclass(frozen=True, slots=True)
class Entry:
    """What a unit has on one leaf.

    `points` are typed, None while not scored; on a measured leaf they stand in place of the computed ones.
    `target` and `actual` are the measure. `assigned` False when it is not the unit's task (không giao): what
    is kept there does not count. `counts` False while a deduction waits for the unit's answer.
    """

    points: Decimal | None = None
    assigned: bool = True
    target: Decimal | None = None
    actual: Decimal | None = None
    counts: bool = True


Entries = Mapping[str, Entry]
NOTHING = Entry()
NOT_ASSIGNED = Earned(None, (Working("not_assigned"),))
SWITCHED_OFF = Earned(None, (Working("switched_off"),))


def evaluated(
    tree: Tree, entries: Mapping[str, Entries], rounding: Rounding, only: Collection[str] | None = None
) -> dict[str, dict[str, Earned]]:
    """Unit → leaf key → what it earned, for every leaf of the tree; `entries` by unit and leaf key.

    With `only`, nothing but these units; the others are what they are compared with. A leaf without an entry
    is not scored. Raises `ValueError` for an entry that names no leaf and for points that cannot stand on
    theirs, `ParameterError` for parameters that cannot.
    """
    _refuse_strangers(tree, entries)
    off, rounds = tree.switched_off(), rounding.place == Place.LEAF
    wanted = entries if only is None else {unit: entries[unit] for unit in only}
    result: dict[str, dict[str, Earned]] = {unit: {} for unit in wanted}
    for leaf in tree.leaves():
        earned = dict.fromkeys(wanted, SWITCHED_OFF) if leaf.key in off else _leaf(leaf, entries, wanted)
        for unit, lines in result.items():
            one = earned[unit]
            lines[leaf.key] = _rounded(one, leaf.maximum, rounding) if rounds else one
    return result


def _refuse_strangers(tree: Tree, entries: Mapping[str, Entries]) -> None:
    leaves = {leaf.key for leaf in tree.leaves()}
    strangers = {key for lines in entries.values() for key in lines} - leaves
    if strangers:
        raise ValueError(f"entries that name no leaf: {sorted(strangers)}")


def typed(leaf: Node, points: Decimal, rounding: Rounding) -> Earned:
    """What a leaf earns when these points are given on it, whatever its rule would compute."""
    return _rounded(_given(leaf, points, None), leaf.maximum, rounding)


def _leaf(leaf: Node, entries: Mapping[str, Entries], wanted: Mapping[str, Entries]) -> dict[str, Earned]:
    """What the `wanted` units earned on one leaf that is switched on."""
    rule = rules.RULES.get(leaf.rule, rules.RULES[rules.DIRECT])
    mine = {unit: lines.get(leaf.key, NOTHING) for unit, lines in wanted.items()}
    if rule.compute is None:
        return {unit: _entered(leaf, entry, None) for unit, entry in mine.items()}
    others = (
        {unit: lines.get(leaf.key, NOTHING) for unit, lines in entries.items()} if rule.relative else mine
    )
    measures = {unit: Measure(entry.target, entry.actual) for unit, entry in others.items() if entry.assigned}
    given = rules.values(rule.name, leaf.parameters, leaf.maximum)
    computed = rule.compute(leaf.maximum, given, measures)
    return {unit: _entered(leaf, entry, computed.get(unit)) for unit, entry in mine.items()}


def _entered(leaf: Node, entry: Entry, computed: Earned | None) -> Earned:
    if not entry.assigned:
        return NOT_ASSIGNED
    earned = _given(leaf, entry.points, computed) if entry.points is not None else computed
    if earned is None:
        return Earned(None, (Working("not_scored", limit=leaf.maximum),))
    if not entry.counts and earned.points is not None:
        return Earned(None, (*earned.working, Working("waiting", earned.points)))
    return earned


def _given(leaf: Node, points: Decimal, computed: Earned | None) -> Earned:
    """Typed points, beside the computed ones if there are any."""
    if not 0 <= points <= leaf.maximum:
        raise ValueError(f"{points} points on {leaf.key!r}, which allows 0 to {leaf.maximum}")
    if computed is None or computed.points is None:
        return Earned(points, (Working("scored", points, limit=leaf.maximum),))
    facts = (("computed", computed.points),)
    return Earned(points, (*computed.working, Working("overridden", points, limit=leaf.maximum, facts=facts)))


def _rounded(earned: Earned, maximum: Decimal, rounding: Rounding) -> Earned:
    """Rounded where the regulation rounds every leaf."""
    if earned.points is None:
        return earned
    points, steps = rounding.within(Place.LEAF, earned.points, maximum)
    return Earned(points, (*earned.working, *steps)) if steps else earned
