"""The list of registrations, and a registration to begin, read and copy."""

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
from pledges.models import Registration
from pledges.models.pledges import AgreementState, PledgeState
from pledges.models.registrations import RegistrationState
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("english")


Browser = Callable[[Any], Client]


def address(year: BlocYear) -> tuple[str, int]:
    return (year.bloc.slug, year.year)


def begin_url(year: BlocYear, place: int) -> str:
    return reverse("begin_registration", args=(*address(year), year.members[place].pk))


def shown_rows(client: Client, year: BlocYear) -> list[tuple[str, str, bool, bool]]:
    rows = client.get(reverse("pledges", args=address(year))).context["rows"]
    state = [row.registration.state if row.registration else "" for row in rows]
    return [
        (row.unit.name, state, row.may_begin, row.primary) for row, state in zip(rows, state, strict=True)
    ]


def test_list_offers_each_person_the_next_act(cast: Cast, as_: Browser) -> None:
    head, member, other = (unit.name for unit in cast.year.members)
    factories.registration(year=cast.year)
    unbegun = [(head, "", False, False), (other, "", False, False)]
    assert shown_rows(as_(cast.observer), cast.year) == [
        unbegun[0],
        (member, "draft", False, False),
        unbegun[1],
    ]
    assert shown_rows(as_(cast.officer), cast.year)[1] == (member, "draft", False, True)
    assert shown_rows(as_(cast.other_officer), cast.year)[2] == (other, "", True, False)


@pytest.mark.parametrize(
    ("person", "targets", "words"),
    [
        ("leader", 1, "Look and confirm"),
        ("leader", 0, "Go on"),
        ("officer", 1, "Go on"),
        ("secretary", 1, "Open"),
    ],
)
def test_list_words_the_next_act(cast: Cast, as_: Browser, person: str, targets: int, words: str) -> None:
    factories.registration(year=cast.year, targets=targets)
    page = as_(getattr(cast, person)).get(reverse("pledges", args=address(cast.year)))
    assert page.context["rows"][1].action == words


def test_list_counts_lines_and_says_what_is_missing_and_when_something_changed(
    cast: Cast, as_: Browser
) -> None:
    registration = factories.registration(year=cast.year, targets=3)
    registration.movements.create(name="Thi đua quý I")
    page = as_(cast.observer).get(reverse("pledges", args=address(cast.year)))
    head, member, _other = page.context["rows"]
    found = member.registration
    assert (len(found.targets.all()), len(found.movements.all()), len(found.titles.all())) == (3, 2, 0)
    assert member.lacks == ["Movements without an aim: 2.", "The leader has not confirmed it yet."]
    assert (head.lacks, head.changed_at) == (["The registration is not begun yet."], None)


def test_list_shows_a_registration_whose_unit_left_the_bloc(cast: Cast, as_: Browser) -> None:
    gone = cast.year.members[2]
    factories.registration(year=cast.year, unit=gone)
    cast.year.memberships.filter(unit=gone).delete()
    rows = as_(cast.secretary).get(reverse("pledges", args=address(cast.year))).context["rows"]
    assert [(row.unit, row.is_member) for row in rows][-1] == (gone, False)


def test_list_says_who_agreed_and_who_is_missing(cast: Cast, as_: Browser) -> None:
    pledge = factories.pledge(year=cast.year, state=PledgeState.AGREEING)
    head, member, other = cast.year.members
    pledge.agreements.create(unit=head, state=AgreementState.AGREED)
    pledge.agreements.create(unit=member)
    page = as_(cast.leader).get(reverse("pledges", args=address(cast.year)))
    answers = [
        (answer.unit, answer.is_agreed, answer.agreement is None) for answer in page.context["answers"]
    ]
    assert answers == [(head, True, False), (member, False, False), (other, False, True)]
    assert "Agreed: 1 of 3 units." in page.content.decode()
    assert "Read and agree" in page.content.decode()


def test_list_of_an_empty_year_says_what_will_be_here(cast: Cast, as_: Browser) -> None:
    cast.year.memberships.all().delete()
    page = as_(cast.observer).get(reverse("pledges", args=address(cast.year)))
    assert "The year has no member units yet" in page.content.decode()


def test_list_asks_as_many_queries_for_three_units_as_for_one(cast: Cast, as_: Browser) -> None:
    def queries(units: int) -> int:
        url = reverse("pledges", args=address(cast.year))
        client = as_(cast.observer)
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            assert len(client.get(url).context["rows"]) == units
        return len(found)

    pledge = factories.pledge(year=cast.year, state=PledgeState.AGREEING)
    cast.year.memberships.exclude(unit=cast.year.head).delete()
    factories.registration(year=cast.year, unit=cast.year.head)
    pledge.agreements.create(unit=cast.year.head)
    one = queries(1)
    for place in (2, 3):
        unit = factories.unit()
        cast.year.memberships.create(unit=unit, position=place)
        factories.registration(year=cast.year, unit=unit, targets=place)
        pledge.agreements.create(unit=unit)
    assert queries(3) == one


