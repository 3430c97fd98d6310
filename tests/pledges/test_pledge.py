"""The joint pledge: beginning, reading, agreeing."""

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
from pledges.models import Pledge
from pledges.models.pledges import AgreementState, PledgeState
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("english")


Browser = Callable[[Any], Client]
OTHERS = [
    ("head_leader", 403),
    ("leader", 403),
    ("officer", 403),
    ("observer", 403),
    ("stranger", 404),
    ("nobody", 404),
]


def at(name: str, year: BlocYear) -> str:
    return reverse(name, args=(year.bloc.slug, year.year))


def titles(pledge: Pledge) -> list[str]:
    return list(pledge.sections.values_list("title", flat=True))


@pytest.fixture
def pledge(cast: Cast) -> Pledge:
    """Three sections being written."""
    return factories.pledge(year=cast.year, sections=3)


@pytest.fixture
def last_year(cast: Cast) -> Pledge:
    """The bloc's pledge of the year before."""
    before = factories.bloc_year(units=cast.year.members, bloc=cast.year.bloc, year=cast.year.year - 1)
    return factories.pledge(year=before, sections=2)


def test_secretariat_begins_the_pledge_once(cast: Cast, as_: Browser) -> None:
    client = as_(cast.secretary)
    assert "Begin the joint pledge" in client.get(at("pledge", cast.year)).content.decode()
    for _time in range(2):
        assert client.post(at("begin_pledge", cast.year)).url == at("pledge", cast.year)
    assert titles(Pledge.objects.get()) == []
    assert AuditEntry.objects.get().action == "create"


def test_pledge_begins_with_last_years_contents(cast: Cast, as_: Browser, last_year: Pledge) -> None:
    client = as_(cast.secretary)
    assert "Copy the contents of 2020" in client.get(at("pledge", cast.year)).content.decode()
    client.post(at("begin_pledge", cast.year), {"copy": "1"})
    begun = cast.year.pledge
    copied = begun.sections.values_list("position", "title", "body")
    assert list(copied) == list(last_year.sections.values_list("position", "title", "body"))
    (change,) = AuditEntry.objects.first().changes
    assert (change["what"], change["after"]) == ("copied from", f"Bản giao ước của {last_year.bloc_year}")


def test_an_empty_pledge_can_still_be_filled_with_last_years_contents(
    cast: Cast, as_: Browser, last_year: Pledge
) -> None:
    client = as_(cast.secretary)
    client.post(at("begin_pledge", cast.year))
    assert "Copy the contents of 2020" in client.get(at("pledge", cast.year)).content.decode()
    client.post(at("begin_pledge", cast.year), {"copy": "1"})
    assert titles(Pledge.objects.get(bloc_year=cast.year)) == titles(last_year)


def test_contents_are_never_copied_over_others(
    cast: Cast, as_: Browser, pledge: Pledge, last_year: Pledge
) -> None:
    before = titles(pledge)
    as_(cast.secretary).post(at("begin_pledge", cast.year), {"copy": "1"})
    assert titles(pledge) == before


def test_copying_without_an_earlier_pledge_begins_an_empty_one(cast: Cast, as_: Browser) -> None:
    as_(cast.secretary).post(at("begin_pledge", cast.year), {"copy": "1"})
    assert titles(Pledge.objects.get()) == []


@pytest.mark.parametrize(("person", "status"), OTHERS)
def test_only_the_secretariat_begins(cast: Cast, as_: Browser, person: str, status: int) -> None:
    assert as_(getattr(cast, person)).post(at("begin_pledge", cast.year)).status_code == status
    assert not Pledge.objects.exists()


def test_pledge_is_not_begun_after_its_stages(cast: Cast, as_: Browser) -> None:
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.MIDYEAR)
    client = as_(cast.secretary)
    assert client.post(at("begin_pledge", cast.year)).status_code == 403
    assert not client.get(at("pledge", cast.year)).context["may_begin"]


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize(
    ("person", "status"),
    [("secretary", 200), ("leader", 200), ("observer", 200), ("stranger", 404), ("nobody", 404)],
)
def test_pledge_is_read_by_everyone_in_the_bloc(
    cast: Cast, as_: Browser, person: str, status: int, begun: bool
) -> None:
    if begun:
        factories.pledge(year=cast.year)
    assert as_(getattr(cast, person)).get(at("pledge", cast.year)).status_code == status


