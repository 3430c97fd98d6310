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
from scoring.models.scores import Score, change_of
from scoring.models.scoresheets import ScoreSheet

INNER_FIELDS = frozenset(  # what the unit reads only when it is disclosed
    {"reviewed_actual", "reviewed_score", "review_reason", "final_actual", "final_score", "final_reason"}
)
REVIEW_FIELDS = frozenset({"reviewed_actual", "reviewed_score", "review_reason"})


def seal(value: Any) -> str:
    """A short mark of what a cell showed, to tell later whether it is still so."""
    text = f"{value.normalize():f}" if isinstance(value, Decimal) else "" if value is None else str(value)
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
    sheet.hold()
    fresh = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    if not allowed(fresh):
        words = _("The sheet can no longer be changed here: it is now “%(state)s”.")
        raise StepRefused(words % {"state": fresh.get_state_display()})
    typed = [cell for cell in cells if seal(cell.value) != cell.seal]
    pks = {cell.score_id for cell in typed}
    scores = {score.pk: score for score in fresh.scores.filter(pk__in=pks).select_related("criterion")}
    stale = [cell for cell in typed if not _may_write(cell, getattr(scores[cell.score_id], cell.field))]
    written = [cell for cell in typed if cell not in stale]
    changes = [_written(scores[cell.score_id], cell, user) for cell in written]
    changes = [change for change in changes if change["before"] != change["after"]]
    if changes:
        fields = {cell.field for cell in written}
        fields |= {"reviewed_by"} if fields & REVIEW_FIELDS else set()
        Score.objects.bulk_update(scores.values(), fields, batch_size=100)
        audit.record(user, fresh, audit.Action.CHANGE, changes=changes, inner=bool(fields & INNER_FIELDS))
    return Saved(len(changes), stale)


def _may_write(cell: Cell, current: Any) -> bool:
    """Whether the cell is still as the page showed it, or already as the page wants it."""
    return seal(current) in (cell.seal, seal(cell.value))


def _written(score: Score, cell: Cell, user: Any) -> audit.Change:
    change = change_of(score, cell.field, cell.value)
    setattr(score, cell.field, cell.value)
    if cell.field in REVIEW_FIELDS and change["before"] != change["after"]:
        score.reviewed_by = user
    return change
