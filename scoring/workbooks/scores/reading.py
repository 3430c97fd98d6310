"""The points and texts of a workbook of scores, each checked against its criterion."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from scoring.core import rules
from scoring.core.tree import ZERO, Node
from scoring.wording import problem_sentence
from scoring.workbooks.findings import Findings, listed
from scoring.workbooks.reading import Cell, sheets_of
from scoring.workbooks.scores.grid import Grid, Scope, check_identity, grid_of
from scoring.workbooks.scores.layout import FAILED, NOT_ASSIGNED_WORDS, PASSED, SCORES_SHEET
from scoring.workbooks.tables import folded, number_of, sheet_named, text_in, usable


@dataclass(frozen=True, slots=True)
class Given:
    """What a cell says: points, or that the criterion is not assigned."""

    points: Decimal | None = None
    assigned: bool = True


@dataclass(slots=True)
class Entries:
    """What a workbook says, by unit and key of the criterion; blank cells say nothing."""

    points: dict[tuple[int, str], Given] = field(default_factory=dict)
    texts: dict[tuple[int, str], str] = field(default_factory=dict)


def entries_of(content: bytes, scope: Scope, findings: Findings) -> Entries:
    """Read a workbook; everything wrong with it goes to `findings`. Raises `Unreadable`."""
    sheets, entries = sheets_of(content), Entries()
    grid = grid_of(sheets, SCORES_SHEET, scope, findings)
    check_identity(grid.table, scope, findings)
    for node, unit, cell in grid.cells():
        given = _given(node, unit.short_name, cell, findings)
        if given is not None:
            entries.points[unit.pk, node.key] = given
    for sheet in sheet_named(sheets, scope.round.text_sheet):
        texts = grid_of([sheet], scope.round.text_sheet, scope, findings, sheet.title)
        for node, unit, cell in texts.cells():
            if not node.is_leaf:
                findings.refuse_cell(_section(node), cell, sheet.title)
            elif text := text_in(cell, findings, sheet.title):
                entries.texts[unit.pk, node.key] = text
    _tell_what_is_missing(grid, scope, findings)
    return entries


def _given(node: Node, unit: str, cell: Cell, findings: Findings) -> Given | None:
    """The cell's meaning, or None when it is refused."""
    if not node.is_leaf:
        findings.refuse_cell(_section(node), cell)
        return None
    if not usable(cell, findings):
        return None
    if isinstance(cell.value, str) and folded(cell.value) in NOT_ASSIGNED_WORDS:
        return Given(assigned=False)
    points, problem = _points(node, cell)
    if problem:
        words = _("%(criterion)s, %(unit)s: %(problem)s")
        findings.refuse_cell(words % {"criterion": node.key, "unit": unit, "problem": problem}, cell)
        return None
    return Given(points)


def _section(node: Node) -> str:
    words = _("%(criterion)s is a section, the sum of the lines below it: leave its cells empty.")
    return words % {"criterion": node.key}


def _points(node: Node, cell: Cell) -> tuple[Decimal | None, str]:
    """The points of a cell, and what is wrong with them."""
    word = folded(cell.value) if isinstance(cell.value, str) and node.rule == rules.PASS_FAIL else ""
    if word in PASSED | FAILED:
        return (node.maximum if word in PASSED else ZERO), ""
    points, wrong = number_of(cell)
    problem = None if points is None else rules.check(node.rule, points, node.maximum)
    return points, problem_sentence(problem) if problem else wrong


def _tell_what_is_missing(grid: Grid, scope: Scope, findings: Findings) -> None:
    there = {node.key for node in grid.rows.values()}
    missing = [leaf.key for leaf in scope.regulation.tree.leaves() if leaf.key not in there]
    if missing:
        words = _("Criteria that are not in the workbook stay as they are: %(keys)s.")
        findings.notice(words % {"keys": listed(missing)})
    units = {unit.pk for unit in grid.units.values()}
    absent = [unit.short_name for unit in scope.bloc_year.members if unit.pk not in units]
    if absent:
        words = _("Units that are not in the workbook stay as they are: %(units)s.")
        findings.notice(words % {"units": "; ".join(absent)})
    if not units and not findings.refused:
        findings.refuse(_("The header names no unit."), grid.table.header)
