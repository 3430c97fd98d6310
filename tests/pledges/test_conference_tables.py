"""Agenda, guests, attendance, order of signing, minutes: nothing lost, nothing overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from blocs.audit import AuditEntry
from pledges.models import AgendaItem, Attendance, Conference, Guest, Pledge
from tests import factories
from tests.cast import Cast
from tests.convened import conference as convened

pytestmark = pytest.mark.usefixtures("english")

Browser = Callable[[Any], Client]


@pytest.fixture
def conference(cast: Cast) -> Conference:
    """The signing conference of the cast's year."""
    return convened(cast.year)


def page(conference: Conference, name: str) -> str:
    return reverse(f"conference_{name}", args=conference.address)


def sent(client: Client, address: str) -> dict[str, str]:
    """What a browser sends back from a page when nothing is typed."""
    context = client.get(address).context
    rows = [*context["lines"].rows] if "lines" in context else []
    rows += [row for name in ("units", "guests", "rows") for row in context.get(name, ())]
    fields = {}
    for row in rows:
        fields[f"{row.prefix}-seal"] = row.seal
        for cell in row:
            value = cell.value()
            fields[cell.html_name] = (
                "" if value is None else f"{value:%H:%M}" if hasattr(value, "hour") else value
            )
    if "form" in context:
        fields |= {cell.html_name: cell.value() or "" for cell in context["form"]}
    return {name: "on" if value is True else value for name, value in fields.items() if value is not False}


def told() -> list[tuple[str, str, str, str]]:
    return [
        (change["of"], change["what"], change["before"], change["after"])
        for change in AuditEntry.objects.get().changes
    ]


def test_the_history_keeps_no_address_of_a_guest(cast: Cast, as_: Browser, conference: Conference) -> None:
    client, address = as_(cast.secretary), page(conference, "guests")
    conference.guests.all().delete()
    client.post(address, {"new-1-organisation": "Sở Nội vụ", "new-1-email": "moi@example.org"})
    line = f"line-{Guest.objects.get().pk}-email"
    client.post(address, sent(client, address) | {line: "khac@example.org"})
    assert Guest.objects.get().email == "khac@example.org"
    [second, first] = [entry.changes for entry in AuditEntry.objects.all()]
    assert [one["after"] for one in first] == ["Sở Nội vụ"]
    assert [(one["what"], one["before"], one["after"]) for one in second] == [("e-mail address", "✓", "✓")]


@pytest.mark.parametrize("name", ["agenda", "guests", "attendance", "minutes"])
def test_a_page_sent_back_as_it_was_changes_nothing(
    cast: Cast, as_: Browser, conference: Conference, name: str
) -> None:
    client = as_(cast.secretary)
    answer = client.post(page(conference, name), sent(client, page(conference, name)))
    assert answer.url == conference.get_absolute_url()
    assert not AuditEntry.objects.exists()


def test_agenda_is_edited_as_one_table(cast: Cast, as_: Browser, conference: Conference) -> None:
    client, address = as_(cast.secretary), page(conference, "agenda")
    first, second, third = conference.items.all()
    fields = sent(client, address) | {f"line-{first.pk}-begins": "7h45", f"line-{third.pk}-position": "1"}
    del fields[f"line-{second.pk}-is_signing"]
    fields |= {"new-1-content": "Trao cờ", "new-1-is_signing": "on", "new-1-presenter": "Trưởng khối"}
    assert client.post(address, fields).status_code == 302
    assert list(conference.items.values_list("content", "begins", "presenter", "is_signing")) == [
        ("Kết luận", time(10), "", False),
        ("Khai mạc", time(7, 45), "", False),
        ("Ký kết giao ước", time(9), "", False),
        ("Trao cờ", None, "Trưởng khối", True),
    ]
    assert AuditEntry.objects.get().target == conference


def test_wrong_time_is_named_with_its_row(cast: Cast, as_: Browser, conference: Conference) -> None:
    client, address = as_(cast.secretary), page(conference, "agenda")
    item = conference.items.last()
    answer = client.post(address, sent(client, address) | {f"line-{item.pk}-begins": "mười giờ"})
    assert [problem.words for problem in answer.context["problems"]] == [
        "Row 3, Hour: Write a time like 08:30 or 8h30."
    ]


