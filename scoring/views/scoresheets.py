"""Score sheets: the list, a unit's sheet, its review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs import audit
from blocs.frame import stand_in, year_or_404
from blocs.permissions import heads
from blocs.stages import Activity
from blocs.views import step_page
from blocs.workflow import StepRefused
from scoring.forms.assignments import AssignmentForm
from scoring.forms.sheets import REVIEW, SELF, SheetForm
from scoring.models import ScoreSheet
from scoring.models.entries import Cell, enter, seal
from scoring.permissions import owns, reviews, sees_review
from scoring.tables import SheetRow, SheetTable, sheet_table, summaries

OK, CONFLICT, UNPROCESSABLE = 200, 409, 422


def _visible_sheet(request: HttpRequest, pk: int) -> ScoreSheet:
    visible = ScoreSheet.objects.visible_to(request.user)
    related = ("unit", "bloc_year__bloc", "bloc_year__regulation", "bloc_year__head")
    sheet = get_object_or_404(visible.select_related(*related), pk=pk)
    stand_in(request, sheet.bloc_year)
    return sheet


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
    found = _visible_sheet(request, pk)
    if request.method == "POST" and not owns(request.user, found):
        raise PermissionDenied
    if request.method == "POST" or found.scorable_by(request.user):
        return _grid(request, found, SELF, ScoreSheet.scorable_by, "scoring/sheet_form.html")
    table = sheet_table(found, shows_review=sees_review(request.user, found))
    return render(request, "scoring/sheet.html", _context(request, found, table))


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat's review of a sheet, line by line."""
    found = _visible_sheet(request, pk)
    if not reviews(request.user, found):
        raise PermissionDenied
    if request.method == "GET" and not found.reviewable_by(request.user):
        return redirect(found)
    return _grid(request, found, REVIEW, ScoreSheet.reviewable_by, "scoring/review.html")


Allowed = Callable[[ScoreSheet, Any], bool]


def _grid(
    request: HttpRequest, sheet: ScoreSheet, fields: tuple[str, ...], allowed: Allowed, template: str
) -> HttpResponse:
    """Show the cells of a round, or save those that came back; what cannot be saved stays as typed."""
    shows_review = fields == REVIEW or sees_review(request.user, sheet)
    table = sheet_table(sheet, shows_review=shows_review)
    form, refused = SheetForm(table, fields, request.POST if request.method == "POST" else None), False
    if request.method == "POST":
        try:
            saved = form.save(sheet, request.user, lambda fresh: allowed(fresh, request.user))
        except StepRefused as refusal:
            form.problems, refused = refusal.reasons, True
            sheet.refresh_from_db()
        else:
            if not form.problems:
                messages.success(request, _saved(saved.count))
                return redirect(request.path)
            table = sheet_table(sheet, shows_review=shows_review)
            form = form.again(table)
    context = _context(request, sheet, table) | {"form": form, "refused": refused}
    status = CONFLICT if refused else UNPROCESSABLE if form.problems else OK
    return render(request, template, context, status=status)


def _saved(count: int) -> str:
    if not count:
        return _("Nothing had changed.")
    words = ngettext("%(count)s cell saved at %(time)s.", "%(count)s cells saved at %(time)s.", count)
    return words % {"count": count, "time": f"{timezone.localtime():%H:%M}"}


def _context(request: HttpRequest, sheet: ScoreSheet, table: SheetTable) -> dict[str, object]:
    concerned = owns(request.user, sheet) or reviews(request.user, sheet)
    returned = audit.latest(sheet, "send_back") if concerned and sheet.state == "returned" else None
    return {
        "sheet": sheet,
        "table": table,
        "totals": table.totals,
        "steps": sheet.steps_for(request.user),
        "returned": returned,
        "reviewable": sheet.reviewable_by(request.user),
        "assignable": sheet.assignable_by(request.user),
        "scoring_closed": sheet.awaits_unit and not sheet.bloc_year.allows(Activity.SELF_SCORING),
    }


def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over the unit's own score on every line not reviewed yet; shown first with number and points."""
    found = _visible_sheet(request, pk)
    if not found.reviewable_by(request.user):
        raise PermissionDenied
    table = sheet_table(found, shows_review=True)
    lines = [row for row in table.rows if row.is_acceptable]
    if request.method == "POST":
        cells = [Cell(row.score.pk, "reviewed_score", row.score.self_score, seal(None)) for row in lines]
        as_shown = request.POST.get("seal") == _seal_of(lines)
        if as_shown and _written(request, found, cells, ScoreSheet.reviewable_by):
            return redirect("review", pk)
        messages.warning(request, _("The sheet has changed meanwhile; look at the lines again."))
    context = _context(request, found, table) | {"lines": lines, "seal": _seal_of(lines)}
    return render(request, "scoring/acceptance.html", context)


def _seal_of(lines: list[SheetRow]) -> str:
    return seal([(row.score.pk, row.self_score) for row in lines])


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
    found = _visible_sheet(request, pk)
    if not found.assignable_by(request.user):
        raise PermissionDenied
    if request.method == "POST":
        sent = AssignmentForm(sheet_table(found, shows_review=True), request.POST)
        if _written(request, found, sent.cells(), ScoreSheet.assignable_by):
            return redirect(found)
        messages.warning(request, _("The sheet has changed meanwhile; look at the lines again."))
    table = sheet_table(found, shows_review=True)
    AssignmentForm(table)
    return render(request, "scoring/assignments.html", {"sheet": found, "table": table})


def sheet_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Submit, send back, approve, reopen."""
    return step_page(request, _visible_sheet(request, pk), name)
