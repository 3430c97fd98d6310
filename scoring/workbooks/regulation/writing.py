"""A regulation as a workbook; importing it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scoring.core.tree import Kind
from scoring.models import Criterion, Regulation
from scoring.results import SEPARATOR, keys_of
from scoring.workbooks import writing
from scoring.workbooks.regulation.layout import (
    BASIS_WORDS,
    BONUS_MAY_EXCEED,
    BREAKER_WORDS,
    CRITERIA_SHEET,
    DECIMALS,
    GRADE,
    GRADE_BASIS,
    HEADINGS,
    ISSUED_ON,
    KIND_WORDS,
    NUMBER,
    PLACE_WORDS,
    QUOTA,
    REASON,
    ROUNDING,
    ROUNDING_PLACE,
    ROUNDING_WORDS,
    RULE_WORDS,
    SETTINGS_SHEET,
    TIE_BREAK,
    TITLE,
    TRUTH_WORDS,
)
from scoring.workbooks.regulation.parameters import text_of
from scoring.workbooks.regulation.terms import Row, stored_terms

WIDTHS = {
    "key": 22,
    "parent": 18,
    "code": 8,
    "name": 70,
    "maximum": 12,
    "rule": 22,
    "parameters": 34,
    "measure": 14,
    "needs_evidence": 12,
    "kind": 12,
    "is_off": 12,
}
LAST_ROW = 5000  # of the lists to choose from


def regulation_workbook(regulation: Regulation | None) -> bytes:
    """The workbook of a regulation; without one, an empty workbook to fill in."""
    book, (criteria, settings) = writing.new_workbook(CRITERIA_SHEET, SETTINGS_SHEET)
    writing.header(criteria, 1, list(HEADINGS.values()), [WIDTHS[name] for name in HEADINGS])
    if regulation:
        for row, (values, section) in enumerate(_rows(regulation), start=2):
            writing.line(criteria, row, values, section=section)
    _choices(criteria, "rule", list(RULE_WORDS.values()))
    _choices(criteria, "kind", [word for word in KIND_WORDS.values() if word])
    for name in ("needs_evidence", "is_off"):
        _choices(criteria, name, list(TRUTH_WORDS.values()))
    writing.labelled(settings, 1, _settings(regulation or Regulation(title="")))
    for column, width in (("A", 32), ("B", 60), ("C", 16)):
        settings.column_dimensions[column].width = width
    settings.sheet_properties.pageSetUpPr.fitToPage, settings.page_setup.fitToHeight = True, 0
    return writing.content_of_workbook(book)


def _choices(sheet: Worksheet, name: str, words: Sequence[str]) -> None:
    column = get_column_letter(list(HEADINGS).index(name) + 1)
    writing.choices(sheet, f"{column}2:{column}{LAST_ROW}", words)


def _rows(regulation: Regulation) -> Iterator[tuple[list[Any], bool]]:
    criteria = list(regulation.criteria.all())
    keys = keys_of(criteria)
    by_key = {keys[criterion.pk]: criterion for criterion in criteria}
    for level, node in regulation.tree.walk():
        values = _values(node.key, by_key[node.key], is_root=level == 0)
        yield [values[name] for name in HEADINGS], not node.is_leaf


def _values(key: str, criterion: Criterion, *, is_root: bool) -> dict[str, Any]:
    """The cells of a criterion by column; what is not so is a blank."""
    return {
        "key": key,
        "parent": key.rpartition(SEPARATOR)[0],
        "code": criterion.code,
        "name": criterion.name,
        "maximum": criterion.maximum,
        "rule": RULE_WORDS.get(criterion.rule, ""),
        "parameters": text_of(criterion.parameters),
        "measure": criterion.measure,
        "needs_evidence": TRUTH_WORDS[True] if criterion.needs_evidence else "",
        "kind": KIND_WORDS[Kind(criterion.kind)] if is_root else "",
        "is_off": TRUTH_WORDS[True] if criterion.is_off else "",
    }


def _settings(regulation: Regulation) -> list[tuple[Any, ...]]:
    """The general rules; of every list the first row always stands, so that an empty list is a list too."""
    terms = stored_terms(regulation if regulation.pk else None)
    ties = [(key or BREAKER_WORDS[by],) for by, key in terms["tie_breaks"]]
    return [
        (TITLE, regulation.title),
        (NUMBER, regulation.number),
        (ISSUED_ON, f"{regulation.issued_on:%d/%m/%Y}" if regulation.issued_on else ""),
        (DECIMALS, regulation.decimals),
        (ROUNDING, ROUNDING_WORDS[regulation.rounding]),
        (ROUNDING_PLACE, PLACE_WORDS[regulation.rounding_place]),
        (BONUS_MAY_EXCEED, TRUTH_WORDS[regulation.bonus_may_exceed]),
        (GRADE_BASIS, BASIS_WORDS[regulation.grade_basis]),
        *_numbered(TIE_BREAK, ties),
        *_numbered(GRADE, terms["grades"]),
        *_numbered(REASON, terms["exclusion_reasons"]),
        *_numbered(QUOTA, [(award, _quota(units, percent)) for award, units, percent in terms["quotas"]]),
    ]


def _numbered(label: str, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    return [(f"{label} {place}", *row) for place, row in enumerate(rows or [("",)], start=1)]


def _quota(units: int | None, percent: int | None) -> Decimal | str:
    return f"{percent} %" if units is None else Decimal(units)
