"""The disputed-items agenda: what the conference has to decide, on a page and on paper."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blocs import pdf
from blocs.frame import year_or_404
from blocs.models import BlocYear
from scoring import documents as papers
from scoring.disputes import Disputed, disputed
from scoring.models.scoresheets import SheetState
from scoring.permissions import sees_standing

UNFINISHED = (SheetState.DRAFT, SheetState.RETURNED, SheetState.SUBMITTED, SheetState.EXPLAINING)


def _year(request: HttpRequest, bloc: str, year: int) -> BlocYear:
    """The year, for those who may see every unit's review: the secretariat; at the conference, its guests."""
    bloc_year = year_or_404(request, bloc, year)
    if not sees_standing(request.user, bloc_year):
        raise PermissionDenied
    return bloc_year


def _items(bloc_year: BlocYear) -> list[Disputed]:
    return disputed(bloc_year) if bloc_year.score_sheets.exists() else []


def agenda(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Every line on which a unit does not agree, numbered through the bloc."""
    bloc_year = _year(request, bloc, year)
    groups = _items(bloc_year)
    lines = [line for group in groups for line in group.lines]
    waiting = bloc_year.score_sheets.filter(state__in=UNFINISHED, unit__in=bloc_year.members)
    context = {
        "groups": [(group, group.sheet.decidable_by(request.user)) for group in groups],
        "count": len(lines),
        "decided": sum(line.score.is_decided for line in lines),
        "waiting": [sheet.unit for sheet in waiting.select_related("unit")],
    }
    return render(request, "scoring/agenda.html", context)


def agenda_pdf(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The same on paper, with an empty box for every decision."""
    bloc_year = _year(request, bloc, year)
    content = papers.agenda(bloc_year, _items(bloc_year))
    return pdf.shown(content, papers.agenda_filename(bloc_year))
