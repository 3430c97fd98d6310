"""All units' registrations at a glance, and each of them to read, begin and confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.frame import stand_in, year_or_404
from blocs.models import BlocYear, Unit
from blocs.permissions import heads, leads, speaks_for
from blocs.stages import Activity
from blocs.views import step_page
from pledges.models import Registration
from pledges.models.registrations import is_open
from pledges.permissions import owns


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the list: its registration, if begun, and what the person may do with it next."""

    unit: Unit
    registration: Registration | None
    may_begin: bool
    is_own: bool
    is_member: bool
    action: str
    primary: bool


def pledges(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Where the joint pledge stands, and every unit's registration."""
    bloc_year = year_or_404(request, bloc, year)
    joint = getattr(bloc_year, "pledge", None)
    answers = joint.answers() if joint else []
    context = {
        "joint": joint,
        "answers": answers,
        "agreed": sum(answer.is_agreed for answer in answers),
        "may_compose": heads(request.user, bloc_year) and bloc_year.allows(Activity.PLEDGE),
        "may_agree": [one for answer in answers if (one := answer.agreement) and one.steps_for(request.user)],
        "rows": _rows(request.user, bloc_year),
    }
    return render(request, "pledges/pledges.html", context)


def _rows(user: Any, bloc_year: BlocYear) -> list[Row]:
    """Every member in the order of the year, then registrations of units that are members no longer."""
    begun = bloc_year.registrations.select_related("unit").with_counts()
    found = {one.unit_id: one for one in begun}
    members = [(unit, found.pop(unit.pk, None), True) for unit in bloc_year.members]
    former = [(one.unit, one, False) for one in found.values()]
    return [_row(user, bloc_year, *row) for row in members + former]


def _row(
    user: Any, bloc_year: BlocYear, unit: Unit, registration: Registration | None, is_member: bool
) -> Row:
    own = speaks_for(user, unit)
    may_begin = registration is None and own and is_open(bloc_year)
    action, primary = _("Open"), False
    if registration and registration.editable_by(user):
        ready = leads(user, unit) and registration.target_count
        action, primary = (_("Look and confirm") if ready else _("Go on")), True
    return Row(unit, registration, may_begin, own, is_member, action, primary)


@require_POST
@transaction.atomic
def begin_registration(request: HttpRequest, bloc: str, year: int, unit: int) -> HttpResponse:
    """Begin one's own unit's registration; if another was quicker, go to it."""
    bloc_year = year_or_404(request, bloc, year)
    bloc_year.hold()
    bloc_year.refresh_from_db()
    found = get_object_or_404(Unit, pk=unit, memberships__bloc_year=bloc_year)
    if not speaks_for(request.user, found) or not is_open(bloc_year):
        raise PermissionDenied
    begun, created = Registration.objects.get_or_create(bloc_year=bloc_year, unit=found)
    if created:
        audit.record(request.user, begun, audit.Action.CREATE)
    return redirect(begun)


def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """What a unit registered."""
    found = visible_registration(request, pk)
    targets, movements = list(found.targets.all()), list(found.movements.all())
    editable = found.editable_by(request.user)
    context = {
        "registration": found,
        "targets": targets,
        "movements": movements,
        "editable": editable,
        "is_own": owns(request.user, found),
        "steps": found.steps_for(request.user),
        "earlier": found.earlier if editable and not (targets or movements) else None,
        "returned": audit.latest(found, "send_back") if found.state == "returned" else None,
    }
    return render(request, "pledges/registration.html", context)


def visible_registration(request: HttpRequest, pk: int) -> Registration:
    """The registration of the address, if the person may see it; the page stands in its year."""
    visible = Registration.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("unit", "bloc_year__bloc", "bloc_year__head"), pk=pk)
    stand_in(request, found.bloc_year)
    return found


@require_POST
@transaction.atomic
def copy_registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill an empty registration with what the unit registered last."""
    visible_registration(request, pk).hold()
    found = Registration.objects.select_for_update().get(pk=pk)
    if not found.editable_by(request.user):
        raise PermissionDenied
    if found.is_empty and (earlier := found.earlier):
        found.copy_lines(earlier, request.user)
        messages.success(request, _("Copied. Now bring plans and times up to date."))
    return redirect(found)


def registration_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Confirm a registration, or send it back."""
    return step_page(request, visible_registration(request, pk), name)
