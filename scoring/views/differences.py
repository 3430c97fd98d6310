"""Two years of a regulation side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blocs.frame import year_or_404
from scoring.differences import differences
from scoring.models import Regulation


def regulation_differences(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Last year's regulation against this year's, or any two that the bloc has."""
    bloc_year = year_or_404(request, bloc, year)
    visible = Regulation.objects.visible_to(request.user).select_related("bloc_year__bloc")
    found = list(visible.filter(bloc_year__bloc=bloc_year.bloc).order_by("-bloc_year__year"))
    later = (
        _of_year(found, request.GET.get("to", "")) or _of_year(found, str(year)) or next(iter(found), None)
    )
    before = _of_year(found, request.GET.get("from", "")) or _before(found, later)
    everything = request.GET.get("all") == "1"
    context: dict[str, Any] = {"years": [one.bloc_year.year for one in found], "everything": everything}
    if later and before:
        context |= {"found": differences(before, later, everything=everything), "from": before, "to": later}
        context |= {"before": _named(before), "after": _named(later)}
    return render(request, "scoring/differences.html", context)


def _of_year(regulations: list[Regulation], year: str) -> Regulation | None:
    return next((one for one in regulations if str(one.bloc_year.year) == year), None)


def _before(regulations: list[Regulation], later: Regulation | None) -> Regulation | None:
    """The latest of an earlier year, or else of any other."""
    others = [one for one in regulations if one != later]
    earlier = [one for one in others if later and one.bloc_year.year < later.bloc_year.year]
    return next(iter([*earlier, *others]), None)


def _named(regulation: Regulation) -> str:
    words = _("%(year)s, version %(version)s")
    return words % {"year": regulation.bloc_year.year, "version": regulation.version}