def test_agenda_row_that_someone_changed_is_refused_once(
    cast: Cast, as_: Browser, conference: Conference
) -> None:
    client, address, item = as_(cast.secretary), page(conference, "agenda"), conference.items.first()
    fields = sent(client, address) | {f"line-{item.pk}-content": "Chào cờ, khai mạc"}
    AgendaItem.objects.filter(pk=item.pk).update(begins=time(7, 30))
    words = client.post(address, fields).context["problems"][0].words
    assert "it reads: “Khai mạc · 07:30”" in words


def test_guests_are_edited_as_one_table(cast: Cast, as_: Browser, conference: Conference) -> None:
    client, address = as_(cast.secretary), page(conference, "guests")
    fields = sent(client, address) | {"new-1-organisation": "Sở Nội vụ", "new-1-email": "không"}
    assert "Row 2, E-mail address" in client.post(address, fields).context["problems"][0].words
    fields["new-1-email"] = "vanthu@example.vn"
    client.post(address, fields)
    assert list(conference.guests.values_list("organisation", "email")) == [
        ("Ban Thi đua - Khen thưởng tỉnh", ""),
        ("Sở Nội vụ", "vanthu@example.vn"),
    ]


def test_empty_list_of_guests_is_filled_from_the_conference_before(
    cast: Cast, as_: Browser, conference: Conference
) -> None:
    client, other = as_(cast.secretary), Conference.objects.create(bloc_year=cast.year, occasion="yearend")
    address = page(other, "guests")
    assert client.get(address).context["source"] == conference
    client.post(address, {"copy": "1"})
    client.post(address, {"copy": "1"})  # a page that was open twice
    assert [str(guest) for guest in other.guests.all()] == ["Ban Thi đua - Khen thưởng tỉnh"]
    assert AuditEntry.objects.get().target == other


def test_attendance_keeps_present_absent_and_unmarked_apart(
    cast: Cast, as_: Browser, conference: Conference
) -> None:
    client, address = as_(cast.secretary), page(conference, "attendance")
    head, member, other = cast.year.members
    guest = conference.guests.get()
    fields = sent(client, address)
    fields |= {f"unit-{head.pk}-is_present": "1", f"unit-{head.pk}-people": "Trần Văn Trưởng"}
    fields |= {f"unit-{member.pk}-is_present": "0", f"guest-{guest.pk}-is_present": "1"}
    client.post(address, fields)
    rows = Attendance.objects.values_list("unit", "is_present", "people")
    assert set(rows) == {(head.pk, True, "Trần Văn Trưởng"), (member.pk, False, "")}
    assert conference.presences[2].is_present is None
    assert told() == [
        (head.name, "present", "", "✓"),
        (head.name, "people present", "", "Trần Văn Trưởng"),
        (member.name, "present", "", "✗"),
        (str(guest), "present", "", "✓"),
    ]
    assert other.name in client.get(conference.get_absolute_url()).content.decode()


def test_two_secretaries_mark_different_rows(cast: Cast, as_: Browser, conference: Conference) -> None:
    client, address = as_(cast.secretary), page(conference, "attendance")
    head, member, _other = cast.year.members
    mine = sent(client, address) | {f"unit-{member.pk}-is_present": "0"}
    client.post(address, sent(client, address) | {f"unit-{head.pk}-is_present": "1"})
    assert client.post(address, mine).status_code == 302
    rows = Attendance.objects.values_list("unit", "is_present")
    assert set(rows) == {(head.pk, True), (member.pk, False)}


def test_same_row_marked_differently_is_refused_and_shown(
    cast: Cast, as_: Browser, conference: Conference
) -> None:
    client, address = as_(cast.secretary), page(conference, "attendance")
    head = cast.year.head
    mine = sent(client, address) | {f"unit-{head.pk}-is_present": "0"}
    client.post(address, sent(client, address) | {f"unit-{head.pk}-people": "Người khác"})
    _target, row, words = client.post(address, mine).context["problems"][0]
    assert (row, "it reads: “Người khác”" in words) == (head.name, True)
    assert Attendance.objects.get().is_present is None


