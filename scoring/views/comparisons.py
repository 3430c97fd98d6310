"""A sheet side by side, and the receipt of its submission."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from blocs import pdf
from scoring import documents as papers
from scoring.comparisons import comparison as compared
from scoring.models import ScoreSheet, receipts
from scoring.models.deadlines import second
from scoring.permissions import sees_decision, sees_review
from scoring.rounds import Round
from scoring.views.sheet_frame import around, visible_sheet


def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Self score, review and decision of every line with what each of them changed."""
    found = visible_sheet(request, pk)
    if not sees_review(request.user, found):
        raise PermissionDenied
    table = compared(found, shows_final=sees_decision(request.user, found))
    only_changed = "changed" in request.GET
    context = around(request, found, "comparison") | {
        "table": table,
        "lines": [line for line in table.lines if line.differs or not only_changed],
        "only_changed": only_changed,
    }
    return render(request, "scoring/comparison.html", context)


def _submitted(request: HttpRequest, pk: int) -> ScoreSheet:
    """A sheet that is handed in: one that its unit is still scoring has no receipt."""
    found = visible_sheet(request, pk)
    if found.awaits_unit or found.submitted_at is None:
        raise Http404
    return found


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """When and by whom the sheet was submitted, and whether it still is what was submitted."""
    found = _submitted(request, pk)
    context = around(request, found, "receipt") | {
        "moment": second(found.submitted_at) if found.submitted_at else "",
        "agrees": receipts.agrees(found),
        "sees_review": sees_review(request.user, found),
    }
    return render(request, "scoring/receipt.html", context)


def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt on paper."""
    found = _submitted(request, pk)
    return pdf.shown(papers.receipt(found), papers.receipt_filename(found))


def sheet_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as the unit scores it, on paper."""
    found = visible_sheet(request, pk)
    return pdf.shown(papers.self_sheet(found), papers.sheet_filename(found, Round.SELF))


def review_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same with the review and, for those who may see it, the decision."""
    found = visible_sheet(request, pk)
    if not sees_review(request.user, found):
        raise PermissionDenied
    content = papers.review_sheet(found, shows_final=sees_decision(request.user, found))
    return pdf.shown(content, papers.sheet_filename(found, Round.REVIEW))
