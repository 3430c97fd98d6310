"""A unit's sheet as a workbook to fill in: locked but for the cells of the round, rules and sums in view."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation
from openpyxl.styles import PatternFill, Protection
from openpyxl.worksheet.worksheet import Worksheet

from scoring.core.tree import Node
from scoring.models import ScoreSheet
from scoring.rounds import Round
from scoring.workbooks import writing
from scoring.workbooks.scores.layout import ROUND_WORDS
from scoring.workbooks.sheet.book import HEADER, Book
from scoring.workbooks.sheet.layout import (
    BASE_SHEET,
    COLUMNS,
    HOW,
    HOW_TO,
    LABELS,
    MADE_AT,
    SHEET,
    TEXT,
    TITLES,
    TOTAL,
)
from scoring.workbooks.sheet.limits import add_limits
from scoring.workbooks.sheet.memory import NOTICE, remembered
from scoring.workbooks.sheet.sums import counted_formula, section_formula, total_formula

_OPEN = PatternFill("solid", fgColor="FFFFF4CC")
_SHUT = PatternFill("solid", fgColor="FFEDEBE8")
BESIDE = 3  # the column of what stands above the table
_UNLOCKED = Protection(locked=False)


def sheet_workbook(sheet: ScoreSheet, round_: Round) -> bytes:
    """The workbook of a unit's sheet as it stands now."""
    with translation.override("vi"):
        book = Book(sheet, round_)
        made, (table, base) = writing.new_workbook(SHEET, BASE_SHEET)
        writing.title(table, TITLES[round_])
        total = writing.labelled(table, 2, _identity(book), beside=BESIDE) - 1
        table.cell(total, BESIDE).value = total_formula(book)
        columns = COLUMNS[round_]
        writing.header(table, HEADER, [one.heading for one in columns], [one.width for one in columns])
        table.freeze_panes = table.cell(HEADER + 1, 4)
        for _level, node in book.tree.walk():
            _row(table, book, node)
        add_limits(table, book)
        _protect(table)
        for row, piece in enumerate([NOTICE, *remembered(sheet, round_, book.scores)], start=1):
            writing.put(base, row, 1, piece)
        _protect(base)
        base.sheet_state = "veryHidden"
        return writing.content_of_workbook(made)


def _identity(book: Book) -> list[tuple[str, Any]]:
    """What the workbook belongs to, how it is filled in, and last the line of the total."""
    year, now = book.sheet.bloc_year, timezone.localtime()
    return [
        (LABELS["bloc"], year.bloc.name),
        (LABELS["year"], year.year),
        (LABELS["unit"], book.sheet.unit.name),
        (LABELS["round"], ROUND_WORDS[book.round]),
        (LABELS["version"], year.regulation.version),
        (MADE_AT, f"{now:%H:%M %d/%m/%Y}"),
        (HOW, HOW_TO),
        (TOTAL, ""),
    ]


def _row(table: Worksheet, book: Book, node: Node) -> None:
    """A line: what is known of it, the figures that stand there, and the formula of its points."""
    row, shown = book.rows[node.key], book.values(node)
    values = [shown.get(column.name, "") for column in COLUMNS[book.round]]
    writing.line(table, row, values, section=not node.is_leaf)
    formula = counted_formula(book, node) if node.is_leaf else section_formula(book, node)
    counted = table[book.address("counted", node.key)]
    counted.number_format = "General"
    counted.value = formula
    for column in (column for column in COLUMNS[book.round] if column.entered and node.is_leaf):
        cell = table[book.address(column.name, node.key)]
        if book.takes(node, column):
            cell.fill, cell.protection = _OPEN, _UNLOCKED
        else:
            cell.fill = _SHUT
        if column.kind != TEXT and cell.value is None:
            cell.number_format = "General"


def _protect(table: Worksheet) -> None:
    """Locked without a password: against slips, not against people; columns may be made wider."""
    table.protection.enable()
    table.protection.formatColumns = table.protection.formatRows = False
