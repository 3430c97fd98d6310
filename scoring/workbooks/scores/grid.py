"""The rows and columns of a sheet of scores: which criterion, which unit."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from blocs.formats import number
from blocs.models import BlocYear, Unit
from blocs.text import nfc
from scoring.core.tree import Node
from scoring.models import Regulation
from scoring.rounds import Round
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Cell, Sheet
from scoring.workbooks.scores.layout import (
    BLOC,
    IDENTITY,
    KNOWN,
    REQUIRED,
    ROUND,
    ROUNDS,
    VERSION,
    YEAR,
)
from scoring.workbooks.tables import Table, check_shape, find_table, folded, number_in, text_in

LIKE = 0.7  # how much of two names must agree for one to be asked about
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")


@dataclass
class Scope:
    """What a workbook of scores is compared with."""

    bloc_year: BlocYear
    regulation: Regulation
    round: Round

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every criterion by key; a code that only one criterion has finds it as well."""
        nodes = [node for _level, node in self.regulation.tree.walk()]
        codes = Counter(node.code for node in nodes)
        unique = {node.code: node for node in nodes if codes[node.code] == 1}
        return unique | {node.key: node for node in nodes}

    @cached_property
    def off(self) -> frozenset[str]:
        """The keys of the leaves that are switched off this year."""
        return self.regulation.tree.switched_off()

    @cached_property
    def reasons(self) -> dict[str, str]:
        """The regulation's reasons for exclusion, by how they are compared."""
        return {plain(one.text): one.text for one in self.regulation.exclusion_reasons.all()}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Every member by short and by full name."""
        members = self.bloc_year.members
        by_name = {plain(unit.name): unit for unit in members}
        return by_name | {plain(unit.short_name): unit for unit in members}


def plain(text: str) -> str:
    """A name as it is compared: “Hoà Bình” is “Hòa Bình”, and one dash is as good as another.

    Letters keep their marks, since two units may differ by one alone; only where in a word the tone is
    written does not matter, because both ways are in use.
    """
    words = _DASH.sub("-", " ".join(text.split()).casefold()).split(" ")
    return " ".join(map(_tone_last, words))


def _tone_last(word: str) -> str:
    signs = unicodedata.normalize("NFD", word)
    letters = "".join(sign for sign in signs if sign not in _TONES)
    return nfc(letters) + "".join(sign for sign in signs if sign in _TONES)


def unknown_unit(name: str, scope: Scope) -> str:
    """The sentence about a name that is no member's, with the member that is most like it."""
    like = get_close_matches(plain(name), scope.units, n=1, cutoff=LIKE)
    place = {"unit": name[:60], "year": scope.bloc_year}
    if not like:
        return _("“%(unit)s” is no member unit of %(year)s.") % place
    words = _("“%(unit)s” is no member unit of %(year)s. Is “%(meant)s” meant?")
    return words % (place | {"meant": scope.units[like[0]].short_name})


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet with its units by column and its criteria by row."""

    scope: Scope
    table: Table
    units: dict[int, Unit]
    rows: dict[int, Node]

    def cells(self) -> Iterator[tuple[Node, Unit, Cell]]:
        """Every cell of a unit that is not blank, row by row."""
        for row, node in self.rows.items():
            for column, unit in self.units.items():
                cell = self.table.sheet.rows[row].get(column)
                if cell is not None:
                    yield node, unit, cell


def grid_of(sheets: list[Sheet], named: str, scope: Scope, findings: Findings, label: str = "") -> Grid:
    """The grid of a sheet; `label` is the sheet's name in sentences when it is not the table of points."""
    found = find_table(sheets, named, KNOWN, REQUIRED)
    units = _units(found, scope, findings, label)
    columns = dict(found.columns) | {f"unit {column}": column for column in units}
    table = Table(found.sheet, found.header, columns, label)
    check_shape(table, findings)
    rows: dict[int, Node] = {}
    stands: dict[str, int] = {}
    for row in sorted(table.lines()):
        node = _node(table, row, scope, findings)
        if node is None:
            continue
        if stands.setdefault(node.key, row) != row:
            words = _("the criterion %(key)s stands already in row %(other)s.")
            findings.refuse(words % {"key": node.key, "other": stands[node.key]}, row, label)
        _check_maximum(table, row, node, findings)
        rows[row] = node
    return Grid(scope, table, units, rows)


