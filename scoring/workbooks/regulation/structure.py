"""How the rows hang together: parents, circles, codes, rules and sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.core import rules
from scoring.core.parameters import ParameterError
from scoring.core.tree import ZERO, Kind, Node, Tree, disagreements
from scoring.results import SEPARATOR
from scoring.wording import parameter_sentence
from scoring.workbooks.findings import Findings
from scoring.workbooks.regulation.lines import Line

MAX_LEVELS = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of a criteria tree."""

    criteria: int
    leaves: int
    levels: int
    points: str
    bonus: str
    deduction: str

    def __str__(self) -> str:
        sizes = {name: getattr(self, name) for name in self.__slots__}
        words = _("%(criteria)s criteria, %(leaves)s leaves, %(levels)s levels, %(points)s points") % sizes
        if self.bonus != "0":
            words = _("%(size)s, bonus %(bonus)s") % (sizes | {"size": words})
        if self.deduction != "0":
            words = _("%(size)s, deductions %(deduction)s") % (sizes | {"size": words})
        return words


def counts(tree: Tree) -> Counts:
    """What people compare with the paper."""
    levels = [level for level, _node in tree.walk()]
    return Counts(
        criteria=len(levels),
        leaves=len(tree.leaves()),
        levels=max(levels, default=-1) + 1,
        points=number(tree.base_maximum),
        bonus=number(tree.bonus_maximum),
        deduction=number(sum((root.maximum for root in tree.roots if root.kind == Kind.DEDUCTION), ZERO)),
    )


def roots_of(lines: list[Line], findings: Findings) -> list[Line]:
    """The top sections with everything below them linked; what does not hang together is refused."""
    by_key = _by_key(lines, findings)
    roots = []
    for line in lines:
        parent = by_key.get(line.parent_key)
        if not line.parent_key:
            roots.append(line)
        elif parent is None:
            words = _("it belongs to “%(key)s”, but no row has this key.")
            findings.refuse(words % {"key": line.parent_key}, line.row)
        else:
            parent.children.append(line)
    _refuse_circles(lines, by_key, findings)
    if not lines:
        findings.refuse(_("The sheet has no criteria."))
    ordered = list(walk(roots))
    for level, line in ordered:
        _check_line(line, level, findings)
    _check_siblings(roots, findings)
    _check_sums(ordered, findings)
    return roots


def tree_of_lines(roots: list[Line], key: str = "path") -> Tree:
    """The lines as a core tree, keyed by their future path or by their row."""

    def node(line: Line, kind: Kind) -> Node:
        children = tuple(node(child, Kind.BASE) for child in line.children)
        return Node(
            key=str(getattr(line, key)),
            code=line.code,
            name=line.name,
            maximum=line.maximum or ZERO,
            rule=line.rule,
            kind=kind,
            children=children,
            parameters=line.parameters,
            is_off=line.is_off,
        )

    return Tree(tuple(node(root, root.kind) for root in roots))


def _by_key(lines: list[Line], findings: Findings) -> dict[str, Line]:
    by_key: dict[str, Line] = {}
    for line in lines:
        if not line.key:
            continue
        first = by_key.setdefault(line.key, line)
        if first is not line:
            words = _("the key “%(key)s” is the same as in row %(other)s.")
            findings.refuse(words % {"key": line.key, "other": first.row}, line.row)
    return by_key


def _refuse_circles(lines: list[Line], by_key: dict[str, Line], findings: Findings) -> None:
    """Every circle once, with all its rows."""
    done: set[int] = set()
    for line in lines:
        way: list[Line] = []
        here: Line | None = line
        while here is not None and here.row not in done:
            done.add(here.row)
            way.append(here)
            here = by_key.get(here.parent_key)
        if here in way:
            circle = [each.row for each in way[way.index(here) :]]
            words = _("the criterion belongs to itself, in a circle of the rows %(rows)s.")
            findings.refuse(words % {"rows": ", ".join(map(str, sorted(circle)))}, min(circle))


def walk(roots: list[Line]) -> Iterator[tuple[int, Line]]:
    """Level and line from the top down, with the path of each set on the way; not deeper than allowed."""
    waiting: list[tuple[int, Line, str]] = [(1, root, root.code) for root in reversed(roots)]
    while waiting:
        level, line, path = waiting.pop()
        line.path = path
        yield level, line
        if level <= MAX_LEVELS:
            waiting += [
                (level + 1, child, f"{line.path}{SEPARATOR}{child.code}") for child in reversed(line.children)
            ]
        else:
            line.children = []


def _check_line(line: Line, level: int, findings: Findings) -> None:
    """Depth, kind and rule in their place."""
    if level > MAX_LEVELS:
        findings.refuse(_("it lies deeper than %(levels)s levels.") % {"levels": MAX_LEVELS}, line.row)
    for child in line.children:
        if child.kind not in (Kind.BASE, line.kind):
            words = _("only a top section can be bonus points or deductions; mark it, not the lines below.")
            findings.refuse(words, child.row)
        child.kind = line.kind
    if line.children:
        _leave_out_rule(line, findings)
    else:
        _check_rule(line, findings)


def _leave_out_rule(line: Line, findings: Findings) -> None:
    """A section is the sum of its lines."""
    if line.rule or line.parameters:
        words = _("A criterion with lines below it is their sum; its rule was left out: rows %(places)s.")
        findings.notice_at(words, line.row)
        line.rule, line.parameters = "", {}


def _check_rule(line: Line, findings: Findings) -> None:
    """A leaf has a rule that takes its parameters."""
    if not line.rule:
        findings.notice_at(_("No rule was given, so points are given directly: rows %(places)s."), line.row)
        line.rule = rules.DIRECT
    if line.maximum is None:
        return
    try:
        rules.values(line.rule, line.parameters, line.maximum)
    except ParameterError as error:
        sentence = parameter_sentence(error)
        if line.told is None:
            words = _("the parameters are missing. %(problem)s")
            findings.refuse(words % {"problem": sentence}, line.row)
        else:
            findings.refuse_cell(sentence, line.told)


def _check_siblings(roots: list[Line], findings: Findings) -> None:
    for siblings in _families(roots):
        rows: dict[str, list[int]] = defaultdict(list)
        for line in siblings:
            rows[line.code].append(line.row)
        for code, same in rows.items():
            if code and len(same) > 1:
                words = _("the code “%(code)s” stands already in row %(other)s of the same section.")
                for row in same[1:]:
                    findings.refuse(words % {"code": code, "other": same[0]}, row)


def _families(roots: list[Line]) -> Iterable[list[Line]]:
    return [roots, *(line.children for _level, line in walk(roots) if line.children)]


def _check_sums(ordered: list[tuple[int, Line]], findings: Findings) -> None:
    """Name every section whose maximum is not what the lines below it add up to."""
    by_row = {str(line.row): line for _level, line in ordered}
    roots = [line for level, line in ordered if level == 1]
    for wrong in disagreements(tree_of_lines(roots, key="row")):
        line = by_row[wrong.key]
        if line.maximum is None or any(child.maximum is None for child in line.children):
            continue
        words = _("%(code)s has the maximum %(maximum)s, but the lines below it add up to %(sum)s.")
        numbers = {"maximum": number(line.maximum), "sum": number(wrong.children_sum), "code": line.code}
        findings.refuse(words % numbers, line.row)
