"""How the review changed the scores of the whole bloc."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blocs.frame import year_or_404
from scoring.changes import WIDTH, changes
from scoring.permissions import compares


def bloc_changes(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Units, criteria and reviewers beside each other, with what stands out."""
    bloc_year = year_or_404(request, bloc, year)
    if not compares(request.user, bloc_year):
        raise PermissionDenied
    begun = bloc_year.score_sheets.exclude(state="draft").exists()
    context = {"changes": changes(bloc_year, request.user) if begun else None, "middle": WIDTH}
    return render(request, "scoring/changes.html", context | {"whole": 2 * WIDTH})
