"""Writing cells of a sheet: only what changed, never over what someone else wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from blocs import audit
from blocs.seals import seal
from blocs.workflow import StepRefused
from scoring.models.scores import LABELS, Score, change_of
from scoring.models.scoresheets import ScoreSheet

INNER_FIELDS = frozenset(  # what the unit reads only when it is disclosed
    {"reviewed_actual", "reviewed_score", "review_reason", "final_actual", "final_score", "final_reason"}
)
REVIEW_FIELDS = frozenset({"reviewed_actual", "reviewed_score", "review_reason"})
LOOKED_THROUGH = 500  # entries of the history in which the writer of a contested cell is looked for


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it comes back from a page: its line, its field, the value, and the seal of what was shown."""

    score_id: int
    field: str
    value: Any
    seal: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that someone else changed meanwhile: what stands there now, and who wrote it when."""

    cell: Cell
    theirs: Any
    by: Any = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the cells.

    `count` of them changed something, `closed` lie on lines that are not assigned (any longer). `before` and
    `version` are the sheet's latest entry in the history before and after: a page that knows another one than
    `before` shows something that someone else has changed.
    """

    count: int
    conflicts: list[Conflict] = field(default_factory=list)
    closed: list[Cell] = field(default_factory=list)
    before: int = 0
    version: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every cell now stands as it was sent."""
        return not self.conflicts and not self.closed


Allowed = Callable[[ScoreSheet], bool]


@transaction.atomic
def enter(
    sheet: ScoreSheet, user: Any, cells: Iterable[Cell], allowed: Allowed, *, whole: bool = False
) -> Saved:
    """Write the cells that the page changed; what cannot be written stays and is reported.

    `whole`: all of them or none. Raises `StepRefused` when the sheet is no longer open to `user`.
    """
    sheet.hold()
    fresh = ScoreSheet.objects.select_for_update().get(pk=sheet.pk)
    if not allowed(fresh):
        words = _("The sheet can no longer be changed here: it is now “%(state)s”.")
        raise StepRefused(words % {"state": fresh.get_state_display()})
    typed, before = [cell for cell in cells if seal(cell.value) != cell.seal], version_of(fresh)
    pks = {cell.score_id for cell in typed}
    scores = {score.pk: score for score in fresh.scores.filter(pk__in=pks).select_related("criterion")}
    closed = [cell for cell in typed if cell.field != "assigned" and not scores[cell.score_id].assigned]
    stale = [cell for cell in typed if cell not in closed and not _may_write(cell, scores)]
    conflicts = _contested(fresh, stale, scores)
    if whole and (closed or stale):
        return Saved(0, conflicts, closed, before, before)
    written = [cell for cell in typed if cell not in stale and cell not in closed]
    count, version = _write(fresh, user, written, scores)
    return Saved(count, conflicts, closed, before, version or before)


def version_of(sheet: ScoreSheet) -> int:
    """The latest entry of the sheet's history: it changes with every cell and every step."""
    latest = audit.entries_of(sheet).order_by("-pk").values_list("pk", flat=True).first()
    return latest or 0


def versions_of(sheets: Iterable[ScoreSheet]) -> dict[int, int]:
    """The same for many sheets by id, in one query."""
    pks = [sheet.pk for sheet in sheets]
    kind = ContentType.objects.get_for_model(ScoreSheet)
    entries = audit.AuditEntry.objects.filter(content_type=kind, object_id__in=pks)
    return dict(entries.values("object_id").annotate(latest=Max("pk")).values_list("object_id", "latest"))


def _may_write(cell: Cell, scores: dict[int, Score]) -> bool:
    """Whether the cell is still as the page showed it, or already as the page wants it."""
    return seal(getattr(scores[cell.score_id], cell.field)) in (cell.seal, seal(cell.value))


def _write(
    sheet: ScoreSheet, user: Any, cells: list[Cell], scores: dict[int, Score]
) -> tuple[int, int | None]:
    """How many cells changed something, and the entry in the history that tells of it."""
    changes = [_written(scores[cell.score_id], cell, user) for cell in cells]
    changes = [change for change in changes if change["before"] != change["after"]]
    if not changes:
        return 0, None
    fields = {cell.field for cell in cells}
    fields |= {"reviewed_by"} if fields & REVIEW_FIELDS else set()
    Score.objects.bulk_update(scores.values(), fields, batch_size=100)
    inner = bool(fields & INNER_FIELDS)
    entry = audit.record(user, sheet, audit.Action.CHANGE, changes=changes, inner=inner)
    return len(changes), entry.pk


def _written(score: Score, cell: Cell, user: Any) -> audit.Change:
    change = change_of(score, cell.field, cell.value)
    setattr(score, cell.field, cell.value)
    if cell.field in REVIEW_FIELDS and change["before"] != change["after"]:
        score.reviewed_by = user
    return change


def _contested(sheet: ScoreSheet, cells: list[Cell], scores: dict[int, Score]) -> list[Conflict]:
    """What stands in these cells now, and who wrote it when; one query however many there are."""
    if not cells:
        return []
    latest = audit.entries_of(sheet).select_related("user").order_by("-pk")[:LOOKED_THROUGH]
    writers: dict[tuple[Any, str], audit.AuditEntry] = {}
    for entry in latest:
        for change in entry.changes:
            writers.setdefault((change.get("row"), change["what"]), entry)
    return [
        Conflict(
            cell,
            getattr(scores[cell.score_id], cell.field),
            entry.user if entry else None,
            entry.at if entry else None,
        )
        for cell in cells
        for entry in [writers.get((cell.score_id, LABELS[cell.field]))]
    ]
