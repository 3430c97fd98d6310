"""Writing sheets that look like papers of an office, and in which a text is never taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_000  # characters in a cell; Excel's own limit is 32,767
TEXT = "@"
_LINE = Side(style="thin", color="FFBFB8AE")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER = PatternFill("solid", fgColor="FFF1E9E0")
_SECTION = PatternFill("solid", fgColor="FFF8F4EF")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
FONT = "Calibri"  # what a new workbook has; unnamed, bold letters come out in another face
_BOLD = Font(name=FONT, size=11, bold=True)
_TITLE = Font(name=FONT, size=13, bold=True)
LINE_HEIGHT, MOST_HEIGHT = 15, 405  # points; Excel's own limit is 409


def new_workbook(*titles: str) -> tuple[Workbook, list[Worksheet]]:
    """A workbook with empty sheets."""
    book = Workbook()
    book.remove(book.active)
    return book, [book.create_sheet(title) for title in titles]


def content_of_workbook(book: Workbook) -> bytes:
    """The bytes of the file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    """A value in a cell: numbers as numbers, everything else as text, whatever it begins with."""
    cell: Cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.number_format = TEXT
        if text := ILLEGAL_CHARACTERS_RE.sub("", value):
            cell.value, cell.data_type = text, "s"
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else value.normalize()
    else:
        cell.value = value
    return cell


def title(sheet: Worksheet, text: str) -> None:
    """A title in the first row."""
    put(sheet, 1, 1, text).font = _TITLE


def labelled(sheet: Worksheet, row: int, rows: Iterable[Sequence[Any]], *, beside: int = 2) -> int:
    """A label and its value, or values, one label a row from `row` on; returns the row after them.

    `beside` is the column of the value.
    """
    for label, *values in rows:
        put(sheet, row, 1, label).font = _BOLD
        for column, value in enumerate(values, start=beside):
            put(sheet, row, column, value).alignment = Alignment(horizontal="left")
        row += 1
    return row


def choices(sheet: Worksheet, cells: str, words: Iterable[str]) -> None:
    """A list to choose from in a range of cells."""
    validation = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    validation.add(cells)
    sheet.add_data_validation(validation)


def header(sheet: Worksheet, row: int, headings: Sequence[str], widths: Sequence[int]) -> None:
    """The header row, kept in view and repeated on every printed page."""
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = put(sheet, row, column, heading)
        cell.font, cell.fill, cell.border = _BOLD, _HEADER, _FRAME
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    _heighten(sheet, row, headings)
    sheet.freeze_panes = sheet.cell(row + 1, 1)
    sheet.print_title_rows = f"{row}:{row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def line(sheet: Worksheet, row: int, values: Sequence[Any], *, section: bool) -> None:
    """A row of a table; sections stand out."""
    for column, value in enumerate(values, start=1):
        cell = put(sheet, row, column, value)
        cell.border, cell.alignment = _FRAME, _WRAPPED
        if section:
            cell.font, cell.fill = _BOLD, _SECTION
    _heighten(sheet, row, values)


def _heighten(sheet: Worksheet, row: int, values: Sequence[Any]) -> None:
    """High enough for its longest text: not every program works that out when it opens a file."""
    lines = 1
    for column, value in enumerate(values, start=1):
        if isinstance(value, str):
            width = sheet.column_dimensions[get_column_letter(column)].width
            lines = max(lines, sum(1 + int(len(part) / width) for part in value.split("\n")))
    if lines > 1:
        sheet.row_dimensions[row].height = min(lines * LINE_HEIGHT, MOST_HEIGHT)
