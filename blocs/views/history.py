"""The history of a year in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blocs.audit import Action, AuditEntry, Change
from blocs.frame import year_or_404
from blocs.models import BlocYear
from blocs.permissions import heads, unit_ids

PER_PAGE = 50
SAME_SITTING = timedelta(minutes=10)


@dataclass(slots=True)
class Sitting:
    """What one person changed in one thing without a longer pause, as one line: cells are saved one by one.

    `entry` is the latest, `since` the time of the first, `changes` the latest first.
    """

    entry: AuditEntry
    since: datetime
    changes: list[Change]

    def takes(self, entry: AuditEntry) -> bool:
        """Whether an older entry belongs to the same sitting."""
        latest = self.entry
        alike = all(
            getattr(entry, name) == getattr(latest, name)
            for name in ("user_id", "content_type_id", "object_id", "action", "inner", "subject")
        )
        plain = entry.action == Action.CHANGE and not (entry.reason or latest.reason or entry.detail)
        return alike and plain and self.since - entry.at <= SAME_SITTING


def sittings(entries: Iterable[AuditEntry]) -> list[Sitting]:
    """The entries, newest first, with those of one sitting put together."""
    found: list[Sitting] = []
    for entry in entries:
        if found and found[-1].takes(entry):
            found[-1].changes += entry.shown_changes
            found[-1].since = entry.at
        else:
            found.append(Sitting(entry, entry.at, entry.shown_changes))
    return found


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
    return render(request, "blocs/history.html", {"page": page, "sittings": sittings(page)})
