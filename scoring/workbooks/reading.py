"""Opening a workbook that a stranger may have sent: bounded in size, without executing or expanding anything.

The cells are read as a stream, straight from openpyxl's parser: its `Worksheet` fills merged ranges and
gaps with objects, so that one cell merged over a whole sheet would fill the memory.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.merge import MergeCells
from openpyxl.xml.functions import iterparse

from blocs.text import nfc

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_UNPACKED = 60 * MEGABYTE
MAX_PARTS = 500
MAX_ROWS = 10_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of .xls, and of every encrypted workbook
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONTROL = dict.fromkeys(code for code in range(32) if chr(code) not in "\t\n")


class Unreadable(Exception):
    """A file that is not taken in at all; its text is a sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not blank. `value` is the last computed one of a formula, None when there is none."""

    row: int
    column: int
    value: Any
    formula: bool = False
    error: bool = False
    format: str = "General"

    @property
    def address(self) -> str:
        """As people call it: ``E14``."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def is_date(self) -> bool:
        """Whether the spreadsheet took it for a day or an hour."""
        return isinstance(self.value, date | datetime | time | timedelta)


@dataclass(slots=True)
class Sheet:
    """A sheet: its cells that are not blank by row and column, merged ranges, hidden rows."""

    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[CellRange] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


def content_of(path: str) -> bytes:
    """The bytes of a file named on the command line."""
    file = Path(path)
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        words = _("The file %(file)s cannot be opened (%(why)s).")
        raise Unreadable(words % {"file": file, "why": error.strerror}) from error


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets of a workbook; raises `Unreadable`."""
    _check_container(content)
    try:
        with catch_warnings():
            simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            return [_sheet(worksheet) for worksheet in book.worksheets]
    except Unreadable:
        raise
    except Exception as error:  # a damaged file can make the parser raise nearly anything
        raise Unreadable(_("The file is damaged: it cannot be read as an Excel workbook.")) from error


def _check_container(content: bytes) -> None:
    if not content:
        raise Unreadable(_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise Unreadable(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // MEGABYTE})
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Unreadable(_("The workbook is protected by a password. Remove the password and try again."))
        raise Unreadable(_("This is the old Excel format. Save it as .xlsx and try again."))
    _check_parts(content)


def _check_parts(content: bytes) -> None:
    """A zip archive with the parts of a workbook that does not unpack into something huge."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(_("This is not an Excel workbook (.xlsx).")) from error
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(_("The workbook is protected by a password. Remove the password and try again."))
    if not any(part.filename.startswith("xl/") for part in parts):
        raise Unreadable(_("This is not an Excel workbook (.xlsx)."))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        words = _("The workbook unpacks to more than %(size)s MB. Copy the table into a new workbook.")
        raise Unreadable(words % {"size": MAX_UNPACKED // MEGABYTE})


class _Parser(WorkSheetParser):
    """The parser of one sheet; it also says which cells hold formulas."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """The cell with its cached value. A formula whose text is empty has a value: the blank."""
        cell: dict[str, Any] = super().parse_cell(element)
        cell["formula"] = element.find(FORMULA_TAG) is not None
        if cell["formula"] and cell["value"] is None and element.get("t") == "str":
            cell["formula"] = False
        return cell


def _sheet(worksheet: Any) -> Sheet:
    sheet, filled = Sheet(nfc(worksheet.title).strip()), 0
    with worksheet._get_source() as source:
        for index, cells in _parsed_rows(worksheet, source, sheet):
            found = {cell.column: cell for cell in _filled(worksheet, cells)}
            if found:
                sheet.rows[index] = found
                filled += 1
            if filled > MAX_ROWS:
                words = _("The sheet “%(sheet)s” has more than %(rows)s rows.")
                raise Unreadable(words % {"sheet": sheet.title, "rows": MAX_ROWS})
    return sheet


def _parsed_rows(worksheet: Any, source: Any, sheet: Sheet) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    book = worksheet.parent
    parser = _Parser(
        source,
        worksheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    for _event, element in iterparse(source):
        if element.tag == ROW_TAG:
            hidden = element.get("hidden") in ("1", "true")
            index, cells = parser.parse_row(element)
            element.clear()
            if hidden:
                sheet.hidden.add(index)
            yield index, cells
        elif element.tag == MERGE_TAG:
            sheet.merged = [CellRange(merged.ref) for merged in MergeCells.from_tree(element).mergeCell]


def _filled(worksheet: Any, cells: list[dict[str, Any]]) -> Iterator[Cell]:
    """The cells with something in them; texts composed, stripped and without control characters."""
    for raw in cells:
        formula, value = raw.pop("formula"), raw["value"]
        if isinstance(value, str):
            value = cleaned(value) or None
        if value is None and not formula:
            continue
        shape = ReadOnlyCell(worksheet, **raw).number_format
        yield Cell(raw["row"], raw["column"], value, formula, raw["data_type"] == "e", shape)


def cleaned(text: str) -> str:
    """A text as the site keeps it."""
    return nfc(
        text.replace("_x000D_", "").replace("\r\n", "\n").replace("\xa0", " ").translate(_CONTROL)
    ).strip()
