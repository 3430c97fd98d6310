"""The regulation: its criteria as a table that can be edited while it is a draft."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from blocs import audit, pdf
from blocs.audit import Action
from blocs.frame import stand_in, year_or_404
from blocs.models import BlocYear
from blocs.permissions import heads
from blocs.stages import Activity
from blocs.views import held, in_one_transaction, step_page
from scoring.documents.articles import whole_filename, whole_regulation
from scoring.documents.regulation import appendix, filename
from scoring.forms.outline import TableForm
from scoring.forms.regulation import RegulationForm
from scoring.general_rules import general_rules
from scoring.models import Regulation
from scoring.outline import outline_rows, totals
from scoring.views.drafts import editable_regulation

UNPROCESSABLE = 422
LONGEST = 100  # of the name of a line that can be chosen


def regulation(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The criteria as a table, with the sums that do not agree; who may change them types into it."""
    bloc_year = year_or_404(request, bloc, year)
    found = getattr(bloc_year, "regulation", None)
    may_begin = heads(request.user, bloc_year) and bloc_year.allows(Activity.REGULATION)
    if found is None:
        context: dict[str, Any] = {"may_begin": may_begin, "previous": _with_regulation(bloc_year.previous)}
        return render(request, "scoring/regulation_empty.html", context)
    return regulation_page(request, found, TableForm(found))


def regulation_page(request: HttpRequest, found: Regulation, form: TableForm) -> HttpResponse:
    """The page with what was typed and could not be saved."""
    rows, problems = form.rows(), form.problems
    context = {
        "regulation": found,
        "rows": rows,
        "tops": [row for row in rows if row.level == 1],
        "totals": totals(found),
        "problems": problems,
        "editable": found.editable_by(request.user),
        "steps": found.steps_for(request.user),
        "general_rules": general_rules(found),
        "has_others": _others(request, found).exists(),
    }
    return render(request, "scoring/regulation.html", context, status=UNPROCESSABLE if problems else None)


def _others(request: HttpRequest, found: Regulation) -> QuerySet[Regulation]:
    """The regulations of the bloc's other years."""
    visible = Regulation.objects.visible_to(request.user).filter(bloc_year__bloc=found.bloc_year.bloc_id)
    return visible.exclude(pk=found.pk)


def _with_regulation(bloc_year: BlocYear | None) -> BlocYear | None:
    return bloc_year if bloc_year and hasattr(bloc_year, "regulation") else None


@require_POST
@in_one_transaction
def begin_regulation(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """An empty draft, or a copy of last year's regulation."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    if not heads(request.user, bloc_year) or not bloc_year.allows(Activity.REGULATION):
        raise PermissionDenied
    source = _with_regulation(bloc_year.previous) if "copy" in request.POST else None
    title, changes = Regulation.default_title(bloc_year.year), []
    found, created = Regulation.objects.get_or_create(bloc_year=bloc_year, defaults={"title": title})
    if created and source:
        found.copy_from(source.regulation)
        with audit.in_record_language():
            changes = [audit.change(gettext_noop("copied from"), "", str(source.regulation))]
    if created:
        audit.record(request.user, found, Action.CREATE, changes=changes)
    return redirect(found)


@in_one_transaction
def regulation_settings(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Everything besides the criteria: its name, rounding, tie-breaks, classes, exclusions, quotas."""
    found = editable_regulation(request, bloc, year)
    form = RegulationForm(request.POST or None, instance=found)
    form.offer([(row.pk, f"{row.code} {row.name}"[:LONGEST]) for row in outline_rows(found)])
    if form.is_valid():
        return redirect(form.save_for(request.user))
    return render(request, "scoring/regulation_settings.html", {"form": form, "regulation": found})


def regulation_pdf(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The issued paper; before that the text with its appendix as a draft, or the appendix alone."""
    bloc_year = year_or_404(request, bloc, year)
    visible = Regulation.objects.visible_to(request.user).select_related("bloc_year__bloc")
    found = get_object_or_404(visible, bloc_year=bloc_year)
    if not found.articles.exists():
        return pdf.shown(appendix(found), filename(found))
    issued = bloc_year.papers.in_force().filter(kind="regulation").first()
    if issued and found.is_adopted and issued.number == found.number:
        return redirect("paper_file", issued.pk)
    return pdf.shown(whole_regulation(found).pdf(), whole_filename(found))


def regulation_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Adopt or reopen."""
    visible = Regulation.objects.visible_to(request.user).select_related("bloc_year__bloc")
    found = get_object_or_404(visible, pk=pk)
    stand_in(request, found.bloc_year)
    return step_page(request, found, name)
