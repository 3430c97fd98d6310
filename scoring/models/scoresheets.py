"""The score sheet of a unit: its way from self scores through review and answer to final scores."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.models import BlocYear, Unit
from blocs.permissions import headed_unit_ids, unit_ids
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from scoring import permissions
from scoring.models import obstacles, receipts
from scoring.models.criteria import Criterion
from scoring.models.deadlines import Duty, deadline_of
from scoring.models.scores import Score


class SheetState(models.TextChoices):
    """Self → submitted → first review → explanation by the unit → second review → final."""

    DRAFT = "draft", _("Being scored")
    RETURNED = "returned", _("Sent back")
    SUBMITTED = "submitted", _("Submitted")
    EXPLAINING = "explaining", _("Awaiting explanation")
    SECOND_REVIEW = "second_review", _("Second review")
    APPROVED = "approved", _("Approved")


def _received(sheet: ScoreSheet, user: Any) -> None:
    """The receipt: when, by whom, and the fingerprint of exactly what was submitted."""
    sheet.submitted_at = timezone.now()
    sheet.handed_in_at = sheet.handed_in_at or sheet.submitted_at
    sheet.submitted_by = user
    sheet.fingerprint = receipts.fingerprint(sheet)
    sheet.save(update_fields=["submitted_at", "handed_in_at", "submitted_by", "fingerprint"])


def _taken_back(sheet: ScoreSheet, user: Any) -> None:
    """What the unit takes back is not handed in, whatever the deadline says when it comes again."""
    sheet.handed_in_at = None
    sheet.save(update_fields=["handed_in_at"])


def _disclose(sheet: ScoreSheet, user: Any) -> None:
    """From now on the unit may read how its review came about."""
    audit.disclose(content_type=ContentType.objects.get_for_model(sheet), object_id=sheet.pk)


def _begun_anew(sheet: ScoreSheet, user: Any) -> None:
    """Answers and decisions were about figures that may change now: they are asked for again.

    The words of an answer stay, as a draft; the history keeps what was taken out.
    """
    sheet.explained_at = None
    sheet.save(update_fields=["explained_at"])
    if changes := sheet.scores.forget_answers():
        audit.record(user, sheet, audit.Action.CHANGE, changes=changes)
    _disclose(sheet, user)


def _explained(sheet: ScoreSheet, user: Any) -> None:
    """When the unit was done with its answers."""
    sheet.explained_at = timezone.now()
    sheet.save(update_fields=["explained_at"])


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    """Sheets by who may see them."""

    def visible_to(self, user: Any) -> ScoreSheetQuerySet:
        """One's own sheet always, every sheet for the secretariat, others in the bloc once submitted."""
        return self.filter(
            Q(unit__in=unit_ids(user))
            | Q(bloc_year__head__in=headed_unit_ids(user))
            | ~Q(state=SheetState.DRAFT),
            bloc_year__in=BlocYear.objects.visible_to(user),
        )


S = SheetState


