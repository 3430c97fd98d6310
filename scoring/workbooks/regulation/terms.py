"""What a regulation says in lists: tie-breaks, classes, reasons for exclusion, quotas of awards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs.formats import number
from scoring.models import Criterion, ExclusionReason, Grade, Quota, Regulation, TieBreak
from scoring.models.terms import Breaker
from scoring.results import keys_of
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Cell
from scoring.workbooks.regulation.layout import (
    BREAKER_WORDS,
    BREAKERS,
    GRADE,
    QUOTA,
    REASON,
    SETTINGS_SHEET,
    TIE_BREAK,
)
from scoring.workbooks.regulation.lines import Line
from scoring.workbooks.tables import folded, number_of, text_in, usable

Row = tuple[Any, ...]
Terms = dict[str, list[Row]]

LABELS = {
    "tie_breaks": gettext_noop("tie-breaks"),
    "grades": gettext_noop("classes"),
    "exclusion_reasons": gettext_noop("reasons for exclusion"),
    "quotas": gettext_noop("quotas of awards"),
}
WORDS = {"tie_breaks": TIE_BREAK, "grades": GRADE, "exclusion_reasons": REASON, "quotas": QUOTA}


def stored_terms(regulation: Regulation | None) -> Terms:
    """The lists of a regulation: (what a tie-break compares, path), (class, from), (reason), (award, …)."""
    if regulation is None:
        return {name: [] for name in LABELS}
    keys = keys_of(list(regulation.criteria.all()))
    return {
        "tie_breaks": [
            (tie.by, keys[tie.criterion_id] if tie.criterion_id else "")
            for tie in regulation.tie_breaks.all()
        ],
        "grades": [(row.label, row.threshold.normalize() + 0) for row in regulation.grades.all()],
        "exclusion_reasons": [(row.text,) for row in regulation.exclusion_reasons.all()],
        "quotas": [(row.award, row.units, row.percent) for row in regulation.quotas.all()],
    }


def save_terms(regulation: Regulation, terms: Terms, criteria: Mapping[str, Criterion]) -> None:
    """Replace the lists; `criteria` by path."""
    models: dict[type[Model], Iterable[Model]] = {
        TieBreak: [
            TieBreak(regulation=regulation, by=by, criterion=criteria.get(path), position=place)
            for place, (by, path) in enumerate(terms["tie_breaks"], start=1)
        ],
        Grade: [Grade(regulation=regulation, label=label, threshold=of) for label, of in terms["grades"]],
        ExclusionReason: [
            ExclusionReason(regulation=regulation, text=text, position=place)
            for place, (text,) in enumerate(terms["exclusion_reasons"], start=1)
        ],
        Quota: [
            Quota(regulation=regulation, award=award, units=units, percent=percent, position=place)
            for place, (award, units, percent) in enumerate(terms["quotas"], start=1)
        ],
    }
    for model, rows in models.items():
        manager = model._default_manager
        manager.filter(regulation=regulation).delete()
        manager.bulk_create(rows)


def terms_of(named: Mapping[str, list[list[Cell]]], lines: list[Line], findings: Findings) -> Terms:
    """The lists that the sheet names, from the cells beside their labels; in the order of the numbers."""
    paths = {line.key: line.path for line in lines}
    readers: Mapping[str, Callable[[list[Cell]], Row | None]] = {
        "tie_breaks": lambda cells: _tie_break(cells, paths, findings),
        "grades": lambda cells: _grade(cells, findings),
        "exclusion_reasons": lambda cells: _reason(cells, findings),
        "quotas": lambda cells: _quota(cells, findings),
    }
    found: Terms = {}
    for name, rows in named.items():
        found[name] = []
        for cells in (cells for cells in rows if cells):
            row = readers[name](cells)
            if row is not None and _may_stand(name, row, found[name], cells[0], findings):
                found[name].append(row)
    if "grades" in found:
        found["grades"].sort(key=lambda row: row[1], reverse=True)
    return found


def _may_stand(name: str, row: Row, before: Sequence[Row], cell: Cell, findings: Findings) -> bool:
    """Nothing is named twice, and no two classes begin at the same number."""
    marks = {mark for other in before for mark in _marks(name, other)}
    if marks.isdisjoint(_marks(name, row)):
        return True
    words = _("“%(label)s” names “%(value)s” twice.")
    value = row[1] if name == "grades" and row[0] not in marks else cell.value
    findings.refuse_cell(words % {"label": WORDS[name], "value": value}, cell, SETTINGS_SHEET)
    return False


def _marks(name: str, row: Row) -> list[Any]:
    """What no other row of the list may have."""
    return [row] if name == "tie_breaks" else list(row) if name == "grades" else [row[0]]


def _tie_break(cells: list[Cell], paths: Mapping[str, str], findings: Findings) -> Row | None:
    """A key of a criterion, else the words for what is compared."""
    text = text_in(cells[0], findings, SETTINGS_SHEET)
    if not text:
        return None
    if text in paths:
        return (Breaker.POINTS.value, paths[text])
    if by := BREAKERS.get(folded(text)):
        return (by, "")
    words = _("“%(text)s” is the key of no criterion, and none of: %(known)s.")
    known = ", ".join(f"“{word}”" for word in BREAKER_WORDS.values())
    findings.refuse_cell(words % {"text": text[:60], "known": known}, cells[0], SETTINGS_SHEET)
    return None


def _grade(cells: list[Cell], findings: Findings) -> Row | None:
    label, threshold = text_in(cells[0], findings, SETTINGS_SHEET), None
    if len(cells) < 2:
        words = _("a class needs its name and, in the next cell, the number from which it is given.")
        findings.refuse_cell(words, cells[0], SETTINGS_SHEET)
    else:
        threshold = _number(cells[1], 4, findings)
    if not label or threshold is None:
        return None
    return _checked(Grade(label=label, threshold=threshold), (label, threshold), cells[0], findings)


def _reason(cells: list[Cell], findings: Findings) -> Row | None:
    text = text_in(cells[0], findings, SETTINGS_SHEET)
    return _checked(ExclusionReason(text=text), (text,), cells[0], findings) if text else None


def _quota(cells: list[Cell], findings: Findings) -> Row | None:
    """An award with a number of units, or with at most so many percent of them."""
    award = text_in(cells[0], findings, SETTINGS_SHEET)
    if len(cells) < 2:
        words = _("a quota needs the award and, in the next cell, a number of units or a percent like 20 %.")
        findings.refuse_cell(words, cells[0], SETTINGS_SHEET)
        return None
    cell, factor = cells[1], 1
    is_percent = isinstance(cell.value, str) and cell.value.endswith("%")
    if is_percent:
        cell = Cell(cell.row, cell.column, cell.value.rstrip("% "))
    elif isinstance(cell.value, int | float) and cell.format.endswith("%"):
        is_percent, factor = True, 100
        cell = Cell(cell.row, cell.column, cell.value)
    value = _number(cell, 4 if factor > 1 else 0, findings)
    if value is None or not award:
        return None
    value *= factor
    if value != value.to_integral_value():
        findings.refuse_cell(_("a percent is a whole number here."), cell, SETTINGS_SHEET)
        return None
    units, percent = (None, int(value)) if is_percent else (int(value), None)
    row = Quota(award=award, units=units, percent=percent)
    return _checked(row, (award, units, percent), cells[0], findings)


def _number(cell: Cell, decimals: int, findings: Findings) -> Decimal | None:
    if not usable(cell, findings, SETTINGS_SHEET):
        return None
    value, problem = number_of(cell, decimals=decimals)
    if problem:
        findings.refuse_cell(problem, cell, SETTINGS_SHEET)
    return value


def _checked(row: Model, values: Row, cell: Cell, findings: Findings) -> Row | None:
    """The values, if the model takes them."""
    try:
        row.clean_fields(exclude=["regulation"])
    except ValidationError as error:
        findings.refuse_cell(" ".join(error.messages), cell, SETTINGS_SHEET)
        return None
    return values


def shown_terms(name: str, rows: Iterable[Row]) -> str:
    """A list as the history and the preview tell it."""
    return "; ".join(_shown(name, row) for row in rows)


def _shown(name: str, row: Row) -> str:
    if name == "tie_breaks":
        return row[1] or str(Breaker(row[0]).label)
    if name == "quotas":
        return f"{row[0]}: {f'{row[2]} %' if row[1] is None else row[1]}"
    return ": ".join(number(part) if isinstance(part, Decimal) else part for part in row)