def test_beginning_makes_one_registration_however_often_it_is_asked(cast: Cast, as_: Browser) -> None:
    url = begin_url(cast.year, 1)
    first = as_(cast.officer).post(url)
    second = as_(cast.leader).post(url)
    registration = Registration.objects.get()
    assert (first.url, second.url) == (registration.get_absolute_url(),) * 2
    assert registration.unit == cast.year.members[1]
    entry = AuditEntry.objects.get()
    assert (entry.user, entry.action, entry.unit) == (cast.officer, "create", registration.unit)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("secretary", 403),
        ("head_leader", 403),
        ("other_officer", 403),
        ("observer", 403),
        ("stranger", 404),
        ("nobody", 404),
    ],
)
def test_only_the_units_own_people_begin(cast: Cast, as_: Browser, person: str, status: int) -> None:
    assert as_(getattr(cast, person)).post(begin_url(cast.year, 1)).status_code == status
    assert not Registration.objects.exists()


def test_nobody_begins_for_a_unit_that_is_no_member(cast: Cast, as_: Browser) -> None:
    url = begin_url(cast.year, 1)
    factories.bloc_year(units=cast.year.members[:2], bloc=cast.year.bloc, year=2022)
    cast.year.memberships.filter(unit=cast.year.members[1]).delete()
    assert as_(cast.observer).post(url).status_code == 404


def test_nobody_begins_when_registrations_are_closed(cast: Cast, as_: Browser) -> None:
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.MIDYEAR)
    assert as_(cast.officer).post(begin_url(cast.year, 1)).status_code == 403


@pytest.mark.parametrize("name", ["begin_registration", "copy_registration"])
def test_changes_are_made_by_post_only(cast: Cast, as_: Browser, name: str) -> None:
    registration = factories.registration(year=cast.year)
    urls = {
        "begin_registration": begin_url(cast.year, 1),
        "copy_registration": reverse("copy_registration", args=(registration.pk,)),
    }
    assert as_(cast.officer).get(urls[name]).status_code == 405


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("secretary", 200),
        ("head_leader", 200),
        ("leader", 200),
        ("officer", 200),
        ("other_officer", 200),
        ("observer", 200),
        ("stranger", 404),
        ("nobody", 404),
    ],
)
def test_registration_is_read_by_everyone_in_the_bloc(
    cast: Cast, as_: Browser, person: str, status: int
) -> None:
    registration = factories.registration(year=cast.year)
    client = as_(getattr(cast, person))
    assert client.get(registration.get_absolute_url()).status_code == status
    assert client.get(reverse("pledges", args=address(cast.year))).status_code == status


@pytest.mark.parametrize(
    ("person", "state", "editable"),
    [
        ("officer", "draft", True),
        ("leader", "returned", True),
        ("leader", "confirmed", False),
        ("secretary", "draft", False),
        ("other_officer", "draft", False),
    ],
)
def test_registration_offers_editing_to_its_people_while_open(
    cast: Cast, as_: Browser, person: str, state: str, editable: bool
) -> None:
    registration = factories.registration(year=cast.year, state=state)
    page = as_(getattr(cast, person)).get(registration.get_absolute_url())
    assert (reverse("registration_targets", args=(registration.pk,)) in page.content.decode()) == editable


def test_registration_shows_the_latest_reason_of_sending_back_while_it_is_sent_back(
    cast: Cast, as_: Browser
) -> None:
    registration = factories.registration(year=cast.year, state=RegistrationState.CONFIRMED)
    for reason in ("Thiếu chỉ tiêu giải ngân", "Sai đơn vị tính"):
        registration.take("send_back", cast.secretary, reason)
        page = as_(cast.officer).get(registration.get_absolute_url()).content.decode()
        assert reason in page
        registration.take("confirm", cast.leader)
    assert "Thiếu chỉ tiêu giải ngân" not in page
    assert "Sai đơn vị tính" not in as_(cast.officer).get(registration.get_absolute_url()).content.decode()


def test_registration_is_closed_in_later_stages_and_says_so(cast: Cast, as_: Browser) -> None:
    registration = factories.registration(year=cast.year)
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.MIDYEAR)
    page = as_(cast.officer).get(registration.get_absolute_url())
    assert "Registrations are closed." in page.content.decode()
    assert not page.context["editable"]


def test_names_say_whose_they_are(cast: Cast) -> None:
    registration = factories.registration(year=cast.year)
    unit = cast.year.members[1]
    assert str(registration) == f"Registration of {unit}, 2021"
    assert [str(line) for line in (*registration.targets.all(), *registration.movements.all())] == [
        "Giải ngân vốn đợt 1",
        "Cả nước chung tay vì người nghèo",
    ]
