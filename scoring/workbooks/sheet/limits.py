"""What may be typed into the cells of a unit's workbook: 0 to the maximum, one of two words, whole items."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from blocs.formats import number
from blocs.numbers import MEASURE_LARGEST
from scoring.core import rules
from scoring.core.tree import Node
from scoring.workbooks.sheet.book import FAILED, PASSED, Book
from scoring.workbooks.sheet.layout import COLUMNS, MEASURE, POINTS, Column

Limit = tuple[tuple[str, Any], ...]  # the options of a validation
TITLE = "Giá trị không nhận được"


def add_limits(table: Worksheet, book: Book) -> None:
    """One validation for all cells that take the same."""
    made: dict[Limit, DataValidation] = {}
    for leaf in book.tree.leaves():
        for column in COLUMNS[book.round]:
            limit = _limit(leaf, column) if book.takes(leaf, column) else None
            if limit is None:
                continue
            if limit not in made:
                made[limit] = DataValidation(
                    **dict(limit), allow_blank=True, showErrorMessage=True, errorTitle=TITLE
                )
                table.add_data_validation(made[limit])
            made[limit].add(book.address(column.name, leaf.key))


def _limit(leaf: Node, column: Column) -> Limit | None:
    if column.kind == POINTS:
        return _points(leaf)
    if column.kind != MEASURE:
        return None
    if column.name != "target" and leaf.rule == rules.COUNT:
        return _between("whole", Decimal(0), MEASURE_LARGEST // 1, "Nhập số nguyên từ 0.")
    if column.name == "target":
        return _between("decimal", Decimal(0), MEASURE_LARGEST, "Nhập số từ 0.")
    return _between("decimal", -MEASURE_LARGEST, MEASURE_LARGEST, "Nhập một số.")


def _points(leaf: Node) -> Limit:
    if leaf.rule == rules.PASS_FAIL:
        words = f"Chọn {PASSED} hoặc {FAILED}."
        return (("type", "list"), ("formula1", f'"{PASSED},{FAILED}"'), ("error", words))
    words = f"Nhập số từ 0 đến {number(leaf.maximum)}."
    return _between("decimal", Decimal(0), leaf.maximum, words)


def _between(kind: str, least: Decimal, most: Decimal, words: str) -> Limit:
    return (
        ("type", kind),
        ("operator", "between"),
        ("formula1", f"{least:f}"),
        ("formula2", f"{most.normalize():f}"),
        ("error", words),
    )
