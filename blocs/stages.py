"""The stages of a bloc's year, and what may be done in each of them.

The calendar (who does what when) is the table OPEN; whether a stage may begin is asked of every app's
``stations`` module, named in ``settings.YEAR_STATIONS``, so that this app need not know the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from blocs.models import BlocYear, Unit


class Stage(TextChoices):
    """The year in its order (domain: The year)."""

    PREPARE = "prepare", _("Preparation")
    SIGNING = "signing", _("Signing conference")
    MIDYEAR = "midyear", _("Mid-year review")
    SELF_SCORING = "self_scoring", _("Self-scoring")
    REVIEW = "review", _("Review")
    CONFERENCE = "conference", _("Year-end conference")
    SUBMISSION = "submission", _("Submission for awards")
    CLOSED = "closed", _("Handed over")


class Activity(StrEnum):
    """What a stage can open."""

    SETUP = "setup"
    REGULATION = "regulation"
    MOVEMENTS = "movements"  # launched, wrapped up, reported on
    REGISTRATION = "registration"
    PLEDGE = "pledge"
    SIGNING = "signing"
    CONFERENCE = "conference"  # one at the signing, at mid-year and at the end of the year
    RESULTS = "results"  # of the pledged targets
    PAPERS = "papers"  # issuing them and bringing back signed copies
    EVIDENCE = "evidence"  # collected all year; while sheets are scored or explained, the sheet says so
    SELF_SCORING = "self_scoring"
    REVIEW = "review"
    PUBLICATION = "publication"


_ALL_YEAR = frozenset({Activity.MOVEMENTS, Activity.CONFERENCE, Activity.PAPERS})
_BEFORE_SIGNING = frozenset(
    {Activity.SETUP, Activity.REGULATION, Activity.REGISTRATION, Activity.PLEDGE, Activity.EVIDENCE}
)
_SCORING = frozenset({Activity.SELF_SCORING, Activity.REVIEW, Activity.RESULTS})

OPEN: dict[Stage, frozenset[Activity]] = {
    Stage.PREPARE: _ALL_YEAR | _BEFORE_SIGNING,
    Stage.SIGNING: _ALL_YEAR | _BEFORE_SIGNING | {Activity.SIGNING},
    Stage.MIDYEAR: _ALL_YEAR | {Activity.REGULATION, Activity.EVIDENCE, Activity.RESULTS},
    Stage.SELF_SCORING: _ALL_YEAR | _SCORING,
    Stage.REVIEW: _ALL_YEAR | _SCORING,
    Stage.CONFERENCE: _ALL_YEAR | {Activity.REVIEW, Activity.PUBLICATION},
    Stage.SUBMISSION: _ALL_YEAR,
    Stage.CLOSED: frozenset(),
}


def opening_stages(activity: Activity) -> list[Stage]:
    """The stages in which `activity` is possible, in order."""
    return [stage for stage in Stage if activity in OPEN[stage]]


def following(stage: str) -> Stage | None:
    """The stage after `stage`, if there is one."""
    order = list(Stage)
    later = order[order.index(Stage(stage)) + 1 :]
    return later[0] if later else None


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist before a stage: a sentence, whether it is so, if the stage waits for it."""

    text: str
    done: bool
    blocking: bool = True
    url: str = ""


@cache
def stations() -> tuple[ModuleType, ...]:
    """The modules that know what each app needs before a stage and prepares in it."""
    return tuple(import_module(name) for name in settings.YEAR_STATIONS)


def checklist(bloc_year: BlocYear, stage: str) -> list[Item]:
    """What should be so before `stage` begins, from every app in order."""
    return [item for station in stations() for item in station.checklist(bloc_year, stage)]


def stays(bloc_year: BlocYear) -> list[str]:
    """Why the year can no longer go back to an earlier stage, from every app in order."""
    return [line for station in stations() for line in station.stays(bloc_year)]


def prepare(bloc_year: BlocYear, stage: str, user: Any) -> None:
    """Let every app prepare its papers for the stage that `user` has just begun."""
    for station in stations():
        station.prepare(bloc_year, stage, user)


def reached(bloc_year: BlocYear, unit: Unit, user: Any) -> None:
    """Let every app take over what `unit` pledged and reached, which `user` has just written."""
    for station in stations():
        station.reached(bloc_year, unit, user)
