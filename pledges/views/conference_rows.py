"""What is filled in about a conference row by row: who came, who signs when, what the minutes say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.models import Unit
from blocs.views import in_one_transaction
from pledges.forms.conferences import ClosingForm, GuestPresenceForm, PlaceForm, PresenceForm, RecordForm
from pledges.forms.rows import RowForm
from pledges.models import Attendance, Conference, Guest
from pledges.views.conferences import editable_or_403


@in_one_transaction
def conference_attendance(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """Who came: every unit with its people, every guest; or all at once who are not marked yet."""
    found = editable_or_403(request, bloc, year, occasion)
    if "everyone" in request.POST:
        _everyone_came(request.user, found)
        return redirect(request.path)
    data, taken = request.POST or None, found.guests.all()
    units = [
        PresenceForm(data, instance=row, prefix=f"unit-{row.unit_id}", name=row.unit.name)
        for row in found.presences
    ]
    guests = [GuestPresenceForm(data, instance=row, prefix=f"guest-{row.pk}", name=str(row)) for row in taken]
    _propose_leaders(found, units)
    if data is not None and _all_right([*units, *guests]):
        save_rows(request.user, found, [*units, *guests])
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {
        "conference": found,
        "units": units,
        "guests": guests,
        "problems": _problems([*units, *guests]),
    }
    return render(request, "pledges/conference_attendance.html", context)


def _leaders(conference: Conference) -> dict[int, str]:
    """Name and position of every unit's leader on the day."""
    day = conference.held_on or timezone.localdate()
    found = Unit.leaders_on(day, conference.bloc_year.members)
    return {unit: ", ".join(filter(None, (one.full_name, one.position))) for unit, one in found.items()}


def _propose_leaders(conference: Conference, rows: list[PresenceForm]) -> None:
    """Who probably comes stands in the empty field, to be typed over."""
    leaders = _leaders(conference)
    for row in rows:
        if leader := leaders.get(row.instance.unit_id):
            words = _("e.g. %(person)s") % {"person": leader}
            row.fields["people"].widget.attrs["placeholder"] = words


def _everyone_came(user: Any, conference: Conference) -> None:
    """Mark as present who is not marked yet; for a unit its leader, where nobody is named."""
    leaders, changes = _leaders(conference), []
    rows: list[Attendance | Guest] = [*conference.presences, *conference.guests.all()]
    for row in rows:
        if row.is_present is not None:
            continue
        row.is_present = True
        if isinstance(row, Attendance):
            row.people = row.people or leaders.get(row.unit_id, "")
        row.save()
        changes.append(audit.change(gettext_noop("present"), "", "✓", of=row.title))
    if changes:
        audit.record(user, conference, audit.Action.CHANGE, changes=changes)


@in_one_transaction
def conference_order(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """In which order the units sign: the head first, then by number, then as in the year."""
    found = editable_or_403(request, bloc, year, occasion)
    agreements, data = found.agreements, request.POST or None
    if not agreements:
        raise Http404
    rows = [PlaceForm(data, instance=one, prefix=f"place-{one.pk}", name=one.unit.name) for one in agreements]
    if data is not None and _all_right(rows):
        save_rows(request.user, agreements[0].pledge, rows)
        messages.success(request, _("Saved."))
        return redirect(request.path if "more" in request.POST else found)
    context = {"conference": found, "rows": rows, "problems": _problems(rows)}
    return render(request, "pledges/conference_order.html", context)


@in_one_transaction
def conference_minutes(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """What was said at every point of the agenda, what was concluded, when it ended."""
    found = editable_or_403(request, bloc, year, occasion)
    data = request.POST or None
    rows = [
        RecordForm(data, instance=item, prefix=f"item-{item.pk}", name=item.content)
        for item in found.items.all()
    ]
    form = ClosingForm(data, instance=found)
    if data is not None and all([form.is_valid(), _all_right(rows)]):
        save_rows(request.user, found, rows)
        audit.save_form(request.user, form)
        messages.success(request, _("Saved."))
        return redirect(request.path if "more" in request.POST else found)
    context = {"conference": found, "rows": rows, "form": form, "problems": _problems(rows)}
    return render(request, "pledges/conference_minutes.html", context)


def save_rows(user: Any, target: Any, rows: Iterable[RowForm]) -> None:
    """Store the rows that the person changed, as one entry about `target`."""
    changes = []
    for row in rows:
        if row.is_bound:
            changes += [change | {"of": row.title[:200]} for change in audit.form_changes(row)]
            row.save()
    if changes:
        audit.record(user, target, audit.Action.CHANGE, changes=changes)


def _all_right(rows: Sequence[RowForm]) -> bool:
    return all([row.is_right for row in rows])


def _problems(rows: Sequence[RowForm]) -> list[tuple[str, str, str]]:
    return [problem for row in rows for problem in row.problems]
