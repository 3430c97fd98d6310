"""The criteria tree of a regulation: sections, criteria below them, and the maximum of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

ZERO = Decimal(0)
HUNDREDTH = Decimal("0.01")


class Kind(StrEnum):
    """Whether a root's points belong to the denominator (base), come on top (bonus) or go off (deduction)."""

    BASE = "base"
    BONUS = "bonus"
    DEDUCTION = "deduction"


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the criteria table; a leaf earns points by `rule`, a parent adds up its children.

    `key` identifies the node in its tree, `code` is what people read (`I.2.a`), `maximum` is in points.
    `kind` counts on roots only: points below a deduction are written as positive numbers and taken off.
    `parameters` are those of the rule as stored (see ``parameters``). `is_off`: switched off for the year,
    with everything below; for every unit it leaves the denominator.
    """

    key: str
    code: str
    name: str
    maximum: Decimal
    rule: str = ""
    kind: Kind = Kind.BASE
    children: tuple[Node, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict, hash=False)
    is_off: bool = False

    @property
    def is_leaf(self) -> bool:
        """True when points are given here."""
        return not self.children


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole criteria table, in its order; a key that occurs twice raises `ValueError`."""

    roots: tuple[Node, ...]
    _nodes: Mapping[str, Node] = field(init=False, repr=False, compare=False)
    _roots: Mapping[str, Node] = field(init=False, repr=False, compare=False)
    _parents: Mapping[str, Node] = field(init=False, repr=False, compare=False)
    _walk: tuple[tuple[int, Node], ...] = field(init=False, repr=False, compare=False)
    _leaves: tuple[Node, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        nodes: dict[str, Node] = {}
        tops: dict[str, Node] = {}
        parents: dict[str, Node] = {}
        walk = tuple(self._walked())
        for _, node in walk:
            if node.key in nodes:
                raise ValueError(f"two nodes with the key {node.key!r}")
            nodes[node.key] = node
            tops[node.key] = tops[parents[node.key].key] if node.key in parents else node
            parents |= dict.fromkeys((child.key for child in node.children), node)
        leaves = tuple(node for node in nodes.values() if node.is_leaf)
        known = {"_nodes": nodes, "_roots": tops, "_parents": parents, "_walk": walk, "_leaves": leaves}
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def walk(self) -> tuple[tuple[int, Node], ...]:
        """Every node with its level (roots are 0), parents before children, in the order of the table."""
        return self._walk

    def _walked(self) -> Iterator[tuple[int, Node]]:
        waiting = [(0, root) for root in reversed(self.roots)]
        while waiting:
            level, node = waiting.pop()
            yield level, node
            waiting.extend((level + 1, child) for child in reversed(node.children))

    def leaves(self) -> tuple[Node, ...]:
        """The nodes that are given points, in the order of the table."""
        return self._leaves

    def node(self, key: str) -> Node:
        """The node with this key; `KeyError` when there is none."""
        return self._nodes[key]

    def root_of(self, key: str) -> Node:
        """The top section that the node with this key belongs to; a root belongs to itself."""
        return self._roots[key]

    def above(self, key: str) -> tuple[Node, ...]:
        """The parents of the node with this key, from the nearest up to its top section."""
        found: list[Node] = []
        while (parent := self._parents.get(key)) is not None:
            found.append(parent)
            key = parent.key
        return tuple(found)

    def switched_off(self) -> frozenset[str]:
        """The keys of the leaves that are off, themselves or through a section above them."""
        off: set[str] = set()
        waiting = [(root, False) for root in self.roots]
        while waiting:
            node, above = waiting.pop()
            if node.is_leaf and (above or node.is_off):
                off.add(node.key)
            waiting.extend((child, above or node.is_off) for child in node.children)
        return frozenset(off)

    @property
    def base_maximum(self) -> Decimal:
        """The denominator of a unit to which everything is assigned (1000, 100, 90, 80 were seen)."""
        return self._maximum(Kind.BASE)

    @property
    def bonus_maximum(self) -> Decimal:
        """The most that can come on top."""
        return self._maximum(Kind.BONUS)

    def _maximum(self, kind: Kind) -> Decimal:
        return sum((root.maximum for root in self.roots if root.kind == kind), ZERO)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A parent whose maximum is not what its children add up to."""

    key: str
    code: str
    name: str
    maximum: Decimal
    children_sum: Decimal


def disagreements(tree: Tree) -> tuple[Disagreement, ...]:
    """Every parent that breaks "a parent's maximum equals the sum of its children's", in table order.

    Compared in hundredths, half up, so that three thirds of 100 written as 33.333 agree with it.
    """
    found = []
    for _, node in tree.walk():
        total = sum((child.maximum for child in node.children), ZERO)
        if node.children and _hundredths(total) != _hundredths(node.maximum):
            found.append(Disagreement(node.key, node.code, node.name, node.maximum, total))
    return tuple(found)


def _hundredths(value: Decimal) -> Decimal:
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)
