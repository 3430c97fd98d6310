"""The texts of the bloc's reports at mid-year and year-end, beside what is made from the figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from blocs import audit
from blocs.frame import year_or_404
from blocs.models import BlocYear
from blocs.permissions import heads
from blocs.stages import Activity
from pledges import charts
from pledges.documents.reviews import KINDS_OF
from pledges.followup import board
from pledges.forms.results import ReviewReportForm
from pledges.issuing import in_force
from pledges.models import Period
from pledges.review_texts import proposed, report_of, summary


def review_report(request: HttpRequest, bloc: str, year: int, period: str) -> HttpResponse:
    """Write a report: texts that were proposed from the figures, to be changed before it is issued."""
    bloc_year = year_or_404(request, bloc, year)
    if period not in Period.values:
        raise Http404
    if not heads(request.user, bloc_year):
        raise PermissionDenied
    review = Period(period)
    form, saved = _saved(request, bloc_year, review)
    if saved:
        messages.success(request, _("Saved."))
        return redirect(request.path)
    return render(request, "pledges/review_report.html", _context(bloc_year, review, form))


def _context(bloc_year: BlocYear, period: Period, form: ReviewReportForm) -> dict[str, Any]:
    """The texts, and beside them what is made from the figures."""
    found, kind = board(bloc_year, period), KINDS_OF[period]
    return {
        "form": form,
        "report": form.instance,
        "period": period,
        "board": found,
        "bars": charts.unit_bars(found),
        "parts": _parts(form, proposed(found)),
        "summary": summary(found) if found.lines else "",
        "kind": kind.name,
        "printable": bool(kind.subjects(bloc_year)),
        "paper": in_force(bloc_year, kind.name),
        "may_write": bloc_year.allows(Activity.PAPERS),
    }


@transaction.atomic
def _saved(request: HttpRequest, bloc_year: BlocYear, period: Period) -> tuple[ReviewReportForm, bool]:
    """The form of the report, and whether it was stored now."""
    if request.method != "POST":
        return ReviewReportForm(instance=report_of(bloc_year, period)), False
    bloc_year.hold()
    bloc_year.refresh_from_db()
    if not bloc_year.allows(Activity.PAPERS):
        raise PermissionDenied
    form = ReviewReportForm(request.POST, instance=report_of(bloc_year, period))
    if not form.is_valid():
        return form, False
    audit.save_form(request.user, form, inner=True)  # until the report is issued
    return form, True


def _parts(form: ReviewReportForm, texts: dict[str, str]) -> list[tuple[object, str]]:
    """Every text with what the figures propose now, where that is something else."""
    return [(form[name], texts[name] if form[name].value() != texts[name] else "") for name in texts]
