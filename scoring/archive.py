"""The canonical text of a published standing: inputs, results, hash; what pages and papers read ever after.

The text is JSON with sorted keys, no spaces and numbers as decimal strings, so that the same standing has the
same bytes on every machine. Inputs are kept with the results: the order can be computed again and compared.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from scoring.core.evaluation import Entry
from scoring.core.grades import Basis, Grade
from scoring.core.ranking import Breaker, Place, TieBreak
from scoring.core.rounding import Mode, Rounding
from scoring.core.rounding import Place as RoundingPlace
from scoring.core.tree import Kind, Node, Tree
from scoring.standings import Contest, Entries, Member, Rules, Standing, standing

FORMAT = 2  # 1 knew neither measured lines nor deductions, classes, quotas and exclusions


def frozen(current: Standing) -> str:
    """The canonical text of a standing."""
    contest = current.contest
    data = {
        "format": FORMAT,
        "bloc": contest.bloc,
        "year": contest.year,
        "regulation": contest.regulation,
        **_rules(contest.rules),
        "criteria": [_node(root) for root in contest.tree.roots],
        "members": [{"key": member.key, "name": member.name, "pk": member.pk} for member in contest.members],
        "entries": {
            unit: {key: _entry(entry) for key, entry in lines.items()}
            for unit, lines in contest.entries.items()
        },
        "earlier": {name: _changes(contest, entries) for name, entries in contest.earlier.items()},
        "last_ranks": dict(contest.last_ranks),
        "excluded": dict(contest.excluded),
        "sources": dict(contest.sources),
        "places": [_place(place) for place in current.places],
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the canonical text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def thawed(text: str) -> Standing:
    """The standing of a canonical text: places as they were published, the working computed again."""
    data = json.loads(text)
    computed = standing(_contest(data))
    return Standing(computed.contest, computed.tallies, tuple(_placed(place) for place in data["places"]))


def agrees(text: str) -> bool:
    """Whether the inputs of a canonical text still lead to the places published in it."""
    return not disagreeing(text)


def disagreeing(text: str) -> list[str]:
    """The units whose published place does not follow from the inputs, in the published order.

    Where only the order within a shared place or the list of units differs, all of them.
    """
    data = json.loads(text)
    computed = standing(_contest(data)).places
    published = tuple(_placed(place) for place in data["places"])
    by_unit = {place.unit: place for place in computed}
    different = [place.unit for place in published if by_unit.get(place.unit) != place]
    return different or [place.unit for place in published if computed != published]


def ranks(text: str) -> dict[str, int]:
    """Unit → rank in a canonical text, without those that have none; nothing is computed."""
    return {place["unit"]: place["rank"] for place in json.loads(text)["places"] if place["rank"]}


def _rules(rules: Rules) -> dict[str, Any]:
    rounding = rules.rounding
    return {
        "rounding": {"decimals": rounding.decimals, "mode": rounding.mode, "place": rounding.place},
        "bonus_may_exceed": rules.bonus_may_exceed,
        "tie_breaks": [{"by": tie.by, "node": tie.node} for tie in rules.tie_breaks],
        "grades": [[grade.label, _plain(grade.threshold)] for grade in rules.grades],
        "grade_basis": rules.grade_basis,
        "quotas": [list(quota) for quota in rules.quotas],
        "exclusion_reasons": list(rules.exclusion_reasons),
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "key": node.key,
        "code": node.code,
        "name": node.name,
        "maximum": str(node.maximum),
        "rule": node.rule,
        "kind": node.kind,
        "parameters": dict(node.parameters),
        "is_off": node.is_off,
        "children": [_node(child) for child in node.children],
    }


def _changes(contest: Contest, earlier: Entries) -> dict[str, Any]:
    """Unit → key → entry of an earlier round where it is not the final one."""
    final = contest.entries
    return {
        unit: {key: _entry(entry) for key, entry in lines.items() if entry != final[unit].get(key)}
        for unit, lines in earlier.items()
    }


def _entry(entry: Entry) -> dict[str, Any] | str | None:
    """What is entered by name, empty while nothing is, ``-`` when not assigned."""
    if not entry.assigned:
        return "-"
    figures = {name: getattr(entry, name) for name in ("points", "target", "actual")}
    data: dict[str, Any] = {name: _plain(value) for name, value in figures.items() if value is not None}
    return data if entry.counts else data | {"waits": True}


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


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


def _read_entry(value: dict[str, Any] | str | None) -> Entry:
    """As `_entry` wrote it; in the first format a text was points."""
    if value == "-":
        return Entry(assigned=False)
    data: dict[str, Any] = {"points": value} if value is None or isinstance(value, str) else value
    points, target, actual = (_number(data.get(name)) for name in ("points", "target", "actual"))
    return Entry(points, True, target, actual, counts=not data.get("waits", False))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _read_entries(data: dict[str, Any]) -> dict[str, dict[str, Entry]]:
    return {unit: {key: _read_entry(value) for key, value in lines.items()} for unit, lines in data.items()}


def _contest(data: dict[str, Any]) -> Contest:
    """What was entered; papers of the first format know of no earlier rounds."""
    entries = _read_entries(data["entries"])
    changes = {name: _read_entries(lines) for name, lines in data.get("earlier", {}).items()}
    return Contest(
        bloc=data["bloc"],
        year=data["year"],
        regulation=data["regulation"],
        tree=Tree(tuple(_tree_node(root) for root in data["criteria"])),
        members=tuple(Member(**member) for member in data["members"]),
        entries=entries,
        rules=_read_rules(data),
        last_ranks=data.get("last_ranks", {}),
        excluded=data.get("excluded", {}),
        sources=data.get("sources", {}),
        earlier={
            name: {unit: lines | changed[unit] for unit, lines in entries.items()}
            for name, changed in changes.items()
        },
    )


def _read_rules(data: dict[str, Any]) -> Rules:
    """As `_rules` wrote them; the first format named tie-breaks by their criterion alone."""
    rounding = data["rounding"]
    ties = [{"by": "points", "node": tie} if isinstance(tie, str) else tie for tie in data["tie_breaks"]]
    return Rules(
        rounding=Rounding(
            rounding["decimals"], Mode(rounding["mode"]), RoundingPlace(rounding.get("place", "total"))
        ),
        bonus_may_exceed=data["bonus_may_exceed"],
        tie_breaks=tuple(TieBreak(Breaker(tie["by"]), tie["node"]) for tie in ties),
        grades=tuple(Grade(label, Decimal(threshold)) for label, threshold in data.get("grades", [])),
        grade_basis=Basis(data.get("grade_basis", Basis.PERCENT)),
        quotas=tuple((award, number) for award, number in data.get("quotas", [])),
        exclusion_reasons=tuple(data.get("exclusion_reasons", [])),
    )
