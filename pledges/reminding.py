"""Letters to the people of units that owe something: prepared for the outbox, then sent once each."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs import audit
from blocs.formats import short_date
from blocs.models import BlocYear, Representative, User
from blocs.models.people import Role
from blocs.workflow import StepRefused
from pledges.missing import Duty, Lack, duties
from pledges.models import Reminder
from pledges.models.reminders import ReminderState

REST = timedelta(days=2)  # nobody is proposed to be reminded again within them
SECONDS = 20  # that the mail server may take to answer
BROKEN = (SMTPException, OSError, ValueError)  # ValueError: a header that no letter may have
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """A unit that owes something: who of it gets a letter, who cannot, and when it was reminded last."""

    duty: Duty
    lack: Lack
    people: list[User]
    without_address: list[User]
    in_outbox: int
    last_sent: datetime | None

    @property
    def key(self) -> str:
        """Its name on the page."""
        return f"{self.duty.name}-{self.lack.unit.pk}"

    @property
    def is_due(self) -> bool:
        """Whether a letter is proposed: somebody can get one, and none went in the last days."""
        long_ago = self.last_sent is None or timezone.now() - self.last_sent > REST
        return bool(self.open_people) and long_ago

    @property
    def open_people(self) -> int:
        """How many letters can be prepared now."""
        return len(self.people) - self.in_outbox


def calls(bloc_year: BlocYear) -> list[Call]:
    """Everything that units owe now, duty by duty in the order of the year; a fixed number of queries."""
    people, waiting, sent = _people(bloc_year), _waiting(bloc_year), _last_sent(bloc_year)
    found = []
    for duty in duties().values():
        for lack in duty.lacks(bloc_year):
            of_unit, place = people.get(lack.unit.pk, []), (duty.name, lack.unit.pk)
            found.append(
                Call(
                    duty,
                    lack,
                    people=[person for person in of_unit if has_address(person)],
                    without_address=[person for person in of_unit if not has_address(person)],
                    in_outbox=sum((*place, person.pk) in waiting for person in of_unit),
                    last_sent=sent.get(place),
                )
            )
    return found


def _people(bloc_year: BlocYear) -> dict[int, list[User]]:
    """Unit id → its leaders and officers today, each person once."""
    roles = Representative.objects.on(timezone.localdate()).filter(
        unit__in=bloc_year.members, role__in=(Role.LEADER, Role.OFFICER), user__is_active=True
    )
    found: dict[int, list[User]] = {}
    for role in roles.select_related("user").order_by("user__full_name", "pk"):
        of_unit = found.setdefault(role.unit_id or 0, [])
        if role.user not in of_unit:
            of_unit.append(role.user)
    return found


def _waiting(bloc_year: BlocYear) -> set[tuple[str, int, int]]:
    unsent = bloc_year.reminders.filter(state__in=(ReminderState.WAITING, ReminderState.SENDING))
    return set(unsent.values_list("about", "unit", "person"))


def _last_sent(bloc_year: BlocYear) -> dict[tuple[str, int], datetime]:
    sent = bloc_year.reminders.filter(state=ReminderState.SENT).order_by()
    rows = sent.values_list("about", "unit").annotate(Max("sent_at"))
    return {(about, unit): moment for about, unit, moment in rows}


def has_address(person: User) -> bool:
    """Whether letters can reach the person."""
    try:
        validate_email(person.email)
    except ValidationError:
        return False
    return True


@transaction.atomic
def prepare(bloc_year: BlocYear, user: Any, keys: Iterable[str]) -> list[Reminder]:
    """Put a letter to everyone of the chosen calls into the outbox; nobody gets a second one there."""
    bloc_year.hold()
    wanted, waiting = set(keys), _waiting(bloc_year)
    prepared = []
    with audit.in_record_language():
        for call in (one for one in calls(bloc_year) if one.key in wanted):
            for person in call.people:
                if (call.duty.name, call.lack.unit.pk, person.pk) not in waiting:
                    prepared.append(_letter(bloc_year, user, call, person))
    for reminder in prepared:
        reminder.save()
        audit.record(user, reminder, audit.Action.CREATE)
    return prepared


def _letter(bloc_year: BlocYear, user: Any, call: Call, person: User) -> Reminder:
    demo = "[Dữ liệu mẫu] " if bloc_year.is_demo else ""
    subject = f"{demo}{call.duty.subject} năm {bloc_year.year}: {call.lack.unit.short_name}"
    return Reminder(
        bloc_year=bloc_year,
        unit=call.lack.unit,
        person=person,
        address=person.email,
        about=call.duty.name,
        subject=_one_line(subject)[:200],
        body=_body(bloc_year, user, call.lack, person),
        prepared_by=user,
    )


def _body(bloc_year: BlocYear, user: Any, lack: Lack, person: User) -> str:
    """The letter, in Vietnamese like everything that is official."""
    bloc, closes = bloc_year.bloc.name, lack.until or bloc_year.closes(bloc_year.stage)
    until = f" trước ngày {short_date(closes)}" if closes and closes >= timezone.localdate() else " sớm"
    now = timezone.localtime()
    return "\n".join(
        (
            f"Kính gửi: Ông/Bà {person.full_name}, {lack.unit.name}",
            "",
            f"Đến {now:%H} giờ {now:%M} ngày {short_date(now.date())}, {bloc} còn chờ đơn vị:",
            *(f"- {words}" for words in lack.words),
            "",
            f"Đề nghị đơn vị hoàn thành{until} tại địa chỉ:",
            settings.PUBLIC_URL + lack.url,
            "",
            "Nếu đơn vị đã hoàn thành, xin bỏ qua thư này. Trân trọng cảm ơn.",
            "",
            _one_line(", ".join(filter(None, (user.full_name, user.position)))),
            f"Tổ thư ký {bloc}",
        )
    )


def _one_line(text: str) -> str:
    """No line break can begin another header."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of letters that were to be sent."""

    sent: list[Reminder]
    failed: list[Reminder]
    problem: str = ""  # why nothing was tried


