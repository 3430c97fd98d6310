"""What a page shows before a workbook is taken in: numbers, names and totals, formatted."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.core.tree import Kind, Tree
from scoring.models.scores import Score
from scoring.workbooks.findings import listed
from scoring.workbooks.regulation.saving import RegulationPlan
from scoring.workbooks.regulation.structure import Counts, counts
from scoring.workbooks.scores.plan import ScoresPlan, SheetPlan

LINES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A top section of the workbook."""

    code: str
    name: str
    maximum: str
    is_bonus: bool
    leaves: int


@dataclass(frozen=True, slots=True)
class RegulationPreview:
    """What would become of the regulation."""

    now: Counts
    then: Counts
    sections: list[SectionRow]
    added: tuple[int, str]
    removed: tuple[int, str]
    changed: tuple[int, str]


def regulation_preview(plan: RegulationPlan) -> RegulationPreview:
    """The counts before and after, the sections, and the keys that differ."""
    added, removed, changed = ((len(keys), listed(keys)) for keys in plan.differences())
    sections = [
        SectionRow(
            code=root.code,
            name=root.name,
            maximum=number(root.maximum),
            is_bonus=root.kind == Kind.BONUS,
            leaves=len(Tree((root,)).leaves()),
        )
        for root in plan.tree.roots
    ]
    return RegulationPreview(counts(plan.current_tree), plan.counts, sections, added, removed, changed)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A value that would change."""

    of: str
    what: str
    before: str
    after: str


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
    return LineRow(f"{key} {score.criterion.name}", label, _shown(getattr(score, name)), _shown(value))


def _shown(value: Any) -> str:
    """Points as they are written, assignment in a word, texts as they are, and a dash for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = number(value) if isinstance(value, Decimal) else str(value or "")
    return text or "–"
