"""A unit's registration: begun, read, filled from last year, confirmed, received or sent back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.frame import stand_in, year_or_404
from blocs.models import Unit
from blocs.permissions import leads, speaks_for
from blocs.stages import Activity
from blocs.views import step_page
from pledges import suggestions
from pledges.documents.registration import REGISTRATION
from pledges.forms import CommitmentsForm
from pledges.issuing import in_force
from pledges.models import Registration
from pledges.models.registrations import is_open
from pledges.permissions import owns

CONFLICT = 409


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
    editable = found.editable_by(request.user)
    earlier = found.earlier if editable else None
    is_empty = found.is_empty
    context = {
        "registration": found,
        "targets": found.targets.all(),
        "movements": found.movements.all(),
        "titles": found.titles.select_related("title"),
        "editable": editable,
        "is_own": owns(request.user, found),
        "steps": found.steps_for(request.user),
        "earlier": earlier if is_empty else None,
        "suggested": _suggested(found, earlier) if earlier and not is_empty else None,
        "returned": audit.latest(found, "send_back") if found.state == "returned" else None,
        "lacks": [] if found.is_given else found.lacks,
        "paper": in_force(found.bloc_year, REGISTRATION.name, found.key),
        "may_issue": found.is_given and _may_issue(request.user, found),
    }
    return render(request, "pledges/registration.html", context)


def _may_issue(user: Any, found: Registration) -> bool:
    return leads(user, found.unit) and found.bloc_year.allows(Activity.PAPERS)


def _suggested(found: Registration, earlier: Registration) -> dict[str, object] | None:
    """What last year still has to offer to a registration that has lines."""
    targets = suggestions.missing(found, earlier)
    results = suggestions.without_last_year(found, earlier)
    if not targets and not results:
        return None
    return {"year": earlier.bloc_year.year, "targets": targets, "results": results}


def visible_registration(request: HttpRequest, pk: int) -> Registration:
    """The registration of the address, if the person may see it; the page stands in its year."""
    visible = Registration.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("unit", "bloc_year__bloc", "bloc_year__head"), pk=pk)
    stand_in(request, found.bloc_year)
    return found


def _open_registration(request: HttpRequest, pk: int) -> Registration:
    """A registration that the person may change now, held until the transaction ends."""
    visible_registration(request, pk).hold()
    found = Registration.objects.select_for_update().get(pk=pk)
    if not found.editable_by(request.user):
        raise PermissionDenied
    return found


@require_POST
@transaction.atomic
def copy_registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill an empty registration with what the unit registered last."""
    found = _open_registration(request, pk)
    if found.is_empty and (earlier := found.earlier):
        suggestions.copy(found, earlier, request.user)
        messages.success(request, _("Copied. Now bring plans and times up to date."))
    return redirect(found)


@require_POST
@transaction.atomic
def suggested_targets(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the chosen targets of last year, or enter the results that are known now."""
    found = _open_registration(request, pk)
    earlier = found.earlier
    if earlier and "results" in request.POST:
        filled = suggestions.fill_last_year(found, earlier, request.user)
        words = ngettext("Entered: %(count)s result.", "Entered: %(count)s results.", filled)
        messages.success(request, words % {"count": filled})
    elif earlier:
        chosen = set(request.POST.getlist("target"))
        lines = [one for one in suggestions.missing(found, earlier) if str(one.pk) in chosen]
        added = len(suggestions.add(found, earlier, lines, request.user))
        words = ngettext("Added: %(count)s target.", "Added: %(count)s targets.", added)
        messages.success(request, words % {"count": added})
    return redirect(found)


def registration_commitments(request: HttpRequest, pk: int) -> HttpResponse:
    """What Party cell, union and youth union commit themselves to."""
    found = visible_registration(request, pk)
    posted = request.method == "POST"
    if not owns(request.user, found) or not (posted or found.editable_by(request.user)):
        raise PermissionDenied
    form, saved = _saved_commitments(request, found) if posted else (CommitmentsForm(instance=found), False)
    if saved:
        messages.success(request, _("Saved."))
        return redirect(found)
    found.refresh_from_db(fields=["state", "bloc_year"])
    may_write = found.editable_by(request.user)
    context = {"registration": found, "form": form, "may_write": may_write}
    return render(request, "pledges/commitments.html", context, status=200 if may_write else CONFLICT)


@transaction.atomic
def _saved_commitments(request: HttpRequest, seen: Registration) -> tuple[CommitmentsForm, bool]:
    seen.hold()
    found = Registration.objects.select_for_update().get(pk=seen.pk)
    form = CommitmentsForm(request.POST, instance=found)
    possible = form.is_valid() and found.editable_by(request.user)
    if possible:
        audit.save_form(request.user, form)
    return form, possible


def registration_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Confirm a registration, receive it, or send it back."""
    return step_page(request, visible_registration(request, pk), name)
