"""Issued papers: their pages, their bytes as they were issued, their steps."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from blocs import audit
from blocs.frame import stand_in
from blocs.views import step_page
from pledges.models import Paper
from pledges.models.papers import PaperState
from pledges.papers import kind_label

RELATED = ("bloc_year__bloc", "bloc_year__head", "unit", "issued_by", "replaced_by")


def paper_or_404(request: HttpRequest, pk: int) -> Paper:
    """The issued paper, if the person may see its year; the page stands in the year's frame."""
    visible = Paper.objects.visible_to(request.user).select_related(*RELATED)
    found = get_object_or_404(visible, pk=pk)
    stand_in(request, found.bloc_year)
    return found


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """What was issued, what it is worth today, and what came before and after it."""
    found = paper_or_404(request, pk)
    context = {
        "paper": found,
        "kind": kind_label(found.kind),
        "steps": found.steps_for(request.user),
        "withdrawn": audit.latest(found, "withdraw") if found.state == PaperState.WITHDRAWN else None,
        "issues": list(found.issues),
        "entries": audit.entries_of(found).select_related("user", "content_type"),
    }
    return render(request, "pledges/paper.html", context)


def paper_file(request: HttpRequest, pk: int) -> FileResponse:
    """The bytes that were issued, to look at or to save; nothing is rendered again."""
    found = paper_or_404(request, pk)
    response = FileResponse(
        found.content.open(),
        as_attachment="download" in request.GET,
        filename=found.name,
        content_type="application/pdf",
    )
    response["Content-Security-Policy"] = "frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-cache"
    return response


def paper_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Withdraw a paper; replaced it is by the next issue and nothing else."""
    if name == "replace":
        raise Http404
    return step_page(request, paper_or_404(request, pk), name)
