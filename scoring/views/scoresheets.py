"""Score sheets: the list, a unit's sheet, its review, what is accepted or not assigned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs import audit
from blocs.frame import year_or_404
from blocs.permissions import heads
from blocs.seals import seal
from blocs.stages import Activity
from blocs.views import step_page
from blocs.workflow import Step, StepRefused
from scoring.forms.assignments import AssignmentForm
from scoring.forms.sheets import SheetForm
from scoring.grids import GridRow, SheetTable, sheet_table, sight_of
from scoring.grids.todo import FLAGS
from scoring.models import ScoreSheet
from scoring.models.entries import Cell, enter, version_of
from scoring.permissions import owns, reviews
from scoring.rounds import Round
from scoring.tables import summaries
from scoring.views.cells import OPEN
from scoring.views.sheet_frame import around, visible_sheet

OK, CONFLICT, UNPROCESSABLE = 200, 409, 422
Allowed = Callable[[ScoreSheet, Any], bool]


def sheets(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """All units with their states and totals."""
    bloc_year = year_or_404(request, bloc, year)
    context = {
        "rows": summaries(bloc_year, request.user),
        "begun": bloc_year.score_sheets.exists(),
        "may_import": heads(request.user, bloc_year),
        "planned": bloc_year.dates.get("self_scoring"),
    }
    return render(request, "scoring/sheets.html", context)


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's sheet: typed by its people, read by the others."""
    found = visible_sheet(request, pk)
    if request.method == "POST" and not owns(request.user, found):
        raise PermissionDenied
    if request.method == "POST" or found.scorable_by(request.user):
        return _grid(request, found, Round.SELF)
    table = sheet_table(found, sight_of(request.user, found))
    return render(request, "scoring/sheet.html", _context(request, table))


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat's review of a sheet, line by line."""
    found = visible_sheet(request, pk)
    if not reviews(request.user, found):
        raise PermissionDenied
    if request.method == "GET" and not found.reviewable_by(request.user):
        return redirect(found)
    return _grid(request, found, Round.REVIEW)


TEMPLATES = {Round.SELF: "scoring/sheet_form.html", Round.REVIEW: "scoring/review.html"}


def _grid(request: HttpRequest, sheet: ScoreSheet, entering: Round) -> HttpResponse:
    """Show the cells of a round, or save those that came back; what cannot be saved stays as typed."""
    user, sight, allowed = request.user, sight_of(request.user, sheet, entering), OPEN[entering]
    table, refused = sheet_table(sheet, sight), list[str]()
    form = SheetForm(table, entering, request.POST)
    if request.method == "POST":
        try:
            saved = form.save(sheet, user, lambda fresh: allowed(fresh, user))
        except StepRefused as refusal:
            refused = refusal.reasons
            sheet.refresh_from_db()
        else:
            if saved.is_complete and not form.errors:
                messages.success(request, _saved(saved.count))
                return redirect(request.get_full_path())
            table = sheet_table(sheet, sight)
        form.put_back(table, everything=bool(refused))
    problems = form.problems(table)
    context = _context(request, table) | {"refused": refused, "problems": problems}
    status = CONFLICT if refused else UNPROCESSABLE if problems else OK
    return render(request, TEMPLATES[entering], context, status=status)


