"""A unit's workbook in tests: downloaded, filled in as a person does with Excel, and read again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openpyxl import Workbook

from scoring.rounds import Round
from scoring.workbooks.sheet.layout import COLUMNS
from scoring.workbooks.sheet.writing import sheet_workbook
from tests.scoring.books import content, opened

HEADER = 10


def column(round_: Round, name: str) -> int:
    """The place of a column."""
    return 1 + [one.name for one in COLUMNS[round_]].index(name)


def cell(book: Workbook, round_: Round, key: str, name: str) -> Any:
    """The cell of a criterion and a column."""
    table = book["Bảng chấm điểm"]
    row = next(cells[0].row for cells in table.iter_rows(min_row=HEADER + 1) if cells[0].value == key)
    return table.cell(row, column(round_, name))


def filled(
    data: bytes,
    figures: dict[tuple[str, str], Any],
    *,
    round_: Round = Round.SELF,
    change: Callable[[Workbook], object] = lambda book: None,
) -> bytes:
    """The workbook with some cells filled in, by criterion and column; `change` does anything else to it."""
    book = opened(data)
    for (key, name), value in figures.items():
        cell(book, round_, key, name).value = value
    change(book)
    return content(book)


def workbook(sheet: Any, figures: dict[tuple[str, str], Any] | None = None, **how: Any) -> bytes:
    """The workbook of a sheet as it stands now, filled in."""
    round_ = how.get("round_", Round.SELF)
    return filled(sheet_workbook(sheet, round_), figures or {}, **how)


def forget(book: Workbook) -> None:
    """Take the hidden sheet out, as copying the table into a new file does."""
    del book["Gốc"]
