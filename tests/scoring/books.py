"""Workbooks for tests, made in memory: good ones from rows, and bad ones by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from openpyxl import Workbook, load_workbook

HEADINGS = ["Mã số", "Thuộc mã số", "TT", "Nội dung tiêu chí", "Thang điểm", "Cách chấm", "Loại điểm"]
# 80 points with decimals in three levels, and a bonus
ROWS: list[list[Any]] = [
    ["I", None, "I", "Nhiệm vụ chuyên môn", 50, None, None],
    ["I/1", "I", "1", "Giải ngân", 30.5, None, None],
    ["I/1/a", "I/1", "a", "Vốn ngân sách", "20,25", "Chấm trực tiếp", None],
    ["I/1/b", "I/1", "b", "Vốn khác", 10.25, "direct", None],
    ["I/2", "I", "2", "Báo cáo đúng hạn", 19.5, "Đạt/Không đạt", None],
    ["II", None, "II", "Xây dựng Đảng", 30, "Chấm trực tiếp", None],
    ["T", None, "T", "Điểm thưởng", 5, None, "Thưởng"],
    ["T/1", "T", "1", "Cờ thi đua", 5, "pass_fail", None],
]


def book(
    rows: Iterable[Iterable[Any]], *, headings: Iterable[Any] = HEADINGS, title: str = "Quy chế"
) -> Workbook:
    """A workbook with one table that begins in the first row."""
    made = Workbook()
    made.active.title = title
    made.active.append(list(headings))
    for row in rows:
        made.active.append(list(row))
    return made


def content(made: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(changes: dict[str, Any], rows: Iterable[Iterable[Any]] = ROWS) -> bytes:
    """The regulation of `ROWS` with some cells changed, by address."""
    made = book(rows)
    for address, value in changes.items():
        made.active[address] = value
    return content(made)


def opened(data: bytes) -> Workbook:
    """A workbook that was exported."""
    return load_workbook(io.BytesIO(data))


def values(sheet: Any) -> list[list[Any]]:
    """The values of a sheet, row by row."""
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def edited(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The same archive with one part of it changed as text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            new.writestr(part.filename, change(text.decode()) if part.filename == name else text)
    return stream.getvalue()


FIRST_SHEET = "xl/worksheets/sheet1.xml"
