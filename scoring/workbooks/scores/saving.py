"""Writing a plan of scores: all of it or nothing, with one entry in the history for every sheet."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from blocs import audit
from scoring.models import Score
from scoring.models.entries import REVIEW_FIELDS, change_of
from scoring.workbooks.scores.plan import ScoresPlan, SheetPlan

BATCH = 500


@transaction.atomic
def save_scores(plan: ScoresPlan, user: Any) -> None:
    """Write a plan that was made in the same transaction, while the year is held."""
    changing = [sheet_plan for sheet_plan in plan.sheets if sheet_plan.changes]
    touched: set[str] = set()
    scores: list[Score] = []
    for sheet_plan in changing:
        changes = [audit.change(gettext_noop("file"), "", plan.file_name), *_apply(sheet_plan)]
        scores += [sheet_plan.lines[key] for key in sheet_plan.changes]
        fields = {name for new in sheet_plan.changes.values() for name in new}
        touched |= fields
        audit.record(
            user,
            sheet_plan.sheet,
            audit.Action.IMPORT,
            detail=plan.scope.round,
            reason=plan.file_name,
            changes=changes,
            inner=not fields.isdisjoint(REVIEW_FIELDS),
        )
    if scores:
        Score.objects.bulk_update(scores, touched, batch_size=BATCH)


def _apply(sheet_plan: SheetPlan) -> list[audit.Change]:
    """Put the new values into the lines; what that changes, in words."""
    changes = []
    for key, new in sheet_plan.changes.items():
        score = sheet_plan.lines[key]
        for name, value in new.items():
            changes.append(change_of(score, name, value))
            setattr(score, name, value)
    return changes
