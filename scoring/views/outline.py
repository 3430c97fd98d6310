"""What is typed into the table of criteria, and lines that change their place there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.views import in_one_transaction
from scoring.forms.outline import TableForm
from scoring.models import Criterion, Regulation
from scoring.models.arrangement import CannotStand, move_by, neighbours_of, put
from scoring.views.drafts import address_of, editable_regulation, line_named
from scoring.views.regulation import regulation_page


@require_POST
@in_one_transaction
def regulation_lines(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Save what was typed, then do what the button says: move a line, or go to another page."""
    found = editable_regulation(request, bloc, year)
    form = TableForm(found, request.POST)
    if not form.is_valid():
        return regulation_page(request, found, form)
    if form.save(request.user):
        clock = timezone.localtime()
        messages.success(request, _("Saved at %(time)s.") % {"time": f"{clock:%H:%M}"})
    moved = _act(request, found)
    following = request.POST.get("next", "")
    if following.startswith("/") and url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        return redirect(following)
    return redirect(address_of(moved) if moved else found)


def _act(request: HttpRequest, regulation: Regulation) -> Criterion | None:
    """The line that the pressed button, or the mouse, has moved: `up:12`, `down:12`, `after:12:7`."""
    act, _colon, rest = request.POST.get("act", "").partition(":")
    pk, _colon, other = rest.partition(":")
    if act not in _ACTS:
        return None
    line = line_named(regulation, pk)
    section = line.parent_id
    try:
        with transaction.atomic():
            _ACTS[act](request.user, line, line_named(regulation, other) if other else line)
    except CannotStand as error:
        messages.error(request, str(error))
        return line
    if line.parent_id != section:
        messages.success(request, _("Moved: %(line)s.") % {"line": line})
    return line


def _after(user: Any, line: Criterion, other: Criterion) -> None:
    """Directly below the other line, in the same section."""
    if line != other:
        neighbours = neighbours_of(line, other.parent)
        put(user, line, other.parent, neighbours.index(other) + 1)


_ACTS: dict[str, Callable[[Any, Criterion, Criterion], None]] = {
    "up": lambda user, line, _line: move_by(user, line, -1),
    "down": lambda user, line, _line: move_by(user, line, 1),
    "after": _after,
}
