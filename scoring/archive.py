"""The canonical text of a published standing: inputs, results, hash; what pages and papers read ever after.

The text is JSON with sorted keys, no spaces and numbers as decimal strings, so that the same standing has the
same bytes on every machine. Inputs are kept with the results: the order can be computed again and compared.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from scoring.core.ranking import Place
from scoring.core.tally import Entry, Mode, Rounding
from scoring.core.tree import Kind, Node, Tree
from scoring.results import Member, Round, Standing, standing

FORMAT = 1


def frozen(current: Standing) -> str:
    """The canonical text of a standing."""
    round_ = current.round
    data = {
        "format": FORMAT,
        "bloc": round_.bloc,
        "year": round_.year,
        "regulation": round_.regulation,
        "rounding": {"decimals": round_.rounding.decimals, "mode": round_.rounding.mode},
        "bonus_may_exceed": round_.bonus_may_exceed,
        "tie_breaks": list(round_.tie_breaks),
        "criteria": [_node(root) for root in round_.tree.roots],
        "members": [{"key": member.key, "name": member.name, "pk": member.pk} for member in round_.members],
        "entries": {
            unit: {key: _entry(entry) for key, entry in lines.items()}
            for unit, lines in round_.entries.items()
        },
        "places": [_place(place) for place in current.places],
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the canonical text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def thawed(text: str) -> Standing:
    """The standing of a canonical text: places as they were published, the working computed again."""
    data = json.loads(text)
    computed = standing(_round(data))
    return Standing(computed.round, computed.tallies, tuple(_placed(place) for place in data["places"]))


def agrees(text: str) -> bool:
    """Whether the inputs of a canonical text still lead to the places published in it."""
    data = json.loads(text)
    return standing(_round(data)).places == tuple(_placed(place) for place in data["places"])


def _node(node: Node) -> dict[str, Any]:
    return {
        "key": node.key,
        "code": node.code,
        "name": node.name,
        "maximum": str(node.maximum),
        "rule": node.rule,
        "kind": node.kind,
        "children": [_node(child) for child in node.children],
    }


def _entry(entry: Entry) -> str | None:
    """Points as text, None while not scored, ``-`` when not assigned."""
    if not entry.assigned:
        return "-"
    return None if entry.points is None else f"{entry.points.normalize():f}"


def _place(place: Place) -> dict[str, Any]:
    return {
        "unit": place.unit,
        "rank": place.rank,
        "tied": place.tied,
        "percent": None if place.percent is None else str(place.percent),
        "total": str(place.total),
        "keys": [str(key) for key in place.keys],
        "decided_by": place.decided_by,
    }


def _placed(data: dict[str, Any]) -> Place:
    percent = None if data["percent"] is None else Decimal(data["percent"])
    keys = tuple(Decimal(key) for key in data["keys"])
    return Place(**data | {"percent": percent, "total": Decimal(data["total"]), "keys": keys})


def _tree_node(data: dict[str, Any]) -> Node:
    children = tuple(_tree_node(child) for child in data["children"])
    return Node(
        **data | {"maximum": Decimal(data["maximum"]), "kind": Kind(data["kind"]), "children": children}
    )


def _read_entry(value: str | None) -> Entry:
    if value == "-":
        return Entry(assigned=False)
    return Entry(None if value is None else Decimal(value))


def _round(data: dict[str, Any]) -> Round:
    return Round(
        bloc=data["bloc"],
        year=data["year"],
        regulation=data["regulation"],
        tree=Tree(tuple(_tree_node(root) for root in data["criteria"])),
        members=tuple(Member(**member) for member in data["members"]),
        entries={
            unit: {key: _read_entry(value) for key, value in lines.items()}
            for unit, lines in data["entries"].items()
        },
        rounding=Rounding(data["rounding"]["decimals"], Mode(data["rounding"]["mode"])),
        bonus_may_exceed=data["bonus_may_exceed"],
        tie_breaks=tuple(data["tie_breaks"]),
    )
