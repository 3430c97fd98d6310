"""What a person has to do now, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.formats import short_date
from blocs.models import BlocYear, Unit
from blocs.permissions import heads, leads, speaks_for
from blocs.stages import Activity, Stage, checklist, following
from pledges.alerts import alerts
from pledges.copies.pages import bring_url
from pledges.copies.standing import awaited
from pledges.models.pledges import AgreementState, PledgeState
from pledges.models.registrations import RegistrationState, is_open
from pledges.readiness import duty
from scoring.duties import deadline_now
from scoring.models import Consultation, Deadline, Score
from scoring.models.replies import ReplyState
from scoring.models.scoresheets import ScoreSheet, SheetState
from scoring.permissions import reviews

SOON = timedelta(days=7)
IN_REVIEW = (SheetState.SUBMITTED, SheetState.EXPLAINING, SheetState.SECOND_REVIEW)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the home page: what, until when, and the one button."""

    text: str
    action: str
    url: str
    due: date | None
    bloc_year: BlocYear
    deadline: Deadline | None = None  # where the second counts

    @property
    def urgency(self) -> str:
        """``overdue``, ``soon`` (within a week) or ``later``."""
        if self.due is None:
            return "later"
        today = timezone.localdate()
        if self.deadline.is_past if self.deadline else self.due < today:
            return "overdue"
        return "soon" if self.due <= today + SOON else "later"

    @property
    def until(self) -> str:
        """The last day, or the last second."""
        if self.deadline:
            return self.deadline.words
        return short_date(self.due) if self.due else ""

    @property
    def order(self) -> tuple[bool, date]:
        """Dated tasks first, the earliest on top."""
        return (self.due is None, self.due or date.max)


def _until(deadline: Deadline | None, closes: date | None) -> dict[str, Any]:
    """The last day of a task: that of its deadline, else the last day of a stage."""
    due = timezone.localdate(deadline.at) if deadline else closes
    return {"due": due, "deadline": deadline}


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
    found += _reviews(user, bloc_year)
    if heads(user, bloc_year):
        found += (
            _registrations_to_receive(bloc_year)
            + _answers(bloc_year)
            + _of_secretariat(bloc_year)
            + _conference(bloc_year)
        )
    return sorted(found, key=lambda task: task.order)


def _of_unit(user: Any, bloc_year: BlocYear, unit: Unit) -> list[Task]:
    return [
        *_registration(user, bloc_year, unit),
        *_agreement(user, bloc_year, unit),
        *_signed_copies(bloc_year, unit),
        *_reply(user, bloc_year, unit),
        *_scoring(bloc_year, unit),
        *_results(bloc_year, unit),
    ]


def _registration(user: Any, bloc_year: BlocYear, unit: Unit) -> list[Task]:
    if not is_open(bloc_year):
        return []
    found, names = bloc_year.registrations.filter(unit=unit).first(), {"unit": unit.short_name}
    address = bloc_year.address
    url = found.get_absolute_url() if found else reverse("pledges", args=address)
    if found is None:
        words, action = _("Register the targets of %(unit)s"), _("Begin")
    elif found.is_given:
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


def _open_round(bloc_year: BlocYear) -> Consultation | None:
    """The round of opinions that is open now."""
    if not bloc_year.allows(Activity.REGULATION):
        return None
    return Consultation.objects.filter(regulation__bloc_year=bloc_year, state="open").first()


def _reply(user: Any, bloc_year: BlocYear, unit: Unit) -> list[Task]:
    """To say what the unit thinks of the draft regulation, while that is taken."""
    asked = _open_round(bloc_year)
    if asked is None or not asked.takes_replies:
        return []
    found = asked.replies.filter(unit=unit).first()
    if found and found.state == ReplyState.GIVEN:
        return []
    url, action = (found or asked).get_absolute_url(), _("Go on") if found else _("Begin")
    words = _("Give the opinion of %(unit)s on the draft regulation")
    if found and leads(user, unit) and found.opinions.exists():
        words, action = _("Give the opinions of %(unit)s on the draft regulation"), _("Look and give")
    return [Task(words % {"unit": unit.short_name}, action, url, asked.closes_on, bloc_year)]


def _answers(bloc_year: BlocYear) -> list[Task]:
    """To answer what the units said, then to close the round."""
    asked = _open_round(bloc_year)
    count = asked.unanswered.count() if asked else 0
    if asked is None or not (count or asked.is_past):
        return []
    closes = bloc_year.closes(bloc_year.stage)
    if not count:
        words, url = _("Close the round of opinions on the draft regulation"), asked.get_absolute_url()
        return [Task(words, _("Open"), url, closes, bloc_year)]
    words = ngettext(
        "Answer %(count)s opinion on the draft regulation",
        "Answer %(count)s opinions on the draft regulation",
        count,
    )
    url = f"{asked.get_absolute_url()}#opinions"
    return [Task(words % {"count": count}, _("Answer"), url, closes, bloc_year)]


def _signed_copies(bloc_year: BlocYear, unit: Unit) -> list[Task]:
    words = _("Bring the signed joint pledge of %(unit)s back") % {"unit": unit.short_name}
    papers = awaited(bloc_year, unit)
    return [Task(words, _("Sign and bring back"), bring_url(one, unit), None, bloc_year) for one in papers]


