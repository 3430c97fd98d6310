"""What a person has to do now, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import BlocYear, Unit
from blocs.permissions import heads, leads, speaks_for
from blocs.stages import Activity, Stage, checklist, following
from pledges.models.pledges import AgreementState, PledgeState
from pledges.models.registrations import RegistrationState, is_open
from scoring.models.scoresheets import ScoreSheet, SheetState

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the home page: what, until when, and the one button."""

    text: str
    action: str
    url: str
    due: date | None
    bloc_year: BlocYear

    @property
    def urgency(self) -> str:
        """``overdue``, ``soon`` (within a week) or ``later``."""
        if self.due is None:
            return "later"
        today = timezone.localdate()
        if self.due < today:
            return "overdue"
        return "soon" if self.due <= today + SOON else "later"

    @property
    def order(self) -> tuple[bool, date]:
        """Dated tasks first, the earliest on top."""
        return (self.due is None, self.due or date.max)


def tasks(user: Any, bloc_year: BlocYear) -> list[Task]:
    """Everything `user` has to do in one year, the most urgent first; a fixed number of queries per unit."""
    if bloc_year.stage == Stage.CLOSED:
        return []
    found = [
        task
        for unit in bloc_year.members
        if speaks_for(user, unit)
        for task in _of_unit(user, bloc_year, unit)
    ]
    if heads(user, bloc_year):
        found += _of_secretariat(bloc_year)
    return sorted(found, key=lambda task: task.order)


def _of_unit(user: Any, bloc_year: BlocYear, unit: Unit) -> list[Task]:
    return [
        *_registration(user, bloc_year, unit),
        *_agreement(user, bloc_year, unit),
        *_scoring(bloc_year, unit),
    ]


def _registration(user: Any, bloc_year: BlocYear, unit: Unit) -> list[Task]:
    if not is_open(bloc_year):
        return []
    found, names = bloc_year.registrations.filter(unit=unit).first(), {"unit": unit.short_name}
    address = (bloc_year.bloc.slug, bloc_year.year)
    url = found.get_absolute_url() if found else reverse("pledges", args=address)
    if found is None:
        words, action = _("Register the targets of %(unit)s"), _("Begin")
    elif found.state == RegistrationState.CONFIRMED:
        return []
    elif found.state == RegistrationState.RETURNED:
        words, action = _("Correct the registration of %(unit)s that was sent back"), _("Go on")
    elif leads(user, unit) and found.targets.exists():
        words, action = _("Confirm the registration of %(unit)s"), _("Look and confirm")
    else:
        words, action = _("Finish the registration of %(unit)s"), _("Go on")
    return [Task(words % names, action, url, bloc_year.closes(bloc_year.stage), bloc_year)]


def _agreement(user: Any, bloc_year: BlocYear, unit: Unit) -> list[Task]:
    pledge = getattr(bloc_year, "pledge", None)
    if pledge is None or pledge.state != PledgeState.AGREEING or not leads(user, unit):
        return []
    if not pledge.agreements.filter(unit=unit, state=AgreementState.OPEN).exists():
        return []
    words = _("Agree to the joint pledge for %(unit)s") % {"unit": unit.short_name}
    return [
        Task(
            words,
            _("Read and agree"),
            pledge.get_absolute_url(),
            bloc_year.closes(bloc_year.stage),
            bloc_year,
        )
    ]


def _scoring(bloc_year: BlocYear, unit: Unit) -> list[Task]:
    if not bloc_year.allows(Activity.SELF_SCORING):
        return []
    sheet = ScoreSheet.objects.filter(bloc_year=bloc_year, unit=unit).first()
    if sheet is None or not sheet.awaits_unit:
        return []
    names = {"unit": unit.short_name}
    if sheet.state == SheetState.RETURNED:
        words, due = _("Correct the score sheet of %(unit)s that was sent back") % names, Stage.REVIEW
    else:
        words, due = _("Score and submit the sheet of %(unit)s") % names, Stage.SELF_SCORING
    return [Task(words, _("Score"), sheet.get_absolute_url(), bloc_year.closes(due), bloc_year)]


def _of_secretariat(bloc_year: BlocYear) -> list[Task]:
    """The lines missing before the next stage, the sheets to review, and the next stage itself."""
    closes, next_stage = bloc_year.closes(bloc_year.stage), following(bloc_year.stage)
    found = _reviews(bloc_year)
    items = checklist(bloc_year, next_stage) if next_stage else []
    found += [
        Task(_("Still missing: %(line)s") % {"line": item.text}, _("Open"), item.url, closes, bloc_year)
        for item in items
        if not item.done
    ]
    if next_stage and all(item.done for item in items if item.blocking):
        words = _("Open the stage: {stage}").format(stage=next_stage.label)
        found.append(Task(words, _("Open"), bloc_year.step_url(f"open_{next_stage}"), closes, bloc_year))
    return found


def _reviews(bloc_year: BlocYear) -> list[Task]:
    if not bloc_year.allows(Activity.REVIEW):
        return []
    submitted = bloc_year.score_sheets.filter(state=SheetState.SUBMITTED, unit__in=bloc_year.members)
    waiting = submitted.select_related("unit")
    due = bloc_year.closes(Stage.REVIEW)
    return [
        Task(
            _("Review the score sheet of %(unit)s") % {"unit": sheet.unit.short_name},
            _("Review"),
            reverse("review", args=(sheet.pk,)),
            due,
            bloc_year,
        )
        for sheet in waiting
    ]