def is_nowhere() -> bool:
    """Whether letters of a real site would only be printed into its log: nobody would get them."""
    is_real = not (settings.DEMO or settings.DEBUG)
    return is_real and settings.EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend"


def send(reminders: Iterable[Reminder], user: Any) -> Outcome:
    """Send each letter once, over one connection; without a mail server none leaves the outbox.

    Not inside a transaction: that a letter is being sent is stored before it goes.
    """
    if is_nowhere():
        return Outcome([], [], _("none is named in EMAIL_URL"))
    outcome, post = Outcome([], []), get_connection(timeout=SECONDS)
    try:
        post.open()
    except BROKEN as error:
        return Outcome([], [], str(error))
    try:
        for reminder in reminders:
            _send(reminder, user, post, outcome)
    finally:
        post.close()
    return outcome


def _send(reminder: Reminder, user: Any, post: BaseEmailBackend, outcome: Outcome) -> None:
    try:
        reminder.take("send", user)
    except (StepRefused, Reminder.DoesNotExist):  # another was quicker, or has deleted it
        return
    try:
        _message(reminder, post).send()
    except BROKEN as error:
        Reminder.objects.filter(pk=reminder.pk).update(problem=str(error)[:300])
        _noted(reminder, "fail", user)
        outcome.failed.append(reminder)
    else:
        _noted(reminder, "deliver", user)
        outcome.sent.append(reminder)


def _noted(reminder: Reminder, step: str, user: Any) -> None:
    try:
        reminder.take(step, user)
    except StepRefused:
        logger.warning("Someone decided about the reminder %s while it was being sent", reminder.pk)


def _message(reminder: Reminder, post: BaseEmailBackend) -> EmailMessage:
    """A plain letter to one person; answers go to who prepared it."""
    author = reminder.prepared_by
    return EmailMessage(
        _one_line(reminder.subject),
        reminder.body,
        to=[reminder.address],
        reply_to=[author.email] if has_address(author) else None,
        connection=post,
    )
