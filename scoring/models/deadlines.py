"""Until when units submit and explain: exact to the second, soft (late is told) or hard (late is refused)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear
from blocs.stages import Stage


class Duty(models.TextChoices):
    """What a deadline is for."""

    SUBMISSION = "submission", _("Submit the self scores")
    EXPLANATION = "explanation", _("Explain the lines that the review changed")


def second(moment: datetime) -> str:
    """A moment to the second in Vietnam time: `16:59:59 05/12/2025`."""
    return f"{timezone.localtime(moment):%H:%M:%S %d/%m/%Y}"


class Deadline(models.Model):
    """The last moment for a duty in one year; that very second is still in time."""

    bloc_year = models.ForeignKey(BlocYear, models.CASCADE, related_name="deadlines")
    duty = models.CharField(_("for"), max_length=15, choices=Duty)
    at = models.DateTimeField(_("until"))
    is_hard = models.BooleanField(
        _("hard"),
        default=False,
        help_text=_("After a hard deadline nothing is taken; after a soft one it is marked late."),
    )

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "duty"), name="one_deadline_per_duty"),
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="duty_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_duty_display()}: {self.words}"

    @property
    def words(self) -> str:
        """The second, in Vietnam time."""
        return second(self.at)

    def is_missed_by(self, moment: datetime) -> bool:
        """Whether `moment` lies after the deadline's second."""
        return moment >= self.at + timedelta(seconds=1)

    @property
    def is_past(self) -> bool:
        """Whether it is too late now."""
        return self.is_missed_by(timezone.now())

    @property
    def refuses(self) -> bool:
        """Whether nothing more is taken now."""
        return self.is_hard and self.is_past


def deadline_of(bloc_year: BlocYear, duty: Duty) -> Deadline | None:
    """The deadline set for a duty; for submitting else the last day of self-scoring, soft and unsaved."""
    found = next((one for one in bloc_year.deadlines.all() if one.duty == duty), None)
    closes = bloc_year.closes(Stage.SELF_SCORING) if duty == Duty.SUBMISSION else None
    if found or closes is None:
        return found
    midnight = datetime.combine(closes + timedelta(days=1), time(), timezone.get_default_timezone())
    return Deadline(bloc_year=bloc_year, duty=duty, at=midnight - timedelta(seconds=1))
