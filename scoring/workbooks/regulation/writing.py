"""A regulation as a workbook; importing it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scoring.core.tree import Tree
from scoring.models import Regulation
from scoring.results import SEPARATOR, keys_of
from scoring.workbooks import writing
from scoring.workbooks.regulation.layout import (
    BONUS_MAY_EXCEED,
    CRITERIA_SHEET,
    DECIMALS,
    HEADINGS,
    ISSUED_ON,
    KIND_WORDS,
    NUMBER,
    ROUNDING,
    ROUNDING_WORDS,
    RULE_WORDS,
    SETTINGS_SHEET,
    TIE_BREAK,
    TITLE,
    TRUTH_WORDS,
)

WIDTHS = (22, 18, 8, 70, 12, 18, 12)
LAST_ROW = 5000  # of the lists to choose from


def regulation_workbook(regulation: Regulation | None) -> bytes:
    """The workbook of a regulation; without one, an empty workbook to fill in."""
    book, (criteria, settings) = writing.new_workbook(CRITERIA_SHEET, SETTINGS_SHEET)
    writing.header(criteria, 1, list(HEADINGS.values()), WIDTHS)
    if regulation:
        for row, (values, section) in enumerate(_rows(regulation.tree), start=2):
            writing.line(criteria, row, values, section=section)
    _choices(criteria, "F", RULE_WORDS.values())
    _choices(criteria, "G", [word for word in KIND_WORDS.values() if word])
    writing.labelled(settings, 1, _settings(regulation or Regulation(title="")))
    settings.column_dimensions["A"].width, settings.column_dimensions["B"].width = 32, 60
    return writing.content_of_workbook(book)


def _rows(tree: Tree) -> Iterator[tuple[list[Any], bool]]:
    for level, node in tree.walk():
        kind = KIND_WORDS[node.kind] if level == 0 else ""
        parent = node.key.rpartition(SEPARATOR)[0]
        rule = RULE_WORDS[node.rule] if node.rule else ""
        yield [node.key, parent, node.code, node.name, node.maximum, rule, kind], not node.is_leaf


def _choices(sheet: Worksheet, column: str, words: Any) -> None:
    choices = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    choices.add(f"{column}2:{column}{LAST_ROW}")
    sheet.add_data_validation(choices)


def _settings(regulation: Regulation) -> list[tuple[str, Any]]:
    """The general rules; the first tie-break is always named, so that an empty list is a list as well."""
    keys = keys_of(list(regulation.criteria.all())) if regulation.pk else {}
    ties = (
        [keys[tie.criterion_id] for tie in regulation.tie_breaks.all() if tie.criterion_id]
        if regulation.pk
        else []
    )
    return [
        (TITLE, regulation.title),
        (NUMBER, regulation.number),
        (ISSUED_ON, f"{regulation.issued_on:%d/%m/%Y}" if regulation.issued_on else ""),
        (DECIMALS, regulation.decimals),
        (ROUNDING, ROUNDING_WORDS[regulation.rounding]),
        (BONUS_MAY_EXCEED, TRUTH_WORDS[regulation.bonus_may_exceed]),
        *((f"{TIE_BREAK} {place}", key) for place, key in enumerate(ties or [""], start=1)),
    ]
