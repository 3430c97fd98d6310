"""What a unit's workbook says: whose it is, what it remembers, and every figure that was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.core.tree import Node
from scoring.models import ScoreSheet
from scoring.models.scores import LONGEST_TEXT
from scoring.rounds import Round
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Cell, Unreadable, sheets_of
from scoring.workbooks.scores.cells import actual_in, is_not_assigned, points_in, target_in
from scoring.workbooks.scores.grid import identity_cells, plain
from scoring.workbooks.scores.layout import ROUNDS
from scoring.workbooks.sheet.layout import (
    IDENTITY_LABELS,
    LABELS,
    MEASURE,
    REQUIRED,
    SHEET,
    TEXT,
    Column,
    aliases,
    entered,
)
from scoring.workbooks.sheet.memory import Memory, Origin, another, memory_in
from scoring.workbooks.tables import Table, check_shape, find_table, folded, number_in, text_in, usable


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook as it was filled in: by criterion key the figures by field; and what it remembers."""

    lines: Mapping[str, Mapping[str, Any]]
    memory: Memory | None


def filled(content: bytes, sheet: ScoreSheet, round_: Round, findings: Findings) -> Filled:
    """Read a workbook for this sheet. Raises `Unreadable` when it is another's; wrong figures are found."""
    sheets, own = sheets_of(content), Origin.of(sheet, round_)
    memory = memory_in(sheets, round_)
    if memory is not None:
        memory.origin.refuse_unless(own)
    required = dict(REQUIRED)
    if memory is not None:
        required |= {column.name: column.heading for column in entered(round_)}
    table = find_table(sheets, SHEET, aliases(round_), required)
    check_shape(table, findings)
    _check_identity(table, sheet, round_)
    reader = _Reader(table, round_, sheet.bloc_year.regulation.tree.switched_off(), findings)
    nodes = {node.key: node for _level, node in sheet.bloc_year.regulation.tree.walk()}
    lines = reader.lines(nodes)
    _check_rows(lines, memory, sheet, findings)
    return Filled(lines, memory)


def _check_identity(table: Table, sheet: ScoreSheet, round_: Round) -> None:
    """What stands above the header names this bloc, year, unit and round; nothing need stand there."""
    year, own = sheet.bloc_year, Origin.of(sheet, round_)
    known = {
        "bloc": ({plain(year.bloc.name), plain(year.bloc.slug)}, _("the bloc %(theirs)s"), own.bloc_name),
        "year": ({str(year.year)}, _("the year %(theirs)s"), own.year),
        "unit": (
            {plain(sheet.unit.name), plain(sheet.unit.short_name)},
            _("the unit %(theirs)s"),
            own.unit_name,
        ),
        "version": ({str(own.version)}, _("version %(theirs)s of the regulation"), own.version),
    }
    for name, cell in identity_cells(table, IDENTITY_LABELS):
        text = text_in(cell, Findings())
        if name == "round" and ROUNDS.get(folded(text)) != round_:
            raise another(_("the round “%(theirs)s”"), text, LABELS[name])
        if name in known and plain(text) not in known[name][0]:
            raise another(known[name][1], text, known[name][2])


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the rows of a table under the rules of their criteria."""

    table: Table
    round: Round
    off: frozenset[str]
    findings: Findings

    def lines(self, nodes: Mapping[str, Node]) -> dict[str, dict[str, Any]]:
        """By key the figures by field, of the columns that are there; sections are left out."""
        lines: dict[str, dict[str, Any]] = {}
        stands: dict[str, int] = {}
        for row in sorted(self.table.lines()):
            node = self._node(row, nodes)
            if node is None:
                continue
            if stands.setdefault(node.key, row) != row:
                words = _("the criterion %(key)s stands already in row %(other)s.")
                self.findings.refuse(words % {"key": node.key, "other": stands[node.key]}, row)
            elif self._is_open(row, node):
                lines[node.key] = self._figures(row, node)
        return lines

    def _node(self, row: int, nodes: Mapping[str, Node]) -> Node | None:
        cell = self.table.cell(row, "key")
        if cell is None:
            self.findings.refuse(_("the key is missing."), row)
            return None
        key = text_in(cell, self.findings)
        if key and key not in nodes:
            words = _("the regulation has no criterion with the key “%(key)s”.")
            self.findings.refuse_cell(words % {"key": key[:60]}, cell)
        return nodes.get(key)

    def _is_open(self, row: int, node: Node) -> bool:
        """Whether the row takes figures; one whose locked cells were changed is refused."""
        maximum = number_in(self.table.cell(row, "maximum"), self.findings, decimals=4)
        if maximum is not None and maximum != node.maximum:
            words = _("the maximum is %(theirs)s here, but %(ours)s in the regulation.")
            numbers = {"theirs": number(maximum), "ours": number(node.maximum)}
            self.findings.refuse_cell(
                words % numbers, self.table.sheet.rows[row][self.table.columns["maximum"]]
            )
        if node.is_leaf and node.key not in self.off:
            return True
        for column in entered(self.round):
            cell = self.table.cell(row, column.name)
            if cell is not None and not cell.formula:
                words = _("%(criterion)s takes no figures here: leave its cells empty.")
                self.findings.refuse_cell(words % {"criterion": node.key}, cell)
        return False

    def _figures(self, row: int, node: Node) -> dict[str, Any]:
        cells = {
            column: self.table.cell(row, column.name)
            for column in entered(self.round)
            if column.name in self.table.columns
        }
        if any(cell is not None and is_not_assigned(cell) for cell in cells.values()):
            others = [cell for cell in cells.values() if cell is not None and not is_not_assigned(cell)]
            for cell in others:
                words = _("%(criterion)s is not assigned to the unit: leave its cells empty.")
                self.findings.refuse_cell(words % {"criterion": node.key}, cell)
            return {}
        return {
            column.name: self._text(cell) if column.kind == TEXT else self._number(node, column, cell)
            for column, cell in cells.items()
        }

    def _text(self, cell: Cell | None) -> str:
        text = text_in(cell, self.findings)
        if cell is not None and len(text) > LONGEST_TEXT:
            words = _("The text is longer than %(count)s signs.") % {"count": LONGEST_TEXT}
            self.findings.refuse_cell(words, cell)
        return text

    def _number(self, node: Node, column: Column, cell: Cell | None) -> Any:
        if cell is None or not usable(cell, self.findings):
            return None
        read = points_in
        if column.kind == MEASURE:
            read = target_in if column.name == "target" else actual_in
        value, problem = read(node, cell)
        if problem:
            words = _("%(criterion)s: %(problem)s") % {"criterion": node.key, "problem": problem}
            self.findings.refuse_cell(words, cell)
        return value


def _check_rows(
    lines: Mapping[str, Any], memory: Memory | None, sheet: ScoreSheet, findings: Findings
) -> None:
    """A workbook with memory still has all its rows; without, what is missing stays as it is."""
    leaves = [leaf.key for leaf in sheet.bloc_year.regulation.tree.leaves()]
    missing = [key for key in leaves if key not in lines and (memory is None or key in memory.lines)]
    off = sheet.bloc_year.regulation.tree.switched_off()
    missing = [key for key in missing if key not in off]
    if not missing:
        return
    if memory is not None:
        words = _("Rows were taken out of the workbook: %(keys)s. Download it again and leave its rows.")
        raise Unreadable(words % {"keys": ", ".join(missing[:10])})
    words = _("Criteria that are not in the workbook stay as they are: %(keys)s.")
    findings.notice(words % {"keys": ", ".join(missing[:10]) + (" …" if len(missing) > 10 else "")})
