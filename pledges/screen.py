"""What the projector shows at a conference, and the few acts that change it while it is held."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.seals import seal
from pledges.models import Agreement, Conference
from pledges.models.pledges import PledgeState

LONGEST_AWAY = timedelta(hours=12)  # what a browser kept while it was offline is not older than a conference


class State(TypedDict):
    """What changes while a conference is held; another `shape` means that the page must be loaded again."""

    shape: str
    current: int | None
    signed: list[int]


def size(text: str) -> str:
    """How large an item can be shown: `short`, `long` or `longest`."""
    return "short" if len(text) <= 70 else "long" if len(text) <= 150 else "longest"


def crowd(signers: int) -> str:
    """How many units there are to be listed beside whose turn it is."""
    sizes = ((6, "few"), (10, "some"), (14, "many"))
    return next((name for most, name in sizes if signers <= most), "most")


def state(conference: Conference) -> State:
    """The item shown now and who has signed."""
    agreements, items = conference.agreements, list(conference.items.all())
    shown = [(item.pk, item.content, item.presenter, item.begins, item.is_signing) for item in items]
    signers = [(one.pk, one.unit.name, one.signer, one.signer_position) for one in agreements]
    return {
        "shape": seal(conference.venue, conference.held_on, *shown, *signers),
        "current": conference.current_id,
        "signed": [one.pk for one in agreements if one.is_signed],
    }


@transaction.atomic
def act(conference: Conference, user: Any, name: str, pk: str, at: str = "") -> None:
    """Do one act: show an item (none: the title), mark a unit as signed or take that back.

    Doing it twice is doing it once: a browser that was offline may send again what has arrived already.
    """
    conference.bloc_year.hold()
    found = Conference.objects.select_for_update().get(pk=conference.pk)
    if not found.editable_by(user):
        raise PermissionDenied
    if name == "show":
        found.current = get_object_or_404(found.items, pk=int(pk)) if pk.isdecimal() else None
        found.save(update_fields=["current"])
    elif name in ("sign", "unsign") and pk.isdecimal():
        _mark(found, user, int(pk), _moment(at) if name == "sign" else None)
    else:
        raise Http404


def _mark(conference: Conference, user: Any, pk: int, moment: datetime | None) -> None:
    """A unit's agreement as signed at `moment`, or as not signed yet; the history says so."""
    signers = [one.pk for one in conference.agreements]
    asked = Agreement.objects.filter(pk__in=signers, pledge__state=PledgeState.AGREEING)
    agreement = get_object_or_404(asked.select_for_update(), pk=pk)
    if (agreement.signed_at is None) == (moment is None):
        return
    before, agreement.signed_at = agreement.signed_at, moment
    agreement.save(update_fields=["signed_at"])
    change = audit.change(gettext_noop("signed at the conference"), _words(before), _words(moment))
    audit.record(user, agreement, audit.Action.CHANGE, changes=[change])


def _words(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment else ""


def _moment(text: str) -> datetime:
    """When it happened by the browser's clock, if that can be; else now."""
    now = timezone.now()
    try:
        sent = parse_datetime(text)
    except ValueError:
        return now
    if sent is None or timezone.is_naive(sent):
        return now
    return sent if now - LONGEST_AWAY < sent <= now else now
