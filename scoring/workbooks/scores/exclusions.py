"""The sheet of units that are not considered: who, why, and by which paper."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from scoring.models import Exclusion
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Cell, Sheet
from scoring.workbooks.scores.grid import Scope, plain, unknown_unit
from scoring.workbooks.scores.layout import EXCLUSION_KNOWN, EXCLUSION_REQUIRED
from scoring.workbooks.tables import Table, check_shape, find_table, text_in

LONGEST: int = next(
    field.max_length or 0 for field in Exclusion._meta.concrete_fields if field.name == "reason"
)


@dataclass(frozen=True, slots=True)
class Excluded:
    """Why a unit is not considered, and the paper it rests on."""

    reason: str
    source: str


def exclusions_in(sheet: Sheet, scope: Scope, findings: Findings) -> dict[int, Excluded]:
    """Unit → exclusion; a sheet without rows excludes nobody, and nobody is considered again by it."""
    found = find_table([sheet], sheet.title, EXCLUSION_KNOWN, EXCLUSION_REQUIRED)
    table = Table(found.sheet, found.header, found.columns, sheet.title)
    check_shape(table, findings)
    excluded: dict[int, Excluded] = {}
    for row in sorted(table.lines()):
        unit = _unit(table, row, scope, findings)
        reason = _reason(table, row, scope, findings)
        source = _text(table, row, "source", findings)
        if unit is None:
            continue
        if unit in excluded:
            findings.refuse(_("the unit stands there twice."), row, sheet.title)
        if reason and not source:
            words = _("No paper is named for these units that are not considered: rows %(places)s.")
            findings.notice_at(words, row)
        excluded[unit] = Excluded(reason, source)
    return excluded


def _unit(table: Table, row: int, scope: Scope, findings: Findings) -> int | None:
    cell = table.cell(row, "unit")
    if cell is None:
        findings.refuse(_("the unit is missing."), row, table.label)
        return None
    name = text_in(cell, findings, table.label)
    unit = scope.units.get(plain(name))
    if unit is None and name:
        findings.refuse_cell(unknown_unit(name, scope), cell, table.label)
    return unit.pk if unit else None


def _reason(table: Table, row: int, scope: Scope, findings: Findings) -> str:
    """One of the regulation's reasons, as it reads there; any, when the regulation names none."""
    text, cell = _text(table, row, "reason", findings), table.cell(row, "reason")
    if cell is None:
        findings.refuse(_("the reason is missing."), row, table.label)
        return ""
    known = scope.reasons
    if not known or plain(text) in known:
        return known.get(plain(text), text)
    words = _("“%(reason)s” is no reason of the regulation. There are: %(known)s.")
    listed = "; ".join(f"“{one}”" for one in known.values())
    findings.refuse_cell(words % {"reason": text[:60], "known": listed}, cell, table.label)
    return ""


def _text(table: Table, row: int, name: str, findings: Findings) -> str:
    cell: Cell | None = table.cell(row, name)
    text = text_in(cell, findings, table.label)
    if cell is not None and len(text) > LONGEST:
        words = _("the text is longer than %(length)s characters (%(start)s…).")
        findings.refuse_cell(words % {"length": LONGEST, "start": text[:30]}, cell, table.label)
    return text
