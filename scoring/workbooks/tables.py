"""Finding the table on a sheet by its header row, and reading its cells as texts and numbers."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from blocs.number_field import number_sentence
from blocs.numbers import LARGEST, NumberError, decimal_of, rounded
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Cell, Sheet, Unreadable

HEADER_WITHIN = 10
_DECIMALS = re.compile(r"0\.(0+)")


def folded(text: str) -> str:
    """A heading or a fixed word without case, marks, spaces and signs: “Mã số ” and “MA SO” are the same."""
    plain = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(sign for sign in plain if sign.isalnum()).casefold()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its header: the row it stands in, and the column of every name found there."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    label: str = ""  # the sheet's name in sentences; blank for the main table

    def lines(self) -> dict[int, dict[int, Cell]]:
        """The rows below the header that have something in one of the columns."""
        mine = set(self.columns.values())
        return {
            row: cells
            for row, cells in self.sheet.rows.items()
            if row > self.header and not mine.isdisjoint(cells)
        }

    def cell(self, row: int, name: str) -> Cell | None:
        """The cell in a named column, None when it is blank or the column is not there."""
        column = self.columns.get(name)
        return self.sheet.rows[row].get(column) if column else None


def header_names(cells: Mapping[int, Cell], aliases: Mapping[str, str]) -> dict[str, list[int]]:
    """The columns of every known heading in a row."""
    found: dict[str, list[int]] = {}
    for column, cell in cells.items():
        name = aliases.get(folded(cell.value)) if isinstance(cell.value, str) else None
        if name:
            found.setdefault(name, []).append(column)
    return found


def is_headed(sheet: Sheet, aliases: Mapping[str, str], required: Mapping[str, str]) -> bool:
    """Whether a sheet has a header row with some column that is needed."""
    return any(
        header_names(sheet.rows[row], aliases).keys() & required.keys()
        for row in sheet.rows
        if row <= HEADER_WITHIN
    )


def find_table(
    sheets: list[Sheet], named: str, aliases: Mapping[str, str], required: Mapping[str, str]
) -> Table:
    """The table on the sheet called `named`, else on the first sheet that has its header; or `Unreadable`."""
    sheets = sheet_named(sheets, named) or sheets
    candidates = [
        (sheet, row, header_names(sheet.rows[row], aliases))
        for sheet in sheets
        for row in sorted(sheet.rows)
        if row <= HEADER_WITHIN
    ]
    sheet, row, found = max(
        candidates, key=lambda header: len(header[2].keys() & required.keys()), default=(None, 0, {})
    )
    if sheet is None or not found.keys() & required.keys():
        words = _("No header row was found in the first %(rows)s rows. It needs the columns: %(columns)s.")
        raise Unreadable(words % {"rows": HEADER_WITHIN, "columns": ", ".join(required.values())})
    return _checked(sheet, row, found, required)


def sheet_named(sheets: list[Sheet], *names: str) -> list[Sheet]:
    """The first sheet with one of these names, as a list of one or none."""
    wanted = {folded(name) for name in names}
    return [sheet for sheet in sheets if folded(sheet.title) in wanted][:1]


def _checked(sheet: Sheet, header: int, found: dict[str, list[int]], required: Mapping[str, str]) -> Table:
    """The table, unless a needed column is missing or there twice."""
    place = {"row": header, "sheet": sheet.title}
    if missing := [label for name, label in required.items() if name not in found]:
        words = _("Sheet “%(sheet)s”, row %(row)s: the header lacks the columns: %(columns)s.")
        raise Unreadable(words % (place | {"columns": ", ".join(missing)}))
    for columns in found.values():
        if len(columns) > 1:
            letters = ", ".join(get_column_letter(column) for column in columns)
            words = _("Sheet “%(sheet)s”, row %(row)s: the columns %(columns)s have the same heading.")
            raise Unreadable(words % (place | {"columns": letters}))
    return Table(sheet, header, {name: columns[0] for name, columns in found.items()})


def check_shape(table: Table, findings: Findings) -> None:
    """Refuse cells merged over rows of the table; tell about hidden rows that were read."""
    rows = sorted(table.lines())
    for merged in table.sheet.merged:
        first = bisect_left(rows, merged.min_row)
        if first < len(rows) and rows[first] <= merged.max_row:
            words = _("The cells %(range)s are merged. Unmerge them, so that every row stands for itself.")
            findings.refuse(words % {"range": merged.coord}, merged.min_row, table.label)
    for row in sorted(table.lines().keys() & table.sheet.hidden):
        findings.notice_at(_("Hidden rows were read as well: %(places)s."), row)


def usable(cell: Cell | None, findings: Findings, label: str = "") -> bool:
    """Whether a cell has a value that can be read; a formula's is the last one computed, with a notice."""
    if cell is None:
        return False
    if cell.error:
        words = _("the cell holds the error %(error)s.")
        findings.refuse_cell(words % {"error": cell.value}, cell, label)
        return False
    if cell.formula and cell.value is None:
        words = _("the cell holds a formula without a computed value. Type the value instead.")
        findings.refuse_cell(words, cell, label)
        return False
    if cell.formula:
        findings.notice_at(_("Formulas were read with their last computed value: %(places)s."), cell.address)
    return True


def text_in(cell: Cell | None, findings: Findings, label: str = "") -> str:
    """The text of a cell, a number as it is shown (a code typed as 1 is “1”); blank when it is refused."""
    if cell is None or not usable(cell, findings, label):
        return ""
    if isinstance(cell.value, str):
        return cell.value
    if cell.is_date:
        words = _("Excel made a date of it (%(date)s). Format the column as text and type it again.")
        findings.refuse_cell(words % {"date": _day(cell.value)}, cell, label)
        return ""
    if isinstance(cell.value, bool):
        words = _("Excel made a truth value of it. Format the column as text and type it again.")
        findings.refuse_cell(words, cell, label)
        return ""
    return _number_text(cell)


def _day(value: object) -> str:
    """A day as it is written; hours as they are."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _number_text(cell: Cell) -> str:
    """1 and 1.0 as “1”, 1.10 formatted with two decimals as “1.10”."""
    if shape := _DECIMALS.fullmatch(cell.format):
        return f"{cell.value:.{len(shape[1])}f}"
    value = Decimal(repr(round(cell.value, 10)))
    return f"{value.normalize():f}"


def number_in(cell: Cell | None, findings: Findings, *, decimals: int) -> Decimal | None:
    """The number of a cell; None when it is blank or refused."""
    if cell is None or not usable(cell, findings):
        return None
    number, problem = number_of(cell, decimals=decimals)
    if problem:
        findings.refuse_cell(problem, cell)
    return number


def number_of(
    cell: Cell, *, decimals: int = 4, signed: bool = False, largest: Decimal = LARGEST
) -> tuple[Decimal | None, str]:
    """The number of a usable cell, and what is wrong with it.

    A cell that looks like 95 % holds 0.95: which of them is meant cannot be known. What a formula computed
    has as many decimals as it likes and is rounded; what was typed is never changed.
    """
    if cell.is_date:
        return None, _("Excel made a date of it. Format the column as a number and type it again.")
    if not isinstance(cell.value, str) and "%" in cell.format:
        return None, _("Excel made a percent of it. Format the column as a number and type it again.")
    try:
        value = rounded(cell.value, decimals) if cell.formula else cell.value
        return decimal_of(value, decimals=decimals, signed=signed, largest=largest), ""
    except NumberError as error:
        return None, number_sentence(error, decimals)
