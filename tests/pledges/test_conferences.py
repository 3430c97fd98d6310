"""A conference is begun, planned, and everybody sees what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.audit import AuditEntry
from blocs.models import BlocYear
from blocs.stages import Stage
from pledges import readiness, stations
from pledges.models import Conference
from pledges.models.conferences import Occasion
from tests import factories
from tests.cast import Cast
from tests.convened import conference as convened

pytestmark = pytest.mark.usefixtures("english")

Browser = Callable[[Any], Client]


def page(year: BlocYear, name: str = "", occasion: str = "signing") -> str:
    return reverse(f"conference{name}", args=(year.bloc.slug, year.year, occasion))


def test_conference_begins_with_the_usual_agenda_at_the_heads(cast: Cast, as_: Browser) -> None:
    factories.stage_dates(cast.year, Stage.SIGNING, date(2021, 2, 27), date(2021, 3, 31))  # a Saturday
    answer = as_(cast.secretary).post(page(cast.year, "_begin"))
    assert answer.url == page(cast.year)
    begun = Conference.objects.get()
    assert (begun.held_on, begun.begins, begun.place) == (date(2021, 3, 1), time(8), "Khánh Hòa")
    assert begun.venue == f"Hội trường {cast.year.head.name}"
    assert (begun.chair, begun.chair_position) == ("Trần Văn Trưởng", "Trưởng Ban")
    assert begun.secretary == "Lê Thị Thư Ký"
    contents = list(begun.items.values_list("content", flat=True))
    assert contents[1::2] == [
        "Khai mạc hội nghị",
        "Trình bày nội dung giao ước thi đua",
        "Ký kết giao ước thi đua",
        "Kết luận, bế mạc hội nghị",
    ]
    assert [item.content for item in begun.items.filter(is_signing=True)] == ["Ký kết giao ước thi đua"]
    assert AuditEntry.objects.get().target == begun


def test_conference_is_begun_once(cast: Cast, as_: Browser) -> None:
    for _time in range(2):
        assert as_(cast.secretary).post(page(cast.year, "_begin")).url == page(cast.year)
    assert Conference.objects.count() == 1


def test_conference_begins_as_last_years(cast: Cast, as_: Browser) -> None:
    before = factories.bloc_year(bloc=cast.year.bloc, units=cast.year.members, year=2020)
    source = convened(before)
    Conference.objects.update(dress="Trang phục công sở", conclusions="Thống nhất.", ended=time(10))
    source.guests.update(person="Nguyễn Thị Khách", is_present=True)
    source.items.update(record="Đã ghi")
    empty = as_(cast.secretary).get(page(cast.year))
    assert "Begin with agenda and guests of 2020" in empty.content.decode()
    as_(cast.secretary).post(page(cast.year, "_begin"), {"copy": "1"})
    begun = Conference.objects.get(bloc_year=cast.year)
    assert (begun.dress, begun.venue, begun.conclusions, begun.ended) == (
        "Trang phục công sở",
        "Hội trường",
        "",
        None,
    )
    assert list(begun.items.values_list("content", "is_signing", "record")) == [
        ("Khai mạc", False, ""),
        ("Ký kết giao ước", True, ""),
        ("Kết luận", False, ""),
    ]
    assert list(begun.guests.values_list("person", "is_present")) == [("Nguyễn Thị Khách", None)]


@pytest.mark.parametrize(
    ("stage", "occasion"),
    [
        (Stage.PREPARE, "signing"),
        (Stage.MIDYEAR, "midyear"),
        (Stage.REVIEW, "yearend"),
        (Stage.CLOSED, "yearend"),
    ],
)
def test_conferences_lead_to_the_one_of_the_stage(
    cast: Cast, as_: Browser, stage: str, occasion: str
) -> None:
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=stage)
    address = reverse("conferences", args=(cast.year.bloc.slug, cast.year.year))
    assert as_(cast.observer).get(address).url == page(cast.year, occasion=occasion)


def test_nothing_is_written_after_the_hand_over(cast: Cast, as_: Browser) -> None:
    convened(cast.year)
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.CLOSED)
    client = as_(cast.secretary)
    assert client.get(page(cast.year)).status_code == 200
    assert client.get(page(cast.year, "_facts")).status_code == 403
    assert client.post(page(cast.year, "_begin", "midyear")).status_code == 403


def test_unknown_occasion_is_not_found(cast: Cast, as_: Browser) -> None:
    assert as_(cast.secretary).get(page(cast.year, occasion="party")).status_code == 404


FACTS = {
    "held_on": "01/03/2021",
    "begins": "8h30",
    "venue": "Hội trường tầng 2",
    "place": "Nha Trang",
    "chair": "Trần Văn Trưởng",
    "chair_position": "Trưởng Ban",
    "secretary": "Lê Thị Thư Ký",
    "secretary_position": "",
    "dress": "",
}


def test_facts_are_saved_and_told(cast: Cast, as_: Browser) -> None:
    found = convened(cast.year)
    client = as_(cast.secretary)
    seal = client.get(page(cast.year, "_facts")).context["form"]["seal"].value()
    assert client.post(page(cast.year, "_facts"), FACTS | {"seal": seal}).url == page(cast.year)
    found.refresh_from_db()
    assert (found.begins, found.venue, found.place) == (time(8, 30), "Hội trường tầng 2", "Nha Trang")
    assert AuditEntry.objects.get().target == found


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("begins", "tám giờ", "Write a time like 08:30 or 8h30."),
        ("begins", "25:00", "Write a time like 08:30 or 8h30."),
        ("held_on", "01/03/2012", "Enter a day in 2020 or 2021."),
        ("chair", "Ông Trần Văn Trưởng", "“Ông Trần Văn Trưởng”: write the name only"),
    ],
)
def test_wrong_facts_are_refused_and_kept(
    cast: Cast, as_: Browser, field: str, value: str, words: str
) -> None:
    convened(cast.year)
    form = as_(cast.secretary).post(page(cast.year, "_facts"), FACTS | {field: value}).context["form"]
    assert list(form.errors) == [field]
    assert form.errors[field][0].startswith(words)
    assert form[field].value() == value
    assert Conference.objects.get().venue == "Hội trường"


def test_facts_that_someone_else_changed_are_not_overwritten_unseen(cast: Cast, as_: Browser) -> None:
    found, client = convened(cast.year), as_(cast.secretary)
    seal = client.get(page(cast.year, "_facts")).context["form"]["seal"].value()
    Conference.objects.filter(pk=found.pk).update(venue="Hội trường B")
    refused = client.post(page(cast.year, "_facts"), FACTS | {"seal": seal}).context["form"]
    assert "Someone changed this meanwhile" in refused.non_field_errors()[0]
    assert Conference.objects.get().venue == "Hội trường B"
    again = FACTS | {"seal": refused["seal"].value()}
    assert client.post(page(cast.year, "_facts"), again).status_code == 302


def test_what_is_missing_is_listed_until_it_is_there(
    cast: Cast, as_: Browser, clock: time_machine.Traveller
) -> None:
    clock.move_to("2021-02-20")
    found = Conference.objects.create(bloc_year=cast.year)
    assert [item.done for item in readiness.lacking(found)] == [False] * 5
    found.delete()
    found = convened(cast.year)
    Conference.objects.update(chair="Trần Văn Trưởng", secretary="Lê Thị Thư Ký")
    found.refresh_from_db()
    pledge = factories.pledge(year=cast.year)
    pledge.take("ask_units", cast.secretary)
    cast.year.refresh_from_db()
    lines = [(item.text, item.done) for item in readiness.lacking(found)]
    assert lines == [
        ("Day, time and venue are set.", True),
        ("Chair and secretary are named.", True),
        ("1 guest is on the list.", True),
        ("The agenda has items.", True),
        ("The agenda says where the units sign.", True),
        ("Units that agreed to the joint pledge: 0 of 3.", False),
        ("Signers named: 2 of 3.", False),
    ]
    assert lines[-1][0] in as_(cast.secretary).get(page(cast.year)).content.decode()


def test_secretariat_is_told_to_prepare_and_then_to_write_down(cast: Cast, as_: Browser) -> None:
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.MIDYEAR)
    cast.year.refresh_from_db()
    home = reverse("overview", args=(cast.year.bloc.slug, cast.year.year))

    def told() -> list[str]:
        tasks = as_(cast.secretary).get(home).context["tasks"]
        return [task.text for task in tasks if page(cast.year, occasion="midyear") in task.url]

    assert told() == ["Prepare the conference: Mid-year review conference"]
    found = convened(cast.year, "midyear")  # of 2021: over
    assert told() == ["Write the minutes: Mid-year review conference"]
    Conference.objects.filter(pk=found.pk).update(ended=time(10), conclusions="Thống nhất.")
    assert told() == []


def test_stages_ask_for_their_conference_without_waiting_for_it(cast: Cast) -> None:
    def asked(stage: str) -> list[tuple[bool, bool]]:
        lines = stations.checklist(cast.year, stage)
        return [(line.done, line.blocking) for line in lines if "conference" in line.text]

    assert (asked(Stage.SIGNING), asked(Stage.CONFERENCE)) == ([(False, False)], [(False, False)])
    convened(cast.year)
    convened(cast.year, Occasion.YEAREND)
    assert (asked(Stage.SIGNING), asked(Stage.CONFERENCE)) == ([(True, False)], [(True, False)])


def test_signing_proposes_place_and_day_of_the_conference(cast: Cast, as_: Browser) -> None:
    convened(cast.year)
    Conference.objects.update(place="Nha Trang")
    factories.pledge(year=cast.year)
    signing = reverse("pledge_signing", args=(cast.year.bloc.slug, cast.year.year))
    form = as_(cast.secretary).get(signing).context["form"]
    assert (form["place"].value(), form["signed_on"].value()) == ("Nha Trang", date(2021, 3, 1))


def test_conference_begun_by_mistake_is_deleted_after_asking(cast: Cast, as_: Browser) -> None:
    convened(cast.year)
    client, address = as_(cast.secretary), page(cast.year, "_delete")
    asked = client.get(address)
    assert asked.context["counts"] == ["3 agenda items", "1 guest", "attendance of 0 units"]
    assert Conference.objects.count() == 1
    assert client.post(address).url == page(cast.year)
    assert (Conference.objects.count(), AuditEntry.objects.get().action) == (0, "delete")


def test_conference_with_issued_papers_stays(cast: Cast, as_: Browser) -> None:
    convened(cast.year)
    paper = factories.paper(year=cast.year, kind="programme", subject="signing")
    answer = as_(cast.secretary).post(page(cast.year, "_delete"))
    assert (answer.status_code, list(answer.context["issued"])) == (409, [paper])
    assert Conference.objects.count() == 1


def test_page_asks_as_much_for_many_rows_as_for_few(cast: Cast, as_: Browser) -> None:
    found = convened(cast.year)
    factories.pledge(year=cast.year).take("ask_units", cast.secretary)
    client = as_(cast.observer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page(cast.year)).status_code == 200
        return len(asked)

    few = queries()
    for n in range(5):
        found.items.create(position=9 + n, content=f"Nội dung {n}")
        found.guests.create(organisation=f"Sở {n}")
    found.attendances.create(unit=cast.year.head, is_present=True)
    assert queries() == few


def test_page_says_when_the_signing_is_only_left_to_be_recorded(cast: Cast, as_: Browser) -> None:
    convened(cast.year)
    pledge = factories.pledge(year=cast.year)
    pledge.take("ask_units", cast.secretary)
    client, words = as_(cast.secretary), "All units have signed. Enter place and date"
    pledge.agreements.exclude(unit=cast.year.head).update(signed_at="2021-03-01T02:00:00Z")
    assert words not in client.get(page(cast.year)).content.decode()
    pledge.agreements.update(signed_at="2021-03-01T02:00:00Z")
    assert words in client.get(page(cast.year)).content.decode()
