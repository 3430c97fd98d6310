"""The tables in which a unit's people write targets and movements."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pledges.forms import Lines, MovementForm, TargetForm
from pledges.forms.lines import LineForm
from pledges.models import Registration
from pledges.permissions import owns
from pledges.views.registrations import visible_registration

CONFLICT = 409


def registration_targets(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets, as one table."""
    return _table(request, pk, TargetForm, "targets")


def registration_movements(request: HttpRequest, pk: int) -> HttpResponse:
    """The movements, as one table."""
    return _table(request, pk, MovementForm, "movements")


def _table(request: HttpRequest, pk: int, form_class: type[LineForm], kind: str) -> HttpResponse:
    found = visible_registration(request, pk)
    posted = request.method == "POST"
    may_write = found.editable_by(request.user)
    if not owns(request.user, found) or not (posted or may_write):
        raise PermissionDenied
    if not posted:
        lines = Lines(form_class, found)
    else:
        lines, saved = _saved(request, found, form_class)
        if saved:
            messages.success(request, _("Saved."))
            return redirect(request.path if "more" in request.POST else found)
        found.refresh_from_db(fields=["state", "bloc_year"])
        may_write = found.editable_by(request.user)
    context = {
        "registration": found,
        "lines": lines,
        "problems": lines.problems if posted else [],
        "kind": kind,
        "may_write": may_write,
    }
    return render(request, "pledges/lines.html", context, status=200 if may_write else CONFLICT)


@transaction.atomic
def _saved(request: HttpRequest, seen: Registration, form_class: type[LineForm]) -> tuple[Lines, bool]:
    """Store what was sent, if it is right and the registration is still open; else it stays on the page."""
    seen.hold()
    found = Registration.objects.select_for_update().get(pk=seen.pk)
    lines = Lines(form_class, found, request.POST)
    possible = lines.is_valid() and found.editable_by(request.user)
    if possible:
        lines.save(request.user)
    return lines, possible
