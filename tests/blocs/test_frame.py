"""What stands around every page: stage, stations, roles, language, ribbon, headers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from blocs.models import BlocYear
from blocs.models.people import Role
from blocs.stages import Stage
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]


def setup(year: BlocYear) -> str:
    return reverse("setup", args=(year.bloc.slug, year.year))


def test_stations_say_from_when(cast: Cast, as_: Browser):
    undated = as_(cast.leader).get(setup(cast.year)).content.decode()
    factories.stage_dates(cast.year, Stage.SELF_SCORING, date(2021, 11, 1), date(2021, 11, 30))
    response = as_(cast.leader).get(setup(cast.year))
    assert [(one.name, one.is_open, one.opens) for one in response.context["stations"]] == [
        ("overview", True, None),
        ("regulation", True, None),
        ("pledges", True, None),
        ("sheets", False, date(2021, 11, 1)),
        ("ranking", False, date(2021, 11, 1)),
        ("documents", True, None),
    ]
    day, dated = "from 01/11/2021", response.content.decode()
    assert ("later" in undated, day in undated, day in dated) == (True, False, True)


@pytest.mark.parametrize(
    ("name", "current"),
    [
        ("overview", ["overview"]),
        ("regulation", ["regulation"]),
        ("pledges", ["pledges"]),
        ("pledge", ["pledges"]),
        ("sheets", ["sheets"]),
        ("ranking", ["ranking"]),
        ("documents", ["documents"]),
        ("setup", []),
    ],
)
def test_stations_mark_where_one_is(scoring_cast: Cast, as_: Browser, name: str, current: list[str]):
    year = scoring_cast.year
    response = as_(scoring_cast.secretary).get(reverse(name, args=(year.bloc.slug, year.year)))
    assert [one.name for one in response.context["stations"] if one.is_current] == current


def test_stations_mark_the_pages_of_single_papers(scoring_cast: Cast, as_: Browser):
    sheet = factories.sheet(year=scoring_cast.year)
    registration = factories.registration(year=scoring_cast.year)
    current = []
    for paper in (sheet, registration):
        stations = as_(scoring_cast.leader).get(paper.get_absolute_url()).context["stations"]
        current += [one.name for one in stations if one.is_current]
    assert current == ["sheets", "pledges"]


@pytest.mark.parametrize(("closes", "overdue"), [(date(2026, 3, 9), True), (date(2026, 3, 10), False)])
def test_stage_shows_its_deadline(cast: Cast, as_: Browser, closes: date, overdue: bool):
    """The last day belongs to the stage; it is 10 March 2026."""
    factories.stage_dates(cast.year, Stage.PREPARE, date(2026, 1, 5), closes)
    response = as_(cast.leader).get(setup(cast.year))
    assert response.context["stage_overdue"] is overdue
    words = "was due by 09/03/2026" if overdue else "until 10/03/2026"
    assert words in response.content.decode()


def test_year_is_written_without_separator(cast: Cast, as_: Browser):
    html = as_(cast.leader).get(setup(cast.year)).content.decode()
    assert ("2021" in html, "2.021" in html, "2,021" in html) == (True, False, False)


def test_person_is_named_with_the_roles_of_this_year(cast: Cast, as_: Browser):
    member = cast.year.members[1]
    everything = factories.person(Role.LEADER, member)
    for role, unit in ((Role.SECRETARY, cast.year.head), (Role.SECRETARY, member), (Role.OFFICER, None)):
        everything.roles.create(role=role, unit=unit or factories.unit(), starts=factories.LONG_AGO)
    everything.roles.create(role=Role.OBSERVER, bloc=cast.year.bloc, starts=factories.LONG_AGO)
    context = as_(everything).get(setup(cast.year)).context
    assert context["acting_as"] == [f"Leader · {member.short_name}", "Secretariat", "Observer"]


def test_menu_of_years_lists_what_one_may_see(cast: Cast, as_: Browser):
    earlier = factories.bloc_year(bloc=cast.year.bloc, units=cast.year.members, year=2020)
    assert as_(cast.officer).get(setup(cast.year)).context["years"] == [cast.year, earlier]


def test_title_stands_in_the_head_and_on_the_page(cast: Cast, as_: Browser):
    html = as_(cast.officer).get(setup(cast.year)).content.decode()
    assert "<h1>Set-up of the year</h1>" in html
    assert f"<title>Set-up of the year · {cast.year}</title>" in html


def test_title_is_escaped_once(cast: Cast, as_: Browser):
    cast.year.bloc.name = "Khối <A> & B"
    cast.year.bloc.save()
    factories.pledge(year=cast.year)
    html = as_(cast.secretary).get(cast.year.step_url("open_signing")).content.decode()
    assert '<p class="lead">Khối &lt;A&gt; &amp; B 2021</p>' in html


@pytest.mark.parametrize(
    ("is_demo", "site", "ribbon"), [(False, False, 0), (True, False, 1), (False, True, 1)]
)
def test_demonstration_is_marked(
    cast: Cast, as_: Browser, settings: Any, is_demo: bool, site: bool, ribbon: int
):
    settings.DEMO = site
    BlocYear.objects.update(is_demo=is_demo)
    html = as_(cast.leader).get(setup(cast.year)).content.decode()
    assert html.count("demo-ribbon") == ribbon


def test_demonstration_year_does_not_mark_others(cast: Cast, as_: Browser):
    other = factories.bloc_year(bloc=cast.year.bloc, units=cast.year.members, year=2020)
    BlocYear.objects.filter(pk=other.pk).update(is_demo=True)
    assert "demo-ribbon" not in as_(cast.leader).get(setup(cast.year)).content.decode()


@pytest.mark.parametrize(
    ("cookie", "spoken"), [(None, "vi"), ("en", "en"), ("vi", "vi"), ("fr", "vi"), ("../x", "vi")]
)
def test_language_is_vietnamese_unless_chosen(client: Client, db: None, cookie: str | None, spoken: str):
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = client.get(reverse("login"), headers={"accept-language": "en-US,en;q=0.9"})
    assert response.headers["Content-Language"] == spoken
    assert f'<html lang="{spoken}">' in response.content.decode()


def test_language_is_switched_and_one_stays_where_one_was(cast: Cast, as_: Browser):
    browser = as_(cast.leader)
    response = browser.post(reverse("set_language"), {"language": "vi", "next": setup(cast.year)})
    assert response.url == setup(cast.year)
    assert browser.get(setup(cast.year)).headers["Content-Language"] == "vi"


def test_language_switch_leads_nowhere_else(client: Client, db: None):
    sent = {"language": "en", "next": "https://example.org/"}
    assert client.post(reverse("set_language"), sent).url == "/"


def test_policy_allows_nothing_inline(client: Client, db: None):
    policy = client.get(reverse("login")).headers["Content-Security-Policy"]
    sources = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert sources == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def test_page_that_is_not_there_says_so_in_the_frame(cast: Cast, as_: Browser):
    response = as_(cast.leader).get("/nowhere/")
    assert (response.status_code, "This page does not exist" in response.content.decode()) == (404, True)


def test_refusal_says_why(cast: Cast, as_: Browser):
    response = as_(cast.leader).get(reverse("members", args=(cast.year.bloc.slug, cast.year.year)))
    assert (response.status_code, "This is not yours to do" in response.content.decode()) == (403, True)


def test_form_that_is_too_old_says_what_to_do(cast: Cast):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(reverse("login"), {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "registration" not in response.content.decode()
    assert "<h1>" in response.content.decode()


def test_fault_of_ours_has_a_page(cast: Cast, as_: Browser, monkeypatch: pytest.MonkeyPatch):
    def broken(*args: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(import_module("blocs.views.history"), "entries_for", broken)
    browser = as_(cast.leader)
    browser.raise_request_exception = False
    response = browser.get(reverse("history", args=(cast.year.bloc.slug, cast.year.year)))
    assert (response.status_code, "Something went wrong here" in response.content.decode()) == (500, True)
