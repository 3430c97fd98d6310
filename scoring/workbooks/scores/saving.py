"""Writing a plan of scores: all of it or nothing, with one entry in the history for every sheet."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from blocs import audit
from scoring.models import Exclusion, Score
from scoring.models.entries import INNER_FIELDS, REVIEW_FIELDS
from scoring.models.scores import change_of
from scoring.workbooks.scores.plan import ScoresPlan, SheetPlan

BATCH = 500


@transaction.atomic
def save_scores(plan: ScoresPlan, user: Any) -> None:
    """Write a plan that was made in the same transaction, while the year is held."""
    changing = [sheet_plan for sheet_plan in plan.sheets if sheet_plan.changes]
    touched: set[str] = set()
    scores: list[Score] = []
    for sheet_plan in changing:
        changes = [audit.change(gettext_noop("file"), "", plan.file_name), *_apply(sheet_plan, user)]
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
            inner=not fields.isdisjoint(INNER_FIELDS),
        )
    if scores:
        touched |= set() if touched.isdisjoint(REVIEW_FIELDS) else {"reviewed_by"}
        Score.objects.bulk_update(scores, touched, batch_size=BATCH)
    _save_exclusions(plan, user)


def _apply(sheet_plan: SheetPlan, user: Any) -> list[audit.Change]:
    """Put the new values into the lines; what that changes, in words."""
    changes = []
    for key, new in sheet_plan.changes.items():
        score = sheet_plan.lines[key]
        for name, value in new.items():
            changes.append(change_of(score, name, value))
            setattr(score, name, value)
        if not REVIEW_FIELDS.isdisjoint(new):
            score.reviewed_by = user
    return changes


def _save_exclusions(plan: ScoresPlan, user: Any) -> None:
    """Name the units that are not considered; their history is the secretariat's until the publication."""
    stored = {row.unit_id: row for row in plan.bloc_year.exclusions.all()}
    for unit, excluded in plan.exclusions:
        row = stored.get(unit.pk) or Exclusion(bloc_year=plan.bloc_year, unit=unit)
        changes = [
            audit.change(gettext_noop("file"), "", plan.file_name),
            audit.change(gettext_noop("reason for exclusion"), row.reason, excluded.reason),
            audit.change(gettext_noop("source"), row.source, excluded.source),
        ]
        row.reason, row.source = excluded.reason, excluded.source
        row.save()
        audit.record(user, row, audit.Action.IMPORT, reason=plan.file_name, changes=changes, inner=True)
