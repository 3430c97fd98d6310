"""All units' registrations and the joint pledge at a glance: who is missing, who waits to be received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.audit import AuditEntry
from blocs.frame import year_or_404
from blocs.models import BlocYear, Unit
from blocs.permissions import heads, leads, speaks_for
from blocs.stages import Activity
from blocs.workflow import StepRefused
from pledges.missing import of_registration
from pledges.models import Registration
from pledges.models.registrations import RegistrationState, is_open


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the list: its registration, if begun, what it lacks, and what the person may do next."""

    unit: Unit
    registration: Registration | None
    may_begin: bool
    is_own: bool
    is_member: bool
    action: str
    primary: bool
    lacks: list[str]
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many members are in a state."""

    state: str
    words: str


def pledges(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Where the joint pledge stands, and every unit's registration."""
    bloc_year = year_or_404(request, bloc, year)
    joint = getattr(bloc_year, "pledge", None)
    answers = joint.answers() if joint else []
    rows = _rows(request.user, bloc_year)
    context = {
        "joint": joint,
        "answers": answers,
        "agreed": sum(answer.is_agreed for answer in answers),
        "may_compose": heads(request.user, bloc_year) and bloc_year.allows(Activity.PLEDGE),
        "may_agree": [one for answer in answers if (one := answer.agreement) and one.steps_for(request.user)],
        "rows": rows,
        "given": sum(row.is_member and bool(row.registration and row.registration.is_given) for row in rows),
        "members": sum(row.is_member for row in rows),
        "counts": _counts(rows),
        "waiting": _waiting(request.user, rows),
        "is_secretariat": heads(request.user, bloc_year),
    }
    return render(request, "pledges/pledges.html", context)


def _rows(user: Any, bloc_year: BlocYear) -> list[Row]:
    """Every member in the order of the year, then registrations of units that are members no longer."""
    begun = bloc_year.registrations.select_related("unit", "bloc_year")
    found = {one.unit_id: one for one in begun.prefetch_related("targets", "movements", "titles")}
    changed, open_now = _changed_at(found.values()), is_open(bloc_year)
    members = [(unit, found.pop(unit.pk, None), True) for unit in bloc_year.members]
    former = [(one.unit, one, False) for one in found.values()]
    return [
        _row(user, *member, is_open=open_now, changed_at=changed.get(member[1].pk) if member[1] else None)
        for member in members + former
    ]


def _row(  # noqa: PLR0913  # each is one column of the row
    user: Any,
    unit: Unit,
    registration: Registration | None,
    is_member: bool,
    *,
    is_open: bool,
    changed_at: datetime | None,
) -> Row:
    own = speaks_for(user, unit)
    editable = registration is not None and not registration.is_given and own and is_open
    ready = leads(user, unit) and registration is not None and registration.targets.all()
    action = (_("Look and confirm") if ready else _("Go on")) if editable else _("Open")
    return Row(
        unit,
        registration,
        may_begin=registration is None and own and is_open,
        is_own=own,
        is_member=is_member,
        action=action,
        primary=editable,
        lacks=of_registration(registration) if is_open else [],
        changed_at=changed_at,
    )


def _changed_at(registrations: Any) -> dict[int, datetime]:
    """When each was changed last, by the history."""
    kind = ContentType.objects.get_for_model(Registration)
    entries = AuditEntry.objects.filter(content_type=kind, object_id__in=[one.pk for one in registrations])
    return dict(entries.order_by().values_list("object_id").annotate(Max("at")))


def _counts(rows: list[Row]) -> list[Count]:
    """The members by state, the furthest first; a state that nobody is in is left out."""
    states = [row.registration.state if row.registration else "" for row in rows if row.is_member]
    labels = [(state.value, str(state.label)) for state in reversed(RegistrationState)]
    labels.append(("", _("Not begun")))
    return [
        Count(state or "not_started", f"{label}: {states.count(state)}")
        for state, label in labels
        if state in states
    ]


def _waiting(user: Any, rows: list[Row]) -> list[Registration]:
    """The registrations that the person may receive now."""
    begun = [row.registration for row in rows if row.registration]
    return [one for one in begun if any(step.name == "receive" for step in one.steps_for(user))]


@require_POST
def receive_registrations(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Receive the chosen registrations: all of them or, when one has moved on meanwhile, none."""
    bloc_year = year_or_404(request, bloc, year)
    if not heads(request.user, bloc_year):
        raise PermissionDenied
    chosen = [int(key) for key in request.POST.getlist("registration") if key.isdecimal()]
    found = bloc_year.registrations.filter(pk__in=chosen).select_related("unit").order_by("unit")
    names = "; ".join(one.unit.short_name for one in found)
    try:
        with transaction.atomic():
            for one in found:
                one.take("receive", request.user)
    except StepRefused as refusal:
        messages.error(request, _("Nothing was received. %(why)s") % {"why": refusal})
    else:
        words = _("Received: %(units)s.") % {"units": names} if names else _("Choose at least one unit.")
        (messages.success if names else messages.error)(request, words)
    return redirect("pledges", bloc, year)
