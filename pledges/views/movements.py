"""The movements of a year: launched, ordered and wrapped up by the secretariat, read by the whole bloc."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.frame import stand_in, year_or_404
from blocs.models import BlocYear
from blocs.permissions import speaks_for
from blocs.views.changing import held, in_one_transaction
from pledges.followup import period_or_current
from pledges.forms.movements import LaunchedMovementForm
from pledges.models import LaunchedMovement, Period
from pledges.models.movements import (
    add_movements,
    earlier_movements,
    missing_movements,
    moved_movements,
    national_movements,
    next_position,
    planned_days,
    takes_reports,
)
from pledges.permissions import launches
from pledges.views.movement_tables import matrix, movement_rows_of


def movements(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """What the bloc launched this year, and who has reported on it."""
    bloc_year = year_or_404(request, bloc, year)
    editable = launches(request.user, bloc_year)
    rows = movement_rows_of(bloc_year)
    period = period_or_current(bloc_year, request.GET.get("period", ""))
    own = [unit for unit in bloc_year.members if speaks_for(request.user, unit)]
    reports = takes_reports(bloc_year)
    shown = matrix(bloc_year, period, own) if rows and (reports or any(row.any for row in rows)) else None
    context = {
        "rows": rows,
        "missing": missing_movements(bloc_year, national_movements(bloc_year)) if editable else [],
        "editable": editable,
        "earlier": earlier_movements(bloc_year) if editable and not rows else None,
        "period": period,
        "periods": list(Period),
        "matrix": shown,
        "own": [row for row in shown.rows if row.is_own] if shown and reports else [],
    }
    return render(request, "pledges/movements.html", context)


def movement(request: HttpRequest, pk: int) -> HttpResponse:
    """One movement with everything the units reported on it."""
    found = _visible(request, pk)
    reports = list(found.reports.select_related("unit"))
    places = {unit.pk: place for place, unit in enumerate(found.bloc_year.members)}
    reports.sort(key=lambda one: places.get(one.unit_id, len(places)))
    parts = [(period, [one for one in reports if one.period == period]) for period in Period]
    editable = launches(request.user, found.bloc_year)
    return render(request, "pledges/movement.html", {"movement": found, "parts": parts, "editable": editable})


@in_one_transaction
def movement_new(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Launch a movement."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    _refuse_unless_launching(request, bloc_year)
    launched, wrapped_up = planned_days(bloc_year)
    new = LaunchedMovement(bloc_year=bloc_year, launched_on=launched, wrapped_up_on=wrapped_up)
    new.position = next_position(bloc_year)
    return _form(request, new)


@in_one_transaction
def movement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a movement; wrapping it up is entering the day."""
    return _form(request, _changeable(request, pk))


def _form(request: HttpRequest, found: LaunchedMovement) -> HttpResponse:
    form = LaunchedMovementForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        audit.save_form(request.user, form)
        messages.success(request, _("Saved."))
        address = found.bloc_year.address
        return redirect("movement_new" if "more" in request.POST else "movements", *address)
    return render(request, "pledges/movement_form.html", {"form": form, "movement": found})


@in_one_transaction
def movement_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before deleting a movement (GET), and delete it (POST); one with reports stays."""
    found = _changeable(request, pk)
    reports = list(found.reports.select_related("unit"))
    if request.method != "POST" or reports:
        context = {"movement": found, "reports": reports}
        return render(request, "pledges/movement_delete.html", context, status=409 if reports else 200)
    changes = [
        audit.change(gettext_noop("name of the movement"), found.name, ""),
        audit.change(gettext_noop("aim"), found.aim, ""),
    ]
    audit.record(request.user, found, audit.Action.DELETE, changes=changes)
    bloc_year, name = found.bloc_year, found.name
    found.delete()
    messages.success(request, _("Deleted: %(movement)s.") % {"movement": name})
    return redirect("movements", *bloc_year.address)


@require_POST
@transaction.atomic
def movement_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a movement up or down by one place."""
    found = _changeable(request, pk)
    ordered = list(found.bloc_year.launched_movements.all())
    before = ordered.index(found)
    after = before - 1 if "up" in request.POST else before + 1
    if 0 <= after < len(ordered):
        ordered.insert(after, ordered.pop(before))
        for position, one in enumerate(ordered, start=1):
            LaunchedMovement.objects.filter(pk=one.pk).update(position=position)
        change = audit.change(gettext_noop("order"), str(before + 1), str(after + 1))
        audit.record(request.user, found, audit.Action.CHANGE, changes=[change])
    return redirect("movements", *found.bloc_year.address)


@require_POST
@transaction.atomic
def movements_copy(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Take over the movements of the latest earlier year that had some, their days moved."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    _refuse_unless_launching(request, bloc_year)
    source = earlier_movements(bloc_year)
    new = moved_movements(bloc_year, source) if source else []
    return _added(request, bloc_year, add_movements(bloc_year, new, request.user))


@require_POST
@transaction.atomic
def movements_national(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Begin with the Prime Minister's movements."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    _refuse_unless_launching(request, bloc_year)
    return _added(request, bloc_year, add_movements(bloc_year, national_movements(bloc_year), request.user))


def _added(request: HttpRequest, bloc_year: BlocYear, count: int) -> HttpResponse:
    words = ngettext("%(count)s movement was added.", "%(count)s movements were added.", count)
    none = _("The year has these movements already.")
    messages.success(request, words % {"count": count} if count else none)
    return redirect("movements", *bloc_year.address)


def _visible(request: HttpRequest, pk: int) -> LaunchedMovement:
    visible = LaunchedMovement.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("bloc_year__bloc", "bloc_year__head"), pk=pk)
    stand_in(request, found.bloc_year)
    return found


def _changeable(request: HttpRequest, pk: int) -> LaunchedMovement:
    """A movement that the person may change now; for a change its year is held and it is read again."""
    found = _visible(request, pk)
    held(request, found.bloc_year)
    _refuse_unless_launching(request, found.bloc_year)
    return _visible(request, pk) if request.method == "POST" else found


def _refuse_unless_launching(request: HttpRequest, bloc_year: BlocYear) -> None:
    if not launches(request.user, bloc_year):
        raise PermissionDenied
