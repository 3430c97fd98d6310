"""Every address of the site, walked by every role of `tests.world`, compared with `tests.access_table`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_table import ANYONE, EXPECTED, ROLES
from tests.world import World

pytestmark = pytest.mark.no_cover  # thousands of visits that other tests explain

SHARES = 4  # tests among which the pages are dealt out, so that they run beside each other


def url_names(patterns: Any = None) -> set[str]:
    """The names of all addresses but those of the administration, which Django guards."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found |= set() if pattern.app_name == "admin" else url_names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(pattern.name)
    return found


def visit(browser: Client, row: str, url: str) -> int:
    """The status that a row's visit is answered with."""
    answer = browser.post(url) if row.endswith("!") else browser.get(url)
    if answer.streaming:
        b"".join(answer.streaming_content)  # a file is sent piece by piece, and closed after the last
    return answer.status_code


def test_table_names_every_address_of_the_site():
    named = {row.rstrip("!").partition("[")[0] for row in EXPECTED}
    assert named | ANYONE == url_names()


def answers(world: World, row: str, as_: Callable[[Any], Client]) -> dict[str, int]:
    """The row as it is; those who may do it come last, so that a refusal is never due to another's act."""
    url = world.address(row)
    found = {role: visit(as_(getattr(world.cast, role)), row, url) for role in reversed(ROLES)}
    return {role: found[role] for role in ROLES}


def expected(row: str) -> dict[str, int]:
    """The row as it should be."""
    return dict(zip(ROLES, EXPECTED[row], strict=True))


@pytest.mark.parametrize("share", range(SHARES))
def test_pages_answer_every_role_as_the_table_says(db, as_, papers_set_once, share):
    world, rows = World(), [row for row in EXPECTED if not row.endswith("!")][share::SHARES]
    assert {row: answers(world, row, as_) for row in rows} == {row: expected(row) for row in rows}


@pytest.mark.parametrize("row", [row for row in EXPECTED if row.endswith("!")])
def test_act_answers_every_role_as_the_table_says(db, as_, row):
    assert answers(World(), row, as_) == expected(row)


def test_every_address_leads_the_anonymous_to_the_log_in(db, client):
    world = World()
    for row in EXPECTED.keys() - {"logout!"}:
        url = world.address(row)
        answer = client.post(url) if row.endswith("!") else client.get(url)
        assert (row, answer.status_code, answer.url.split("?")[0]) == (row, 302, reverse("login"))


@pytest.mark.parametrize("role", ROLES)
def test_administration_is_closed_to_every_role_of_a_bloc(db, as_, role):
    answer = as_(getattr(World().cast, role)).get(reverse("admin:index"))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login"))


def test_role_that_ended_opens_nothing(db, as_, clock):
    world = World()
    browser = as_(world.cast.secretary)
    world.cast.secretary.roles.update(ends="2026-03-10")
    url = reverse("overview", args=(world.prepared.bloc.slug, 2022))
    assert browser.get(url).status_code == 200
    clock.move_to("2026-03-10T17:00:00+00:00")  # midnight in Vietnam
    assert as_(world.cast.secretary).get(url).status_code == 404
