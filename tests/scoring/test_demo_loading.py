"""Loading the demonstration: where it is refused, and what its calendar makes of any day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from blocs.models import Bloc, BlocYear, User
from scoring.demo import calendar
from scoring.models import Ranking
from tests import factories
from tests.conftest import NOW


def test_demo_is_refused_on_a_site_that_is_none(db: None) -> None:
    with pytest.raises(CommandError, match="DEMO is off"):
        call_command("demo")

    assert User.objects.count() == 0


def test_force_loads_it_beside_what_is_there(db: None) -> None:
    real = factories.scoring_year()

    call_command("demo", force=True, verbosity=0)

    assert Bloc.objects.count() == 3
    assert list(BlocYear.objects.filter(is_demo=False)) == [real]


def test_demo_never_takes_over_what_has_its_names(db: None, settings: Any) -> None:
    settings.DEMO = True
    factories.unit(name="Ban Quản lý thật", short_name="VP")
    factories.user(username="thuky")

    with pytest.raises(CommandError, match=r"already has Ban Quản lý thật; thuky\.$"):
        call_command("demo")

    assert Bloc.objects.count() == 0


@pytest.mark.parametrize("first", [date(2022, 1, 1), date(2024, 1, 1), date(2026, 1, 1)])
def test_stages_follow_each_other_whatever_the_day(first: date) -> None:
    for today in (first + timedelta(days=n) for n in range(366)):
        for year, late in ((today.year - 1, 0), (today.year, 0), (today.year, 14)):
            days = [day for pair in calendar.planned(year, today, late).values() for day in pair]
            assert days == sorted(days), today


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 22), (2021, 2025, 2026)),
        (date(2023, 1, 1), (2021, 2022, 2023)),
        (date(2022, 12, 31), (2020, 2021, 2022)),
    ],
)
def test_years_move_with_the_clock(today: date, expected: tuple[int, int, int]) -> None:
    this = calendar.years(today)

    assert (this.finished, this.in_review, this.in_preparation) == expected


@pytest.mark.once
@pytest.mark.parametrize("now", [datetime(2028, 2, 29, 0, 5), datetime(2022, 1, 1, 23, 59)])
def test_demo_loads_on_odd_days(
    db: None, settings: Any, clock: time_machine.Traveller, now: datetime
) -> None:
    settings.DEMO = True
    clock.move_to(now.replace(tzinfo=NOW.tzinfo))

    call_command("demo", verbosity=0)

    assert Ranking.objects.filter(state="published").count() == 1
