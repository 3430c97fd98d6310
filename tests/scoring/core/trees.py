"""Trees and entries for the tests of the core, written short: keys are codes, a deeper key lies below."""

from __future__ import annotations

from decimal import Decimal

from scoring.core.rules import DIRECT
from scoring.core.tally import Entry
from scoring.core.tree import Kind, Node, Tree


def tree_of(maxima: dict[str, str], bonus: frozenset[str] | set[str] = frozenset()) -> Tree:
    """`{"1": "10", "1.1": "4", "1.2": "6"}` as a tree; `bonus` names roots."""

    def nodes(prefix: str) -> tuple[Node, ...]:
        return tuple(node(key) for key in maxima if key.rpartition(".")[0] == prefix)

    def node(key: str) -> Node:
        children = nodes(key)
        return Node(
            key=key,
            code=key,
            name=f"Tiêu chí {key}",
            maximum=Decimal(maxima[key]),
            rule="" if children else DIRECT,
            kind=Kind.BONUS if key in bonus else Kind.BASE,
            children=children,
        )

    return Tree(nodes(""))


def entries_of(points: dict[str, str | None]) -> dict[str, Entry]:
    """Points by leaf; None is not scored, "n/a" is not assigned."""
    return {key: entry_of(value) for key, value in points.items()}


def entry_of(value: str | None) -> Entry:
    """One entry, as in `entries_of`."""
    if value == "n/a":
        return Entry(assigned=False)
    return Entry(None if value is None else Decimal(value))
