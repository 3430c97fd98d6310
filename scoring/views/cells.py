"""Saving cells of a sheet while it is being typed: every answer names what was written, and what was not."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blocs.formats import typed
from blocs.seals import seal
from blocs.workflow import StepRefused
from scoring.forms.cells import PREVIEW, WHOLE, CellsForm, Key, Malformed, Reading, read
from scoring.forms.sheets import not_assigned
from scoring.grids import SheetTable, sheet_table, sight_of
from scoring.grids.answers import figures, sums, whole
from scoring.grids.table import GridRow
from scoring.models import ScoreSheet
from scoring.models.entries import Conflict, Saved, enter, version_of
from scoring.permissions import owns, reviews
from scoring.results import keyed_scores
from scoring.rounds import Round
from scoring.views.sheet_frame import visible_sheet

SAVED, MALFORMED, CONFLICT, UNPROCESSABLE = 200, 400, 409, 422
CONCERNED: dict[Round, Callable[[Any, ScoreSheet], bool]] = {Round.SELF: owns, Round.REVIEW: reviews}
OPEN: dict[Round, Callable[[ScoreSheet, Any], bool]] = {
    Round.SELF: ScoreSheet.scorable_by,
    Round.REVIEW: ScoreSheet.reviewable_by,
}
Told = list[dict[str, Any]]


@require_http_methods(["GET", "POST"])
def cells(request: HttpRequest, pk: int) -> JsonResponse:
    """Save the cells of a round (POST), or tell how the sheet stands now (GET with `round`)."""
    found = visible_sheet(request, pk)
    if request.method == "GET":
        return _now(request, found)
    try:
        sent = CellsForm.of(json.loads(request.body))
    except (Malformed, ValueError):
        return JsonResponse({"stopped": "malformed"}, status=MALFORMED)
    if not CONCERNED[sent.entering](request.user, found):
        raise PermissionDenied
    if sent.person != request.user.pk:
        words = _("Somebody else has logged in meanwhile: this page is no longer yours.")
        return JsonResponse({"stopped": "person", "sentence": words}, status=CONFLICT)
    try:
        return _preview(request, found, sent) if sent.mode == PREVIEW else _saved(request, found, sent)
    except KeyError:
        raise Http404 from None
    except StepRefused as refusal:
        return JsonResponse({"stopped": "closed", "sentence": str(refusal)}, status=CONFLICT)


def _table(request: HttpRequest, sheet: ScoreSheet, entering: Round, **known: Any) -> SheetTable:
    return sheet_table(sheet, sight_of(request.user, sheet, entering), **known)


def _now(request: HttpRequest, sheet: ScoreSheet) -> JsonResponse:
    """The whole sheet as it stands, for a page that may have missed something."""
    entering = Round(request.GET["round"]) if request.GET.get("round") in CONCERNED else None
    if entering is None or not CONCERNED[entering](request.user, sheet):
        raise PermissionDenied
    version, table = version_of(sheet), _table(request, sheet, entering)
    is_open = OPEN[entering](sheet, request.user)
    return JsonResponse(whole(table) | {"version": version, "open": is_open, "at": _time()})


def _saved(request: HttpRequest, sheet: ScoreSheet, sent: CellsForm) -> JsonResponse:
    """Write what can be written, then work out anew what follows from it."""
    reading = read(keyed_scores(sheet), sheet.bloc_year.regulation.tree, sent.cells)
    told, all_of_them = _refusals(reading), sent.mode == WHOLE
    if told and all_of_them:
        return JsonResponse({"cells": told, "at": _time()}, status=UNPROCESSABLE)
    user, is_open = request.user, OPEN[sent.entering]
    saved = enter(sheet, user, reading.cells, lambda fresh: is_open(fresh, user), whole=all_of_them)
    told += _left_out(request, saved)
    table = _table(request, sheet, sent.entering)
    keys = {score.pk: key for key, score in table.scores.items()}
    rows = table.rows_about({keys[one.score_id] for one in sent.cells})
    if saved.is_complete or not all_of_them:
        told += _written(reading, told, rows)
    stale = sent.version != saved.before or sent.decimals != table.decimals
    known = {"version": saved.version, "stale": stale, "at": _time()}
    status = UNPROCESSABLE if all_of_them and not saved.is_complete else SAVED
    return JsonResponse({"cells": told, **known, **figures(table, rows)}, status=status)


def _refusals(reading: Reading) -> Told:
    """Cells whose text cannot stand."""
    return [_refused(key, sentence) for key, sentence in reading.refused.items()]


def _left_out(request: HttpRequest, saved: Saved) -> Told:
    """Cells that could not be written: not assigned any longer, or changed by someone else."""
    told = [_refused((cell.score_id, cell.field), not_assigned()) for cell in saved.closed]
    return told + [_contested(request, conflict) for conflict in saved.conflicts]


def _written(reading: Reading, told: Told, rows: list[GridRow]) -> Told:
    """The cells that now stand as they were sent: the one word on which a browser forgets its own copy."""
    left = {(one["score"], one["field"]) for one in told}
    by_score = {row.score.pk: row for row in rows if row.score}
    keys = [(cell.score_id, cell.field) for cell in reading.cells]
    shown = {key: by_score[key[0]].cell(key[1]) for key in keys if key not in left}
    return [
        _cell(key, "saved") | {"name": cell.name, "text": cell.text} for key, cell in shown.items() if cell
    ]


def _cell(key: Key, state: str) -> dict[str, Any]:
    return {"score": key[0], "field": key[1], "state": state}


def _refused(key: Key, sentence: str) -> dict[str, Any]:
    return _cell(key, "refused") | {"sentence": sentence}


def _contested(request: HttpRequest, conflict: Conflict) -> dict[str, Any]:
    """What stands there now, who wrote it when, and the seal with which it can be replaced."""
    theirs = conflict.theirs
    text = typed(theirs) if isinstance(theirs, Decimal) else str(theirs or "")
    return _cell((conflict.cell.score_id, conflict.cell.field), "conflict") | {
        "theirs": text,
        "seal": seal(theirs),
        "by": str(conflict.by or ""),
        "own": conflict.by == request.user,
        "time": f"{timezone.localtime(conflict.at):%H:%M %d/%m}" if conflict.at else "",
    }


def _preview(request: HttpRequest, sheet: ScoreSheet, sent: CellsForm) -> JsonResponse:
    """What saving all of these cells would do; nothing is written."""
    before = _table(request, sheet, sent.entering)
    reading = read(before.scores, before.tree, sent.cells)
    lines = {score.pk: score for score in before.scores.values()}
    told, were = _refusals(reading), sums(before)
    for cell in reading.cells:
        stored = getattr(lines[cell.score_id], cell.field)
        if not lines[cell.score_id].assigned:
            told.append(_refused((cell.score_id, cell.field), not_assigned()))
        elif seal(stored) != cell.seal:
            told.append(_contested(request, Conflict(cell, stored)))
        setattr(lines[cell.score_id], cell.field, cell.value)
    after = _table(request, sheet, sent.entering, scores=before.scores)
    found = [
        {"label": label, "before": was or "–", "after": now or "–"}
        for (label, was), (_label, now) in zip(were, sums(after), strict=True)
    ]
    return JsonResponse({"cells": told, "sums": found, "at": _time()})


def _time() -> str:
    return f"{timezone.localtime():%H:%M}"
