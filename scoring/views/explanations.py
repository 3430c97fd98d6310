"""What a unit answers to the review, line by line, and agreement with all that is left."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs.workflow import StepRefused
from scoring.disputes import ChangedLine, changed_lines
from scoring.forms.answers import Agreement, AnswerForm
from scoring.models import ScoreSheet
from scoring.models.entries import enter
from scoring.permissions import owns, sees_review
from scoring.views.sheet_frame import around, visible_sheet

OK, CONFLICT = 200, 409


def _own_sheet(request: HttpRequest, pk: int) -> ScoreSheet:
    """The sheet, for the people of its unit."""
    found = visible_sheet(request, pk)
    if not owns(request.user, found):
        raise PermissionDenied
    return found


def explanation(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line that the review changed: agree, or say why not."""
    found = _own_sheet(request, pk)
    if request.method != "POST" and not found.explainable_by(request.user):
        return redirect("comparison" if sees_review(request.user, found) else "sheet", pk)
    lines = changed_lines(found)
    form, refused = AnswerForm(lines, request.POST if request.method == "POST" else None), False
    if request.method == "POST":
        try:
            saved = form.save(found, request.user, lambda fresh: fresh.explainable_by(request.user))
        except StepRefused as refusal:
            form.problems, refused = refusal.reasons, True
        else:
            messages.success(request, saved_words(saved))
            if not form.problems:
                return redirect("explanation", pk)
    context = around(request, found, "explanation") | {
        "form": form,
        "refused": refused,
        "left": found.scores.unanswered().count(),
    }
    context["left_words"] = _left_words(context["left"])
    return render(request, "scoring/explanation.html", context, status=CONFLICT if form.problems else OK)


@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a script, line by line; only an answer with `saved` says that it is kept."""
    found = _own_sheet(request, pk)
    form = AnswerForm(changed_lines(found), request.POST)
    try:
        form.save(found, request.user, lambda fresh: fresh.explainable_by(request.user))
    except StepRefused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=CONFLICT)
    left = found.scores.unanswered().count()
    told = {
        "saved": _("Saved at %(time)s") % {"time": f"{timezone.localtime():%H:%M}"},
        "left": _left_words(left),
        "lines": {line.score.pk: {"errors": line.errors, "seals": line.seals} for line in form.sent},
    }
    return JsonResponse(told)


def _left_words(count: int) -> str:
    words = ngettext("%(count)s line is not answered yet.", "%(count)s lines are not answered yet.", count)
    return words % {"count": count} if count else _("Every line is answered.")


def saved_words(count: int) -> str:
    """What became of a save."""
    if not count:
        return _("Nothing had changed.")
    words = ngettext("%(count)s answer saved at %(time)s.", "%(count)s answers saved at %(time)s.", count)
    return words % {"count": count, "time": f"{timezone.localtime():%H:%M}"}


def unanswered(lines: list[ChangedLine]) -> list[ChangedLine]:
    """The lines on which the unit has neither agreed nor disagreed."""
    return [line for line in lines if not line.is_answered]


def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to all lines without an answer; shown first with names and numbers."""
    found = _own_sheet(request, pk)
    if not found.explainable_by(request.user):
        raise PermissionDenied
    shown = Agreement(unanswered(changed_lines(found)))
    if request.method == "POST":
        if request.POST.get("seal") == shown.seal and _agreed(request, found, shown):
            return redirect("explanation", pk)
        messages.warning(request, _("The sheet has changed meanwhile; look at the lines again."))
        shown = Agreement(unanswered(changed_lines(found)))
    context = around(request, found, "explanation") | {"agreement": shown}
    return render(request, "scoring/agreement.html", context)


def _agreed(request: HttpRequest, sheet: ScoreSheet, shown: Agreement) -> bool:
    """Write all or nothing; tell how many lines it was."""
    try:
        saved = enter(
            sheet, request.user, shown.cells, lambda fresh: fresh.explainable_by(request.user), whole=True
        )
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return False
    if saved.is_complete:
        messages.success(request, saved_words(saved.count))
    return saved.is_complete
