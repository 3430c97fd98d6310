"""What a workbook of scores says: points, targets, results, texts, exclusions, each checked by its cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.models import Unit
from scoring.core.tree import Node
from scoring.workbooks.findings import Findings, listed
from scoring.workbooks.reading import Cell, Sheet, sheets_of
from scoring.workbooks.scores.cells import Given, Read, actual_in, given_in, is_not_assigned, target_in
from scoring.workbooks.scores.exclusions import Excluded, exclusions_in
from scoring.workbooks.scores.grid import Grid, Scope, check_identity, grid_of
from scoring.workbooks.scores.layout import (
    ACTUALS_SHEET,
    EXCLUSIONS_SHEET,
    KNOWN,
    OTHERS,
    REQUIRED,
    SCORES_SHEET,
    SHEETS,
    TARGETS_SHEET,
    TEXT_SHEETS,
)
from scoring.workbooks.tables import folded, is_headed, sheet_named, text_in, usable

Place = tuple[int, str]  # the unit and the key of the criterion


@dataclass(slots=True)
class Entries:
    """What a workbook says, by unit and key of the criterion; blank cells say nothing."""

    points: dict[Place, Given] = field(default_factory=dict)
    targets: dict[Place, Decimal] = field(default_factory=dict)
    actuals: dict[Place, Decimal] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    exclusions: dict[int, Excluded] = field(default_factory=dict)

    @property
    def units(self) -> set[int]:
        """The units whose lines the workbook speaks of."""
        return {unit for part in (self.points, self.targets, self.actuals, self.texts) for unit, _key in part}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell of a unit on a line; `label` is the sheet's name when it is not the one of points."""

    node: Node
    unit: Unit
    cell: Cell
    label: str = ""

    def refuse(self, problem: str, findings: Findings) -> None:
        """The cell with criterion, unit and what is wrong."""
        place = {"criterion": self.node.key, "unit": self.unit.short_name, "problem": problem}
        findings.refuse_cell(_("%(criterion)s, %(unit)s: %(problem)s") % place, self.cell, self.label)


def entries_of(content: bytes, scope: Scope, findings: Findings) -> Entries:
    """Read a workbook; everything wrong with it goes to `findings`. Raises `Unreadable`."""
    sheets, entries = sheets_of(content), Entries()
    grids = [grid for grid in (_points(sheets, scope, entries, findings),) if grid]
    for name, read, target in (
        (TARGETS_SHEET, target_in, entries.targets),
        (ACTUALS_SHEET, actual_in, entries.actuals),
    ):
        for sheet in sheet_named(sheets, *SHEETS[name]):
            grid = _other_grid(sheet, scope, findings)
            grids.append(grid)
            _measures(grid, read, target, entries, findings)
    for sheet in sheet_named(sheets, TEXT_SHEETS[scope.round]):
        _texts(_other_grid(sheet, scope, findings), entries, findings)
    for sheet in sheet_named(sheets, *SHEETS[EXCLUSIONS_SHEET]):
        entries.exclusions = exclusions_in(sheet, scope, findings)
    if grids:
        _tell_what_is_missing(grids, scope, findings)
    return entries


def _points(sheets: list[Sheet], scope: Scope, entries: Entries, findings: Findings) -> Grid | None:
    """The sheet of points; a workbook of results alone, or of exclusions, has none."""
    others = {folded(name) for name in OTHERS}
    named = sheet_named(sheets, *SHEETS[SCORES_SHEET])
    candidates = named or [sheet for sheet in sheets if folded(sheet.title) not in others]
    headed = any(is_headed(sheet, KNOWN, REQUIRED) for sheet in candidates)
    if not named and not headed and len(candidates) < len(sheets):
        return None
    grid = grid_of(candidates, SCORES_SHEET, scope, findings)
    check_identity(grid.table, scope, findings)
    for node, unit, cell in grid.cells():
        if _is_open(node, cell, scope, findings) and usable(cell, findings):
            given, problem = given_in(node, cell)
            if given is not None:
                entries.points[unit.pk, node.key] = given
            elif problem:
                _Spot(node, unit, cell).refuse(problem, findings)
    return grid


def _other_grid(sheet: Sheet, scope: Scope, findings: Findings) -> Grid:
    """A sheet beside the one of points, under its own name in sentences."""
    grid = grid_of([sheet], sheet.title, scope, findings, sheet.title)
    check_identity(grid.table, scope, findings)
    return grid


def _measures(
    grid: Grid,
    read: Callable[[Node, Cell], Read],
    target: dict[Place, Decimal],
    entries: Entries,
    findings: Findings,
) -> None:
    """Targets or results; on the sheet of results a line may be said to be not assigned as well."""
    label = grid.table.label
    for node, unit, cell in grid.cells():
        if not _is_open(node, cell, grid.scope, findings, label) or not usable(cell, findings, label):
            continue
        place = unit.pk, node.key
        if is_not_assigned(cell) and target is entries.actuals:
            stands = entries.points.setdefault(place, Given(assigned=False))
            value, problem = None, _("it is scored on another sheet.") if stands.assigned else ""
        else:
            value, problem = read(node, cell)
        given = entries.points.get(place, Given())
        if value is not None and not given.assigned:
            problem = _("the sheet “%(sheet)s” says that it is not assigned.") % {"sheet": SCORES_SHEET}
        if problem:
            _Spot(node, unit, cell, label).refuse(problem, findings)
        elif value is not None:
            target[place] = value


def _texts(grid: Grid, entries: Entries, findings: Findings) -> None:
    label = grid.table.label
    for node, unit, cell in grid.cells():
        text = text_in(cell, findings, label)
        if _is_open(node, cell, grid.scope, findings, label) and text:
            entries.texts[unit.pk, node.key] = text


def _is_open(node: Node, cell: Cell, scope: Scope, findings: Findings, label: str = "") -> bool:
    """Whether the line takes anything at all: a leaf that is applied this year."""
    if not node.is_leaf:
        words = _("%(criterion)s is a section, the sum of the lines below it: leave its cells empty.")
    elif node.key in scope.off:
        words = _("%(criterion)s is not applied this year: leave its cells empty.")
    else:
        return True
    findings.refuse_cell(words % {"criterion": node.key}, cell, label)
    return False


def _tell_what_is_missing(grids: list[Grid], scope: Scope, findings: Findings) -> None:
    """The criteria and units of which the sheets of figures say nothing."""
    there = {node.key for grid in grids for node in grid.rows.values()} | scope.off
    missing = [leaf.key for leaf in scope.regulation.tree.leaves() if leaf.key not in there]
    if missing:
        words = _("Criteria that are not in the workbook stay as they are: %(keys)s.")
        findings.notice(words % {"keys": listed(missing)})
    units = {unit.pk for grid in grids for unit in grid.units.values()}
    absent = [unit.short_name for unit in scope.bloc_year.members if unit.pk not in units]
    if absent:
        words = _("Units that are not in the workbook stay as they are: %(units)s.")
        findings.notice(words % {"units": "; ".join(absent)})
    if not units and not findings.refused:
        findings.refuse(_("The header names no unit."), grids[0].table.header)
