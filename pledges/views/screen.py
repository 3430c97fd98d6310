"""The page for the projector, what it asks for every few seconds, and what it sends."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from blocs.seals import seal
from pledges.models import Conference
from pledges.models.pledges import PledgeState
from pledges.screen import act, crowd, size, state
from pledges.views.conferences import conference_or_404


def conference_screen(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """The agenda and the signing, large; without its script a plain page that can be read."""
    found = conference_or_404(request, bloc, year, occasion)
    items, agreements = list(found.items.all()), found.agreements
    signed = [one.pk for one in agreements if one.is_signed]
    editable = found.editable_by(request.user)
    open_signing = bool(agreements) and agreements[0].pledge.state == PledgeState.AGREEING
    context = {
        "conference": found,
        "items": [(item, size(item.content)) for item in items],
        "agreements": agreements,
        "signed": len(signed),
        "editable": editable,
        "signable": editable and open_signing,
        "state": json.dumps(state(found)),
        "has_signing": any(item.is_signing for item in items),
        "crowd": crowd(len(agreements)),
        "turn": next((one.pk for one in agreements if not one.is_signed), ""),
        "last": signed[-1] if signed else "",
        **_around([item.pk for item in items], found.current_id),
    }
    return render(request, "pledges/screen.html", context)


def _around(items: list[int], current: int | None) -> dict[str, int | str]:
    """The items before and after the one shown, for buttons that work without the script."""
    place = items.index(current) if current in items else -1
    after = items[min(place + 1, len(items) - 1)] if items else ""
    return {"previous": items[place - 1] if place > 0 else "", "next": after}


@require_GET
def conference_state(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """The state of the screen; nothing but 304 while it is what the browser knows."""
    found = conference_or_404(request, bloc, year, occasion)
    return _answer(request, found)


@require_POST
def conference_act(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """Show an item, mark a unit as signed, take that back; from the screen or from a plain form."""
    found = conference_or_404(request, bloc, year, occasion)
    what = next((name for name in ("show", "sign", "unsign") if name in request.POST), "")
    what, pk = (
        (what, request.POST[what]) if what else (request.POST.get("act", ""), request.POST.get("pk", ""))
    )
    if pk or what == "show" or not what:  # a plain button has nobody left to mark
        act(found, request.user, what, pk, request.POST.get("at", ""))
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
