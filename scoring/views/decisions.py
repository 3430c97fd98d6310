"""The second review and the conference: decisions line by line, and who else moves before they are saved."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs.views.changing import in_one_transaction
from blocs.workflow import StepRefused
from scoring.corrections import Effect, effect_of
from scoring.disputes import ChangedLine, changed_lines
from scoring.forms.decisions import DecisionForm
from scoring.models import ScoreSheet
from scoring.models.entries import enter
from scoring.permissions import reviews, sees_review, sees_standing
from scoring.views.sheet_frame import around, visible_sheet

OK, CONFLICT, UNPROCESSABLE = 200, 409, 422


def _reviewed_sheet(request: HttpRequest, pk: int) -> ScoreSheet:
    """The sheet, for who reviews it; before a change its year is held and the sheet read again."""
    found = visible_sheet(request, pk)
    if not reviews(request.user, found):
        raise PermissionDenied
    if request.method == "POST":
        found.hold()
        found.refresh_from_db(fields=["state"])
    return found


def _form(request: HttpRequest, sheet: ScoreSheet) -> DecisionForm:
    """The form: what differs, is decided or not reviewed, and lines that were asked for (`line`)."""
    data = request.POST if request.method == "POST" else None
    asked = (request.GET if data is None else data).getlist("line")
    lines = changed_lines(sheet, lambda score: score.assigned)

    def shown(line: ChangedLine) -> bool:
        score, unreviewed = line.score, not (line.score.is_reviewed or line.is_deduction)
        return score.differs or score.is_decided or unreviewed or str(score.pk) in asked

    return DecisionForm(
        [line for line in lines if shown(line)], data, [line for line in lines if not shown(line)]
    )


@in_one_transaction
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines where self score and review differ; what is typed is shown with its effect, then saved."""
    found = _reviewed_sheet(request, pk)
    if not found.decidable_by(request.user):
        if request.method == "POST":
            messages.error(request, _("Decisions can no longer be entered here."))
        return redirect("comparison" if sees_review(request.user, found) else "sheet", pk)
    form = _form(request, found)
    if request.method == "POST" and not form.problems and "edit" not in request.POST:
        if not form.cells:
            messages.info(request, _("Nothing had changed."))
            return redirect("decisions", pk)
        effect = effect_of(found, form.cells)
        if effect.moved:
            return _preview(request, found, form, effect)
        return _write(request, found, form, effect)
    return _page(request, found, form)


@require_POST
@in_one_transaction
def decisions_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Save exactly what the preview showed; if anything changed since, it is shown again."""
    found = _reviewed_sheet(request, pk)
    if not found.decidable_by(request.user):
        messages.error(request, _("Decisions can no longer be entered here."))
        return redirect("sheet", pk)
    form = _form(request, found)
    if form.problems or not form.cells:
        return _page(request, found, form)
    effect = effect_of(found, form.cells)
    if request.POST.get("token") != effect.seal:
        messages.warning(request, _("Something changed since the preview. This is what would happen now."))
        return _preview(request, found, form, effect, status=CONFLICT)
    return _write(request, found, form, effect)


def _write(request: HttpRequest, sheet: ScoreSheet, form: DecisionForm, effect: Effect) -> HttpResponse:
    """All of it or nothing; a line in which someone else wrote meanwhile is shown."""
    try:
        saved = enter(
            sheet, request.user, form.cells, lambda fresh: fresh.decidable_by(request.user), whole=True
        )
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("sheet", sheet.pk)
    if not saved.is_complete:
        form.contested(saved)
        return _page(request, sheet, form)
    messages.success(request, saved_words(len(form.decided), len(effect.moved)))
    return redirect("decisions", sheet.pk)


def saved_words(lines: int, moved: int) -> str:
    """How many lines were decided, and how many units that moved."""
    words = ngettext("%(count)s decision saved at %(time)s.", "%(count)s decisions saved at %(time)s.", lines)
    first = words % {"count": lines, "time": f"{timezone.localtime():%H:%M}"}
    if not moved:
        return _("%(first)s No unit moves.") % {"first": first}
    return first


def _page(request: HttpRequest, sheet: ScoreSheet, form: DecisionForm) -> HttpResponse:
    sees_all = sees_standing(request.user, sheet.bloc_year)
    context = around(request, sheet, "decisions") | {"form": form, "sees_standing": sees_all}
    status = UNPROCESSABLE if form.problems else OK
    return render(request, "scoring/decisions.html", context, status=status)


def _preview(
    request: HttpRequest, sheet: ScoreSheet, form: DecisionForm, effect: Effect, status: int = OK
) -> HttpResponse:
    """Who moves; to those who may not see the standing only the unit itself."""
    sees_all = sees_standing(request.user, sheet.bloc_year)
    context = around(request, sheet, "decisions") | {
        "form": form,
        "effect": effect,
        "rows": effect.rows if sees_all else effect.own,
        "sees_all": sees_all,
    }
    return render(request, "scoring/decisions_preview.html", context, status=status)
