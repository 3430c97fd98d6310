"""The joint pledge: beginning, composing, reading, agreeing."""

from __future__ import annotations

import unicodedata
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
from pledges.models import Pledge, Section
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
    assert (change["what"], change["after"]) == ("copied from", str(last_year))


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


def test_points_are_shown_without_the_numbers_they_were_pasted_with(pledge: Pledge) -> None:
    body = "1. Một\r\n2) Hai\n\n- Ba\n• Bốn\n2021 là năm bản lề\n3.\n"
    section = pledge.sections.create(title="Mục", body=body)
    assert section.points == ["Một", "Hai", "Ba", "Bốn", "2021 là năm bản lề"]


def test_a_section_is_added_at_the_end(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    client = as_(cast.secretary)
    response = client.post(at("pledge_sections", cast.year), {"title": "Mục cuối", "body": "Điểm một"})
    assert response.url == at("pledge", cast.year)
    section = pledge.sections.last()
    assert (section.title, section.position) == ("Mục cuối", 4)
    entry = AuditEntry.objects.get()
    assert (entry.target, entry.action, entry.bloc_year) == (section, "create", cast.year)


def test_sections_can_be_added_one_after_the_other(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    fields = {"title": "Mục", "body": "Điểm", "more": "1"}
    assert as_(cast.secretary).post(at("pledge_sections", cast.year), fields).url == at(
        "pledge_sections", cast.year
    )


def test_a_section_without_title_is_refused_and_keeps_its_points(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    page = as_(cast.secretary).post(at("pledge_sections", cast.year), {"title": "", "body": "Điểm một"})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["title"]
    assert page.context["form"]["body"].value() == "Điểm một"
    assert len(titles(pledge)) == 3


def edit(client: Client, section: Section, **fields: str) -> Any:
    url = reverse("pledge_section", args=(section.pk,))
    form = client.get(url).context["form"]
    return client.post(url, {"title": section.title, "body": section.body, "seal": form.seal} | fields)


def test_a_section_is_changed_and_told(cast: Cast, as_: Browser, pledge: Pledge) -> None:
    section = pledge.sections.first()
    assert edit(as_(cast.secretary), section, title="Lãnh đạo phong trào").url == at("pledge", cast.year)
    assert titles(pledge)[0] == "Lãnh đạo phong trào"
    (change,) = AuditEntry.objects.get().changes
    assert (change["before"], change["after"]) == ("Nội dung thi đua 1", "Lãnh đạo phong trào")


def test_a_section_changed_twice_is_refused_once_and_shows_both(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    client, section = as_(cast.secretary), pledge.sections.first()
    Section.objects.filter(pk=section.pk).update(title="Của người khác")
    page = client.post(
        reverse("pledge_section", args=(section.pk,)),
        {"title": "Của tôi", "body": section.body, "seal": "old"},
    )
    assert page.context["form"].non_field_errors() == [
        "Someone changed this section meanwhile; it reads: “Của người khác · Điểm thứ nhất\nĐiểm thứ hai”."
        " Save again to replace it."
    ]
    assert page.context["form"]["title"].value() == "Của tôi"
    assert titles(pledge)[0] == "Của người khác"
    assert edit(client, section, title="Của tôi").status_code == 302
    assert titles(pledge)[0] == "Của tôi"


def test_text_sent_to_the_units_meanwhile_is_not_changed_and_nothing_is_lost(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    pledge.take("ask_units", cast.secretary)
    client, section = as_(cast.secretary), pledge.sections.first()
    assert client.get(reverse("pledge_section", args=(section.pk,))).status_code == 403
    page = client.post(reverse("pledge_section", args=(section.pk,)), {"title": "Sửa muộn", "body": "Điểm"})
    assert page.status_code == 409
    assert page.context["form"]["title"].value() == "Sửa muộn"
    assert "Not saved: meanwhile the joint pledge is “With the units for agreement”." in page.content.decode()
    assert titles(pledge)[0] == "Nội dung thi đua 1"
    assert client.post(at("pledge_sections", cast.year), {"title": "a", "body": "b"}).status_code == 409


def test_decomposed_letters_of_a_section_are_stored_composed(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    words = unicodedata.normalize("NFD", "Đẩy mạnh cải cách hành chính")
    as_(cast.secretary).post(at("pledge_sections", cast.year), {"title": words, "body": words})
    section = pledge.sections.last()
    assert {section.title, section.body} == {"Đẩy mạnh cải cách hành chính"}


@pytest.mark.parametrize(
    ("place", "where", "order"),
    [
        (0, "down", [2, 1, 3]),
        (2, "up", [1, 3, 2]),
        (1, "up", [2, 1, 3]),
        (0, "up", [1, 2, 3]),
        (2, "down", [1, 2, 3]),
    ],
)
def test_a_section_moves_by_one_place(
    cast: Cast, as_: Browser, pledge: Pledge, place: int, where: str, order: list[int]
) -> None:
    section = pledge.sections.all()[place]
    response = as_(cast.secretary).post(reverse("pledge_section_move", args=(section.pk,)), {where: "1"})
    assert response.url == at("pledge", cast.year)
    assert titles(pledge) == [f"Nội dung thi đua {n}" for n in order]
    assert AuditEntry.objects.count() == (order != [1, 2, 3])


def test_deleting_a_section_names_it_first_and_the_history_keeps_it(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    client, section = as_(cast.secretary), pledge.sections.all()[1]
    url = reverse("pledge_section_delete", args=(section.pk,))
    page = client.get(url).content.decode()
    assert "Delete the section “Nội dung thi đua 2”" in page
    assert "with its 2 points" in page
    assert client.post(url).url == at("pledge", cast.year)
    assert titles(pledge) == ["Nội dung thi đua 1", "Nội dung thi đua 3"]
    entry = AuditEntry.objects.get()
    assert (entry.subject, entry.action) == ("Nội dung thi đua 2", "delete")
    assert [change["before"] for change in entry.changes] == [section.title, section.body]


def section_urls(pledge: Pledge) -> list[str]:
    section = pledge.sections.first()
    return [
        at("pledge_sections", pledge.bloc_year),
        at("pledge_signing", pledge.bloc_year),
        reverse("pledge_section", args=(section.pk,)),
        reverse("pledge_section_delete", args=(section.pk,)),
    ]


@pytest.mark.parametrize(("person", "status"), [("secretary", 200), *OTHERS])
def test_composing_is_for_the_secretariat(
    cast: Cast, as_: Browser, pledge: Pledge, person: str, status: int
) -> None:
    client = as_(getattr(cast, person))
    assert [client.get(url).status_code for url in section_urls(pledge)] == [status] * 4


@pytest.mark.parametrize(("person", "status"), OTHERS)
def test_nobody_else_changes_the_text(
    cast: Cast, as_: Browser, pledge: Pledge, person: str, status: int
) -> None:
    client, before = as_(getattr(cast, person)), list(pledge.sections.values())
    fields = {"title": "Sửa", "body": "Sửa", "down": "1", "place": "Sửa"}
    urls = [*section_urls(pledge), reverse("pledge_section_move", args=(pledge.sections.first().pk,))]
    assert [client.post(url, fields).status_code for url in urls] == [status] * 5
    assert list(pledge.sections.values()) == before


@pytest.mark.parametrize("state", [PledgeState.AGREEING, PledgeState.SIGNED])
def test_sections_are_neither_moved_nor_deleted_once_sent(
    cast: Cast, as_: Browser, pledge: Pledge, state: str
) -> None:
    Pledge.objects.update(state=state, place="Khánh Hòa", signed_on="2021-03-01")
    client, section = as_(cast.secretary), pledge.sections.first()
    for name in ("pledge_section_move", "pledge_section_delete"):
        assert client.post(reverse(name, args=(section.pk,)), {"down": "1"}).status_code == 403
    assert titles(pledge) == [f"Nội dung thi đua {n}" for n in (1, 2, 3)]


def test_sections_of_a_pledge_that_is_not_begun_are_not_found(cast: Cast, as_: Browser) -> None:
    client = as_(cast.secretary)
    for name in ("pledge_sections", "pledge_signing"):
        assert client.get(at(name, cast.year)).status_code == 404


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
