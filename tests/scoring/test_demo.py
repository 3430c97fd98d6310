"""The demonstration that everybody sees first: whole, plausible, and loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from blocs.models import AuditEntry, BlocYear, Representative, User
from blocs.permissions import heads
from blocs.views.accounts import DEMO_PASSWORD
from pledges.models import Period, Pledge
from pledges.models.movements import movement_reports
from scoring import archive
from scoring.consulting import changes_since
from scoring.core import rules, tree
from scoring.demo import people, regulation
from scoring.models import Ranking, Score
from scoring.tasks import tasks
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration, loaded once for this module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW), override_settings(DEMO=True):
            call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded: None, db: None) -> None:
    """A test's own look at the demonstration."""


@pytest.fixture
def years(demo: None) -> dict[int, BlocYear]:
    """The years of the bloc by number."""
    return {one.year: one for one in BlocYear.objects.filter(bloc__slug="khanh-hoa")}


def row_counts() -> dict[str, int]:
    """How many rows every table of ours has."""
    models = [
        model for app in ("blocs", "pledges", "scoring") for model in apps.get_app_config(app).get_models()
    ]
    return {model.__name__: model._base_manager.count() for model in models}


def states(documents: Any) -> dict[str, str]:
    """Short names of units with the state of their paper."""
    return {one.unit.short_name: one.state for one in documents.select_related("unit")}


def test_second_run_changes_nothing(demo: None, settings: Any, django_assert_max_num_queries: Any) -> None:
    settings.DEMO = True
    before = row_counts()

    with django_assert_max_num_queries(5):
        call_command("demo", verbosity=0)

    assert row_counts() == before


