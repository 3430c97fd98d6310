"""The tables in which a unit's people write targets, movements and titles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pledges.forms import Lines, MovementForm, TargetForm, TitleRegistrationForm
from pledges.forms.line import LineForm
from pledges.forms.registrations import titles_for
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


def registration_titles(request: HttpRequest, pk: int) -> HttpResponse:
    """The titles for the unit and for its people, as one table."""
    return _table(request, pk, TitleRegistrationForm, "titles")


def _lines(form_class: type[LineForm], found: Registration, data: Any = None) -> Lines:
    """The table's lines; those of titles share the catalogue."""
    shared = {"titles": titles_for(found)} if form_class is TitleRegistrationForm else {}
    return Lines(form_class, found, data, **shared)


def _table(request: HttpRequest, pk: int, form_class: type[LineForm], kind: str) -> HttpResponse:
    found = visible_registration(request, pk)
    posted = request.method == "POST"
    may_write = found.editable_by(request.user)
    if not owns(request.user, found) or not (posted or may_write):
        raise PermissionDenied
    if not posted:
        lines = _lines(form_class, found)
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
        "catalogue": lines.shared.get("titles", []),
    }
    return render(request, "pledges/lines.html", context, status=200 if may_write else CONFLICT)


@transaction.atomic
def _saved(request: HttpRequest, seen: Registration, form_class: type[LineForm]) -> tuple[Lines, bool]:
    """Store what was sent, if it is right and the registration is still open; else it stays on the page."""
    seen.hold()
    found = Registration.objects.select_for_update().get(pk=seen.pk)
    found.unit = seen.unit
    lines = _lines(form_class, found, request.POST)
    possible = lines.is_valid() and found.editable_by(request.user)
    if possible:
        lines.save(request.user)
    return lines, possible
