"""Two people in the same table: both survive, or one is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pledges.forms.line import written
from pledges.models import Registration
from tests import factories
from tests.cast import Cast
from tests.pledges.tables import contents, key, sent, url

pytestmark = pytest.mark.usefixtures("english")
Browser = Callable[[Any], Client]


@pytest.fixture
def registration(cast: Cast) -> Registration:
    """Three targets and a movement of the cast's unit."""
    return factories.registration(year=cast.year, targets=3)


def test_two_people_change_different_rows_and_both_survive(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    mine, theirs = as_(cast.officer), as_(cast.leader)
    old_page = sent(mine, url(registration))
    theirs.post(
        url(registration),
        sent(theirs, url(registration))
        | {key(registration, 1, "plan"): "80", "new-1-content": "Của lãnh đạo", "new-1-position": "1"},
    )
    line = registration.targets.get(content="Giải ngân vốn đợt 2")
    mine.post(url(registration), old_page | {f"line-{line.pk}-plan": "90"})
    assert list(registration.targets.values_list("position", "content", "plan")) == [
        (1, "Của lãnh đạo", ""),
        (2, "Giải ngân vốn đợt 1", "80"),
        (3, "Giải ngân vốn đợt 2", "90"),
        (4, "Giải ngân vốn đợt 3", "100"),
    ]


def test_the_same_row_changed_twice_is_refused_once_and_shows_both(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    mine, theirs = as_(cast.officer), as_(cast.leader)
    plan = key(registration, 1, "plan")
    old_page = sent(mine, url(registration))
    theirs.post(url(registration), sent(theirs, url(registration)) | {plan: "80"})
    page = mine.post(url(registration), old_page | {plan: "90"})
    assert [problem.words for problem in page.context["problems"]] == [
        "Row 1, Content: Someone changed this row meanwhile; it reads: “Giải ngân vốn đợt 1 · % · 80”."
        " Save again to replace it."
    ]
    assert registration.targets.first().plan == "80"
    row = page.context["lines"].rows[0]
    assert row["plan"].value() == "90"
    mine.post(url(registration), old_page | {plan: "90", f"{row.prefix}-seal": row.seal})
    assert registration.targets.first().plan == "90"


def test_the_same_change_by_two_people_is_no_conflict(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    mine, theirs = as_(cast.officer), as_(cast.leader)
    fields = sent(mine, url(registration)) | {key(registration, 1, "plan"): "80"}
    assert [browser.post(url(registration), fields).status_code for browser in (theirs, mine)] == [302, 302]


def test_a_row_that_someone_deleted_meanwhile_comes_back_to_be_saved_again(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration)) | {key(registration, 2, "plan"): "90"}
    registration.targets.get(position=2).delete()
    page = client.post(url(registration), fields)
    assert [problem.words for problem in page.context["problems"]] == [
        "Row 3, Content: Someone deleted this row meanwhile. Save again to add it anew, or empty it."
    ]
    again = {
        cell.html_name: written(cell.value()) for row in page.context["lines"].forms for cell in row.cells
    }
    seals = {f"{row.prefix}-seal": row.seal for row in page.context["lines"].forms}
    client.post(url(registration), again | seals)
    assert list(registration.targets.values_list("content", "plan"))[-1] == ("Giải ngân vốn đợt 2", "90")


@pytest.mark.parametrize(
    "typed", [{}, {"remove": "on"}, {"content": "", "measure": "", "plan": "", "note": ""}]
)
def test_a_deleted_row_that_was_not_changed_or_is_given_up_stays_deleted(
    cast: Cast, as_: Browser, registration: Registration, typed: dict[str, str]
) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration))
    fields |= {key(registration, 2, name): value for name, value in typed.items()}
    registration.targets.get(position=2).delete()
    assert client.post(url(registration), fields).status_code == 302
    assert contents(registration) == ["Giải ngân vốn đợt 1", "Giải ngân vốn đợt 3"]


def test_confirmed_meanwhile_nothing_is_saved_and_nothing_is_lost(
    cast: Cast, as_: Browser, registration: Registration
) -> None:
    client = as_(cast.officer)
    fields = sent(client, url(registration)) | {key(registration, 1, "plan"): "90"}
    registration.take("confirm", cast.leader)
    page = client.post(url(registration), fields)
    assert page.status_code == 409
    assert page.context["lines"].rows[0]["plan"].value() == "90"
    told = "Not saved: meanwhile the registration is “Confirmed by the leader”, in the stage “Preparation”."
    assert told in page.content.decode()
    assert registration.targets.first().plan == "100"
