"""The next year: what is copied, who may begin it, and how rights change hands without anybody's doing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from blocs.audit import AuditEntry
from blocs.models import BlocYear
from blocs.models.people import Role
from blocs.stages import Stage
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]


def begin(year: BlocYear) -> str:
    return reverse("new_year", args=(year.bloc.slug,))


def sent(source: BlocYear, **fields: Any) -> dict[str, Any]:
    """The deputy of `source` as head of the next year, the third member as its deputy."""
    head, deputy = source.members[1:3]
    data = {"bloc": source.bloc_id, "year": source.year + 1, "head": head.pk, "deputy": deputy.pk}
    return data | fields


@pytest.fixture(autouse=True)
def deputy_has_a_secretary(cast: Cast):
    """The unit that is to head the next year has someone who can act."""
    factories.person("secretary", cast.year.deputy)


def test_new_year_copies_members_and_dates(cast: Cast, as_: Browser):
    factories.stage_dates(cast.year, Stage.SIGNING, date(2021, 2, 23), date(2021, 4, 7))
    response = as_(cast.secretary).post(begin(cast.year), sent(cast.year))
    created = BlocYear.objects.get(bloc=cast.year.bloc, year=2022)
    assert response.url == created.get_absolute_url()
    assert (created.head, created.deputy, created.stage) == (
        cast.year.deputy,
        cast.year.members[2],
        Stage.PREPARE,
    )
    assert created.members == cast.year.members
    assert [(one.stage, one.opens, one.closes) for one in created.stage_dates.all()] == [
        ("signing", date(2022, 2, 23), date(2022, 4, 7))
    ]
    assert [entry.action for entry in AuditEntry.objects.filter(bloc_year=created).order_by("pk")] == [
        "create",
        "change",
    ]


def test_new_year_moves_a_leap_day(cast: Cast, as_: Browser):
    leap = factories.bloc_year(bloc=cast.year.bloc, units=cast.year.members, year=2024)
    factories.stage_dates(leap, Stage.SIGNING, date(2024, 2, 29), date(2024, 2, 29))
    as_(cast.secretary).post(begin(leap), sent(leap))
    created = BlocYear.objects.get(bloc=leap.bloc, year=2025)
    assert created.dates[Stage.SIGNING].opens == date(2025, 2, 28)


def test_new_year_hands_the_bloc_to_the_secretariat_of_its_head(cast: Cast, as_: Browser):
    successor = factories.person(Role.SECRETARY, cast.year.deputy)
    setup = reverse("setup", args=(cast.year.bloc.slug, cast.year.year))
    assert as_(successor).get(setup).context["form"] is None
    as_(cast.secretary).post(begin(cast.year), sent(cast.year))
    following = reverse("setup", args=(cast.year.bloc.slug, 2022))
    assert as_(successor).get(following).context["form"] is not None
    assert as_(cast.secretary).get(following).context["form"] is None
    assert as_(cast.secretary).get(setup).context["form"] is not None
    assert as_(successor).get(setup).context["form"] is None


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2021-06-30 23:59:59", 404),
        ("2021-07-01 00:00", 200),
        ("2021-12-31 23:59:59", 200),
        ("2022-01-01 00:00", 404),
    ],
)
def test_roles_hold_from_their_first_day_to_their_last(
    cast: Cast, as_: Browser, clock: Traveller, day: str, status: int
):
    """Midnight is midnight in Vietnam, not in Greenwich."""
    acting = factories.person(
        Role.SECRETARY, cast.year.head, starts=date(2021, 7, 1), ends=date(2021, 12, 31)
    )
    clock.move_to(f"{day}+07:00")
    response = as_(acting).get(reverse("setup", args=(cast.year.bloc.slug, cast.year.year)))
    assert response.status_code == status


@pytest.mark.parametrize(
    ("person", "status"),
    [("secretary", 200), ("leader", 403), ("observer", 403), ("stranger", 404), ("nobody", 404)],
)
def test_new_year_is_begun_by_the_secretariat(cast: Cast, as_: Browser, person: str, status: int):
    assert as_(getattr(cast, person)).get(begin(cast.year)).status_code == status


@pytest.mark.parametrize("year", [2020, 2021])
def test_new_year_comes_later(cast: Cast, as_: Browser, year: int):
    response = as_(cast.secretary).post(begin(cast.year), sent(cast.year, year=year))
    assert response.context["form"].errors["year"] == ["The next year comes after 2021."]
    assert BlocYear.objects.filter(bloc=cast.year.bloc).count() == 1


def test_new_year_goes_on_from_the_latest(cast: Cast, as_: Browser):
    """A secretariat that no longer heads the latest year begins nothing."""
    factories.bloc_year(bloc=cast.year.bloc, year=2022, units=[cast.year.members[1], cast.year.members[0]])
    assert as_(cast.secretary).get(begin(cast.year)).status_code == 403
    setup = reverse("setup", args=(cast.year.bloc.slug, cast.year.year))
    assert begin(cast.year) not in as_(cast.secretary).get(setup).content.decode()


def test_new_year_of_another_bloc_is_no_choice(cast: Cast, as_: Browser):
    other = factories.bloc_year()
    response = as_(cast.secretary).post(begin(cast.year), sent(cast.year, bloc=other.bloc_id))
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"bloc"}


def test_new_head_without_a_secretary_is_refused_before_nobody_can_act(cast: Cast, as_: Browser):
    response = as_(cast.secretary).post(
        begin(cast.year), sent(cast.year, head=cast.year.members[2].pk, deputy="")
    )
    assert list(response.context["form"].errors) == ["head"]
    assert not BlocYear.objects.filter(year=2022).exists()
