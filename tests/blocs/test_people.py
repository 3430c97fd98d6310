"""Roles and what a missing one means."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from blocs.models import BlocYear, Representative
from blocs.models.people import Role
from tests import factories
from tests.cast import Cast


@pytest.mark.parametrize(
    ("role", "of_unit", "of_bloc", "ends"),
    [
        (Role.OBSERVER, True, False, None),
        (Role.OBSERVER, True, True, None),
        (Role.OBSERVER, False, False, None),
        (Role.LEADER, False, True, None),
        (Role.SECRETARY, True, True, None),
        (Role.OFFICER, False, False, None),
        ("chairman", True, False, None),
        (Role.LEADER, True, False, date(2014, 12, 31)),
    ],
)
def test_role_that_makes_no_sense_is_refused(db: None, role: str, of_unit: bool, of_bloc: bool, ends: Any):
    """By the database, and with a sentence by whoever validates."""
    wrong = Representative(
        user=factories.user(),
        role=role,
        unit=factories.unit() if of_unit else None,
        bloc=factories.bloc() if of_bloc else None,
        starts=factories.LONG_AGO,
        ends=ends,
    )
    with pytest.raises(ValidationError):
        wrong.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


def test_role_of_one_day_is_one(db: None):
    day = date(2021, 3, 1)
    someone = factories.person(Role.OFFICER, factories.unit(), starts=day, ends=day)
    found = [list(someone.roles.on(one)) != [] for one in (date(2021, 2, 28), day, date(2021, 3, 2))]
    assert found == [False, True, False]


def test_of_several_leaders_the_one_who_began_last_leads_then_by_name(db: None):
    unit, other, day = factories.unit(), factories.unit(), date(2021, 3, 1)
    factories.person(Role.LEADER, unit, full_name="An", starts=date(2010, 1, 1))
    factories.person(Role.LEADER, unit, full_name="Vân", starts=date(2020, 1, 1))
    cam = factories.person(Role.LEADER, unit, full_name="Cẩm", starts=date(2020, 1, 1))
    factories.person(Role.LEADER, unit, full_name="Bình", starts=date(2021, 1, 1), ends=date(2021, 2, 1))
    factories.person(Role.OFFICER, other, full_name="Dung", starts=date(2021, 1, 1))
    assert (unit.leader_on(day), other.leader_on(day)) == (cam, None)


def test_years_are_seen_by_role(cast: Cast):
    people = (cast.secretary, cast.leader, cast.observer, cast.stranger, cast.nobody)
    seen = [cast.year in BlocYear.objects.visible_to(one) for one in people]
    assert seen == [True, True, True, False, False]


def test_secretary_of_a_head_that_is_no_member_sees_the_year(db: None):
    """The set-up may name the head before the members."""
    year = factories.bloc_year(head=factories.unit(), deputy=None)
    secretary, officer = (factories.person(role, year.head) for role in (Role.SECRETARY, Role.OFFICER))
    assert [list(BlocYear.objects.visible_to(one)) for one in (secretary, officer)] == [[year], []]


def test_person_with_a_past_is_not_deleted(cast: Cast):
    with pytest.raises(ProtectedError):
        cast.leader.delete()
