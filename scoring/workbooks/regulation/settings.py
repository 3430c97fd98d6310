"""The sheet of general rules: title, rounding, bonus, tie-breaks. What it does not name stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _

from scoring.models import Regulation
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Cell, Sheet
from scoring.workbooks.regulation.layout import (
    ROUNDINGS,
    SETTINGS,
    SETTINGS_SHEET,
    TIE_BREAK,
    TIE_BREAKS,
    TRUTHS,
)
from scoring.workbooks.regulation.lines import Line
from scoring.workbooks.tables import folded, sheet_named, text_in, usable

_TIE_BREAK = re.compile(rf"(?:{'|'.join(TIE_BREAKS)})([0-9]*)")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


@dataclass(slots=True)
class Settings:
    """Values by field of the regulation; `tie_breaks` are paths in order, None when the sheet names none."""

    fields: dict[str, Any] = field(default_factory=dict)
    tie_breaks: list[str] | None = None


def settings_of(sheets: list[Sheet], lines: list[Line], findings: Findings) -> Settings:
    """What the sheet of general rules says, if there is one."""
    settings, ties = Settings(), dict[int, Cell | None]()
    for sheet in sheet_named(sheets, SETTINGS_SHEET):
        for row in sorted(sheet.rows):
            cells = [sheet.rows[row][column] for column in sorted(sheet.rows[row])]
            label, value = str(cells[0].value), cells[1] if len(cells) > 1 else None
            if tie := _TIE_BREAK.fullmatch(folded(label)):
                ties[int(tie[1] or 1)] = value
            elif name := SETTINGS.get(folded(label)):
                _read(name, value, settings, findings)
            elif value is not None:
                findings.notice(
                    _("The general rule “%(label)s” is not known; it was left out.") % {"label": label}
                )
    if ties:
        settings.tie_breaks = _tie_breaks([ties[place] for place in sorted(ties)], lines, findings)
    return settings


def field_named(name: str) -> Field[Any, Any]:
    """The field of the regulation that a rule goes to."""
    return next(field for field in Regulation._meta.concrete_fields if field.name == name)


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
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise ValueError(value)
    return int(value)


def _truth(value: Any) -> bool:
    return value if isinstance(value, bool) else TRUTHS[folded(str(value))]


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "title": _text,
    "number": _text,
    "issued_on": _day,
    "decimals": _whole,
    "rounding": lambda value: ROUNDINGS[folded(str(value))],
    "bonus_may_exceed": _truth,
}


def _tie_breaks(cells: list[Cell | None], lines: list[Line], findings: Findings) -> list[str]:
    """The paths of the criteria that the tie-breaks name by key."""
    paths = {line.key: line.path for line in lines}
    named: list[str] = []
    for cell in (cell for cell in cells if cell is not None):
        key = text_in(cell, findings, SETTINGS_SHEET)
        if key and key not in paths:
            words = _("“%(label)s” names the key “%(key)s”, but no criterion has it.")
            findings.refuse_cell(words % {"label": TIE_BREAK, "key": key}, cell, SETTINGS_SHEET)
        elif key and paths[key] in named:
            words = _("“%(label)s” names “%(key)s” twice.")
            findings.refuse_cell(words % {"label": TIE_BREAK, "key": key}, cell, SETTINGS_SHEET)
        elif key:
            named.append(paths[key])
    return named
