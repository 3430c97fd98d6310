"""Opinions on the draft regulation: the units are asked until a date, each comment is answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Unit
from blocs.workflow import Stateful
from scoring.models.regulation import Regulation


class ConsultationState(models.TextChoices):
    """Open for opinions, then closed."""

    OPEN = "open", _("Open for opinions")
    CLOSED = "closed", _("Closed")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Consultations by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> ConsultationQuerySet:
        """Consultations of the years that `user` may see."""
        return self.filter(regulation__bloc_year__in=BlocYear.objects.visible_to(user))


class Consultation(Stateful):
    """A round of opinions on one text: `text` is the draft as it was put to the units."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="consultations")
    opened_on = models.DateField(_("opened"))
    closes_on = models.DateField(_("opinions until"))
    text = models.JSONField(_("draft as put to the units"), default=dict)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ConsultationState,
        default=ConsultationState.OPEN,
        editable=False,
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of opinions")
        verbose_name_plural = _("rounds of opinions")
        ordering = ("-opened_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("regulation",), condition=Q(state="open"), name="one_consultation_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ConsultationState.values), name="consultation_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opened_on")),
                name="consultation_closes_after_opening",
                violation_error_message=_("The last day lies before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.regulation} ({self.opened_on:%d/%m/%Y})"

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the regulation."""
        return self.regulation.bloc_year


class ReplyState(models.TextChoices):
    """A unit's reply, until its leader has given it."""

    DRAFT = "draft", _("Being written")
    GIVEN = "given", _("Given")


class Reply(Stateful):
    """A unit's reply: it agrees with the whole draft, or its opinions say with what it does not."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="replies")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReplyState, default=ReplyState.DRAFT, editable=False
    )
    given_at = models.DateTimeField(_("given"), null=True, editable=False)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("consultation", "unit"), name="one_reply_per_unit"),
            models.CheckConstraint(condition=Q(state__in=ReplyState.values), name="reply_state_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.unit}: {self.consultation}"

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the regulation."""
        return self.consultation.bloc_year


class Verdict(models.TextChoices):
    """What the head made of an opinion."""

    OPEN = "open", _("Not answered yet")
    TAKEN_UP = "taken_up", _("Taken up")
    PARTLY = "partly", _("Taken up in part")
    DECLINED = "declined", _("Not taken up")


class Opinion(models.Model):
    """A comment on an article (its place), on a criterion (its key), or on the whole."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="opinions")
    article = models.PositiveSmallIntegerField(_("article"), null=True, blank=True)
    criterion = models.CharField(_("criterion"), max_length=60, blank=True)
    comment = models.TextField(_("comment"))
    wording = models.TextField(_("proposed wording"), blank=True)
    maximum = models.DecimalField(
        _("proposed maximum"), max_digits=9, decimal_places=4, null=True, blank=True
    )
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict, default=Verdict.OPEN)
    because = models.TextField(_("because"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ("article", "criterion", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="verdict_is_known"),
            models.CheckConstraint(
                condition=Q(article__isnull=True) | Q(criterion=""), name="opinion_is_about_one_thing"
            ),
        )

    def __str__(self) -> str:
        return self.comment
