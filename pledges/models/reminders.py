"""Reminders by e-mail: prepared, looked at, then sent once each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit


class ReminderState(models.TextChoices):
    """From the outbox to the post."""

    WAITING = "waiting", _("In the outbox")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")


class Reminder(models.Model):
    """One letter to one person about one thing that is missing."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("to")
    )
    address = models.EmailField(_("e-mail address"))
    about = models.CharField(_("about"), max_length=60)
    subject = models.CharField(_("subject"), max_length=200)
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
        return f"{self.address}: {self.subject}"
