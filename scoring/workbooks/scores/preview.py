"""What a page shows before scores are taken in: numbers, names and totals, formatted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from blocs.formats import number
from scoring.models.scores import Score
from scoring.workbooks.differences import LINES_SHOWN, LineRow, shown
from scoring.workbooks.scores.plan import ScoresPlan, SheetPlan


@dataclass(slots=True)
class UnitRow:
    """A unit of the workbook: how many lines change, and what that makes of its total."""

    unit: str
    count: int
    total_before: str
    total_after: str
    missing_before: int
    missing_after: int
    lines: list[LineRow] = field(default_factory=list)
    more: int = 0


def scores_preview(plan: ScoresPlan) -> list[UnitRow]:
    """Unit by unit, in the order of the year."""
    return [_unit(plan, sheet_plan) for sheet_plan in plan.sheets]


def _unit(plan: ScoresPlan, sheet_plan: SheetPlan) -> UnitRow:
    before, after = plan.tallies(sheet_plan)
    lines = [
        _line(key, sheet_plan.lines[key], name, value)
        for key, new in sheet_plan.changes.items()
        for name, value in new.items()
    ]
    return UnitRow(
        unit=str(sheet_plan.sheet.unit),
        count=sheet_plan.count,
        total_before=number(before.total, plan.scope.regulation.decimals),
        total_after=number(after.total, plan.scope.regulation.decimals),
        missing_before=before.missing,
        missing_after=after.missing,
        lines=lines[:LINES_SHOWN],
        more=max(0, len(lines) - LINES_SHOWN),
    )


def _line(key: str, score: Score, name: str, value: Any) -> LineRow:
    label = str(Score._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a field of its own
    return LineRow(f"{key} {score.criterion.name}", label, shown(getattr(score, name)), shown(value))
