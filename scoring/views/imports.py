"""Workbooks in and out: choose a file, see what it would do, and then do exactly that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.frame import year_or_404
from blocs.models import BlocYear
from blocs.permissions import heads
from blocs.stages import Activity, opening_stages
from scoring.forms.imports import ScoresUploadForm, UploadForm
from scoring.models import Regulation, ScoreSheet
from scoring.permissions import sees_decision, sees_review
from scoring.rounds import Round
from scoring.workbooks import uploads
from scoring.workbooks.reading import Unreadable
from scoring.workbooks.regulation.plan import RegulationPlan, regulation_plan
from scoring.workbooks.regulation.preview import regulation_preview
from scoring.workbooks.regulation.saving import save_regulation
from scoring.workbooks.regulation.writing import regulation_workbook
from scoring.workbooks.scores.plan import ScoresPlan, scores_plan
from scoring.workbooks.scores.preview import scores_preview
from scoring.workbooks.scores.saving import save_scores
from scoring.workbooks.scores.turns import Actor
from scoring.workbooks.scores.writing import scores_workbook
from scoring.workbooks.uploads import Upload

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPROCESSABLE, CONFLICT = 422, 409
REGULATION = "regulation"
ACTIVITIES = {
    REGULATION: Activity.REGULATION,
    Round.SELF: Activity.SELF_SCORING,
    Round.REVIEW: Activity.REVIEW,
    Round.FINAL: Activity.REVIEW,
}
SEEN_BY = {Round.REVIEW: sees_review, Round.FINAL: sees_decision}
Plan = RegulationPlan | ScoresPlan


@dataclass(frozen=True)
class _Noun:
    """What is imported: its template, its form, and where one goes afterwards."""

    template: str
    form: type[UploadForm]
    kinds: tuple[str, ...]
    after: str


_REGULATION = _Noun("scoring/import_regulation.html", UploadForm, (REGULATION,), "regulation")
_SCORES = _Noun("scoring/import_scores.html", ScoresUploadForm, tuple(Round.values), "sheets")


def regulation_import(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Choose the workbook of a regulation and see what it would do."""
    return _choose(request, _own_year(request, bloc, year), _REGULATION)


