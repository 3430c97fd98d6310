"""The ranking: the order, why a unit stands where it stands, and the act of publishing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from blocs.frame import stand_in, year_or_404
from blocs.models import BlocYear
from blocs.views import step_page
from scoring.board import board, total_sentences, working_rows
from scoring.explanations import compared, tie_sentences
from scoring.models import Ranking
from scoring.permissions import sees_standing


def ranking(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The order of the units; before it is published only the secretariat sees it."""
    bloc_year = year_or_404(request, bloc, year)
    found = Ranking.objects.filter(bloc_year=bloc_year).select_related("published_by").first()
    if found is None or not sees_standing(request.user, bloc_year):
        context: dict[str, Any] = {"planned": bloc_year.dates.get("conference"), "begun": found is not None}
        return render(request, "scoring/ranking_empty.html", context)
    standing = found.standing
    context = {
        "ranking": found,
        "contest": standing.contest,
        "board": board(standing),
        "ties": tie_sentences(standing),
        "tie_breaks": [compared(standing, tie) for tie in standing.contest.rules.tie_breaks],
        "steps": found.steps_for(request.user),
    }
    return render(request, "scoring/ranking.html", context)


def why(request: HttpRequest, bloc: str, year: int, unit: int) -> HttpResponse:
    """The steps that made a unit's numbers."""
    bloc_year = year_or_404(request, bloc, year)
    found = get_object_or_404(Ranking, bloc_year=bloc_year)
    if not sees_standing(request.user, bloc_year):
        raise PermissionDenied
    standing = found.standing
    member = next((one for one in standing.contest.members if one.pk == unit), None)
    if member is None:
        raise Http404
    context = {
        "ranking": found,
        "member": member,
        "row": next(row for row in board(standing).rows if row.member == member),
        "rows": working_rows(standing, member.key),
        "total": total_sentences(standing, standing.tallies[member.key]),
        "ties": tie_sentences(standing, member.key),
        "sheet": bloc_year.score_sheets.filter(unit=unit).first(),
    }
    return render(request, "scoring/why.html", context)


def ranking_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Publish."""
    visible = Ranking.objects.filter(bloc_year__in=BlocYear.objects.visible_to(request.user))
    found = get_object_or_404(visible.select_related("bloc_year__bloc"), pk=pk)
    stand_in(request, found.bloc_year)
    return step_page(request, found, name)
