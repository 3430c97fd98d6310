"""The home page, and the overview of a year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blocs.frame import year_or_404
from blocs.models import BlocYear
from blocs.permissions import heads
from blocs.stages import Stage, checklist, following
from pledges.alerts import alerts
from scoring.progress import moments, unit_rows
from scoring.tasks import tasks


def home(request: HttpRequest) -> HttpResponse:
    """What I must do and until when, over all my years; then the years themselves."""
    mine = list(BlocYear.objects.visible_to(request.user).select_related("bloc", "head", "deputy"))
    todo = sorted((task for year in mine for task in tasks(request.user, year)), key=lambda task: task.order)
    current = [year for year in mine if year.stage != Stage.CLOSED]
    context = {
        "tasks": todo,
        "current": [(year, moments(year)) for year in current],
        "past": [year for year in mine if year.stage == Stage.CLOSED],
    }
    return render(request, "scoring/home.html", context)


def overview(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """A year at a glance: my tasks, the line of stages, the units."""
    bloc_year = year_or_404(request, bloc, year)
    next_stage = following(bloc_year.stage)
    runs = heads(request.user, bloc_year)
    context = {
        "tasks": tasks(request.user, bloc_year),
        "alerts": [one for one in alerts(bloc_year).values() if one.late] if runs else [],
        "moments": moments(bloc_year),
        "units": unit_rows(bloc_year, request.user),
        "runs": runs,
        "next_stage": next_stage,
        "checklist": checklist(bloc_year, next_stage) if runs and next_stage else [],
        "steps": bloc_year.steps_for(request.user),
    }
    return render(request, "scoring/overview.html", context)
