"""The history of a year: whose entries one sees, and in what words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from blocs import audit
from blocs.models import BlocYear
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]


def address(year: BlocYear) -> str:
    return reverse("history", args=(year.bloc.slug, year.year))


@pytest.fixture
def entries(cast: Cast) -> None:
    """One of the bloc, one of each member but the head, and one of another bloc."""
    audit.record(cast.secretary, cast.year, audit.Action.CHANGE)
    for unit in cast.year.members[1:]:
        audit.record(cast.officer, factories.registration(year=cast.year, unit=unit), audit.Action.CREATE)
    audit.record(cast.stranger, factories.bloc_year(), audit.Action.CHANGE)


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("secretary", [1, 2, None]),
        ("leader", [1, None]),
        ("officer", [1, None]),
        ("other_officer", [2, None]),
        ("head_leader", [None]),
        ("observer", [None]),
    ],
)
def test_history_shows_the_bloc_and_ones_own_unit(
    cast: Cast, as_: Browser, person: str, seen: list[int | None]
):
    page = as_(getattr(cast, person)).get(address(cast.year)).context["page"]
    places = {unit: place for place, unit in enumerate(cast.year.members)}
    assert sorted((places.get(entry.unit) for entry in page), key=str) == seen


@pytest.mark.parametrize("person", ["stranger", "nobody"])
def test_history_of_another_bloc_is_not_found(cast: Cast, as_: Browser, person: str):
    assert as_(getattr(cast, person)).get(address(cast.year)).status_code == 404


def test_history_tells_who_what_before_after_and_why(cast: Cast, as_: Browser):
    change: audit.Change = {"of": "2.1", "what": "State", "before": "8,25", "after": ""}
    audit.record(None, cast.year, audit.Action.IMPORT, changes=[change], reason="Sửa <sót>")
    html = as_(cast.secretary).get(address(cast.year)).content.decode()
    parts = ["the operator", "09:00 10/03/2026", "Imported from a workbook", "2.1 · State", "<del>8,25</del>"]
    parts += ["<ins>empty</ins>", "Sửa &lt;sót&gt;"]
    assert [part for part in parts if part not in html] == []


def test_history_speaks_the_language_of_the_reader(cast: Cast, as_: Browser):
    factories.pledge(year=cast.year)
    cast.year.take("open_signing", cast.secretary)
    assert (
        "Open the stage: Signing conference" in as_(cast.secretary).get(address(cast.year)).content.decode()
    )


def test_history_comes_in_pages_with_the_newest_first(cast: Cast, as_: Browser):
    for number in range(51):
        audit.record(cast.secretary, cast.year, audit.Action.CHANGE, reason=f"Lần {number}")
    browser = as_(cast.secretary)
    first, second = (browser.get(address(cast.year), {"page": page}).context["page"] for page in (1, 2))
    assert (first[0].reason, len(first), [entry.reason for entry in second]) == ("Lần 50", 50, ["Lần 0"])


def test_history_folds_many_values(cast: Cast, as_: Browser):
    change: audit.Change = {"of": "", "what": "State", "before": "1", "after": "2"}
    audit.record(cast.secretary, cast.year, audit.Action.IMPORT, changes=[change] * 9)
    html = as_(cast.secretary).get(address(cast.year)).content.decode()
    assert ("<summary>9 values</summary>" in html, html.count('<p class="diff">')) == (True, 9)


def test_changes_of_one_sitting_are_one_line_and_those_of_others_are_not(
    cast: Cast, as_: Browser, clock: Any
):
    for minute, person in ((0, "officer"), (4, "officer"), (8, "leader"), (9, "officer"), (30, "officer")):
        clock.move_to(f"2026-03-10T09:{minute:02}:00+07:00")
        changes = [audit.change("State", "", str(minute), of="2.1", row=1)]
        audit.record(getattr(cast, person), cast.year, audit.Action.CHANGE, changes=changes)
    found = as_(cast.secretary).get(address(cast.year)).context["sittings"]
    assert [[change["after"] for change in one.changes] for one in found] == [
        ["30"],
        ["9"],
        ["8"],
        ["4", "0"],
    ]
    assert [one.since == one.entry.at for one in found] == [True, True, True, False]


def test_history_without_entries_says_what_will_be_here(cast: Cast, as_: Browser):
    html = as_(cast.secretary).get(address(cast.year)).content.decode()
    assert "Every change to this year will be listed here." in html
