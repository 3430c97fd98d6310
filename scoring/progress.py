"""How far the units are: a row for each unit, a column for each station, and the year as a line of stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import BlocYear, Unit
from blocs.permissions import unit_ids
from blocs.stages import Stage
from scoring.duties import Late, late_marks
from scoring.models import ScoreSheet
from scoring.permissions import is_published


@dataclass(frozen=True, slots=True)
class Mark:
    """A unit at a station: the state's name (for icon and colour), its word, where to look, and lateness."""

    state: str
    label: str
    url: str = ""
    station: str = ""
    notes: list[Late] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its mark at every station; `is_mine` when the person belongs to it."""

    unit: Unit
    marks: list[Mark]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A stage on the line of the year."""

    label: str
    state: str
    opens: date | None
    closes: date | None
    overdue: bool


def moments(bloc_year: BlocYear) -> list[Moment]:
    """The stages as past, now or later."""
    order, today = list(Stage), timezone.localdate()
    reached = order.index(Stage(bloc_year.stage))
    found = []
    for index, stage in enumerate(order):
        dates = bloc_year.dates.get(stage)
        state = "past" if index < reached else "now" if index == reached else "later"
        overdue = state == "now" and dates is not None and dates.closes < today
        opens, closes = (dates.opens, dates.closes) if dates else (None, None)
        found.append(Moment(str(stage.label), state, opens, closes, overdue))
    return found


def unit_rows(bloc_year: BlocYear, user: Any) -> list[UnitRow]:
    """Every member's registration, agreement, sheet and place; a fixed number of queries."""
    registrations = {row.unit_id: row for row in bloc_year.registrations.all()}
    pledge = getattr(bloc_year, "pledge", None)
    agreements = {row.unit_id: row for row in pledge.agreements.all()} if pledge else {}
    sheets = {row.unit_id: row for row in bloc_year.score_sheets.all()}
    prefetch_related_objects([bloc_year], "deadlines")
    visible = ScoreSheet.objects.visible_to(user).filter(bloc_year=bloc_year)
    seen, ranks = set(visible.values_list("pk", flat=True)), _ranks(bloc_year)
    address, mine = bloc_year.address, unit_ids(user)
    registration_url, pledge_url = reverse("pledges", args=address), reverse("pledge", args=address)
    return [
        UnitRow(
            unit,
            [
                _mark(_("Registration"), registrations.get(unit.pk), _("Not begun"), registration_url),
                _mark(_("Joint pledge"), agreements.get(unit.pk), _("Not asked yet"), pledge_url, own=False),
                _sheet_mark(sheets.get(unit.pk), seen),
                _place(bloc_year, unit, ranks),
            ],
            unit.pk in mine,
        )
        for unit in bloc_year.members
    ]


def _mark(station: str, row: Any, missing: str, url: str, *, own: bool = True) -> Mark:
    """The mark of a document; `own` when the document has a page of its own."""
    if row is None:
        return Mark("not_started", missing, url, station)
    return Mark(row.state, str(row.get_state_display()), row.get_absolute_url() if own else url, station)


def _sheet_mark(sheet: ScoreSheet | None, seen: set[int]) -> Mark:
    if sheet is None:
        return Mark("not_started", _("Not open yet"), station=_("Score sheet"))
    url = sheet.get_absolute_url() if sheet.pk in seen else ""
    return Mark(sheet.state, str(sheet.get_state_display()), url, _("Score sheet"), late_marks(sheet))


def _ranks(bloc_year: BlocYear) -> dict[int, int | None]:
    """Unit id → published place; None for a unit that is not considered."""
    if not is_published(bloc_year):
        return {}
    standing = bloc_year.ranking.standing
    return {standing.member(place.unit).pk: place.rank for place in standing.places}


def _place(bloc_year: BlocYear, unit: Unit, ranks: dict[int, int | None]) -> Mark:
    if unit.pk not in ranks:
        return Mark("not_started", _("Not published yet"), station=_("Ranking"))
    url = reverse("why", args=(*bloc_year.address, unit.pk))
    rank = ranks[unit.pk]
    words = _("Not considered") if rank is None else _("Place %(rank)s") % {"rank": rank}
    return Mark("published", words, url, _("Ranking"))
