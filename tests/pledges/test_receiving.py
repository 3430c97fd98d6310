"""The head receives what the units registered; what counts as the unit's word stays so then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.audit import AuditEntry
from blocs.models import BlocYear
from blocs.stages import Stage
from pledges.documents.pledge import pledge_context
from pledges.models import Registration
from scoring.tasks import tasks
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("english")
Browser = Callable[[Any], Client]


@pytest.fixture
def confirmed(cast: Cast) -> list[Registration]:
    """The registrations of all three members, confirmed."""
    return [
        factories.registration(year=cast.year, unit=unit, state="confirmed") for unit in cast.year.members
    ]


def address(year: BlocYear, name: str = "pledges") -> str:
    return reverse(name, args=(year.bloc.slug, year.year))


def states() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def test_the_chosen_registrations_are_received_in_one_act(
    cast: Cast, as_: Browser, confirmed: list[Registration]
) -> None:
    client = as_(cast.secretary)
    assert client.get(address(cast.year)).context["waiting"] == confirmed
    chosen = {"registration": [one.pk for one in confirmed[:2]]}
    page = client.post(address(cast.year, "receive_registrations"), chosen, follow=True)
    names = "; ".join(sorted(one.unit.short_name for one in confirmed[:2]))
    assert f"Received: {names}." in page.content.decode()
    assert states() == ["received", "received", "confirmed"]
    assert AuditEntry.objects.filter(detail="receive").count() == 2


def test_none_is_received_when_one_has_moved_on(
    cast: Cast, as_: Browser, confirmed: list[Registration]
) -> None:
    confirmed[1].take("send_back", cast.secretary, "Thiếu chỉ tiêu")
    chosen = {"registration": [one.pk for one in confirmed]}
    page = as_(cast.secretary).post(address(cast.year, "receive_registrations"), chosen, follow=True)
    assert "Nothing was received." in page.content.decode()
    assert states() == ["confirmed", "returned", "confirmed"]


def test_receiving_nothing_or_something_elsewhere_changes_nothing(
    cast: Cast, as_: Browser, confirmed: list[Registration]
) -> None:
    elsewhere = factories.registration(state="confirmed")
    for chosen in ([], [elsewhere.pk], ["x"]):
        page = as_(cast.secretary).post(
            address(cast.year, "receive_registrations"), {"registration": chosen}, follow=True
        )
        assert "Choose at least one unit." in page.content.decode()
    assert states() == ["confirmed"] * 4


def test_the_list_counts_states_in_words_and_offers_receiving_to_the_secretariat_only(
    cast: Cast, as_: Browser, confirmed: list[Registration]
) -> None:
    confirmed[0].take("receive", cast.secretary)
    Registration.objects.filter(pk=confirmed[2].pk).update(state="draft")
    page = as_(cast.observer).get(address(cast.year))
    assert (page.context["given"], page.context["members"], page.context["waiting"]) == (2, 3, [])
    assert [(count.state, count.words) for count in page.context["counts"]] == [
        ("received", "Received by the head: 1"),
        ("confirmed", "Confirmed by the leader: 1"),
        ("draft", "Being written: 1"),
    ]


def test_the_list_asks_as_little_for_nine_units_as_for_three(db: None, as_: Browser) -> None:
    def queries(members: int) -> int:
        year = factories.bloc_year(members=members)
        for unit in year.members:
            factories.registration(year=year, unit=unit, targets=3, state="confirmed")
        client = as_(factories.person("secretary", year.head))
        client.get(address(year))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(year))
        return len(captured)

    assert queries(3) == queries(9)


def test_a_received_registration_stands_in_the_joint_pledge_and_asks_nothing_of_its_unit(
    cast: Cast, confirmed: list[Registration]
) -> None:
    confirmed[1].take("receive", cast.secretary)
    pledge = factories.pledge(year=cast.year)
    units = pledge_context(pledge)["units"]
    assert [len(unit["targets"]) for unit in units] == [1, 1, 1]
    words = [task.text for task in tasks(cast.leader, BlocYear.objects.get(pk=cast.year.pk))]
    assert not [text for text in words if "registration" in text]
    assert not confirmed[1].editable_by(cast.leader)


def test_the_secretariat_is_told_whose_registrations_wait(cast: Cast, confirmed: list[Registration]) -> None:
    confirmed[0].take("receive", cast.secretary)
    first, second = (one.unit.short_name for one in confirmed[1:])

    def told() -> list[str]:
        fresh = BlocYear.objects.get(pk=cast.year.pk)
        return [task.text for task in tasks(cast.secretary, fresh) if "Receive" in task.text]

    assert told() == [f"Receive the registrations of {first}, {second}"]
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.MIDYEAR)
    assert told() == []
