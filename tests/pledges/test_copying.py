"""A registration begun with what the unit registered last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from blocs.audit import AuditEntry
from blocs.stages import Stage
from pledges.models import Registration
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("english")
Browser = Callable[[Any], Client]


@pytest.fixture
def last_year(cast: Cast) -> Registration:
    """What the member registered the year before."""
    before = factories.bloc_year(
        units=cast.year.members, bloc=cast.year.bloc, year=cast.year.year - 1, stage=Stage.CLOSED
    )
    found = factories.registration(year=before, targets=2)
    found.movements.update(launched="Tháng 3/2020", wrapped_up="Tháng 12/2020")
    return found


def lines(registration: Registration) -> list[tuple[str, ...]]:
    return [
        *registration.targets.values_list("position", "content", "measure", "plan", "note"),
        *registration.movements.values_list("position", "name", "aim", "launched", "wrapped_up"),
    ]


def test_copying_takes_over_all_but_the_times(cast: Cast, as_: Browser, last_year: Registration) -> None:
    registration = Registration.objects.create(bloc_year=cast.year, unit=last_year.unit)
    client = as_(cast.officer)
    assert "Copy from 2020" in client.get(registration.get_absolute_url()).content.decode()
    url = reverse("copy_registration", args=(registration.pk,))
    assert client.post(url).url == registration.get_absolute_url()
    assert lines(registration) == [
        (1, "Giải ngân vốn đợt 1", "%", "100", ""),
        (2, "Giải ngân vốn đợt 2", "%", "100", ""),
        (1, "Cả nước chung tay vì người nghèo", "Giúp 02 hộ nghèo", "", ""),
    ]
    entry = AuditEntry.objects.get()
    assert (entry.user, entry.target) == (cast.officer, registration)
    assert entry.changes == [
        {
            "of": "",
            "what": "copied from",
            "before": "",
            "after": f"Đăng ký giao ước của {last_year.unit} năm {last_year.bloc_year.year}",
        }
    ]


def test_copying_leaves_a_registration_with_lines_alone(
    cast: Cast, as_: Browser, last_year: Registration
) -> None:
    registration = factories.registration(year=cast.year, targets=1)
    before = lines(registration)
    page = as_(cast.officer).get(registration.get_absolute_url())
    assert page.context["earlier"] is None
    as_(cast.officer).post(reverse("copy_registration", args=(registration.pk,)))
    assert (lines(registration), AuditEntry.objects.count()) == (before, 0)


def test_copying_is_not_offered_without_an_earlier_registration(cast: Cast, as_: Browser) -> None:
    registration = Registration.objects.create(bloc_year=cast.year, unit=cast.year.members[1])
    assert as_(cast.officer).get(registration.get_absolute_url()).context["earlier"] is None
    as_(cast.officer).post(reverse("copy_registration", args=(registration.pk,)))
    assert lines(registration) == []


def test_copying_finds_what_the_unit_registered_in_another_bloc(cast: Cast) -> None:
    unit = cast.year.members[1]
    for year in (2018, 2019):
        elsewhere = factories.bloc_year(units=[unit, factories.unit()], year=year)
        found = factories.registration(year=elsewhere, unit=unit)
    registration = Registration.objects.create(bloc_year=cast.year, unit=unit)
    assert registration.earlier == found


@pytest.mark.parametrize(
    ("person", "status"), [("secretary", 403), ("other_officer", 403), ("observer", 403), ("stranger", 404)]
)
def test_only_the_units_own_people_copy(
    cast: Cast, as_: Browser, last_year: Registration, person: str, status: int
) -> None:
    registration = Registration.objects.create(bloc_year=cast.year, unit=last_year.unit)
    url = reverse("copy_registration", args=(registration.pk,))
    assert as_(getattr(cast, person)).post(url).status_code == status
    assert lines(registration) == []
