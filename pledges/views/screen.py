"""The page for the projector, what it asks for every few seconds, and what it sends."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from blocs.seals import seal
from pledges.models import Conference
from pledges.screen import act, state
from pledges.views.conferences import conference_or_404


def conference_screen(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """The agenda and the signing, large; without its script a plain page that can be read."""
    found = conference_or_404(request, bloc, year, occasion)
    items, agreements = list(found.items.all()), found.agreements
    context = {
        "conference": found,
        "items": items,
        "agreements": agreements,
        "editable": found.editable_by(request.user),
        "state": json.dumps(state(found)),
        "has_signing": any(item.is_signing for item in items),
        "crowd": "few" if len(agreements) <= 8 else "many" if len(agreements) <= 14 else "most",
    }
    return render(request, "pledges/screen.html", context)


@require_GET
def conference_state(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """The state of the screen; nothing but 304 while it is what the browser knows."""
    found = conference_or_404(request, bloc, year, occasion)
    return _answer(request, found)


@require_POST
def conference_act(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """Show an item, mark a unit as signed, take that back; from the screen or from a plain form."""
    found = conference_or_404(request, bloc, year, occasion)
    what, pk, at = (request.POST.get(name, "") for name in ("act", "pk", "at"))
    act(found, request.user, what, pk, at)
    if "application/json" in request.headers.get("Accept", ""):
        return _answer(request, conference_or_404(request, bloc, year, occasion))
    place = "conference_screen" if request.POST.get("back") == "screen" else "conference"
    return redirect(place, bloc, year, occasion)


def _answer(request: HttpRequest, found: Conference) -> HttpResponse:
    now = state(found)
    etag = f'"{seal(json.dumps(now, sort_keys=True))}"'
    if request.method == "GET" and request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = JsonResponse(now)
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return response