def _saved(count: int) -> str:
    if not count:
        return _("Nothing had changed.")
    words = ngettext("%(count)s cell saved at %(time)s.", "%(count)s cells saved at %(time)s.", count)
    return words % {"count": count, "time": f"{timezone.localtime():%H:%M}"}


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of lines: those that carry a flag, or all."""

    flag: str
    label: str
    count: int
    is_current: bool


def _context(request: HttpRequest, table: SheetTable) -> dict[str, object]:
    """Everything around and in the table."""
    found, user, shown = table.sheet, request.user, request.GET.get("show", "")
    page = "review" if table.sight.entering == Round.REVIEW else "sheet"
    frame = around(request, found, page)
    table.filter(shown)
    return {
        **frame,
        **_sums(table),
        **_standing(user, table),
        "steps": _steps(table, frame["steps"]),
        "table": table,
        "rows": table.rows,
        "nothing": all(row.is_hidden for row in table.rows),
        "totals": table.totals,
        "counts": table.counts,
        "filters": _filters(table, shown),
        "version": version_of(found),
        "closed": [one.value for one, is_open in OPEN.items() if not is_open(found, user)],
        "lines_url": reverse("line", args=(found.pk, 0)).removesuffix("0/"),
        "cells_url": reverse("cells", args=(found.pk,)),
    }


def _standing(user: Any, table: SheetTable) -> dict[str, object]:
    """How things stand with the sheet for its reader: sent back why, and what can be done here."""
    found, is_review = table.sheet, table.sight.entering == Round.REVIEW
    concerned = owns(user, found) or reviews(user, found)
    return {
        "returned": audit.latest(found, "send_back") if concerned and found.state == "returned" else None,
        "reviewable": found.reviewable_by(user),
        "assignable": found.assignable_by(user),
        "unassigned": sum(not score.assigned for score in table.scores.values()),
        "acceptable": sum(_is_acceptable(row) for row in table.rows) if is_review else 0,
        "scoring_closed": found.awaits_unit and not found.bloc_year.allows(Activity.SELF_SCORING),
    }


def _sums(table: SheetTable) -> dict[str, Any]:
    """What the bar below the table says: the total of the round that is entered, and what is left."""
    name, words = "self_score", _("Everything is scored")
    if table.sight.entering == Round.REVIEW:
        name, words = "reviewed_score", _("Everything is reviewed")
        if count := table.counts["unreviewed"]:
            words = _("Not reviewed: %(count)s") % {"count": count}
    elif count := table.counts["unscored"]:
        values = {"count": count, "points": table.totals["left"]}
        words = _("Not scored: %(count)s, %(points)s points") % values
    label = next(column.label for column in table.columns if column.name == name)
    return {
        "total_name": name,
        "total_label": label,
        "total_text": table.totals[name],
        "left_words": words,
    }


def _steps(table: SheetTable, steps: list[Step]) -> list[Step]:
    """The steps but the one that cannot be: changed lines are explained first, unchanged ones approved."""
    if table.sheet.state != "submitted":
        return steps
    useless = "approve" if table.counts["differing"] else "ask_explanation"
    return [step for step in steps if step.name != useless]


def _filters(table: SheetTable, shown: str) -> list[Filter]:
    """The filters that mean something to the reader; what is not there to be done is not offered."""
    entering, sight = table.sight.entering, table.sight
    offered = {
        "mine": entering is not None,
        "unscored": True,
        "unreviewed": sight.review,
        "unproved": any(row.needs_evidence for row in table.rows),
        "differing": sight.review,
    }
    lines = sum(row.is_leaf for row in table.rows)
    found = [Filter("", _("All"), lines, shown not in FLAGS)]
    return found + [
        Filter(flag, str(label), table.counts[flag], shown == flag)
        for flag, label in FLAGS.items()
        if offered[flag]
    ]


def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over the unit's own score on every line not reviewed yet; shown first with number and points."""
    found = visible_sheet(request, pk)
    if not found.reviewable_by(request.user):
        raise PermissionDenied
    table = sheet_table(found, sight_of(request.user, found, Round.REVIEW))
    lines = [row for row in table.rows if _is_acceptable(row)]
    shown = seal(*(value for row in lines for value in _own_figures(row)))
    if request.method == "POST":
        cells = [cell for row in lines for cell in _accepted(row)]
        if request.POST.get("seal") == shown and _written(request, found, cells, ScoreSheet.reviewable_by):
            return redirect("review", pk)
        messages.warning(request, _("The sheet has changed meanwhile; look at the lines again."))
    context = {"sheet": found, "rows": lines, "seal": shown, "totals": table.totals}
    return render(request, "scoring/acceptance.html", context)


def _is_acceptable(row: GridRow) -> bool:
    """Whether the unit has points on the line and nobody has reviewed it yet."""
    cell = row.cell("self_score")
    has_points = bool(cell and "is-missing" not in cell.css and row.score and row.score.is_scored)
    return bool(row.is_open and row.is_leaf and has_points and row.score and not row.score.is_reviewed)


def _own_figures(row: GridRow) -> tuple[object, ...]:
    score: Any = row.score
    return score.pk, score.self_score, score.actual, score.target


def _accepted(row: GridRow) -> list[Cell]:
    """The unit's own result and points, in the review's cells; points that were computed stay computed."""
    score: Any = row.score
    own = {"reviewed_actual": score.actual, "reviewed_score": score.self_score}
    return [Cell(score.pk, name, value, seal(None)) for name, value in own.items() if value is not None]


def _written(request: HttpRequest, sheet: ScoreSheet, cells: list[Cell], allowed: Allowed) -> bool:
    """Write cells of a page without texts; tell what became of it, and whether all of it was written."""
    try:
        saved = enter(sheet, request.user, cells, lambda fresh: allowed(fresh, request.user))
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _saved(saved.count))
    return saved.is_complete


def assignments(request: HttpRequest, pk: int) -> HttpResponse:
    """Which criteria are not assigned to the unit."""
    found = visible_sheet(request, pk)
    if not found.assignable_by(request.user):
        raise PermissionDenied
    if request.method == "POST":
        sent = AssignmentForm(sheet_table(found, sight_of(request.user, found)), request.POST)
        if _written(request, found, sent.cells(), ScoreSheet.assignable_by):
            return redirect(found)
        messages.warning(request, _("The sheet has changed meanwhile; look at the lines again."))
    table = sheet_table(found, sight_of(request.user, found))
    context = {"sheet": found, "table": table, "form": AssignmentForm(table)}
    return render(request, "scoring/assignments.html", context)


def sheet_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Submit, send back, approve, reopen."""
    return step_page(request, visible_sheet(request, pk), name)
