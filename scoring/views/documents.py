"""The papers of the year: which there are, and the ranking on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blocs import pdf
from blocs.frame import year_or_404
from pledges.catalogue import catalogue
from scoring import documents as papers
from scoring.disputes import ANSWERED
from scoring.models import Ranking, Score
from scoring.permissions import sees_standing
from scoring.views.rankings import ranking_shown


def documents(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """What papers the year has, each with its state; below them what is printed without being issued."""
    bloc_year = year_or_404(request, bloc, year)
    answered = Score.objects.filter(sheet__bloc_year=bloc_year, sheet__state__in=ANSWERED)
    context = {
        "groups": catalogue(bloc_year, request.user),
        "ranking": Ranking.objects.filter(bloc_year=bloc_year).first(),
        "sees_standing": sees_standing(request.user, bloc_year),
        "disputed": answered.disputed().count(),
    }
    return render(request, "scoring/documents.html", context)


def ranking_pdf(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The ranking as PDF; until it is published it says so across every page."""
    found = ranking_shown(request, bloc, year)
    return pdf.shown(papers.ranking_table(found), papers.filename(found))
