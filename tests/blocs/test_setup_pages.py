"""Setting up a year: who may, what is saved, what the trail keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.audit import Action, AuditEntry
from blocs.models import BlocYear
from blocs.stages import Stage
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]
STAGES = [stage for stage in Stage if stage != Stage.CLOSED]


def address(name: str, year: BlocYear) -> str:
    return reverse(name, args=(year.bloc.slug, year.year))


def trail() -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        (entry.action, [(change["what"], change["before"], change["after"]) for change in entry.changes])
        for entry in AuditEntry.objects.order_by("pk")
    ]


def rows(year: BlocYear, *added: Any, removed: Any = None, **fields: Any) -> dict[str, Any]:
    """What the browser sends for the members of `year`, with more units in the empty rows."""
    memberships = list(year.memberships.order_by("position"))
    data: dict[str, Any] = {
        "memberships-TOTAL_FORMS": len(memberships) + len(added),
        "memberships-INITIAL_FORMS": len(memberships),
    }
    for index, membership in enumerate(memberships):
        row = {"id": membership.pk, "position": index + 1, "unit": membership.unit_id}
        row |= {"DELETE": "on"} if membership.unit == removed else {}
        data |= {f"memberships-{index}-{name}": value for name, value in row.items()}
    for index, unit in enumerate(added, start=len(memberships)):
        data |= {f"memberships-{index}-position": index + 1, f"memberships-{index}-unit": unit.pk}
    return data | fields


def days(**stages: tuple[str, str]) -> dict[str, str]:
    """What the browser sends for the dates, all stages not named left empty."""
    data = {}
    for stage in STAGES:
        opens, closes = stages.get(stage, ("", ""))
        data |= {f"{stage}-opens": opens, f"{stage}-closes": closes}
    return data


@pytest.mark.parametrize("name", ["setup", "members", "dates"])
def test_setup_pages_are_for_the_secretariat(cast: Cast, as_: Browser, name: str):
    people = ("secretary", "head_leader", "leader", "officer", "observer", "stranger", "nobody")
    inside = 200 if name == "setup" else 403
    got = {one: as_(getattr(cast, one)).get(address(name, cast.year)).status_code for one in people}
    assert got == {
        "secretary": 200,
        "head_leader": inside,
        "leader": inside,
        "officer": inside,
        "observer": inside,
        "stranger": 404,
        "nobody": 404,
    }


def test_setup_is_read_only_for_everyone_else(cast: Cast, as_: Browser):
    html = as_(cast.leader).get(address("setup", cast.year)).content.decode()
    assert 'name="head"' not in html
    assert address("members", cast.year) not in html
    assert as_(cast.leader).post(address("setup", cast.year), {"head": 1}).status_code == 403
    assert not AuditEntry.objects.exists()


def test_setup_saves_head_and_deputy_with_what_stood_there(cast: Cast, as_: Browser):
    head, deputy, other = cast.year.members
    sent = {"head": head.pk, "deputy": other.pk}
    response = as_(cast.secretary).post(address("setup", cast.year), sent)
    assert response.status_code == 302
    cast.year.refresh_from_db()
    assert cast.year.deputy == other
    assert trail() == [("change", [("deputy", deputy.name, other.name)])]


def test_setup_refuses_one_unit_as_head_and_deputy(cast: Cast, as_: Browser):
    sent = {"head": cast.year.head_id, "deputy": cast.year.head_id}
    response = as_(cast.secretary).post(address("setup", cast.year), sent)
    assert response.context["form"].non_field_errors() == ["Head and deputy are two different units."]
    assert "Please correct this" in response.content.decode()


def test_setup_closes_after_the_signing_conference(cast: Cast, as_: Browser):
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.MIDYEAR)
    assert as_(cast.secretary).get(address("setup", cast.year)).context["form"] is None
    assert as_(cast.secretary).get(address("members", cast.year)).status_code == 403
    assert as_(cast.secretary).post(address("dates", cast.year), days()).status_code == 403


def test_setup_shows_what_the_next_stage_waits_for(cast: Cast, as_: Browser):
    response = as_(cast.secretary).get(address("setup", cast.year))
    assert {line.text: (line.done, line.blocking) for line in response.context["checklist"]} == {
        "The bloc has at least two member units.": (True, True),
        "The head is a member unit.": (True, True),
        "A deputy is named.": (True, False),
        "The stages have dates.": (False, False),
        "The joint pledge has contents.": (False, True),
        "Registrations confirmed: 0 of 3.": (False, False),
        "The signing conference has day, venue and agenda.": (False, False),
    }
    assert [step.name for step in response.context["steps"]] == ["open_signing"]
    assert cast.year.step_url("open_signing") in response.content.decode()


def test_members_adds_removes_and_orders(cast: Cast, as_: Browser):
    head, deputy, other = cast.year.members
    added = factories.unit(short_name="Mới")
    data = rows(cast.year, added, removed=other) | {"memberships-0-position": 2, "memberships-1-position": 1}
    assert as_(cast.secretary).post(address("members", cast.year), data).status_code == 302
    del cast.year.members
    assert cast.year.members == [deputy, head, added]
    before = f"{head.short_name}; {deputy.short_name}; {other.short_name}"
    after = f"{deputy.short_name}; {head.short_name}; Mới"
    assert trail() == [("change", [("member units", before, after)])]


def test_members_saved_unchanged_leaves_no_trail(cast: Cast, as_: Browser):
    assert as_(cast.secretary).post(address("members", cast.year), rows(cast.year)).status_code == 302
    assert trail() == []


def test_members_keeps_the_head(cast: Cast, as_: Browser):
    data = rows(cast.year, removed=cast.year.head)
    response = as_(cast.secretary).post(address("members", cast.year), data)
    sentence = f"{cast.year.head} is head or deputy of the year and stays a member."
    assert sentence in response.content.decode()
    assert cast.year.memberships.count() == 3


def test_members_refuses_a_unit_twice(cast: Cast, as_: Browser):
    data = rows(cast.year, cast.year.members[2])
    response = as_(cast.secretary).post(address("members", cast.year), data)
    assert response.status_code == 200
    assert "notice-error" in response.content.decode()
    assert cast.year.memberships.count() == 3


def test_members_offers_empty_rows_at_the_end_of_the_order(cast: Cast, as_: Browser):
    formset = as_(cast.secretary).get(address("members", cast.year)).context["formset"]
    assert [form["position"].value() for form in formset] == [1, 2, 3, 4, 5, 6]


def test_members_asks_once_for_all_units(cast: Cast, as_: Browser):
    """As many queries for ten members as for three."""
    many = factories.bloc_year(
        units=[cast.year.head, *(factories.unit() for _ in range(9))], bloc=cast.year.bloc, year=2020
    )
    browser = as_(cast.secretary)
    counts = []
    for year in (cast.year, many):
        with CaptureQueriesContext(connection) as queries:
            browser.get(address("members", year))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_dates_are_written_day_first(cast: Cast, as_: Browser):
    data = days(signing=("23/02/2021", "07/04/2021"))
    assert as_(cast.secretary).post(address("dates", cast.year), data).status_code == 302
    saved = cast.year.stage_dates.get()
    assert (saved.stage, saved.opens, saved.closes) == ("signing", date(2021, 2, 23), date(2021, 4, 7))
    assert trail() == [("create", [("from", "", "2021-02-23"), ("to", "", "2021-04-07")])]
    html = as_(cast.secretary).get(address("dates", cast.year)).content.decode()
    assert 'value="23/02/2021"' in html


def test_dates_are_changed_and_emptied(cast: Cast, as_: Browser):
    factories.stage_dates(cast.year, Stage.SIGNING, date(2021, 2, 23), date(2021, 4, 7))
    factories.stage_dates(cast.year, Stage.MIDYEAR, date(2021, 6, 1), date(2021, 7, 1))
    as_(cast.secretary).post(address("dates", cast.year), days(signing=("23/02/2021", "08/04/2021")))
    assert [(one.stage, one.closes) for one in cast.year.stage_dates.all()] == [("signing", date(2021, 4, 8))]
    assert trail() == [
        (Action.CHANGE, [("to", "2021-04-07", "2021-04-08")]),
        (Action.DELETE, []),
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        ("07/04/2021", "23/02/2021", "The last day lies before the first."),
        ("07/04/2021", "", "Enter both days, or leave both empty."),
        ("", "07/04/2021", "Enter both days, or leave both empty."),
        ("31/02/2021", "07/04/2021", "Enter a valid date."),
        ("2/23/2021", "07/04/2021", "Enter a valid date."),
    ],
)
def test_dates_that_cannot_be_are_refused_and_kept_in_the_form(
    cast: Cast, as_: Browser, opens: str, closes: str, sentence: str
):
    data = days(prepare=("05/01/2021", "20/02/2021"), signing=(opens, closes))
    response = as_(cast.secretary).post(address("dates", cast.year), data)
    assert sentence in response.content.decode()
    assert f'value="{opens or closes}"' in response.content.decode()
    assert not cast.year.stage_dates.exists()


@pytest.mark.parametrize(
    ("name", "sent"),
    [("setup", {"deputy": ""}), ("members", {}), ("dates", days(prepare=("01/03/2021", "10/03/2021")))],
)
def test_setup_closed_meanwhile_stays_as_it_was(
    cast: Cast, as_: Browser, during_post: Any, name: str, sent: dict[str, Any]
):
    sent = {"head": cast.year.head_id} | rows(cast.year, factories.unit()) | sent
    with during_post(lambda: BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.REVIEW)):
        page = as_(cast.secretary).post(address(name, cast.year), sent)
    cast.year.refresh_from_db()
    kept = (cast.year.deputy is None, cast.year.memberships.count(), cast.year.stage_dates.count())
    assert (page.status_code, kept, trail()) == (403, (False, 3, 0), [])
