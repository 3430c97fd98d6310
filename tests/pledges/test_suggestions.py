"""What last year suggests: results, deadlines, targets that are still missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from blocs.audit import AuditEntry
from blocs.stages import Stage
from pledges.models import Registration, TargetResult, Title
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("english")
Browser = Callable[[Any], Client]


@pytest.fixture
def last_year(cast: Cast) -> Registration:
    """Two targets of the year before: of the first the result is known, the second has a deadline."""
    before = factories.bloc_year(
        units=cast.year.members, bloc=cast.year.bloc, year=cast.year.year - 1, stage=Stage.CLOSED
    )
    found = factories.registration(year=before, targets=2, party_cell="Hoàn thành xuất sắc nhiệm vụ")
    first, second = found.targets.all()
    for period, value in (("midyear", "45"), ("yearend", "98,5")):
        TargetResult.objects.create(target=first, period=period, value=value, entered_by=cast.officer)
    found.targets.filter(pk=second.pk).update(due=date(2020, 2, 29))
    return found


def rows(registration: Registration) -> list[tuple[Any, ...]]:
    return list(registration.targets.values_list("content", "last_year", "plan", "due"))


def copied(cast: Cast, as_: Browser) -> Registration:
    registration = Registration.objects.create(
        bloc_year=cast.year, unit=cast.year.members[1], union="Của năm nay"
    )
    as_(cast.officer).post(reverse("copy_registration", args=(registration.pk,)))
    registration.refresh_from_db()
    return registration


def test_copying_takes_the_result_or_says_that_it_is_only_a_plan(
    cast: Cast, as_: Browser, last_year: Registration
) -> None:
    assert rows(copied(cast, as_)) == [
        ("Giải ngân vốn đợt 1", "98,5", "100", None),
        ("Giải ngân vốn đợt 2", "100 (kế hoạch)", "100", date(2021, 2, 28)),
    ]


def test_results_of_a_year_further_back_are_not_last_years(
    cast: Cast, as_: Browser, last_year: Registration
) -> None:
    type(last_year.bloc_year).objects.filter(pk=last_year.bloc_year_id).update(year=cast.year.year - 2)
    assert [row[1] for row in rows(copied(cast, as_))] == ["", ""]


def test_copying_takes_commitments_and_titles_of_the_collective_only(
    cast: Cast, as_: Browser, last_year: Registration
) -> None:
    team, _created = Title.objects.get_or_create(name="Tập thể lao động xuất sắc", holder="collective")
    worker, _created = Title.objects.get_or_create(name="Lao động tiên tiến", holder="person")
    last_year.titles.create(title=team, holder="Văn phòng")
    last_year.titles.create(title=worker, holder="Lê Văn Minh")
    registration = copied(cast, as_)
    assert list(registration.titles.values_list("title__name", "holder")) == [(team.name, "Văn phòng")]
    assert (registration.party_cell, registration.union) == ("Hoàn thành xuất sắc nhiệm vụ", "Của năm nay")


def test_targets_that_are_missing_are_offered_and_added_one_by_one(
    cast: Cast, as_: Browser, last_year: Registration
) -> None:
    registration = factories.registration(year=cast.year, targets=0)
    registration.targets.create(content="GIẢI NGÂN  vốn đợt 1", position=4)
    client = as_(cast.officer)
    (offered,) = client.get(registration.get_absolute_url()).context["suggested"]["targets"]
    assert offered.content == "Giải ngân vốn đợt 2"
    address = reverse("suggested_targets", args=(registration.pk,))
    foreign = factories.registration().targets.get()
    assert client.post(address, {"target": [offered.pk, foreign.pk]}).url == registration.get_absolute_url()
    assert rows(registration) == [
        ("GIẢI NGÂN  vốn đợt 1", "", "", None),
        ("Giải ngân vốn đợt 2", "100 (kế hoạch)", "100", date(2021, 2, 28)),
    ]
    assert [change["of"] for change in AuditEntry.objects.get().changes] == ["Giải ngân vốn đợt 2"]
    client.post(address, {"target": [offered.pk]})
    assert registration.targets.count() == 2


def test_known_results_are_entered_where_nothing_stands(
    cast: Cast, as_: Browser, last_year: Registration
) -> None:
    registration = factories.registration(year=cast.year, targets=2)
    client = as_(cast.officer)
    page = client.get(registration.get_absolute_url())
    assert "For 1 target last year" in page.content.decode()
    client.post(reverse("suggested_targets", args=(registration.pk,)), {"results": "1"})
    assert [row[1] for row in rows(registration)] == ["98,5", ""]
    assert client.get(registration.get_absolute_url()).context["suggested"] is None


@pytest.mark.parametrize(("person", "state"), [("officer", "confirmed"), ("secretary", "draft")])
def test_suggestions_are_for_those_who_write_now(
    cast: Cast, as_: Browser, last_year: Registration, person: str, state: str
) -> None:
    registration = factories.registration(year=cast.year, targets=1, state=state)
    client, address = as_(getattr(cast, person)), reverse("suggested_targets", args=(registration.pk,))
    assert client.get(registration.get_absolute_url()).context["suggested"] is None
    assert client.post(address, {"results": "1"}).status_code == 403
