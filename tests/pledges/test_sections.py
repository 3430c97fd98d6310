"""Composing the joint pledge: its sections."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from blocs.audit import AuditEntry
from blocs.models import BlocYear
from pledges.models import Pledge, Section
from pledges.models.pledges import PledgeState
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


def test_a_section_is_added_at_the_end_also_after_others_were_deleted(
    cast: Cast, as_: Browser, pledge: Pledge
) -> None:
    client = as_(cast.secretary)
    for section in pledge.sections.all()[:2]:
        client.post(reverse("pledge_section_delete", args=(section.pk,)))
    client.post(at("pledge_sections", cast.year), {"title": "Mục cuối", "body": "Điểm một"})
    assert titles(pledge) == ["Nội dung thi đua 3", "Mục cuối"]


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
    told = (
        "Not saved: meanwhile the joint pledge is “With the units for agreement”, in the stage “Preparation”."
    )
    assert told in page.content.decode()
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
