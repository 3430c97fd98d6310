"""The page between upload and saving: what is taken, what is asked, what stays, line by line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.models import Score
from scoring.results import printed
from scoring.workbooks.scores.preview import MoveRow, move_rows
from scoring.workbooks.sheet.merge import UNKNOWN, Verdict
from scoring.workbooks.sheet.plan import Difference, SheetWorkbookPlan


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell with its three figures as text; `choice` is what was chosen before, `number` the line's."""

    number: str
    criterion: str
    what: str
    base: str
    mine: str
    server: str
    name: str
    choice: str = ""
    is_open_question: bool = False


@dataclass(frozen=True, slots=True)
class SheetWorkbookPreview:
    """Everything the page shows."""

    taken: list[CellRow]
    asked: list[CellRow]
    kept: list[CellRow]
    closed: list[CellRow]
    has_memory: bool
    total_before: str
    total_after: str
    missing_before: int
    missing_after: int
    moves: list[MoveRow]


def sheet_workbook_preview(
    plan: SheetWorkbookPlan,
    choices: Mapping[str, str],
    undecided: Collection[str],
    *,
    sees_others: bool,
) -> SheetWorkbookPreview:
    """The rows of the page; `choices` and `undecided` by name, as they came back from it."""
    before, after = plan.tallies()
    decimals = plan.sheet.bloc_year.regulation.decimals
    asked = [_row(one, choices.get(one.name, ""), one.name in undecided) for one in plan.asked]
    return SheetWorkbookPreview(
        taken=[_row(one) for one in plan.taken],
        asked=asked,
        kept=[_row(one) for one in plan.by(Verdict.THEIRS)],
        closed=[_row(one) for one in plan.closed],
        has_memory=plan.has_memory,
        total_before=number(before.total, decimals),
        total_after=number(after.total, decimals),
        missing_before=before.missing,
        missing_after=after.missing,
        moves=_others(plan) if sees_others else [],
    )


def _row(one: Difference, choice: str = "", is_open_question: bool = False) -> CellRow:
    label = str(Score._meta.get_field(one.field).verbose_name)  # type: ignore[union-attr]  # of its own
    return CellRow(
        number=printed(one.key),
        criterion=one.score.criterion.name,
        what=label,
        base=_("not known") if one.base is UNKNOWN else _shown(one.base),
        mine=_shown(one.mine),
        server=_shown(one.server),
        name=one.name,
        choice=choice,
        is_open_question=is_open_question,
    )


def _shown(value: Any) -> str:
    """A figure as it is written; nothing is an empty cell."""
    text = number(value) if isinstance(value, Decimal) else str(value or "")
    return text or _("(empty)")


def _others(plan: SheetWorkbookPlan) -> list[MoveRow]:
    """Who else moves."""
    return move_rows(plan.forecast(), {plan.sheet.unit.short_name})
