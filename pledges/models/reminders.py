"""Reminders by e-mail: prepared, looked at, then sent once each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit
from blocs.permissions import headed_unit_ids
from blocs.workflow import Stateful, Step
from pledges import permissions

AT_WORK = timedelta(minutes=2)  # as long a letter may still be on its way to the mail server


class ReminderState(models.TextChoices):
    """From the outbox to the post."""

    WAITING = "waiting", _("In the outbox")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")


def _being_sent(reminder: Reminder) -> list[str]:
    if reminder.is_at_work:
        return [gettext("It is being sent at this moment; look again in two minutes.")]
    return []


def _not_again(reminder: Reminder) -> list[str]:
    same = {name: getattr(reminder, name) for name in ("bloc_year", "about", "unit", "person")}
    others = Reminder.objects.filter(**same, state__in=(ReminderState.WAITING, ReminderState.SENDING))
    if others.exclude(pk=reminder.pk).exists():
        return [gettext("A newer letter to this person about the same thing is in the outbox already.")]
    return _being_sent(reminder)


def _note_time(reminder: Reminder, user: Any) -> None:
    """When the letter went to the mail server, and no longer what was wrong before."""
    reminder.sent_at, reminder.problem = timezone.now(), ""
    reminder.save(update_fields=["sent_at", "problem"])


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Reminders by who may see them: the bloc's secretariat."""

    def visible_to(self, user: Any) -> ReminderQuerySet:
        """Reminders of the years whose bloc `user` runs: addresses are nobody else's business."""
        return self.filter(bloc_year__head__in=headed_unit_ids(user))

    def waiting(self) -> ReminderQuerySet:
        """Those in the outbox."""
        return self.filter(state=ReminderState.WAITING)


class Reminder(Stateful):
    """One letter to one person about one thing that is missing.

    It is marked as being sent before it goes to the mail server, and as sent or failed afterwards. Whatever
    breaks between the two leaves it marked: nobody knows whether it arrived, and a person decides.
    """

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("to")
    )
    address = models.EmailField(_("e-mail address"))
    about = models.CharField(_("about"), max_length=60)
    subject = models.CharField(_("subject of the letter"), max_length=200)
    body = models.TextField(_("text"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReminderState, default=ReminderState.WAITING, editable=False
    )
    problem = models.CharField(_("problem"), max_length=300, blank=True, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    prepared_at = models.DateTimeField(_("prepared"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    objects = ReminderQuerySet.as_manager()
    inner_steps = ("send", "deliver", "fail")  # taken by sending, offered to nobody
    steps = (
        Step(
            "send",
            _("Send the reminder"),
            (ReminderState.WAITING,),
            ReminderState.SENDING,
            may=permissions.reminds,
            then=_note_time,
        ),
        Step(
            "deliver",
            _("Handed to the mail server"),
            (ReminderState.SENDING,),
            ReminderState.SENT,
            may=permissions.reminds,
        ),
        Step(
            "fail",
            _("Refused by the mail server"),
            (ReminderState.SENDING,),
            ReminderState.FAILED,
            may=permissions.reminds,
        ),
        Step(
            "settle",
            _("It has arrived"),
            (ReminderState.SENDING,),
            ReminderState.SENT,
            may=permissions.reminds,
            obstacles=_being_sent,
            asks=_("Ask the person first: the program does not know whether the letter arrived."),
        ),
        Step(
            "retry",
            _("Back into the outbox"),
            (ReminderState.SENDING, ReminderState.FAILED),
            ReminderState.WAITING,
            may=permissions.reminds,
            obstacles=_not_again,
            asks=_("It can then be changed and is sent with the others; the person may get it twice."),
        ),
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("-prepared_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("bloc_year", "about", "unit", "person"),
                condition=Q(state__in=("waiting", "sending")),
                name="one_reminder_waiting",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReminderState.values), name="reminder_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject}: {self.person}"  # the history is read by the whole bloc: no addresses

    def get_absolute_url(self) -> str:
        """The outbox."""
        return reverse("reminders", args=self.bloc_year.address)

    def steps_for(self, user: Any) -> list[Step]:
        """What a person decides."""
        return [step for step in super().steps_for(user) if step.name not in self.inner_steps]

    def editable_by(self, user: Any) -> bool:
        """Whether `user` may change or delete the letter now."""
        return permissions.reminds(user, self) and self.state == ReminderState.WAITING

    @property
    def is_at_work(self) -> bool:
        """Whether it went to the mail server just now."""
        is_sending = self.state == ReminderState.SENDING
        return is_sending and self.sent_at is not None and timezone.now() - self.sent_at < AT_WORK

    @property
    def is_unclear(self) -> bool:
        """Whether sending broke off, so that nobody knows whether it arrived."""
        return self.state == ReminderState.SENDING and not self.is_at_work