def test_everyone_not_marked_is_present_in_one_click(
    cast: Cast, as_: Browser, conference: Conference
) -> None:
    head, member, other = cast.year.members
    conference.attendances.create(unit=other, is_present=False)
    as_(cast.secretary).post(page(conference, "attendance"), {"everyone": "1"})
    rows = Attendance.objects.values_list("unit", "is_present", "people")
    assert set(rows) == {
        (head.pk, True, "Trần Văn Trưởng, Trưởng Ban"),
        (member.pk, True, "Phạm Văn Lãnh Đạo, Trưởng Ban"),
        (other.pk, False, ""),
    }
    assert Guest.objects.get().is_present is True


@pytest.fixture
def asked(cast: Cast) -> Pledge:
    """The joint pledge, with the units."""
    pledge = factories.pledge(year=cast.year)
    pledge.take("ask_units", cast.secretary)
    AuditEntry.objects.all().delete()
    return pledge


def test_head_signs_first_then_numbers_then_the_order_of_the_year(
    cast: Cast, as_: Browser, conference: Conference, asked: Pledge
) -> None:
    client, address = as_(cast.secretary), page(conference, "order")
    last = asked.agreements.get(unit=cast.year.members[2])
    client.post(address, sent(client, address) | {f"place-{last.pk}-position": "1"})
    order = [one.unit for one in conference.agreements]
    assert order == [cast.year.members[place] for place in (0, 2, 1)]
    assert told() == [(last.unit.name, "place in the order of signing", "", "1")]
    AuditEntry.objects.all().delete()
    client.post(address, sent(client, address) | {f"place-{last.pk}-position": ""})
    assert [one.unit for one in conference.agreements] == cast.year.members
    client.post(address, sent(client, address) | {f"place-{last.pk}-position": "1"})
    asked.take("take_back", cast.secretary, "Sửa chỉ tiêu")
    asked.take("ask_units", cast.secretary)
    assert [one.unit for one in Conference.objects.get().agreements] == order


def test_order_sent_back_as_it_was_changes_nothing(
    cast: Cast, as_: Browser, conference: Conference, asked: Pledge
) -> None:
    client, address = as_(cast.secretary), page(conference, "order")
    rows = client.post(address, sent(client, address))
    assert (rows.status_code, AuditEntry.objects.count()) == (302, 0)


def test_order_waits_for_the_units_to_be_asked(cast: Cast, as_: Browser, conference: Conference) -> None:
    assert as_(cast.secretary).get(page(conference, "order")).status_code == 404


def test_minutes_are_written_item_by_item(cast: Cast, as_: Browser, conference: Conference) -> None:
    client, address = as_(cast.secretary), page(conference, "minutes")
    first = conference.items.first()
    fields = sent(client, address)
    fields |= {f"item-{first.pk}-record": "Trưởng khối khai mạc.", "conclusions": "Nhất trí.", "ended": "7h"}
    refused = client.post(address, fields).context["form"]
    assert refused.errors == {"ended": ["The conference began at 08:00."]}
    assert client.post(address, fields | {"ended": "10h45"}).status_code == 302
    conference.refresh_from_db()
    assert (conference.conclusions, conference.ended) == ("Nhất trí.", time(10, 45))
    assert list(conference.items.values_list("record", flat=True)) == ["Trưởng khối khai mạc.", "", ""]


def test_record_of_another_secretary_survives(cast: Cast, as_: Browser, conference: Conference) -> None:
    client, address = as_(cast.secretary), page(conference, "minutes")
    first, second, _third = conference.items.all()
    mine = sent(client, address) | {f"item-{first.pk}-record": "Của tôi"}
    AgendaItem.objects.filter(pk=second.pk).update(record="Của người khác")
    client.post(address, mine)
    assert list(conference.items.values_list("record", flat=True)) == ["Của tôi", "Của người khác", ""]
