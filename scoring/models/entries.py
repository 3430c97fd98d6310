"""Writing cells of a sheet: only what changed, never over what someone else wrote meanwhile."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import audit
from blocs.workflow import StepRefused
from scoring.models.scoresheets import Score, ScoreSheet


def seal(value: Any) -> str:
    """A short mark of what a cell showed, to tell later whether it is still so."""
    text = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value or "")
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it comes back from a page: its line, its field, the value, and the seal of what was shown."""

    score_id: int
    field: str
    value: Any
    seal: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the cells: how many were written, and which someone else had changed meanwhile."""

    count: int
    conflicts: list[Cell]


@transaction.atomic
def enter(
    sheet: ScoreSheet, user: Any, cells: Iterable[Cell], allowed: Callable[[ScoreSheet], bool]
) -> Saved:
    """Write the cells that the page changed; cells changed by others meanwhile stay and are reported."""
    fresh = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    if not allowed(fresh):
        raise StepRefused(
            _("The sheet can no longer be changed here: it is now “%(state)s”.")
            % {"state": fresh.get_state_display()}
        )
    scores = {score.pk: score for score in fresh.scores.select_related("criterion")}
    changes: list[audit.Change] = []
    conflicts: list[Cell] = []
    for cell in cells:
        score = scores[cell.score_id]
        current = getattr(score, cell.field)
        if cell.value == current or seal(cell.value) == cell.seal:
            continue
        if seal(current) != cell.seal:
            conflicts.append(cell)
            continue
        changes.append(change_of(score, cell.field, cell.value))
        setattr(score, cell.field, cell.value)
    touched = {cell.field for cell in cells}
    if changes:
        Score.objects.bulk_update(scores.values(), touched)
        audit.record(user, fresh, audit.Action.CHANGE, changes=changes)
    return Saved(len(changes), conflicts)


def change_of(score: Score, field: str, value: Any) -> audit.Change:
    """The history's line for a cell that is about to change."""
    label = {
        "self_score": "self score",
        "explanation": "explanation",
        "reviewed_score": "reviewed score",
        "review_reason": "reason of the review",
        "assigned": "assigned",
    }[field]
    before = getattr(score, field)
    return {"of": str(score.criterion), "what": label, "before": shown(before), "after": shown(value)}


def shown(value: Any) -> str:
    """A cell's value as the history keeps it."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else audit.shown(value)
