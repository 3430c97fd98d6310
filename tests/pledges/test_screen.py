"""The page for the projector: what it shows, what it asks for, what it sends."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blocs.audit import AuditEntry
from pledges.models import Agreement, Conference, Pledge
from tests import factories
from tests.cast import Cast
from tests.convened import conference as convened

pytestmark = pytest.mark.usefixtures("english")

Browser = Callable[[Any], Client]


@pytest.fixture
def pledge(cast: Cast) -> Pledge:
    """The joint pledge, with the units."""
    found = factories.pledge(year=cast.year)
    found.take("ask_units", cast.secretary)
    AuditEntry.objects.all().delete()
    return found


@pytest.fixture
def conference(cast: Cast, pledge: Pledge) -> Conference:
    """The signing conference of the cast's year."""
    return convened(cast.year)


def page(conference: Conference, name: str = "screen") -> str:
    return reverse(f"conference_{name}", args=conference.address)


def state(client: Client, conference: Conference) -> dict[str, Any]:
    return client.get(page(conference, "state")).json()


def act(client: Client, conference: Conference, name: str, pk: Any, **more: str) -> Any:
    return client.post(
        page(conference, "act"), {"act": name, "pk": pk, **more}, headers={"accept": "application/json"}
    )


def test_state_says_what_is_shown_and_who_has_signed(
    cast: Cast, as_: Browser, conference: Conference
) -> None:
    secretary, second = as_(cast.secretary), conference.items.all()[1]
    signers = [one.pk for one in conference.agreements]
    before = state(secretary, conference)
    assert (before["current"], before["signed"]) == (None, [])
    act(secretary, conference, "show", second.pk)
    answer = act(secretary, conference, "sign", signers[1]).json()
    assert (answer["current"], answer["signed"]) == (second.pk, [signers[1]])
    act(secretary, conference, "sign", signers[0])
    assert state(as_(cast.observer), conference)["signed"] == signers[:2]
    act(secretary, conference, "unsign", signers[1])
    act(secretary, conference, "show", "")
    assert state(secretary, conference) == before | {"signed": signers[:1]}


def test_unchanged_state_is_not_sent_again(cast: Cast, as_: Browser, conference: Conference) -> None:
    client = as_(cast.officer)
    etag = client.get(page(conference, "state"))["ETag"]
    again = client.get(page(conference, "state"), headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-cache")
    act(as_(cast.secretary), conference, "show", conference.items.first().pk)
    assert client.get(page(conference, "state"), headers={"if-none-match": etag}).status_code == 200


def test_another_agenda_has_another_shape(cast: Cast, as_: Browser, conference: Conference) -> None:
    client = as_(cast.officer)
    before = state(client, conference)["shape"]
    conference.items.filter(content="Khai mạc").update(content="Chào cờ, khai mạc")
    assert state(client, conference)["shape"] != before


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (-timedelta(minutes=20), -timedelta(minutes=20)),  # marked while there was no connection
        (timedelta(minutes=5), timedelta()),  # a clock that is fast
        (-timedelta(days=2), timedelta()),
    ],
)
def test_signing_keeps_the_moment_at_which_it_happened(
    cast: Cast,
    as_: Browser,
    conference: Conference,
    clock: time_machine.Traveller,
    sent: timedelta,
    kept: timedelta,
) -> None:
    clock.move_to(datetime.fromisoformat("2026-03-10T09:00:00+07:00"), tick=False)
    now, first = timezone.now(), conference.agreements[0]
    act(as_(cast.secretary), conference, "sign", first.pk, at=(now + sent).isoformat())
    assert Agreement.objects.get(pk=first.pk).signed_at == now + kept


@pytest.mark.parametrize("at", ["", "gestern", "2026-03-10T08:50:00", "2026-13-45T00:00:00Z"])
def test_a_moment_that_cannot_be_read_is_now(
    cast: Cast, as_: Browser, conference: Conference, clock: time_machine.Traveller, at: str
) -> None:
    clock.move_to(datetime.fromisoformat("2026-03-10T09:00:00+07:00"), tick=False)
    first = conference.agreements[0]
    act(as_(cast.secretary), conference, "sign", first.pk, at=at)
    assert Agreement.objects.get(pk=first.pk).signed_at == timezone.now()


