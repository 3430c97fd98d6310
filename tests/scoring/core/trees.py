"""Trees and entries for the tests of the core, written short: keys are codes, a deeper key lies below."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from scoring.core.evaluation import Entry
from scoring.core.rules import DIRECT
from scoring.core.tree import Kind, Node, Tree

Maxima = Mapping[str, str]
Told = tuple[str, dict[str, Any]]  # the name of a rule and its parameters as stored


def tree_of(
    maxima: Maxima,
    bonus: Collection[str] = (),
    deductions: Collection[str] = (),
    off: Collection[str] = (),
    rules: Mapping[str, Told] | None = None,
) -> Tree:
    """`{"1": "10", "1.1": "4", "1.2": "6"}` as a tree; `bonus` and `deductions` name roots, `off` any node.

    Leaves are direct unless `rules` tells otherwise.
    """
    kinds = dict.fromkeys(bonus, Kind.BONUS) | dict.fromkeys(deductions, Kind.DEDUCTION)
    told = rules or {}

    def nodes(prefix: str) -> tuple[Node, ...]:
        return tuple(node(key) for key in maxima if key.rpartition(".")[0] == prefix)

    def node(key: str) -> Node:
        children = nodes(key)
        rule, parameters = ("", {}) if children else told.get(key, (DIRECT, {}))
        return Node(
            key=key,
            code=key,
            name=f"Tiêu chí {key}",
            maximum=Decimal(maxima[key]),
            rule=rule,
            kind=kinds.get(key, Kind.BASE),
            children=children,
            parameters=parameters,
            is_off=key in off,
        )

    return Tree(nodes(""))


def entries_of(points: Mapping[str, str | None]) -> dict[str, Entry]:
    """Entries by leaf, written as in `entry_of`."""
    return {key: entry_of(value) for key, value in points.items()}


def entry_of(text: str | None) -> Entry:
    """None is not scored, "n/a" not assigned, "7.5" points, "12/10" a result of 12 for a target of 10.

    "12/" and "/10" lack one of both, "7.5 12/10" are points given beside a measure, "3 waiting" does not
    count yet.
    """
    if text == "n/a":
        return Entry(assigned=False)
    points, target, actual = None, None, None
    words = (text or "").split()
    for word in words:
        if "/" in word:
            actual, target = (Decimal(part) if part else None for part in word.split("/"))
        elif word != "waiting":
            points = Decimal(word)
    return Entry(points, target=target, actual=actual, counts="waiting" not in words)
