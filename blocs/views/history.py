"""The history of a year in words."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blocs.audit import AuditEntry
from blocs.frame import year_or_404
from blocs.models import BlocYear
from blocs.permissions import heads, unit_ids

PER_PAGE = 50


def entries_for(user: Any, bloc_year: BlocYear) -> QuerySet[AuditEntry]:
    """All entries for the secretariat; for others the open ones of the bloc and of their own units."""
    entries = AuditEntry.objects.filter(bloc_year=bloc_year).select_related("user", "unit", "content_type")
    if heads(user, bloc_year):
        return entries
    return entries.filter(Q(unit=None) | Q(unit__in=unit_ids(user)), inner=False)


def history(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Who did what, newest first."""
    bloc_year = year_or_404(request, bloc, year)
    page = Paginator(entries_for(request.user, bloc_year), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "blocs/history.html", {"page": page})
