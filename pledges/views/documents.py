"""The joint pledge on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from blocs import pdf
from blocs.frame import year_or_404
from pledges.documents.pledge import filename, joint_pledge
from pledges.models import Pledge


def pledge_pdf(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The joint pledge as PDF, marked as a draft until every unit has agreed."""
    bloc_year = year_or_404(request, bloc, year)
    visible = Pledge.objects.visible_to(request.user).select_related("bloc_year__bloc", "bloc_year__head")
    found = get_object_or_404(visible, bloc_year=bloc_year)
    return pdf.shown(joint_pledge(found).pdf(), filename(found))
