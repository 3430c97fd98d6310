"""A unit's reply in a round: it agrees, or says with what it does not; each opinion is answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.formats import number, short_date
from blocs.models import BlocYear, Unit
from blocs.permissions import unit_ids
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from scoring import permissions
from scoring.models.opinions import Consultation, Place


class ReplyState(models.TextChoices):
    """A unit's reply, until its leader has given it; or that none came."""

    DRAFT = "draft", _("Being written")
    GIVEN = "given", _("Given")
    SILENT = "silent", _("No opinion")


def _not_receiving(reply: Reply) -> list[str]:
    consultation = reply.consultation
    if not consultation.is_open:
        return [gettext("This round of opinions is closed.")]
    if consultation.is_past:
        words = gettext("The last day was %(day)s; only the secretariat of the head can set a later one.")
        return [words % {"day": short_date(consultation.closes_on)}]
    return []


def _not_agreeing(reply: Reply) -> list[str]:
    if not reply.opinions.exists():
        return _not_receiving(reply)
    words = gettext("The reply has opinions: give it with them, or delete them first.")
    return [*_not_receiving(reply), words]


def _nothing_said(reply: Reply) -> list[str]:
    if reply.opinions.exists():
        return _not_receiving(reply)
    return [
        *_not_receiving(reply),
        gettext("The reply has no opinion yet; write one, or agree with the draft."),
    ]


def _given(reply: Reply, user: Any) -> None:
    """The history tells of opinions when they are given: before, they are the unit's own."""
    for opinion in reply.opinions.all():
        pairs = (
            (gettext_noop("comment"), opinion.comment),
            (gettext_noop("proposed wording"), opinion.wording),
            (gettext_noop("proposed maximum"), audit.shown(opinion.maximum)),
        )
        changes = [audit.change(what, "", text) for what, text in pairs if text]
        audit.record(user, opinion, audit.Action.CREATE, changes=changes)
    reply.given_at = timezone.now()
    reply.save(update_fields=["given_at"])


def _returned(reply: Reply, user: Any) -> None:
    reply.given_at = None
    reply.save(update_fields=["given_at"])


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Replies by who may see them: the bloc those that are given, all others only the unit's own people."""

    def visible_to(self, user: Any) -> ReplyQuerySet:
        """Replies that `user` may read."""
        visible = self.filter(consultation__in=Consultation.objects.visible_to(user))
        return visible.filter(Q(state=ReplyState.GIVEN) | Q(unit__in=unit_ids(user)))


class Reply(Stateful):
    """A unit's reply: it agrees with the whole draft, or its opinions say with what it does not."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="replies")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReplyState, default=ReplyState.DRAFT, editable=False
    )
    given_at = models.DateTimeField(_("given"), null=True, editable=False)

    objects = ReplyQuerySet.as_manager()
    steps = (
        Step(
            "agree",
            _("Agree with the whole draft"),
            (ReplyState.DRAFT,),
            ReplyState.GIVEN,
            may=permissions.gives,
            activity=Activity.REGULATION,
            obstacles=_not_agreeing,
            asks=_("The unit's word is given; it can be changed only if the secretariat sends it back."),
            primary=True,
            then=_given,
        ),
        Step(
            "give",
            _("Give the opinions"),
            (ReplyState.DRAFT,),
            ReplyState.GIVEN,
            may=permissions.gives,
            activity=Activity.REGULATION,
            obstacles=_nothing_said,
            asks=_("The whole bloc reads them; they can be changed only if the secretariat sends them back."),
            primary=True,
            then=_given,
        ),
        Step(
            "send_back",
            _("Send the reply back"),
            (ReplyState.GIVEN,),
            ReplyState.DRAFT,
            may=permissions.drafts,
            activity=Activity.REGULATION,
            obstacles=_not_receiving,
            needs_reason=True,
            then=_returned,
        ),
    )

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

    def get_absolute_url(self) -> str:
        """The page of the reply."""
        return reverse("reply", args=(self.pk,))

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the regulation."""
        return self.consultation.bloc_year

    def editable_by(self, user: Any) -> bool:
        """Whether `user` may write opinions now."""
        is_draft = self.state == ReplyState.DRAFT
        return permissions.replies(user, self) and is_draft and self.consultation.takes_replies

    def steps_for(self, user: Any) -> list[Step]:
        """Agreeing while there is no opinion, giving them when there are; nothing after the last day."""
        unwanted = "agree" if self.opinions.exists() else "give"
        steps = [step for step in super().steps_for(user) if step.name != unwanted]
        return steps if self.consultation.takes_replies else []


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
        place = self.place
        return f"{self.reply.unit}: {place.name if place else self.criterion or self.article}"

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the regulation."""
        return self.reply.bloc_year

    @property
    def unit(self) -> Unit:
        """Whose opinion it is."""
        return self.reply.unit

    @property
    def place(self) -> Place | None:
        """What it is about, in the text that was put to the units."""
        return self.reply.consultation.place(self.article, self.criterion)

    @property
    def proposal(self) -> str:
        """The maximum that is proposed for the criterion, in words."""
        if self.maximum is None or self.place is None:
            return ""
        words = {"before": self.place.maximum, "after": number(self.maximum)}
        return gettext("Proposed maximum: %(after)s (draft: %(before)s)") % words

    @property
    def is_answered(self) -> bool:
        """Whether the head has answered."""
        return self.verdict != Verdict.OPEN
