"""What is different between the regulations of two years, as a page shows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.formats import number
from scoring.core import revision
from scoring.core.revision import Line, Pair, compared
from scoring.core.tree import Kind
from scoring.general_rules import RuleGroup, general_rules
from scoring.models import Criterion, Regulation
from scoring.results import keys_of, printed
from scoring.rule_wording import rule_text

WHAT = {
    revision.ADDED: gettext_lazy("new"),
    revision.REMOVED: gettext_lazy("gone"),
    revision.MOVED: gettext_lazy("moved"),
    revision.RENUMBERED: gettext_lazy("renumbered"),
    revision.RENAMED: gettext_lazy("renamed"),
    "maximum": gettext_lazy("maximum"),
    "rule": gettext_lazy("rule"),
    "kind": gettext_lazy("kind"),
    "evidence": gettext_lazy("evidence"),
    "off": gettext_lazy("switched off"),
}
KINDS = {
    Kind.BASE: "",
    Kind.BONUS: gettext_lazy("Bonus"),
    Kind.DEDUCTION: gettext_lazy("Deduction"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A line in one of the two years; `changed` names the cells that are different."""

    code: str
    name: str
    maximum: str
    rule: str
    marks: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A line in both years; a side is None where there is none. `what` are words for what is different."""

    level: int
    is_section: bool
    what: list[str]
    changes: frozenset[str]
    before: Side | None
    after: Side | None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A matter of the general rules in both years."""

    title: str
    before: list[str]
    after: list[str]
    differs: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """Two years side by side; `counts` says how many lines are different in which way."""

    rows: list[Row]
    rules: list[RuleChange]
    counts: list[tuple[str, int]]

    @property
    def is_empty(self) -> bool:
        """Whether the years agree in everything."""
        return not self.counts and not any(rule.differs for rule in self.rules)


def differences(before: Regulation, after: Regulation, *, everything: bool) -> Differences:
    """The years compared; unless `everything`, only what is different and the sections that it stands in."""
    rules = rules_beside(general_rules(before), general_rules(after))
    return side_by_side(lines_of(before), lines_of(after), rules, everything=everything)


def side_by_side(
    before: list[Line], after: list[Line], rules: list[RuleChange], *, everything: bool
) -> Differences:
    """Two tables of criteria compared, beside what differs in the general rules."""
    pairs = compared(before, after)
    sections = {line.parent for pair in pairs for line in (pair.before, pair.after) if line}
    counts = Counter(what for pair in pairs for what in pair.changes)
    shown = pairs if everything else _different(pairs)
    return Differences(
        rows=[_row(pair, sections) for pair in shown],
        rules=[rule for rule in rules if everything or rule.differs],
        counts=[(str(WHAT[what]), counts[what]) for what in WHAT if counts[what]],
    )


def lines_of(regulation: Regulation) -> list[Line]:
    """The lines of a regulation in order, with what they say in words; a fixed number of queries."""
    return lines_among(list(regulation.criteria.all()))


def lines_among(criteria: list[Criterion]) -> list[Line]:
    """The lines of a table whose rows are given, in order."""
    keys = keys_of(criteria)
    below: dict[int | None, list[Criterion]] = defaultdict(list)
    for criterion in sorted(criteria, key=lambda row: (row.position, row.pk)):
        below[criterion.parent_id].append(criterion)

    def walk(parent: int | None) -> Iterator[Line]:
        for row in below.get(parent, []):
            yield _line(row, keys[row.pk], keys, is_leaf=row.pk not in below)
            yield from walk(row.pk)

    return list(walk(None))


def _line(criterion: Criterion, key: str, keys: dict[int, str], *, is_leaf: bool) -> Line:
    rule = criterion.rule if is_leaf else ""
    facts = {
        "maximum": number(criterion.maximum),
        "rule": rule_text(rule, criterion.parameters, criterion.maximum, criterion.measure),
        "kind": str(KINDS[Kind(criterion.kind)]),
        "evidence": _("needs evidence") if is_leaf and criterion.needs_evidence else "",
        "off": _("switched off this year") if criterion.is_off else "",
    }
    parent = keys[criterion.parent_id] if criterion.parent_id else ""
    return Line(key, parent, criterion.code, criterion.name, facts)


def _different(pairs: list[Pair]) -> list[Pair]:
    """Pairs with differences, and those of the sections above them."""
    wanted: set[str] = set()
    for pair in pairs:
        for side in (pair.before, pair.after) if pair.changes else ():
            if side:
                parts = side.key.split("/")
                wanted |= {"/".join(parts[:length]) for length in range(1, len(parts))}
    return [
        pair
        for pair in pairs
        if pair.changes
        or (pair.after and pair.after.key in wanted)
        or (pair.before and pair.before.key in wanted)
    ]


def _row(pair: Pair, sections: set[str]) -> Row:
    line = next(line for line in (pair.after, pair.before) if line)
    return Row(
        level=line.key.count("/") + 1,
        is_section=line.key in sections,
        what=[str(WHAT[what]) for what in pair.changes],
        changes=frozenset(pair.changes),
        before=_side(pair.before),
        after=_side(pair.after),
    )


def _side(line: Line | None) -> Side | None:
    if line is None:
        return None
    marks = [line.facts[name] for name in ("kind", "evidence", "off") if line.facts[name]]
    return Side(printed(line.key), line.name, line.facts["maximum"], line.facts["rule"], marks)


def rules_beside(before: list[RuleGroup], after: list[RuleGroup]) -> list[RuleChange]:
    """The matters of both years in the order of the later."""
    old = {group.title: group.lines for group in before}
    new = {group.title: group.lines for group in after}
    titles = list(dict.fromkeys([*new, *old]))
    return [
        RuleChange(title, old.get(title, []), new.get(title, []), old.get(title) != new.get(title))
        for title in titles
    ]