def test_a_leader_agrees_on_the_pledges_page(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    pledge.take("ask_units", cast.secretary)
    client = as_(cast.leader)
    page = client.get(at("pledge", cast.year))
    ((agreement, steps),) = page.context["to_agree"]
    assert (agreement.unit, [step.name for step in steps]) == (cast.year.members[1], ["agree"])
    response = client.post(agreement.step_url("agree"))
    assert response.url == at("pledge", cast.year)
    page = client.get(at("pledge", cast.year))
    assert (page.context["to_agree"], page.context["agreed"]) == ([], 1)


@pytest.mark.parametrize("person", ["secretary", "officer", "other_officer", "observer"])
def test_nobody_but_leaders_is_asked_to_agree(cast: Cast, as_: Browser, pledge: Pledge, person: str) -> None:
    pledge.take("ask_units", cast.secretary)
    page = as_(getattr(cast, person)).get(at("pledge", cast.year))
    assert page.context["to_agree"] == []


def test_an_agreement_that_was_asked_for_anew_is_not_found(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    pledge.take("ask_units", cast.secretary)
    old = pledge.agreements.get(unit=cast.year.members[1]).step_url("agree")
    pledge.take("take_back", cast.secretary, "Sửa mục 2")
    pledge.take("ask_units", cast.secretary)
    assert as_(cast.leader).post(old).status_code == 404
    assert not pledge.agreements.filter(state=AgreementState.AGREED).exists()


def test_the_reason_of_taking_back_is_shown_while_the_text_is_changed(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    pledge.take("ask_units", cast.secretary)
    pledge.take("take_back", cast.secretary, "Bổ sung phòng, chống thiên tai")
    page = at("pledge", cast.year)
    assert "Bổ sung phòng, chống thiên tai" in as_(cast.leader).get(page).content.decode()
    pledge.take("ask_units", cast.secretary)
    assert "Bổ sung phòng, chống thiên tai" not in as_(cast.leader).get(page).content.decode()


def test_pledge_shows_members_not_asked_and_units_that_left(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    pledge.take("ask_units", cast.secretary)
    late, gone = factories.unit(), cast.year.members[2]
    cast.year.memberships.filter(unit=gone).delete()
    cast.year.memberships.create(unit=late, position=9)
    answers = as_(cast.observer).get(at("pledge", cast.year)).context["answers"]
    found = [(answer.unit, answer.agreement is not None, answer.is_member) for answer in answers]
    head, member = cast.year.members[:2]
    assert found == [(head, True, True), (member, True, True), (late, False, True), (gone, True, False)]


def test_pledge_asks_as_many_queries_for_three_units_as_for_one(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    def queries() -> int:
        client = as_(cast.leader)
        client.get(at("pledge", cast.year))
        with CaptureQueriesContext(connection) as found:
            client.get(at("pledge", cast.year))
        return len(found)

    removed = cast.year.memberships.exclude(unit=cast.year.members[1])
    units = [membership.unit for membership in removed]
    removed.delete()
    pledge.state = PledgeState.AGREEING
    pledge.save()
    pledge.agreements.create(unit=cast.year.memberships.get().unit)
    one = queries()
    for position, unit in enumerate(units, start=2):
        cast.year.memberships.create(unit=unit, position=position)
        pledge.agreements.create(unit=unit)
    assert queries() == one


def test_names_say_whose_they_are(cast: Cast, pledge: Pledge) -> None:
    agreement = pledge.agreements.create(unit=cast.year.head)
    assert str(pledge) == f"Joint pledge of {cast.year}"
    assert str(agreement) == f"Agreement of {cast.year.head} to the joint pledge"
