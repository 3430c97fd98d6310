"""The arithmetic once more, slow and in fractions: it shares no code with the core, only the words.

A node's points are asked for by its key, again and again; who is ahead is found by comparing everybody with
everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any

from scoring.core.evaluation import Entry
from scoring.core.ranking import TieBreak
from scoring.core.rounding import Mode, Place, Rounding
from tests.scoring.core.slow_rules import NONE, RULES

Told = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """A bloc as data: maxima by path, kinds of roots, what is off, rules of leaves, entries of units."""

    maxima: dict[str, str]
    entries: dict[str, dict[str, Entry]]
    rounding: Rounding = field(default_factory=Rounding)
    bonus_may_exceed: bool = True
    bonus: frozenset[str] = frozenset()
    deductions: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    rules: dict[str, Told] = field(default_factory=dict)
    tie_breaks: tuple[TieBreak, ...] = ()
    last_ranks: dict[str, int] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()


def rounded(value: Fraction, decimals: int, mode: Mode) -> Fraction:
    """Rounding by hand: the nearest multiple, and on an exact half up or to the even one."""
    shifted = value * 10**decimals
    lower = floor(shifted)
    rest = shifted - lower
    up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and (mode is Mode.HALF_UP or lower % 2 == 1))
    return Fraction(lower + up, 10**decimals)


class Slow:
    """Everything about a case, worked out anew at every question."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.maxima = {key: Fraction(value) for key, value in case.maxima.items()}
        self.children = {
            key: [other for other in case.maxima if other.rpartition(".")[0] == key] for key in case.maxima
        }

    # --- the table ---------------------------------------------------------------------------------------
    def below(self, key: str) -> list[str]:
        """Keys of the children."""
        return self.children[key]

    def leaves(self, unit: str, key: str) -> list[str]:
        """Leaves at or below that are this unit's task."""
        inside = [other for other in self.maxima if f"{other}.".startswith(f"{key}.")]
        return [
            leaf
            for leaf in inside
            if not self.below(leaf) and not self.is_off(leaf) and self.entry(unit, leaf).assigned
        ]

    def is_off(self, key: str) -> bool:
        """Whether this or anything above is off."""
        return any(f"{key}.".startswith(f"{off}.") for off in self.case.off)

    def roots(self, *kinds: str) -> list[str]:
        """The top sections of these kinds."""
        return [key for key in self.maxima if "." not in key and self.kind(key) in kinds]

    def kind(self, root: str) -> str:
        """base, bonus or deduction."""
        return "bonus" if root in self.case.bonus else "deduction" if root in self.case.deductions else "base"

    def entry(self, unit: str, leaf: str) -> Entry:
        """What the unit has there."""
        return self.case.entries[unit].get(leaf, Entry())

    def maximum(self, unit: str, key: str) -> Fraction:
        """The maximum of what is assigned."""
        if not self.leaves(unit, key):
            return NONE
        parts = [(self.maximum(unit, child), self.maxima[child]) for child in self.below(key)]
        if any(now < before for now, before in parts):
            return min(self.maxima[key], sum((now for now, _ in parts), NONE))
        return self.maxima[key]

    # --- points ------------------------------------------------------------------------------------------
    def value(self, unit: str, key: str) -> Fraction | None:
        """Points of a node, capped and rounded; None when nothing below is scored."""
        mine = self.leaves(unit, key)
        if mine == [key]:
            value = self.earned(unit, key)
        else:
            parts = [self.value(unit, child) for child in self.below(key)]
            there = [part for part in parts if part is not None]
            value = min(self.maximum(unit, key), sum(there, NONE)) if there else None
        if value is not None and "." not in key and self.case.rounding.place == Place.SECTION:
            return self.at_most(self.maximum(unit, key), value)
        return value

    def at_most(self, maximum: Fraction, value: Fraction) -> Fraction:
        """Rounded as the regulation says, but never over the maximum."""
        return min(maximum, rounded(value, self.case.rounding.decimals, self.case.rounding.mode))

    def earned(self, unit: str, leaf: str) -> Fraction | None:
        """Points of a leaf that is the unit's task."""
        entry = self.entry(unit, leaf)
        points = self.computed(unit, leaf) if entry.points is None else Fraction(entry.points)
        if points is None or not entry.counts:
            return None
        return self.at_most(self.maxima[leaf], points) if self.case.rounding.place == Place.LEAF else points

    def computed(self, unit: str, leaf: str) -> Fraction | None:
        """Points by the rule of the leaf."""
        rule, told = self.case.rules.get(leaf, ("direct", {}))
        entry = self.entry(unit, leaf)
        if rule in ("direct", "pass_fail") or entry.actual is None:
            return None
        others = [self.entry(other, leaf) for other in self.case.entries if leaf in self.leaves(other, leaf)]
        return RULES[rule](self.maxima[leaf], told, entry, others)

    # --- totals and places -------------------------------------------------------------------------------
    def sum_of(self, unit: str, *kinds: str) -> Fraction:
        """Points of the roots of these kinds."""
        return sum((self.value(unit, key) or NONE for key in self.roots(*kinds)), NONE)

    def denominator(self, unit: str) -> Fraction:
        """What is assigned of the base."""
        return sum((self.maximum(unit, key) for key in self.roots("base")), NONE)

    def missing(self, unit: str) -> int:
        """Leaves of base and bonus that have no points."""
        leaves = [leaf for key in self.roots("base", "bonus") for leaf in self.leaves(unit, key)]
        return sum(self.earned(unit, leaf) is None for leaf in leaves)

    def total(self, unit: str) -> Fraction:
        """Points in the end."""
        value = self.sum_of(unit, "base", "bonus")
        if not self.case.bonus_may_exceed:
            value = min(value, self.denominator(unit))
        value = max(NONE, value - self.sum_of(unit, "deduction"))
        return rounded(value, self.case.rounding.decimals, self.case.rounding.mode)

    def percent(self, unit: str) -> Fraction | None:
        """Of what is assigned."""
        whole = self.denominator(unit)
        return rounded(self.total(unit) * 100 / whole, 4, self.case.rounding.mode) if whole else None

    def better(self, mine: str, other: str) -> bool:
        """Whether one unit stands before another."""
        for one, two in zip(self.compared(mine), self.compared(other), strict=True):
            if one != two:
                return two is None or (one is not None and one > two)
        return False

    def compared(self, unit: str) -> list[Fraction | None]:
        """Percent and tie-breaks, None where there is none; more is better."""
        return [self.percent(unit), *(self.key(unit, tie_break) for tie_break in self.case.tie_breaks)]

    def key(self, unit: str, tie_break: TieBreak) -> Fraction | None:
        """One tie-break as it is shown, with four decimals."""
        if tie_break.by == "last_rank":
            last = self.case.last_ranks.get(unit)
            return None if last is None else Fraction(-last)
        if tie_break.by == "fewest_deductions":
            return -rounded(self.sum_of(unit, "deduction"), 4, Mode.HALF_UP)
        points = self.sum_of(unit, "base") if tie_break.by == "base" else self.value(unit, tie_break.node)
        return None if points is None else rounded(points, 4, Mode.HALF_UP)

    def rank(self, unit: str) -> int | None:
        """One more than the units that stand before."""
        if unit in self.case.excluded:
            return None
        rivals = [other for other in self.case.entries if other not in self.case.excluded]
        return 1 + sum(self.better(other, unit) for other in rivals)
