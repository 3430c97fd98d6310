"""What stands around every page: bloc and year, its stage, the stations, the person and the roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs import permissions
from blocs.models import BlocYear
from blocs.models.people import Role
from blocs.stages import Stage

_REGULATION_NOUNS = "regulation regulations criteria articles opinions consultations replies"
_PLEDGE_NOUNS = """
    pledges pledge registrations agreements sections movements reminders conferences packs results
"""

# URL name, words, the stage that opens it, and the nouns of the addresses that belong to it
STATIONS = (
    ("overview", _("Overview"), Stage.PREPARE, "overview"),
    ("regulation", _("Regulation"), Stage.PREPARE, _REGULATION_NOUNS),
    ("pledges", _("Pledge"), Stage.PREPARE, _PLEDGE_NOUNS),
    ("sheets", _("Scoring"), Stage.SELF_SCORING, "sheets scores evidence agenda deadlines"),
    ("ranking", _("Ranking"), Stage.SELF_SCORING, "ranking rankings exclusions"),
    ("documents", _("Documents"), Stage.PREPARE, "documents papers copies"),
)


@dataclass(frozen=True, slots=True)
class Station:
    """An entry of the navigation; `opens` is the planned day while the station is not open yet."""

    name: str
    label: str
    url: str
    is_open: bool
    opens: date | None
    is_current: bool


def year_or_404(request: HttpRequest, bloc: str, year: int) -> BlocYear:
    """The year of the address, if the person may see it; the page stands in its frame."""
    visible = BlocYear.objects.visible_to(request.user).select_related("bloc", "head", "deputy")
    return stand_in(request, get_object_or_404(visible, bloc__slug=bloc, year=year))


def stand_in(request: HttpRequest, bloc_year: BlocYear) -> BlocYear:
    """Put the page into the frame of `bloc_year`."""
    request.bloc_year = bloc_year
    return bloc_year


def _noun(path: str) -> str:
    """What an address is about: `/blocs/SLUG/YEAR/noun/…` or `/noun/PK/…`; a year itself is its overview."""
    parts = path.strip("/").split("/")
    if parts[0] != "blocs":
        return parts[0]
    return parts[3] if len(parts) > 3 else "overview"


def stations(bloc_year: BlocYear, path: str = "") -> list[Station]:
    """The stations of the year in its order, as seen from the page at `path`."""
    noun = _noun(path)
    return [
        Station(
            name=name,
            label=str(label),
            url=reverse(name, args=bloc_year.address),
            is_open=bloc_year.has_reached(first),
            opens=bloc_year.dates[first].opens if first in bloc_year.dates else None,
            is_current=noun in nouns.split(),
        )
        for name, label, first, nouns in STATIONS
    ]


def acting_as(user: Any, bloc_year: BlocYear) -> list[str]:
    """The words for the roles in which `user` acts in this year: “Secretariat”, “Leader · VP” …"""
    words = []
    for role in permissions.roles(user):
        kind = Role(role.role).short
        if role.role == Role.SECRETARY:
            words += [str(kind)] if role.unit_id == bloc_year.head_id else []
        elif role.role == Role.OBSERVER:
            words += [str(kind)] if role.bloc_id == bloc_year.bloc_id else []
        elif role.unit in bloc_year.members:
            words.append(f"{kind} · {role.unit.short_name}")
    return words


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of every template."""
    user, bloc_year = getattr(request, "user", None), getattr(request, "bloc_year", None)
    context: dict[str, Any] = {"demo_site": settings.DEMO, "bloc_year": bloc_year}
    if user is None or not user.is_authenticated:
        return context
    years = list(BlocYear.objects.visible_to(user).select_related("bloc"))
    context |= {"years": years, "today": timezone.localdate()}
    if bloc_year:
        closes = bloc_year.closes(bloc_year.stage)
        context |= {
            "stations": stations(bloc_year, request.path),
            "acting_as": acting_as(user, bloc_year),
            "stage_closes": closes,
            "stage_overdue": bool(closes and closes < timezone.localdate()),
            "is_demo": settings.DEMO or bloc_year.is_demo,
        }
    return context
