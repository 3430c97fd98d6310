"""The sheet of general rules: title, rounding, classes and lists. What it does not name stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _

from blocs.formats import short_date
from blocs.numbers import decimal_of
from scoring.models import Regulation
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Cell, Sheet
from scoring.workbooks.regulation.layout import (
    BASES,
    PLACES,
    ROUNDINGS,
    SETTINGS,
    SETTINGS_SHEET,
    TERMS,
    TRUTHS,
)
from scoring.workbooks.regulation.lines import Line
from scoring.workbooks.regulation.terms import Terms, terms_of
from scoring.workbooks.tables import folded, sheet_named, usable

_TERM = re.compile(rf"({'|'.join(sorted(TERMS, key=len, reverse=True))})([0-9]*)")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


@dataclass(slots=True)
class Settings:
    """Values by field of the regulation; `terms` holds only the lists that the sheet names."""

    fields: dict[str, Any] = field(default_factory=dict)
    terms: Terms = field(default_factory=dict)


def settings_of(sheets: list[Sheet], lines: list[Line], findings: Findings) -> Settings:
    """What the sheet of general rules says, if there is one."""
    settings, named = Settings(), dict[str, dict[int, list[Cell]]]()
    for sheet in sheet_named(sheets, SETTINGS_SHEET):
        for row in sorted(sheet.rows):
            label, *values = (sheet.rows[row][column] for column in sorted(sheet.rows[row]))
            text = str(label.value)
            if term := _TERM.fullmatch(folded(text)):
                places = named.setdefault(TERMS[term[1]], {})
                places[_free(places, int(term[2] or 1))] = values
            elif name := SETTINGS.get(folded(text)):
                _read(name, values[0] if values else None, settings, findings)
            elif values:
                words = _("The general rule “%(label)s” is not known; it was left out.")
                findings.notice(words % {"label": text})
    rows = {name: [places[place] for place in sorted(places)] for name, places in named.items()}
    settings.terms = terms_of(rows, lines, findings)
    return settings


def _free(places: Mapping[int, Any], place: int) -> int:
    """A number that stands twice counts as the next one."""
    while place in places:
        place += 1
    return place


def field_named(name: str) -> Field[Any, Any]:
    """The field of the regulation that a rule goes to."""
    return next(field for field in Regulation._meta.concrete_fields if field.name == name)


def shown_setting(name: str, value: Any) -> str:
    """A general rule as a person reads it: the words of a choice, a day as it is written."""
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(field_named(name).flatchoices).get(value, "" if value is None else value))


def _read(name: str, cell: Cell | None, settings: Settings, findings: Findings) -> None:
    """A rule of the sheet; a blank leaves what is stored."""
    if cell is None or not usable(cell, findings, SETTINGS_SHEET):
        return
    try:
        value = _READERS[name](cell.value)
        settings.fields[name] = field_named(name).clean(value, None)
    except ValidationError as error:
        findings.refuse_cell(" ".join(error.messages), cell, SETTINGS_SHEET)
    except (ValueError, KeyError, TypeError):
        words = _("“%(value)s” cannot be read. Write it as in a workbook that was exported here.")
        findings.refuse_cell(words % {"value": cell.value}, cell, SETTINGS_SHEET)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(_whole(value))


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(str(value))
    if not found:
        raise ValueError(value)
    return date(int(found[3]), int(found[2]), int(found[1]))


def _whole(value: Any) -> int:
    number = decimal_of(value, decimals=0)
    if number is None:
        raise ValueError(value)
    return int(number)


def _truth(value: Any) -> bool:
    return value if isinstance(value, bool) else TRUTHS[folded(str(value))]


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "title": _text,
    "number": _text,
    "issued_on": _day,
    "decimals": _whole,
    "rounding": lambda value: ROUNDINGS[folded(str(value))],
    "rounding_place": lambda value: PLACES[folded(str(value))],
    "bonus_may_exceed": _truth,
    "grade_basis": lambda value: BASES[folded(str(value))],
}