def _units(table: Table, scope: Scope, findings: Findings, label: str) -> dict[int, Unit]:
    """The units by column; headings that are no member of the year are refused."""
    units: dict[int, Unit] = {}
    known = set(table.columns.values())
    for column, cell in table.sheet.rows[table.header].items():
        if column in known:
            continue
        unit = scope.units.get(plain(text_in(cell, findings, label)))
        if unit is None:
            findings.refuse_cell(unknown_unit(str(cell.value), scope), cell, label)
        elif unit in units.values():
            words = _("column %(column)s: “%(heading)s” has a column already.")
            place = {"column": get_column_letter(column), "heading": cell.value}
            findings.refuse_cell(words % place, cell, label)
        else:
            units[column] = unit
    _refuse_headless(table, known | units.keys(), findings)
    return units


def _refuse_headless(table: Table, known: set[int], findings: Findings) -> None:
    headed = known | table.sheet.rows[table.header].keys()
    for row, cells in table.sheet.rows.items():
        for column, cell in cells.items():
            if row > table.header and column not in headed:
                findings.refuse_cell(_("the column has no heading."), cell, table.label)


def _node(table: Table, row: int, scope: Scope, findings: Findings) -> Node | None:
    cell = table.cell(row, "key")
    if cell is None:
        findings.refuse(_("the key is missing."), row, table.label)
        return None
    key = text_in(cell, findings, table.label)
    node = scope.nodes.get(key)
    if node is None and key:
        words = _("the regulation has no criterion with the key “%(key)s”.")
        findings.refuse_cell(words % {"key": key[:60]}, cell, table.label)
    return node


def _check_maximum(table: Table, row: int, node: Node, findings: Findings) -> None:
    """Where the workbook repeats the maximum, it is the regulation's."""
    cell = table.cell(row, "maximum")
    if cell is None or table.label:
        return
    maximum = number_in(cell, findings, decimals=4)
    if maximum is not None and maximum != node.maximum:
        words = _("the maximum is %(theirs)s here, but %(ours)s in the regulation.")
        findings.refuse_cell(words % {"theirs": number(maximum), "ours": number(node.maximum)}, cell)


def check_identity(table: Table, scope: Scope, findings: Findings) -> None:
    """What stands above the header must name this bloc, year, round and version; nothing need stand there."""
    own = {
        "bloc": {plain(scope.bloc_year.bloc.name), plain(scope.bloc_year.bloc.slug)},
        "year": {str(scope.bloc_year.year)},
        "version": {str(scope.regulation.version)},
        "round": {folded(word) for word, round_ in ROUNDS.items() if round_ == scope.round},
    }
    labels = {"bloc": BLOC, "year": YEAR, "round": ROUND, "version": VERSION}
    for name, cell in identity_cells(table, IDENTITY):
        text = text_in(cell, findings, table.label)
        if (folded(text) if name == "round" else plain(text)) not in own[name]:
            words = _("the workbook is for another year, round or regulation (%(label)s: %(text)s).")
            findings.refuse_cell(words % {"label": labels[name], "text": text}, cell, table.label)


def identity_cells(table: Table, labels: Mapping[str, str]) -> Iterator[tuple[str, Cell]]:
    """The cells beside known labels above the header, by the name of the label."""
    for row in (row for row in sorted(table.sheet.rows) if row < table.header):
        cells = [table.sheet.rows[row][column] for column in sorted(table.sheet.rows[row])]
        name = labels.get(folded(str(cells[0].value)))
        if name is not None and len(cells) > 1:
            yield name, cells[1]