@require_POST
def regulation_import_now(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Do what the preview showed."""
    return _confirm(request, _own_year(request, bloc, year), _REGULATION)


def scores_import(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Choose the workbook of a round of scores and see what it would do."""
    return _choose(request, _own_year(request, bloc, year), _SCORES)


@require_POST
def scores_import_now(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Do what the preview showed."""
    return _confirm(request, _own_year(request, bloc, year), _SCORES)


def regulation_export(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The regulation as a workbook; an empty one to fill in for the secretariat that has not begun."""
    bloc_year = year_or_404(request, bloc, year)
    found = Regulation.objects.filter(bloc_year=bloc_year).first()
    if found is None and not heads(request.user, bloc_year):
        raise Http404
    return _download(regulation_workbook(found), f"quy-che-{bloc}-{year}.xlsx")


def scores_export(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """A round of scores as a workbook: the sheets that the person may see; the others are named in it."""
    bloc_year = year_or_404(request, bloc, year)
    get_object_or_404(Regulation, bloc_year=bloc_year)
    if (name := request.GET.get("round", Round.SELF)) not in Round.values:
        raise Http404
    sheets = list(
        ScoreSheet.objects.visible_to(request.user).filter(bloc_year=bloc_year).select_related("unit")
    )
    for sheet in sheets:
        sheet.bloc_year = bloc_year
    if (sees := SEEN_BY.get(Round(name))) is not None:
        sheets = [sheet for sheet in sheets if sees(request.user, sheet)]
    shown = {sheet.unit for sheet in sheets}
    every = heads(request.user, bloc_year)
    units = [unit for unit in bloc_year.members if every or unit in shown]
    content = scores_workbook(bloc_year, Round(name), sheets, units, whole=every)
    return _download(content, f"diem-{name}-{bloc}-{year}.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _own_year(request: HttpRequest, bloc: str, year: int) -> BlocYear:
    """The year, for its secretariat."""
    bloc_year = year_or_404(request, bloc, year)
    if not heads(request.user, bloc_year):
        raise PermissionDenied
    return bloc_year


def _choose(request: HttpRequest, bloc_year: BlocYear, noun: _Noun) -> HttpResponse:
    form = noun.form(request.POST, request.FILES) if request.method == "POST" else noun.form()
    if not form.is_valid():
        return _page(request, noun, {"form": form}, UNPROCESSABLE if form.is_bound else 200)
    file = form.cleaned_data["file"]
    kind, reason = form.cleaned_data.get("round", REGULATION), form.cleaned_data.get("reason", "")
    content = file.read()
    try:
        plan = _plan(bloc_year, request.user, Upload(kind, file.name, "", reason), content)
    except Unreadable as refusal:
        form.add_error("file", str(refusal))
        return _page(request, noun, {"form": form}, UNPROCESSABLE)
    return _preview(request, noun, plan, Upload(kind, file.name, plan.digest, reason), content)


def _confirm(request: HttpRequest, bloc_year: BlocYear, noun: _Noun) -> HttpResponse:
    """Do it, if the file and everything it changes are as they were shown; else show the preview again."""
    token = request.POST.get("token", "")
    try:
        upload, content = uploads.kept(token, request.user, bloc_year, *noun.kinds)
        with transaction.atomic():
            bloc_year.hold()
            bloc_year.refresh_from_db()
            plan = _plan(bloc_year, request.user, upload, content)
            same = plan.digest == upload.digest and not plan.findings.refused
            if same:
                _save(plan, request.user)
    except Unreadable as refusal:
        messages.error(request, str(refusal))
        return _page(request, noun, {"form": noun.form()}, CONFLICT)
    uploads.discard(token)
    if same:
        messages.success(request, _("Imported: %(file)s.") % {"file": upload.file_name})
        return redirect(noun.after, bloc_year.bloc.slug, bloc_year.year)
    messages.warning(request, _("Something changed since the preview. This is what the file would do now."))
    upload = Upload(upload.kind, upload.file_name, plan.digest, upload.reason)
    return _preview(request, noun, plan, upload, content, status=CONFLICT)


def _plan(bloc_year: BlocYear, user: Any, upload: Upload, content: bytes) -> Plan:
    """What a file would do now. Raises `Unreadable`, also when the stage of the year is another."""
    activity = ACTIVITIES[upload.kind]
    if not bloc_year.allows(activity):
        stages = ", ".join(str(stage.label) for stage in opening_stages(activity))
        raise Unreadable(_("This is possible only in the stage: %(stages)s.") % {"stages": stages})
    if upload.kind == REGULATION:
        return regulation_plan(bloc_year, content, upload.file_name)
    actor = Actor(user, reason=upload.reason)
    return scores_plan(bloc_year, Round(upload.kind), content, upload.file_name, actor)


def _save(plan: Plan, user: Any) -> None:
    if isinstance(plan, RegulationPlan):
        save_regulation(plan, user)
    else:
        save_scores(plan, user)


def _preview(  # noqa: PLR0913  # the parts of one page
    request: HttpRequest, noun: _Noun, plan: Plan, upload: Upload, content: bytes, *, status: int = 200
) -> HttpResponse:
    """The page of a preview; with a token to go on unless the file is refused."""
    if plan.findings.refused:
        context: dict[str, Any] = {"form": noun.form(), "problems": plan.findings.problems}
        return _page(request, noun, context | {"upload": upload}, UNPROCESSABLE)
    bloc_year = plan.bloc_year
    context = {"upload": upload, "notices": plan.findings.notices, "plan": plan}
    if isinstance(plan, RegulationPlan):
        context["preview"] = regulation_preview(plan)
    else:
        context |= {"preview": scores_preview(plan), "round": Round(upload.kind).label}
    context["token"] = uploads.keep(upload, content, request.user, bloc_year)
    return _page(request, noun, context, status)


def _page(request: HttpRequest, noun: _Noun, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, noun.template, context, status=status)
