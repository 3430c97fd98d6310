"""All invitations of a conference are issued at once, after their numbers have been seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from pledges.models import Conference, Paper
from tests import factories
from tests.cast import Cast
from tests.convened import conference as convened

pytestmark = [pytest.mark.usefixtures("english", "papers_set_once"), pytest.mark.once]

Browser = Callable[[Any], Client]


@pytest.fixture
def address(cast: Cast, clock: time_machine.Traveller) -> str:
    """The page, a week before the conference of 1 March 2021."""
    clock.move_to("2021-02-22")
    return reverse("conference_invitations", args=convened(cast.year).address)


def test_numbers_are_seen_before_anything_is_issued(cast: Cast, as_: Browser, address: str) -> None:
    client = as_(cast.secretary)
    factories.paper(year=cast.year, serial=4, symbol="GUTĐ-KTĐ", kind="pledge")
    assert client.get(address).context["form"]["day"].value().isoformat() == "2021-02-22"
    asked = client.post(address, {"day": "23/02/2021"})
    guest = Conference.objects.get().guests.get()
    assert [(number, subject.key) for number, subject in asked.context["orders"]] == [
        ("05/GM-KTĐ", "signing-units"),
        ("06/GM-KTĐ", f"signing-guest-{guest.pk}"),
    ]
    assert not Paper.objects.filter(kind="invitation").exists()
    confirmed = {"day": "23/02/2021", "confirmed": asked.context["mark"]}
    assert client.post(address, confirmed).url == Conference.objects.get().get_absolute_url()
    issued = Paper.objects.filter(kind="invitation").order_by("serial")
    assert [(paper.serial, paper.issued_on.isoformat()) for paper in issued] == [
        (5, "2021-02-23"),
        (6, "2021-02-23"),
    ]
    assert client.get(address).context["subjects"] == []


def test_what_changed_since_it_was_seen_is_shown_again(cast: Cast, as_: Browser, address: str) -> None:
    client = as_(cast.secretary)
    mark = client.post(address, {"day": "23/02/2021"}).context["mark"]
    Conference.objects.get().guests.create(organisation="Sở Nội vụ")
    again = client.post(address, {"day": "23/02/2021", "confirmed": mark})
    assert (len(again.context["orders"]), again.context["changed"]) == (3, True)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("02/03/2021", "The conference is on 01/03/2021; invitations bear an earlier day."),
        ("22/02/2020", "Papers of the year 2021 are issued in 2021 or 2022."),
    ],
)
def test_day_lies_in_the_year_and_before_the_conference(
    cast: Cast, as_: Browser, address: str, day: str, words: str
) -> None:
    form = as_(cast.secretary).post(address, {"day": day}).context["form"]
    assert form.errors == {"day": [words]}


def test_nothing_is_issued_without_day_and_venue(cast: Cast, as_: Browser, address: str) -> None:
    Conference.objects.update(venue="")
    client = as_(cast.secretary)
    asked = client.post(address, {"day": "23/02/2021"})
    assert asked.context["missing"] == ["Enter day, time and venue of the conference first."]
    client.post(address, {"day": "23/02/2021", "confirmed": asked.context["mark"]})
    assert not Paper.objects.exists()
