"""The papers of the year: which there are, and the ranking on paper."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from blocs import pdf
from blocs.frame import year_or_404
from pledges.models import Pledge
from scoring import documents as papers
from scoring.models import Ranking
from scoring.permissions import sees_standing


def documents(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """What papers the year has, each with its state."""
    bloc_year = year_or_404(request, bloc, year)
    context = {
        "pledge": Pledge.objects.filter(bloc_year=bloc_year).first(),
        "ranking": Ranking.objects.filter(bloc_year=bloc_year).first(),
        "sees_standing": sees_standing(request.user, bloc_year),
    }
    return render(request, "scoring/documents.html", context)


def ranking_pdf(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The ranking as PDF; before it is published for the secretariat only, and marked as a draft."""
    bloc_year = year_or_404(request, bloc, year)
    ranked = Ranking.objects.select_related("bloc_year__bloc", "bloc_year__head")
    found = get_object_or_404(ranked, bloc_year=bloc_year)
    if not sees_standing(request.user, bloc_year):
        raise PermissionDenied
    return pdf.shown(papers.ranking_table(found), papers.filename(found))
