"""Letters to units, for tests: prepared by the secretary, and where their pages are."""

from __future__ import annotations

from django.urls import reverse

from blocs.models import BlocYear
from pledges import reminding
from pledges.models import Reminder
from tests.cast import Cast


def url(year: BlocYear, name: str = "reminders") -> str:
    return reverse(name, args=(year.bloc.slug, year.year))


def prepared(cast: Cast) -> list[Reminder]:
    return reminding.prepare(cast.year, cast.secretary, [f"registration-{cast.year.members[1].pk}"])
