"""Writing what a unit's workbook brings: every cell sealed, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from blocs import audit
from scoring.models import ScoreSheet
from scoring.models.entries import Saved, enter
from scoring.rounds import Round
from scoring.workbooks.sheet.plan import SheetWorkbookPlan


@transaction.atomic
def save_sheet_workbook(
    plan: SheetWorkbookPlan, user: Any, mine: Collection[str], allowed: Callable[[ScoreSheet], bool]
) -> Saved:
    """Write what nobody else touched, and mine where it was chosen (`mine`: names of differences).

    Raises `StepRefused` when the sheet is no longer open to `user`.
    """
    cells = [one.cell for one in plan.taken] + [one.cell for one in plan.asked if one.name in mine]
    saved = enter(plan.sheet, user, cells, allowed, whole=True)
    if saved.count:
        audit.record(
            user,
            plan.sheet,
            audit.Action.IMPORT,
            detail=plan.round,
            reason=plan.file_name,
            changes=[audit.change(gettext_noop("file"), "", plan.file_name)],
            inner=plan.round != Round.SELF,
        )
    return saved
