"""The joint pledge on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from blocs import pdf
from blocs.frame import year_or_404
from pledges.documents.pledge import filename, is_draft, joint_pledge
from pledges.issuing import in_force
from pledges.models import Pledge


def pledge_pdf(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The joint pledge as PDF: a draft until every unit has agreed; once issued, the issued bytes."""
    bloc_year = year_or_404(request, bloc, year)
    visible = Pledge.objects.visible_to(request.user).select_related("bloc_year__bloc", "bloc_year__head")
    found = get_object_or_404(visible, bloc_year=bloc_year)
    issued = None if is_draft(found) else in_force(bloc_year, "pledge")
    if issued:
        return redirect("paper_file", issued.pk)
    return pdf.shown(joint_pledge(found).pdf(), filename(found))