def _scoring(bloc_year: BlocYear, unit: Unit) -> list[Task]:
    """To score, to correct, or to answer the review."""
    if not bloc_year.allows(Activity.SELF_SCORING) and not bloc_year.allows(Activity.REVIEW):
        return []
    sheet = bloc_year.score_sheets.filter(unit=unit).first()
    if sheet is None:
        return []
    names = {"unit": unit.short_name}
    if sheet.state == SheetState.EXPLAINING:
        words, action = _("Answer the review of %(unit)s, line by line") % names, _("Explain")
        until = _until(deadline_now(sheet), bloc_year.closes(Stage.REVIEW))
        return [Task(words, action, reverse("explanation", args=(sheet.pk,)), bloc_year=bloc_year, **until)]
    if not sheet.awaits_unit or not bloc_year.allows(Activity.SELF_SCORING):
        return []
    if sheet.state == SheetState.RETURNED:
        words = _("Correct the score sheet of %(unit)s that was sent back") % names
        until = _until(None, bloc_year.closes(Stage.REVIEW))
    else:
        words, until = _("Score and submit the sheet of %(unit)s") % names, _until(deadline_now(sheet), None)
    return [Task(words, _("Score"), sheet.get_absolute_url(), bloc_year=bloc_year, **until)]


def _registrations_to_receive(bloc_year: BlocYear) -> list[Task]:
    """What the units' leaders have confirmed and nobody of the secretariat has received."""
    if not bloc_year.allows(Activity.REGISTRATION):
        return []
    waiting = bloc_year.registrations.filter(state=RegistrationState.CONFIRMED, unit__in=bloc_year.members)
    names = {one.unit_id: one.unit.short_name for one in waiting.select_related("unit")}
    if not names:
        return []
    units = ", ".join(names[unit.pk] for unit in bloc_year.members if unit.pk in names)
    words = _("Receive the registrations of %(units)s") % {"units": units}
    url = reverse("pledges", args=bloc_year.address)
    return [Task(words, _("Read and receive"), url, bloc_year.closes(bloc_year.stage), bloc_year)]


def _results(bloc_year: BlocYear, unit: Unit) -> list[Task]:
    """Results that the unit has to enter, and targets that are late against the pledge."""
    found, address = alerts(bloc_year).get(unit.pk), (*bloc_year.address, unit.pk)
    if found is None:
        return []
    tasks, closes = [], bloc_year.closes(bloc_year.stage)
    if found.missing:
        names = {"unit": unit.short_name, "review": found.period.label, "count": found.missing}
        words = _("Enter the results of %(unit)s: %(review)s (%(count)s left)") % names
        url = reverse("results_entry", args=(*address, found.period))
        tasks.append(Task(words, _("Enter"), url, closes, bloc_year))
    if found.late:
        late = ngettext(
            "%(count)s target of %(unit)s is late against the pledge",
            "%(count)s targets of %(unit)s are late against the pledge",
            found.late,
        )
        words = late % {"count": found.late, "unit": unit.short_name}
        url = f"{reverse('unit_results', args=address)}?period={found.seen_at}"
        tasks.append(Task(words, _("Look at it"), url, None, bloc_year))
    return tasks


def _of_secretariat(bloc_year: BlocYear) -> list[Task]:
    """The lines missing before the next stage, and the next stage itself."""
    closes, next_stage = bloc_year.closes(bloc_year.stage), following(bloc_year.stage)
    items = checklist(bloc_year, next_stage) if next_stage else []
    found = [
        Task(_("Still missing: %(line)s") % {"line": item.text}, _("Open"), item.url, closes, bloc_year)
        for item in items
        if not item.done
    ]
    if next_stage and all(item.done for item in items if item.blocking):
        words = _("Open the stage: {stage}").format(stage=next_stage.label)
        found.append(Task(words, _("Open"), bloc_year.step_url(f"open_{next_stage}"), closes, bloc_year))
    return found


def _conference(bloc_year: BlocYear) -> list[Task]:
    """The conference of the stage: to prepare, or to write down."""
    due = duty(bloc_year)
    if due is None:
        return []
    words = _("Write the minutes: %(occasion)s") if due.is_over else _("Prepare the conference: %(occasion)s")
    return [Task(words % {"occasion": due.occasion.label}, _("Open"), due.url, due.until, bloc_year)]


def _reviews(user: Any, bloc_year: BlocYear) -> list[Task]:
    """The sheets that wait for `user` as a reviewer: nobody their own unit's."""
    if not bloc_year.allows(Activity.REVIEW):
        return []
    sheets = bloc_year.score_sheets.filter(state__in=IN_REVIEW, unit__in=bloc_year.members)
    waiting = [sheet for sheet in sheets.select_related("unit") if reviews(user, sheet)]
    disputed = set(Score.objects.filter(sheet__in=waiting).undecided().values_list("sheet", flat=True))
    return [task for sheet in waiting for task in _review(sheet, is_disputed=sheet.pk in disputed)]


def _review(sheet: ScoreSheet, *, is_disputed: bool) -> list[Task]:
    """What is next for a sheet under review."""
    bloc_year, names = sheet.bloc_year, {"unit": sheet.unit.short_name}
    url, action = reverse("decisions", args=(sheet.pk,)), _("Decide")
    if sheet.state == SheetState.SUBMITTED:
        words, url = _("Review the score sheet of %(unit)s") % names, reverse("review", args=(sheet.pk,))
        action = _("Review")
    elif sheet.state == SheetState.EXPLAINING:
        if not sheet.explains_late:
            return []
        words = _("The time of %(unit)s to explain is over: go on without the missing answers") % names
        url, action = sheet.step_url("close_explanation"), _("Go on")
    elif is_disputed:
        words = _("Decide the disputed lines of %(unit)s, or take them to the conference") % names
    else:
        words, action = _("Approve the reviewed sheet of %(unit)s") % names, _("Look and approve")
    return [Task(words, action, url, bloc_year.closes(Stage.REVIEW), bloc_year)]