def test_doing_it_twice_is_doing_it_once(cast: Cast, as_: Browser, conference: Conference) -> None:
    client, first = as_(cast.secretary), conference.agreements[0]
    for name in ("sign", "sign", "unsign", "unsign"):
        assert act(client, conference, name, first.pk).status_code == 200
    changes = [entry.changes[0] for entry in AuditEntry.objects.order_by("pk")]
    assert [(bool(one["before"]), bool(one["after"])) for one in changes] == [(False, True), (True, False)]


def test_only_the_heads_secretariat_acts(cast: Cast, as_: Browser, conference: Conference) -> None:
    first = conference.agreements[0]
    for person in (cast.leader, cast.head_leader, cast.observer):
        assert act(as_(person), conference, "sign", first.pk).status_code == 403
    assert act(as_(cast.stranger), conference, "sign", first.pk).status_code == 404
    assert Agreement.objects.filter(signed_at=None).count() == 3


def test_foreign_rows_and_unknown_acts_are_not_found(
    cast: Cast, as_: Browser, conference: Conference
) -> None:
    other = convened(factories.bloc_year(), "midyear")
    client = as_(cast.secretary)
    for name, pk in (("show", other.items.first().pk), ("sign", 0), ("sign", "x"), ("dance", 1)):
        assert act(client, conference, name, pk).status_code == 404


def test_marks_are_fixed_once_the_signing_is_recorded(
    cast: Cast, as_: Browser, conference: Conference, pledge: Pledge
) -> None:
    Pledge.objects.update(place="Khánh Hòa", signed_on="2021-03-01", state="signed")
    client, signers = as_(cast.secretary), [one.pk for one in conference.agreements]
    assert act(client, conference, "unsign", signers[0]).status_code == 404
    assert state(client, conference)["signed"] == signers


def test_page_without_script_has_buttons_for_the_secretariat_only(
    cast: Cast, as_: Browser, conference: Conference
) -> None:
    client, items = as_(cast.secretary), list(conference.items.all())
    signers = [one.pk for one in conference.agreements]
    client.post(page(conference, "act"), {"show": items[0].pk, "back": "screen"})
    answer = client.post(page(conference, "act"), {"sign": signers[0], "back": "screen"})
    assert answer.url == page(conference)
    shown = client.get(page(conference))
    near = {name: shown.context[name] for name in ("previous", "next", "turn", "last", "signed")}
    assert near == {
        "previous": "",
        "next": items[1].pk,
        "turn": signers[1],
        "last": signers[0],
        "signed": 1,
    }
    assert 'data-do="next"' in shown.content.decode()
    last = client.post(page(conference, "act"), {"sign": "", "back": "screen"})  # of a page with all signed
    assert last.url == page(conference)
    seen = as_(cast.observer).get(page(conference)).content.decode()
    assert ('data-do="next"' in seen, 'data-do="sign"' in seen, "Ký kết giao ước" in seen) == (
        False,
        False,
        True,
    )


def test_page_carries_everything_it_needs_offline(cast: Cast, as_: Browser, conference: Conference) -> None:
    text = as_(cast.secretary).get(page(conference)).content.decode()
    carried = text.split('data-state="')[1].split('"')[0].replace("&quot;", '"')
    assert json.loads(carried) == state(as_(cast.secretary), conference)
    assert "Connection lost" in text


@pytest.mark.parametrize(("units", "crowd"), [(6, "few"), (10, "some"), (14, "many"), (20, "most")])
def test_more_units_are_written_smaller(cast: Cast, as_: Browser, units: int, crowd: str) -> None:
    year = factories.bloc_year(members=units)
    secretary = factories.person("secretary", year.head)
    factories.pledge(year=year).take("ask_units", secretary)
    assert as_(secretary).get(page(convened(year))).context["crowd"] == crowd
