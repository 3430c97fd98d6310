"""Saving while another person holds the year: to move it to another stage, or to take a step."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from blocs.models import BlocYear
from blocs.stages import Stage
from pledges.models import Pledge, Registration
from tests import factories
from tests.cast import Cast

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]
Browser = Callable[[Any], Client]
SECTION = {"title": "Mục cuối", "body": "Điểm một", "down": "1", "place": "Nha Trang"}
TARGET = {"new-1-content": "Viết muộn"}


def held(year: BlocYear, act: Callable[[], Any]) -> tuple[bool, int]:
    """Whether `act` waits for the one who closes the year at the same moment, and what it gets then."""
    statuses: list[int] = []

    def run() -> None:
        try:
            statuses.append(act().status_code)
        finally:
            connection.close()

    thread = Thread(target=run)
    with transaction.atomic():
        year.hold()
        BlocYear.objects.filter(pk=year.pk).update(stage=Stage.CLOSED)
        thread.start()
        waited = waits_for_us(thread)
    thread.join()
    return waited, statuses[0]


def waits_for_us(thread: Thread) -> bool:
    """Whether `thread` comes to wait for this transaction, and does not end before."""
    waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid"
    with connection.cursor() as cursor:
        while thread.is_alive():
            cursor.execute(waiting)
            if cursor.fetchone():
                return True
            thread.join(0.02)
    return False


def stored() -> list[Any]:
    """What a refused save must leave as it was."""
    return [list(Registration.objects.values("pk", "targets")), list(Pledge.objects.values("pk", "sections"))]


@pytest.mark.parametrize(
    ("name", "status"),
    [("registration_targets", 409), ("registration_movements", 409), ("copy_registration", 403)],
)
def test_lines_are_not_saved_in_a_year_that_closes_meanwhile(
    cast: Cast, as_: Browser, name: str, status: int
) -> None:
    registration = Registration.objects.create(bloc_year=cast.year, unit=cast.year.members[1])
    client, before = as_(cast.officer), stored()
    address = reverse(name, args=(registration.pk,))
    assert held(cast.year, lambda: client.post(address, TARGET)) == (True, status)
    assert stored() == before


@pytest.mark.parametrize(
    ("name", "status"),
    [("pledge_section", 409), ("pledge_section_delete", 403), ("pledge_section_move", 403)],
)
def test_a_section_is_not_changed_in_a_year_that_closes_meanwhile(
    cast: Cast, as_: Browser, name: str, status: int
) -> None:
    section = factories.pledge(year=cast.year).sections.first()
    client, before = as_(cast.secretary), stored()
    address = reverse(name, args=(section.pk,))
    assert held(cast.year, lambda: client.post(address, SECTION)) == (True, status)
    assert stored() == before


@pytest.mark.parametrize(("name", "status"), [("pledge_sections", 409), ("pledge_signing", 200)])
def test_the_pledge_is_not_changed_while_another_holds_the_year(
    cast: Cast, as_: Browser, name: str, status: int
) -> None:
    factories.pledge(year=cast.year)
    client, before = as_(cast.secretary), stored()
    address = reverse(name, args=(cast.year.bloc.slug, cast.year.year))
    assert held(cast.year, lambda: client.post(address, SECTION)) == (True, status)
    assert stored() == before


@pytest.mark.parametrize(
    ("name", "person", "unit"), [("begin_pledge", "secretary", ()), ("begin_registration", "officer", (1,))]
)
def test_nothing_is_begun_in_a_year_that_closes_meanwhile(
    cast: Cast, as_: Browser, name: str, person: str, unit: tuple[int, ...]
) -> None:
    client, units = as_(getattr(cast, person)), [cast.year.members[place].pk for place in unit]
    address = reverse(name, args=(cast.year.bloc.slug, cast.year.year, *units))
    assert held(cast.year, lambda: client.post(address)) == (True, 403)
    assert stored() == [[], []]
