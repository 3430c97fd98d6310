"""Figures that are only supposed: chosen units and lines of a standing, in a copy that nothing keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from blocs.formats import number, typed
from blocs.number_field import number_sentence
from blocs.numbers import LARGEST, MEASURE_LARGEST, NumberError, parse_number
from scoring.core.evaluation import NOTHING, Entry
from scoring.core.rules import DIRECT, RULES, Problem, Rule, check, check_actual
from scoring.core.tally import Points
from scoring.core.tree import Node
from scoring.results import printed
from scoring.standings import Contest, Member, Standing
from scoring.wording import problem_sentence

MOST_CELLS = 60  # units x lines; a form of 1,000 fields is refused by the server
POINTS, TARGET, ACTUAL, OFF = "points", "target", "actual", "off"


@dataclass(slots=True)
class Input:
    """A field of a cell as it is shown again: what was typed, or the real figure."""

    name: str
    label: str
    text: str
    error: str = ""


@dataclass(slots=True)
class Supposed:
    """One unit on one line: its fields, whether it is assigned, its points as they are."""

    member: Member
    name: str
    inputs: list[Input]
    assigned: bool
    points_now: str
    entry: Entry
    was: Entry
    points_then: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether something else is supposed than what is."""
        return self.entry != self.was

    def follow(self, points: Points) -> None:
        """Show what the supposed figures earn."""
        self.points_then = points_text(points)


def points_text(points: Points) -> str:
    """Points of a line in words."""
    if not points.assigned:
        return _("not assigned")
    return _("not scored") if points.value is None else number(points.value)


@dataclass(frozen=True, slots=True)
class Line:
    """A chosen criterion with a cell for every chosen unit."""

    node: Node
    code: str
    maximum: str
    cells: list[Supposed]

    @property
    def labels(self) -> list[str]:
        """The heads of the columns of fields."""
        return [field.label for field in self.cells[0].inputs]


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit or a line that can be chosen."""

    value: str
    label: str
    chosen: bool
    maximum: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of a top section, open while one of them is chosen."""

    label: str
    choices: list[Choice]

    @property
    def is_open(self) -> bool:
        """Whether a line is chosen."""
        return any(choice.chosen for choice in self.choices)


class WhatIfForm:
    """What is chosen and what is supposed; `data` is an address's query or a posted form.

    Fields are named by the unit's id and the criterion's key. A cell that was not sent shows what is real.
    """

    def __init__(self, standing: Standing, data: QueryDict) -> None:
        self.standing, self.data = standing, data
        contest = standing.contest
        off = contest.tree.switched_off()
        self.leaves = [leaf for leaf in contest.tree.leaves() if leaf.key not in off]
        wanted = set(data.getlist("unit"))
        self.members = [member for member in contest.members if str(member.pk) in wanted]
        self.nodes = [leaf for leaf in self.leaves if leaf.key in set(data.getlist("line"))]
        self.is_too_large = len(self.members) * len(self.nodes) > MOST_CELLS

    @property
    def is_chosen(self) -> bool:
        """Whether there are cells to type into."""
        return bool(self.members and self.nodes) and not self.is_too_large

    @property
    def fresh_query(self) -> str:
        """The address's query that shows the same choice with the real figures."""
        chosen = [("unit", member.pk) for member in self.members]
        return "?" + urlencode([*chosen, *(("line", node.key) for node in self.nodes)])

    def units(self) -> list[Choice]:
        """Every unit of the bloc."""
        members = self.standing.contest.members
        return [Choice(str(one.pk), one.name, one in self.members) for one in members]

    def sections(self) -> list[Section]:
        """Every criterion that is applied this year, by top section."""
        tree, chosen = self.standing.contest.tree, {node.key for node in self.nodes}
        return [
            Section(
                f"{root.code} {root.name}",
                [
                    Choice(
                        leaf.key,
                        f"{printed(leaf.key)} {leaf.name}",
                        leaf.key in chosen,
                        number(leaf.maximum),
                    )
                    for leaf in self.leaves
                    if tree.root_of(leaf.key) is root
                ],
            )
            for root in tree.roots
        ]

    @cached_property
    def lines(self) -> list[Line]:
        """The chosen lines with their cells."""
        return [self._line(node) for node in self.nodes] if self.is_chosen else []

    def cells(self) -> Iterator[Supposed]:
        """Every cell, line by line."""
        return (cell for line in self.lines for cell in line.cells)

    def errors(self) -> list[tuple[str, str, str]]:
        """Field, what it is, and what is wrong with it."""
        return [
            (field.name, f"{printed(line.node.key)}, {cell.member.key}, {field.label}", field.error)
            for line in self.lines
            for cell in line.cells
            for field in cell.inputs
            if field.error
        ]

    @property
    def is_changed(self) -> bool:
        """Whether anything else is supposed than what is."""
        return any(cell.is_changed for cell in self.cells())

    def contest(self) -> Contest:
        """The copy in which the supposed figures stand."""
        contest = self.standing.contest
        entries = {unit: dict(lines) for unit, lines in contest.entries.items()}
        for line in self.lines:
            for cell in line.cells:
                if cell.is_changed:
                    entries[cell.member.key][line.node.key] = cell.entry
        return contest.with_entries(entries)

    def _line(self, node: Node) -> Line:
        rule = RULES[node.rule or DIRECT]
        cells = [self._cell(node, rule, member) for member in self.members]
        return Line(node, printed(node.key), number(node.maximum), cells)

    def _cell(self, node: Node, rule: Rule, member: Member) -> Supposed:
        name = f"v-{member.pk}-{node.key}"
        was = self.standing.contest.entries[member.key].get(node.key, NOTHING)
        sent = f"{name}-{POINTS}" in self.data
        reader = _Reader(node, rule, name, self.data if sent else None, was)
        entry = reader.entry()
        now = points_text(self.standing.tallies[member.key].points[node.key])
        return Supposed(member, name, reader.inputs, entry.assigned, now, entry, was)


