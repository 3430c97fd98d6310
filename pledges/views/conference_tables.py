"""Agenda and guests of a conference, each as one table."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pledges.forms import Lines
from pledges.forms.conferences import AgendaItemForm, GuestForm
from pledges.forms.line import LineForm
from pledges.models.convening import copy_guests, guests_before
from pledges.views.conferences import editable_or_403

Address = tuple[str, int, str]


def conference_agenda(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """What comes when, and who presents it."""
    return _table(request, (bloc, year, occasion), AgendaItemForm, "agenda")


def conference_guests(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """Who is invited; an empty list can be filled from the conference before."""
    if request.method == "POST" and "copy" in request.POST:
        return _copied(request, (bloc, year, occasion))
    return _table(request, (bloc, year, occasion), GuestForm, "guests")


@transaction.atomic
def _copied(request: HttpRequest, address: Address) -> HttpResponse:
    found = editable_or_403(request, *address)
    if source := guests_before(found):
        copy_guests(source, found, request.user)
        messages.success(request, _("Copied. Now look through the guests."))
    return redirect("conference_guests", *address)


@transaction.atomic
def _table(request: HttpRequest, address: Address, form_class: type[LineForm], kind: str) -> HttpResponse:
    found = editable_or_403(request, *address)
    posted = request.method == "POST"
    lines = Lines(form_class, found, request.POST if posted else None)
    if posted and lines.is_valid():
        lines.save(request.user)
        messages.success(request, _("Saved."))
        return redirect(request.path if "more" in request.POST else found)
    context = {
        "conference": found,
        "lines": lines,
        "problems": lines.problems if posted else [],
        "kind": kind,
        "source": guests_before(found) if kind == "guests" else None,
    }
    return render(request, "pledges/conference_lines.html", context)
