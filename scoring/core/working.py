"""The steps that made a number: what a page or a paper needs to show the working."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Fact = Decimal | str


@dataclass(frozen=True, slots=True)
class Working:
    """One step on the way to a number, in the order taken; `value` is the number after the step.

    Of a leaf: `scored`, `not_scored` (limit: the maximum), `not_assigned`, `switched_off`, `waiting` (a
    deduction that the unit has not answered; its value does not count yet), `overridden` (points given in
    place of the computed ones; facts: computed), and the operations named by each rule in ``rules`` and
    ``relative`` with the facts they used. Of sums: `added` (terms: key and points of each part that has
    points; or `not_scored`, `not_assigned`, `switched_off` like the leaves below), `bonus_cut` (limit: the
    denominator), `deducted` (terms: the roots deducted), `floored` (nothing is less than 0) and `percent`
    (limit: the denominator). Of both: `capped` (limit: what it is capped at) and `rounded` (only when that
    changed the number).
    """

    operation: str
    value: Decimal | None = None
    terms: tuple[tuple[str, Decimal], ...] = ()
    limit: Decimal | None = None
    facts: tuple[tuple[str, Fact], ...] = ()

    def fact(self, name: str) -> Fact:
        """The fact with this name; `KeyError` when the step has none."""
        return dict(self.facts)[name]


@dataclass(frozen=True, slots=True)
class Earned:
    """What a unit earned on one leaf: points (None while there are none) with their working."""

    points: Decimal | None
    working: tuple[Working, ...]
