"""What a person has to do and until when."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from blocs.stages import Stage
from scoring.models import ScoreSheet
from scoring.tasks import tasks
from tests import factories
from tests.cast import assemble
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def urls(user, year):
    return [task.url for task in tasks(user, year)]


@pytest.mark.parametrize(
    ("closes", "urgency"),
    [
        (date(2026, 3, 9), "overdue"),
        (date(2026, 3, 10), "soon"),
        (date(2026, 3, 17), "soon"),
        (date(2026, 3, 18), "later"),
        (None, "later"),
    ],
)
def test_task_tells_whether_it_is_overdue(cast, closes, urgency):
    if closes:
        factories.stage_dates(cast.year, Stage.PREPARE, date(2026, 1, 1), closes)
    (task,) = tasks(cast.officer, cast.year)
    assert (task.due, task.urgency) == (closes, urgency)


def test_deadline_turns_at_midnight_in_vietnam(cast, clock):
    factories.stage_dates(cast.year, Stage.PREPARE, date(2026, 1, 1), date(2026, 3, 10))
    seen = []
    for moment in ("2026-03-10T16:59:59+00:00", "2026-03-10T17:00:00+00:00"):
        clock.move_to(moment)
        seen.append(tasks(cast.officer, cast.year)[0].urgency)
    assert seen == ["soon", "overdue"]


def test_registration_is_begun_finished_and_confirmed_by_the_right_people(cast):
    year, unit = cast.year, cast.year.members[1]
    pledges = reverse("pledges", args=(year.bloc.slug, year.year))
    assert (urls(cast.officer, year), urls(cast.leader, year)) == ([pledges], [pledges])
    registration = factories.registration(year=year, unit=unit)
    page = registration.get_absolute_url()
    assert (urls(cast.officer, year), urls(cast.leader, year)) == ([page], [page])
    registration.take("confirm", cast.leader)
    assert (urls(cast.officer, year), urls(cast.leader, year)) == ([], [])


def test_leaders_are_asked_to_agree_to_the_joint_pledge(cast):
    pledge = factories.pledge(year=cast.year)
    factories.registration(year=cast.year, unit=cast.year.members[1], state="confirmed")
    pledge.take("ask_units", cast.secretary)
    assert (urls(cast.leader, cast.year), urls(cast.officer, cast.year)) == ([pledge.get_absolute_url()], [])
    pledge.agreements.get(unit=cast.year.members[1]).take("agree", cast.leader)
    assert urls(cast.leader, cast.year) == []


def test_sheet_is_scored_by_its_unit_then_reviewed_by_the_secretariat(scoring_cast):
    year, sheet = scoring_cast.year, factories.sheet(year=scoring_cast.year)
    review = reverse("review", args=(sheet.pk,))
    assert urls(scoring_cast.officer, year) == [sheet.get_absolute_url()]
    assert review not in urls(scoring_cast.secretary, year)
    ScoreSheet.objects.filter(pk=sheet.pk).update(state="submitted")
    assert urls(scoring_cast.officer, year) == []
    assert review in urls(scoring_cast.secretary, year)


def test_secretariat_is_led_to_the_next_stage_once_nothing_blocks_it(scoring_cast):
    year = scoring_cast.year
    assert year.step_url("open_review") in urls(scoring_cast.secretary, year)
    type(year).objects.filter(pk=year.pk).update(stage=Stage.REVIEW)
    year.refresh_from_db()
    assert year.step_url("open_conference") not in urls(scoring_cast.secretary, year)
    ScoreSheet.objects.filter(bloc_year=year).update(state="approved")
    assert year.step_url("open_conference") in urls(scoring_cast.secretary, year)


def test_observers_and_strangers_have_nothing_to_do(cast):
    assert (urls(cast.observer, cast.year), urls(cast.stranger, cast.year)) == ([], [])


def test_home_shows_the_most_urgent_of_all_years_first(cast, as_):
    later = factories.bloc_year(bloc=cast.year.bloc, year=2022, units=cast.year.members)
    factories.stage_dates(cast.year, Stage.PREPARE, TODAY, date(2026, 4, 1))
    factories.stage_dates(later, Stage.PREPARE, TODAY, date(2026, 3, 20))
    page = as_(cast.officer).get(reverse("home"))
    assert [task.bloc_year for task in page.context["tasks"]] == [later, cast.year]


def test_home_without_a_role_shows_no_year(cast, as_):
    page = as_(cast.nobody).get(reverse("home"))
    assert (page.context["current"], page.context["past"]) == ([], [])


def test_overview_shows_how_far_every_unit_is(scoring_cast, as_):
    year = scoring_cast.year
    factories.registration(year=year, unit=year.members[1], state="confirmed")
    page = as_(scoring_cast.observer).get(year.get_absolute_url())
    rows = [(row.unit, [mark.state for mark in row.marks]) for row in page.context["units"]]
    blank = ["not_started", "not_started", "draft", "not_started"]
    assert rows == [
        (year.members[0], blank),
        (year.members[1], ["confirmed", *blank[1:]]),
        (year.members[2], blank),
    ]
    assert [moment.state for moment in page.context["moments"]][:5] == [
        "past",
        "past",
        "past",
        "now",
        "later",
    ]


def test_overview_needs_the_same_queries_for_3_and_9_units(db, as_, django_assert_num_queries):
    counts = []
    for members in (3, 9):
        cast = assemble(factories.scoring_year(members=members))
        browser = as_(cast.observer)
        browser.get(cast.year.get_absolute_url())
        with django_assert_num_queries(30, exact=False) as counted:
            browser.get(cast.year.get_absolute_url())
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_overview_of_a_published_year_leads_from_each_place_to_its_reasons(db, as_):
    cast = assemble(factories.approved_year([(40, 20, 20, 10), (30, 20, 20, 10), (30, 20, 20, 10)]))
    cast.year.ranking.take("publish", cast.secretary)
    rows = as_(cast.observer).get(cast.year.get_absolute_url()).context["units"]
    places = [(row.marks[3].label, row.marks[3].url) for row in rows]
    address = (cast.year.bloc.slug, cast.year.year)
    assert places == [
        (f"Hạng {rank}", reverse("why", args=(*address, row.unit.pk)))
        for rank, row in zip((1, 2, 2), rows, strict=True)
    ]