class ScoreSheet(Stateful):
    """One unit's sheet in one year; its lines are the leaves of the regulation."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="score_sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="score_sheets", verbose_name=_("unit"))
    state = models.CharField(
        _("state"), max_length=15, choices=SheetState, default=SheetState.DRAFT, editable=False
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    # by which lateness is told: a sheet that was sent back and comes again is not late for that
    handed_in_at = models.DateTimeField(_("first submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True, editable=False)
    explained_at = models.DateTimeField(_("explained"), null=True, editable=False)

    objects = ScoreSheetQuerySet.as_manager()
    steps = (
        Step(
            "submit",
            _("Submit"),
            (S.DRAFT, S.RETURNED),
            S.SUBMITTED,
            may=permissions.owns,
            activity=Activity.SELF_SCORING,
            obstacles=lambda sheet: [
                *obstacles.unscored(sheet),
                *obstacles.unproved(sheet),
                *obstacles.too_late(sheet),
            ],
            asks=_("After submitting, the sheet can be changed only if it is withdrawn or sent back."),
            primary=True,
            then=_received,
        ),
        Step(
            "withdraw",
            _("Withdraw to correct"),
            (S.SUBMITTED,),
            S.DRAFT,
            may=permissions.owns,
            activity=Activity.SELF_SCORING,
            obstacles=obstacles.past_correcting,
            needs_reason=True,
            then=_taken_back,
        ),
        Step(
            "send_back",
            _("Send back"),
            (S.SUBMITTED, S.EXPLAINING, S.SECOND_REVIEW),
            S.RETURNED,
            may=permissions.sends_back,
            activity=Activity.REVIEW,
            needs_reason=True,
            then=_begun_anew,
        ),
        Step(
            "ask_explanation",
            _("Ask the unit to explain"),
            (S.SUBMITTED,),
            S.EXPLAINING,
            may=permissions.reviews,
            activity=Activity.REVIEW,
            obstacles=obstacles.nothing_to_explain,
            asks=_("The unit sees the first review and answers on every line that it changed."),
            primary=True,
            then=_disclose,
        ),
        Step(
            "explain",
            _("Send the answers"),
            (S.EXPLAINING,),
            S.SECOND_REVIEW,
            may=permissions.owns,
            activity=Activity.REVIEW,
            obstacles=obstacles.unexplained,
            asks=_("After this the answers can no longer be changed."),
            primary=True,
            then=_explained,
        ),
        Step(
            "close_explanation",
            _("Go on without the missing answers"),
            (S.EXPLAINING,),
            S.SECOND_REVIEW,
            may=permissions.reviews,
            activity=Activity.REVIEW,
            obstacles=obstacles.still_to_be_explained,
            needs_reason=True,
        ),
        Step(
            "approve",
            _("Approve"),
            (S.SUBMITTED, S.SECOND_REVIEW),
            S.APPROVED,
            may=permissions.reviews,
            activity=Activity.REVIEW,
            obstacles=obstacles.undecided,
            primary=True,
            then=_disclose,
        ),
        Step(
            "reopen",
            _("Reopen the review"),
            (S.APPROVED,),
            S.SECOND_REVIEW,
            may=permissions.reviews,
            activity=Activity.REVIEW,
            obstacles=obstacles.published,
            needs_reason=True,
        ),
    )

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ("bloc_year", "unit")
        constraints = (
            models.UniqueConstraint(fields=("bloc_year", "unit"), name="one_sheet_per_unit"),
            models.CheckConstraint(condition=Q(state__in=SheetState.values), name="sheet_state_is_known"),
        )

    def __str__(self) -> str:
        return gettext("Score sheet of %(unit)s, %(year)s") % {"unit": self.unit, "year": self.bloc_year.year}

    def get_absolute_url(self) -> str:
        """The sheet's page."""
        return reverse("sheet", args=(self.pk,))

    @property
    def awaits_unit(self) -> bool:
        """Whether it is the unit's turn to score."""
        return self.state in (S.DRAFT, S.RETURNED)

    @property
    def is_late(self) -> bool:
        """Whether it was handed in after the deadline, or is not handed in although that is past."""
        deadline = deadline_of(self.bloc_year, Duty.SUBMISSION)
        return deadline is not None and deadline.is_missed_by(self.handed_in_at or timezone.now())

    @property
    def explains_late(self) -> bool:
        """Whether the unit explained after the deadline, or still has to although that is past."""
        if self.explained_at is None and self.state != S.EXPLAINING:
            return False
        deadline = deadline_of(self.bloc_year, Duty.EXPLANATION)
        return deadline is not None and deadline.is_missed_by(self.explained_at or timezone.now())

    def scorable_by(self, user: Any) -> bool:
        """Whether `user` may enter self scores now."""
        allowed = self.bloc_year.allows(Activity.SELF_SCORING) and self.awaits_unit
        return allowed and permissions.owns(user, self) and not obstacles.too_late(self)

    def reviewable_by(self, user: Any) -> bool:
        """Whether `user` may enter reviewed scores now."""
        return self._in_review(S.SUBMITTED) and permissions.reviews(user, self)

    def explainable_by(self, user: Any) -> bool:
        """Whether `user` may answer to the review for the unit now."""
        deadline = deadline_of(self.bloc_year, Duty.EXPLANATION)
        in_time = deadline is None or not deadline.refuses
        return self._in_review(S.EXPLAINING) and in_time and permissions.owns(user, self)

    def decidable_by(self, user: Any) -> bool:
        """Whether `user` may enter decided scores now."""
        return self._in_review(S.SECOND_REVIEW) and permissions.reviews(user, self)

    def assignable_by(self, user: Any) -> bool:
        """Whether `user` may say which criteria are not assigned to the unit now."""
        allowed = self.bloc_year.allows(Activity.REVIEW)
        return allowed and self.state != S.APPROVED and permissions.reviews(user, self)

    def _in_review(self, state: str) -> bool:
        return self.bloc_year.allows(Activity.REVIEW) and self.state == state


def open_sheets(bloc_year: BlocYear) -> None:
    """Give every member its sheet with a line for every leaf; what exists already stays."""
    leaves = Criterion.objects.filter(regulation__bloc_year=bloc_year, children=None)
    for unit in bloc_year.members:
        sheet, created = ScoreSheet.objects.get_or_create(bloc_year=bloc_year, unit=unit)
        if created:
            Score.objects.bulk_create(Score(sheet=sheet, criterion=leaf) for leaf in leaves)