@dataclass(slots=True)
class _Reader:
    """Reads the fields of one cell; without `data` they show what is."""

    node: Node
    rule: Rule
    name: str
    data: QueryDict | None
    was: Entry
    inputs: list[Input] = field(default_factory=list)

    def entry(self) -> Entry:
        """What is supposed; what cannot be read stays as it is, and its field has an error."""
        target, actual = self.was.target, self.was.actual
        if self.rule.uses_target:
            target = self._measure(TARGET, _("Target"), target)
        if self.rule.is_measured:
            actual = self._measure(ACTUAL, _("Result"), actual)
        points = self._points(self.was.points)
        assigned = self.was.assigned if self.data is None else f"{self.name}-{OFF}" not in self.data
        supposed = Entry(points, assigned, target, actual, counts=self.was.counts)
        return supposed if supposed == self.was else Entry(points, assigned, target, actual)

    def _points(self, was: Decimal | None) -> Decimal | None:
        label = _("Points in place of the computed ones") if self.rule.is_measured else _("Points")
        shown = Input(f"{self.name}-{POINTS}", label, self._text(POINTS, was))
        self.inputs.append(shown)
        value = _number(shown, signed=False, largest=LARGEST, was=was)
        problem = None if value is None else check(self.node.rule or DIRECT, value, self.node.maximum)
        return _unless(problem, shown, value, was)

    def _measure(self, kind: str, label: str, was: Decimal | None) -> Decimal | None:
        shown = Input(f"{self.name}-{kind}", label, self._text(kind, was))
        self.inputs.append(shown)
        value = _number(shown, signed=kind == ACTUAL, largest=MEASURE_LARGEST, was=was)
        problem = None if value is None or kind == TARGET else check_actual(self.node.rule, value)
        return _unless(problem, shown, value, was)

    def _text(self, kind: str, was: Decimal | None) -> str:
        return typed(was) if self.data is None else self.data.get(f"{self.name}-{kind}", "")


def _number(shown: Input, *, signed: bool, largest: Decimal, was: Decimal | None) -> Decimal | None:
    try:
        return parse_number(shown.text, signed=signed, largest=largest)
    except NumberError as error:
        shown.error = number_sentence(error)
        return was


def _unless(
    problem: Problem | None, shown: Input, value: Decimal | None, was: Decimal | None
) -> Decimal | None:
    """The value, unless its rule refuses it."""
    if problem is None:
        return value
    shown.error = shown.error or problem_sentence(problem)
    return was