def test_run_prints_every_log_in(demo: None, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEMO = True

    call_command("demo")

    lines = capsys.readouterr().out.splitlines()
    names = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(names) == sorted(
        [*User.objects.filter(is_active=True).values_list("username", flat=True), "password"]
    )


def test_every_year_is_marked(demo: None) -> None:
    assert set(BlocYear.objects.values_list("is_demo", flat=True)) == {True}


def test_years_stand_where_promised(years: dict[int, BlocYear]) -> None:
    assert {year: one.stage for year, one in years.items()} == {
        2021: "closed",
        2025: "review",
        2026: "prepare",
    }
    assert {one.head.short_name for one in years.values()} == {"VP"}
    assert [len(one.members) for one in years.values()] == [6, 6, 6]


def test_seed_was_signed_on_its_day(years: dict[int, BlocYear]) -> None:
    pledge = years[2021].pledge

    assert (pledge.state, pledge.place, pledge.signed_on) == ("signed", "Khánh Hòa", date(2021, 3, 1))
    assert [one.unit.short_name for one in pledge.agreements.all()] == ["VP", "DDCN", "GT", "NN", "PT", "CR"]
    assert all(one.is_agreed and one.signer and one.signer_position for one in pledge.agreements.all())


def test_published_ranking_verifies_and_shows_both_kinds_of_tie(years: dict[int, BlocYear]) -> None:
    ranking = Ranking.objects.get(bloc_year=years[2021])

    assert archive.digest(ranking.frozen) == ranking.hash
    assert archive.agrees(ranking.frozen)
    places = [(place.unit, place.rank, place.tied, place.decided_by) for place in ranking.standing.places]
    assert places == [
        ("VP", 1, False, None),
        ("GT", 2, False, 0),
        ("DDCN", 3, False, 0),
        ("NN", 4, True, None),
        ("PT", 4, True, None),
        ("CR", 6, False, None),
    ]


def test_one_unit_of_the_finished_year_has_a_smaller_denominator(years: dict[int, BlocYear]) -> None:
    tallies = Ranking.objects.get(bloc_year=years[2021]).standing.tallies

    assert {unit: int(tally.assigned_maximum) for unit, tally in tallies.items()} == {
        unit: 98 if unit == "CR" else 100 for unit in ("VP", "DDCN", "GT", "NN", "PT", "CR")
    }


def test_sheets_of_the_year_in_review_show_every_state(years: dict[int, BlocYear]) -> None:
    assert states(years[2025].score_sheets) == {
        "VP": "approved",
        "DDCN": "returned",
        "GT": "draft",
        "NN": "submitted",
        "PT": "second_review",
        "CR": "explaining",
    }
    scores = {sheet.unit.short_name: sheet.scores for sheet in years[2025].score_sheets.all()}
    assert scores["NN"].reviewed().count() == 13
    assert [one.criterion.code for one in scores["PT"].undecided().order_by("criterion__code")] == [
        "1.3",
        "2.4",
    ]
    assert [one.criterion.code for one in scores["CR"].unanswered().order_by("criterion__code")] == [
        "2.4",
        "7.1",
        "T.1",
    ]
    assert AuditEntry.objects.get(detail="send_back", bloc_year=years[2025]).reason.startswith(
        "Tiêu chí 1.1 và 1.2"
    )


def test_year_in_preparation_is_half_prepared(years: dict[int, BlocYear]) -> None:
    this = years[2026]

    assert states(this.registrations) == {
        "VP": "received",
        "PT": "returned",
        "NN": "confirmed",
        "DDCN": "draft",
    }
    assert (this.pledge.state, this.regulation.state) == ("draft", "draft")
    assert this.regulation.tie_breaks.count() == 4
    assert this.score_sheets.count() == 0


@pytest.mark.parametrize(
    ("username", "bloc", "year", "urgency"),
    [
        ("canbo2", "khanh-hoa", 2025, "overdue"),
        ("canbo", "khanh-hoa", 2025, "soon"),
        ("thuky", "khanh-hoa", 2025, "soon"),
        ("canbo", "khanh-hoa", 2026, "later"),
        ("khoikhac", "cum-phuong", 2026, "overdue"),
    ],
)
def test_first_task_is(demo: None, username: str, bloc: str, year: int, urgency: str) -> None:
    bloc_year = BlocYear.objects.get(bloc__slug=bloc, year=year)

    first = tasks(User.objects.get(username=username), bloc_year)[0]

    assert first.urgency == urgency


def test_secretary_heads_every_year_of_the_bloc_and_no_other(years: dict[int, BlocYear]) -> None:
    secretary = User.objects.get(username="thuky")

    headed = [one for one in BlocYear.objects.all() if heads(secretary, one)]

    assert {one.pk for one in headed} == {one.pk for one in years.values()}


def test_observer_sees_two_blocs_and_the_neighbour_one(demo: None) -> None:
    seen = {
        name: set(
            BlocYear.objects.visible_to(User.objects.get(username=name)).values_list("bloc__slug", flat=True)
        )
        for name in ("quansat", "khoikhac", "quantri", "thuky-cu")
    }

    assert seen == {
        "quansat": {"khanh-hoa", "cum-phuong"},
        "khoikhac": {"cum-phuong"},
        "quantri": set(),
        "thuky-cu": set(),
    }


@pytest.mark.parametrize("username", [*(name for name, *_ in people.PERSONS), people.SITE_ADMINISTRATOR])
def test_log_in_works(demo: None, username: str) -> None:
    response = Client().post(reverse("login"), {"username": username, "password": DEMO_PASSWORD})

    assert (response.status_code, response.headers.get("Location")) == (302, reverse("home"))


def test_only_who_left_has_no_log_in(demo: None) -> None:
    (former,) = User.objects.filter(is_active=False)

    assert not check_password(DEMO_PASSWORD, former.password)
    assert Representative.objects.get(user=former).ends == date(2020, 12, 31)


def test_every_score_follows_the_rule_of_its_criterion(demo: None) -> None:
    scores = Score.objects.select_related("criterion")
    given = [
        (one, value) for one in scores for value in (one.self_score, one.reviewed_score) if value is not None
    ]

    assert len(given) > 600
    assert [
        str(one)
        for one, value in given
        if rules.check(one.criterion.rule, value, one.criterion.maximum) is not None
    ] == []


def test_every_difference_of_the_review_has_a_reason(demo: None) -> None:
    differing = Score.objects.differing()

    assert len(differing) == 28
    assert [one for one in differing if not one.review_reason] == []


def test_history_lies_in_the_past_of_its_year(years: dict[int, BlocYear]) -> None:
    entries = AuditEntry.objects.filter(bloc_year=years[2021])

    assert {entry.at.year for entry in entries} == {2021, 2022}
    assert max(AuditEntry.objects.values_list("at", flat=True)) <= NOW
    assert years[2021].regulation.adopted_at.date() == date(2021, 3, 1)
    assert Ranking.objects.get(bloc_year=years[2021]).published_at.date() == date(2021, 12, 17)


def test_criteria_are_a_hundred_points_and_a_bonus(years: dict[int, BlocYear]) -> None:
    criteria = years[2021].regulation.tree

    assert (criteria.base_maximum, criteria.bonus_maximum) == (100, 10)
    assert len(criteria.leaves()) == 39
    assert {level for level, _ in criteria.walk()} == {0, 1, 2}
    assert tree.disagreements(criteria) == ()


def test_codes_of_leaves_are_unique_in_the_table() -> None:
    codes = [leaf.code for leaf in regulation.leaves()]

    assert len(set(codes)) == len(codes)


def test_covid_is_in_the_pledge_of_its_year_only(demo: None) -> None:
    named = {pledge.bloc_year.year for pledge in Pledge.objects.filter(sections__body__contains="Covid-19")}

    assert named == {2021}


def test_movements_of_the_finished_year_are_reported_on_by_everyone(years: dict[int, BlocYear]) -> None:
    missing = [found.missing for period in Period for found in movement_reports(years[2021], period)]
    assert missing == [[]] * 12
    begun = [len(found.missing) for found in movement_reports(years[2025], "midyear")]
    assert begun == [2] * 6
    assert [len(found.reports) for found in movement_reports(years[2026], "midyear")] == [0] * 6
    assert [row["launched"] for row in years[2021].pledge.movements] == ["01/03/2021"] * 6


def test_opinions_on_the_regulation_are_answered_and_one_round_is_open(years: dict[int, BlocYear]) -> None:
    rounds = {year: years[year].regulation.consultations.get() for year in (2021, 2025, 2026)}

    assert [one.unanswered.count() for one in rounds.values()] == [0, 0, 1]
    assert [one.takes_replies for one in rounds.values()] == [False, False, True]
    assert [len(changes_since(one).articles) for one in rounds.values()] == [2, 0, 1]
