"""Deadlines, commitments and titles of a registration, through their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.audit import AuditEntry
from pledges.models import Registration, Title, TitleRegistration
from tests import factories
from tests.cast import Cast
from tests.pledges.tables import key, sent, url

pytestmark = pytest.mark.usefixtures("english")
Browser = Callable[[Any], Client]


@pytest.fixture
def registration(cast: Cast) -> Registration:
    return factories.registration(year=cast.year)


@pytest.fixture
def titles(db: None) -> list[Title]:
    """One title of collectives and one of persons, in the catalogue."""
    return [
        Title.objects.get_or_create(
            name=name, defaults={"holder": holder, "conditions": f"Điều kiện {name}"}
        )[0]
        for name, holder in (("Tập thể lao động xuất sắc", "collective"), ("Lao động tiên tiến", "person"))
    ]


def new(number: int, title: Title | None, holder: str, note: str = "") -> dict[str, str]:
    fields = {"title": str(title.pk) if title else "", "holder": holder, "note": note}
    return {f"new-{number}-{name}": value for name, value in fields.items()}


def registered(registration: Registration) -> list[tuple[str, str]]:
    return [(line.title.name, line.holder) for line in registration.titles.select_related("title")]


@pytest.mark.parametrize(
    ("typed", "due"),
    [("30/9/2021", date(2021, 9, 30)), ("", None), ("28/02/2022", date(2022, 2, 28))],
)
def test_a_deadline_is_a_day_near_the_year(
    cast: Cast, as_: Browser, registration: Registration, typed: str, due: date | None
) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration)) | {key(registration, 1, "due"): typed}
    assert client.post(url(registration), fields).status_code == 302
    assert registration.targets.get().due == due


@pytest.mark.parametrize("typed", ["31/12/2012", "31/02/2021", "cuối năm"])
def test_another_deadline_is_refused_and_stays_in_its_cell(
    cast: Cast, as_: Browser, registration: Registration, typed: str
) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration)) | {key(registration, 1, "due"): typed}
    page = client.post(url(registration), fields)
    (problem,) = page.context["problems"]
    assert problem.words.startswith("Row 1, Deadline: ")
    assert f'value="{typed}"' in page.content.decode()


def test_a_table_with_deadlines_sent_untouched_changes_nothing(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    registration.targets.update(due=date(2021, 9, 5), last_year="96,4")
    client = as_(cast.officer)
    assert client.post(url(registration), sent(client, url(registration))).status_code == 302
    assert AuditEntry.objects.count() == 0


def test_commitments_are_suggested_saved_and_told_by_the_history(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    address = reverse("registration_commitments", args=(registration.pk,))
    client = as_(cast.officer)
    assert '<option value="Hoàn thành xuất sắc nhiệm vụ">' in client.get(address).content.decode()
    typed = {"party_cell": "Hoàn thành xuất sắc nhiệm vụ", "union": "Vững mạnh", "youth_union": ""}
    assert client.post(address, typed).url == registration.get_absolute_url()
    registration.refresh_from_db()
    assert {name: getattr(registration, name) for name in typed} == typed
    (entry,) = AuditEntry.objects.all()
    assert [change["what"] for change in entry.changes] == [
        "commitment of the Party cell",
        "commitment of the union",
    ]
    page = client.get(registration.get_absolute_url()).content.decode()
    assert ("Vững mạnh" in page, "Not registered" in page) == (True, True)


def test_commitments_written_by_two_people_are_not_overwritten_unseen(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    address = reverse("registration_commitments", args=(registration.pk,))
    shown = as_(cast.officer).get(address).context["form"].shown
    Registration.objects.update(union="Của người khác")
    typed = {"party_cell": "", "union": "Của tôi", "youth_union": "", "seal": shown}
    page = as_(cast.officer).post(address, typed)
    assert "Someone changed this meanwhile." in page.content.decode()
    registration.refresh_from_db()
    assert registration.union == "Của người khác"


def test_commitments_of_a_confirmed_registration_stay(cast: Cast, as_: Browser) -> None:
    registration = factories.registration(year=cast.year, state="received")
    address = reverse("registration_commitments", args=(registration.pk,))
    assert as_(cast.leader).get(address).status_code == 403
    assert as_(cast.leader).post(address, {"union": "Sửa sau"}).status_code == 409
    registration.refresh_from_db()
    assert registration.union == ""


def test_titles_are_chosen_from_the_catalogue_with_their_conditions_beside_them(
    cast: Cast, as_: Browser, registration: Registration, titles: list[Title]
) -> None:
    team, worker = titles
    client, address = as_(cast.officer), url(registration, "titles")
    typed = sent(client, address) | new(1, team, "", "Lần đầu") | new(2, worker, "  Lê Văn\r\nMinh ")
    assert client.post(address, typed).status_code == 302
    assert registered(registration) == [(team.name, registration.unit.name), (worker.name, "Lê Văn Minh")]
    page = client.get(address)
    beside = f'Conditions</summary><p class="form-text mb-0">{team.conditions}</p></details>'
    assert page.content.decode().count(beside) == 1
    entry = AuditEntry.objects.get()
    assert entry.changes[0]["after"] == f"{team.name} · {registration.unit.name} · Lần đầu"


def test_a_person_has_a_name_and_a_row_a_title(
    cast: Cast, as_: Browser, registration: Registration, titles: list[Title]
) -> None:
    client, address = as_(cast.officer), url(registration, "titles")
    page = client.post(address, sent(client, address) | new(1, titles[1], "") | new(2, None, "Lê Văn Minh"))
    assert [problem.words for problem in page.context["problems"]] == [
        "Row 1, Collective or person: Enter the person's full name.",
        "Row 2, Title of honour: Choose a title, or empty the row.",
    ]
    assert registered(registration) == []


def test_the_same_title_for_the_same_holder_is_refused_by_name(
    cast: Cast, as_: Browser, registration: Registration, titles: list[Title]
) -> None:
    line = TitleRegistration.objects.create(registration=registration, title=titles[1], holder="Lê Văn Minh")
    client, address = as_(cast.officer), url(registration, "titles")
    typed = sent(client, address) | new(1, titles[1], "lê văn  MINH") | new(2, titles[0], "Lê Văn Minh")
    page = client.post(address, typed)
    assert [problem.words for problem in page.context["problems"]] == [
        "Row 2, Collective or person: This title is registered for the same holder in row 1 already."
    ]
    assert registered(registration) == [(titles[1].name, "Lê Văn Minh")]
    assert client.post(address, typed | {f"line-{line.pk}-remove": "on"}).status_code == 302
    assert registered(registration) == [(titles[1].name, "lê văn  MINH"), (titles[0].name, "Lê Văn Minh")]


def test_two_rows_may_exchange_their_holders(
    cast: Cast, as_: Browser, registration: Registration, titles: list[Title]
) -> None:
    first, second = (
        TitleRegistration.objects.create(registration=registration, title=titles[1], holder=name, position=n)
        for n, name in enumerate(("Lê Văn Minh", "Võ Thị Dụ"), start=1)
    )
    client, address = as_(cast.officer), url(registration, "titles")
    swapped = {f"line-{first.pk}-holder": second.holder, f"line-{second.pk}-holder": first.holder}
    assert client.post(address, sent(client, address) | swapped).status_code == 302
    assert registered(registration) == [(titles[1].name, "Võ Thị Dụ"), (titles[1].name, "Lê Văn Minh")]


def test_a_title_that_is_offered_no_longer_stays_where_it_is_registered(
    cast: Cast, as_: Browser, registration: Registration, titles: list[Title]
) -> None:
    TitleRegistration.objects.create(registration=registration, title=titles[0], holder="Phòng Kế hoạch")
    Title.objects.filter(pk=titles[0].pk).update(is_offered=False)
    client, address = as_(cast.officer), url(registration, "titles")
    assert client.post(address, sent(client, address)).status_code == 302
    assert registered(registration) == [(titles[0].name, "Phòng Kế hoạch")]
    other = factories.registration(year=cast.year, unit=cast.year.members[2])
    refused = as_(cast.other_officer).post(url(other, "titles"), new(1, titles[0], "Phòng Kế hoạch"))
    assert (refused.status_code, registered(other)) == (200, [])


def test_the_table_of_titles_asks_as_little_for_many_rows_as_for_one(
    cast: Cast, as_: Browser, registration: Registration, titles: list[Title]
) -> None:
    def queries(rows: int) -> int:
        registration.titles.all().delete()
        TitleRegistration.objects.bulk_create(
            TitleRegistration(registration=registration, title=titles[1], holder=f"Người {n}")
            for n in range(rows)
        )
        client = as_(cast.officer)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(url(registration, "titles"))
        return len(captured)

    assert queries(1) == queries(20)


def test_the_catalogue_knows_the_titles_of_collectives_and_persons(db: None) -> None:
    by_holder = {"collective": 4, "person": 4}
    known = Title.objects.filter(source__contains="06/2022/QH15")
    assert {holder: known.filter(holder=holder).count() for holder in by_holder} == by_holder
    assert not known.filter(conditions="").exists()
