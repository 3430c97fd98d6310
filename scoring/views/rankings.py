"""The ranking: the order, why a unit stands where it stands, as a workbook, and the act of publishing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from blocs.frame import stand_in, year_or_404
from blocs.models import BlocYear
from blocs.views import step_page
from scoring.board import board, total_sentences, unit_row, working_rows
from scoring.board.comparison import section_rows
from scoring.board.distances import distance
from scoring.board.last_year import LastYear, last_year
from scoring.clauses import clauses
from scoring.explanations import compared, tie_sentences
from scoring.models import Ranking, ScoreSheet
from scoring.permissions import SHOWN_TO_LEADERS, excludes, sees_standing
from scoring.standings import Standing
from scoring.workbooks import ranking as workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ranking_shown(request: HttpRequest, bloc: str, year: int) -> Ranking:
    """The ranking of a year, for someone who may see its standing now; whatever follows from it asks here."""
    bloc_year = year_or_404(request, bloc, year)
    ranked = Ranking.objects.select_related("bloc_year__bloc", "bloc_year__head", "published_by")
    found = get_object_or_404(ranked, bloc_year=bloc_year)
    if not sees_standing(request.user, bloc_year):
        raise PermissionDenied
    return found


def ranking(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The order of the units; who may not see it yet is told when it will be there."""
    bloc_year = year_or_404(request, bloc, year)
    begun = Ranking.objects.filter(bloc_year=bloc_year).exists()
    if not begun or not sees_standing(request.user, bloc_year):
        context: dict[str, Any] = {"planned": bloc_year.dates.get("conference"), "begun": begun}
        return render(request, "scoring/ranking_empty.html", context)
    found = ranking_shown(request, bloc, year)
    standing = found.standing
    context = {
        "ranking": found,
        "contest": standing.contest,
        "audience": _audience(bloc_year),
        "board": board(standing),
        "ties": tie_sentences(standing),
        "clauses": clauses(standing),
        "tie_breaks": [compared(standing, tie) for tie in standing.contest.rules.tie_breaks],
        "steps": found.steps_for(request.user),
        "may_exclude": excludes(request.user, bloc_year),
    }
    return render(request, "scoring/ranking.html", context)


def _audience(bloc_year: BlocYear) -> str:
    """Who sees the provisional ranking in this stage."""
    if bloc_year.stage in SHOWN_TO_LEADERS:
        return _("The secretariat, the leaders of the units and observers see this page.")
    return _("Only the secretariat sees this page.")


def why(request: HttpRequest, bloc: str, year: int, unit: int) -> HttpResponse:
    """Why a unit stands where it stands: beside the others, from the place above, from the year before."""
    found = ranking_shown(request, bloc, year)
    standing, bloc_year = found.standing, found.bloc_year
    member = next((one for one in standing.contest.members if one.pk == unit), None)
    if member is None:
        raise Http404
    sheet = bloc_year.score_sheets.filter(unit=unit).first()
    context = {
        "ranking": found,
        "member": member,
        "row": unit_row(standing, member.key),
        "ranked": sum(place.rank is not None for place in standing.places),
        "possible": _possible(found, sheet),
        "sections": section_rows(standing, member.key),
        "distance": distance(standing, member.key),
        "last_year": _last_year(request, bloc_year, standing, member.key),
        "rows": working_rows(standing, member.key),
        "total": total_sentences(standing, standing.tallies[member.key]),
        "ties": tie_sentences(standing, member.key),
        "sheet": sheet,
    }
    return render(request, "scoring/why.html", context)


def _possible(found: Ranking, sheet: ScoreSheet | None) -> str:
    """Whether the unit's points can still change, by where its sheet is."""
    if found.is_published:
        return _("The ranking is published and nothing changes; the lines below are for the next year.")
    if sheet is None:
        return _("The unit has no score sheet yet.")
    if sheet.state == "approved":
        return _("The unit's sheet is approved; its points change only if the review is reopened.")
    words = _("The unit's sheet is now “%(state)s”; its points can still change.")
    return words % {"state": sheet.get_state_display()}


def _last_year(request: HttpRequest, bloc_year: BlocYear, standing: Standing, unit: str) -> LastYear | None:
    """Against the published ranking of the year before, for someone who may see that year."""
    before = bloc_year.previous
    if before is None or before not in BlocYear.objects.visible_to(request.user):
        return None
    ranked = Ranking.objects.filter(bloc_year=before).first()
    return last_year(standing, unit, ranked.standing) if ranked and ranked.is_published else None


def ranking_export(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The ranking as a workbook."""
    found = ranking_shown(request, bloc, year)
    response = HttpResponse(workbook.ranking_workbook(found), content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = str(content_disposition_header(True, workbook.filename(found)))
    return response


def ranking_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Publish."""
    visible = Ranking.objects.filter(bloc_year__in=BlocYear.objects.visible_to(request.user))
    found = get_object_or_404(visible.select_related("bloc_year__bloc"), pk=pk)
    stand_in(request, found.bloc_year)
    return step_page(request, found, name)
