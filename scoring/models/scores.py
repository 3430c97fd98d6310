"""The lines of a sheet: what a unit, its reviewers and the conference say about one criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blocs import audit
from scoring import figures
from scoring.models.criteria import Criterion

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _points(label: StrOrPromise) -> models.DecimalField:
    return models.DecimalField(label, max_digits=9, decimal_places=4, null=True, blank=True)


def _measure(label: StrOrPromise) -> models.DecimalField:
    return models.DecimalField(label, max_digits=17, decimal_places=4, null=True, blank=True)


REPLIES = ("agrees", "final_actual", "final_score", "final_reason")  # to a review, and about it


LONGEST_TEXT = 10_000  # signs of an explanation, a reason or an answer


class ScoreQuerySet(models.QuerySet["Score"]):
    """Lines by what has become of them."""

    def counting_proofs(self) -> ScoreQuerySet:
        """Lines that know how many documents prove them: for thousands, cheaper than fetching the links."""
        return self.annotate(proofs=models.Count("evidence_links"))

    def scored(self) -> ScoreQuerySet:
        """Lines on which the unit has given points or, on a measured one, its result."""
        return self.filter(Q(self_score__isnull=False) | Q(actual__isnull=False))

    def reviewed(self) -> ScoreQuerySet:
        """Lines on which the review has given points or a result."""
        return self.filter(Q(reviewed_score__isnull=False) | Q(reviewed_actual__isnull=False))

    def differing(self) -> ScoreQuerySet:
        """Assigned lines on which the review is not what the unit gave; the unit has a say on them.

        No points where the unit claims none are no difference: a deduction that was looked at.
        """
        return self.filter(
            Q(reviewed_score__isnull=False) & (Q(self_score=None) | ~Q(reviewed_score=F("self_score")))
            | Q(reviewed_actual__isnull=False) & (Q(actual=None) | ~Q(reviewed_actual=F("actual"))),
            assigned=True,
        ).exclude(self_score=None, actual=None, reviewed_score=0, reviewed_actual=None)

    def unanswered(self) -> ScoreQuerySet:
        """Differing lines on which the unit has neither agreed nor explained."""
        return self.differing().filter(agrees=None)

    def disputed(self) -> ScoreQuerySet:
        """Differing lines on which the unit does not agree."""
        return self.differing().filter(agrees=False)

    def undecided(self) -> ScoreQuerySet:
        """Disputed lines without a decision."""
        return self.disputed().filter(final_score=None, final_actual=None)

    def forget_answers(self) -> list[audit.Change]:
        """Take out agreement and decisions, and tell what stood there; the words of an answer stay."""
        changes = []
        spoken = self.filter(
            ~Q(agrees=None) | ~Q(final_score=None) | ~Q(final_actual=None) | ~Q(final_reason="")
        )
        for score in spoken.select_related("criterion"):
            for field in REPLIES:
                empty = "" if field == "final_reason" else None
                if getattr(score, field) != empty:
                    changes.append(change_of(score, field, empty))
                    setattr(score, field, empty)
            score.save(update_fields=REPLIES)
        return changes


class Score(models.Model):
    """One line of a sheet. Not scored is no value, zero is 0, not assigned is `assigned=False`.

    On a measured line the result (`actual`, in the criterion's own unit of measure) is entered and points are
    computed; points entered there stand in place of the computed ones. The review and the decision each have
    their own result, points and text (``scoring.rounds``); `answer` and `agrees` are the unit's reply to the
    review.
    """

    sheet = models.ForeignKey("scoring.ScoreSheet", models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    assigned = models.BooleanField(_("assigned"), default=True)
    target = _measure(_("target"))
    actual = _measure(_("result"))
    self_score = _points(_("self score"))
    explanation = models.TextField(_("explanation"), blank=True)
    reviewed_actual = _measure(_("reviewed result"))
    reviewed_score = _points(_("reviewed score"))
    review_reason = models.TextField(_("reason of the review"), blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("reviewed by")
    )
    agrees = models.BooleanField(_("unit agrees"), null=True)
    answer = models.TextField(_("unit's answer"), blank=True)
    final_actual = _measure(_("decided result"))
    final_score = _points(_("decided score"))
    final_reason = models.TextField(_("reason of the decision"), blank=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "criterion"), name="one_score_per_criterion"),
            *(
                models.CheckConstraint(
                    condition=Q(**{field: None}) | Q(**{f"{field}__gte": 0}), name=f"{field}_is_not_negative"
                )
                for field in ("target", "self_score", "reviewed_score", "final_score")
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.self_score}"

    @property
    def is_scored(self) -> bool:
        """Whether the unit has given points or a result; as `ScoreQuerySet.scored`."""
        return self.self_score is not None or self.actual is not None

    @property
    def is_reviewed(self) -> bool:
        """Whether the review has given points or a result."""
        return self.reviewed_score is not None or self.reviewed_actual is not None

    @property
    def differs(self) -> bool:
        """Whether the review is not what the unit gave; as `ScoreQuerySet.differing`."""
        return figures.differs(self)

    @property
    def is_disputed(self) -> bool:
        """Whether the unit does not agree with a line that the review changed."""
        return self.differs and self.agrees is False

    @property
    def is_decided(self) -> bool:
        """Whether the second review or the conference has given points or a result."""
        return self.final_score is not None or self.final_actual is not None

    @property
    def has_evidence(self) -> bool:
        """Whether a document is linked; no query where links were fetched or counted with the line."""
        counted = vars(self).get("proofs")
        return len(self.evidence_links.all()) > 0 if counted is None else counted > 0

    @property
    def lacks_proof(self) -> bool:
        """Whether evidence is needed and there is neither a document nor a written explanation.

        Where the unit claims nothing, it has nothing to prove.
        """
        claimed = self.actual if self.self_score is None else self.self_score
        proved = self.explanation.strip() or self.has_evidence
        return self.criterion.needs_evidence and claimed != 0 and not proved


LABELS = {
    "target": gettext_noop("target"),
    "actual": gettext_noop("result"),
    "self_score": gettext_noop("self score"),
    "explanation": gettext_noop("explanation"),
    "reviewed_actual": gettext_noop("reviewed result"),
    "reviewed_score": gettext_noop("reviewed score"),
    "review_reason": gettext_noop("reason of the review"),
    "agrees": gettext_noop("unit agrees"),
    "answer": gettext_noop("unit's answer"),
    "final_actual": gettext_noop("decided result"),
    "final_score": gettext_noop("decided score"),
    "final_reason": gettext_noop("reason of the decision"),
    "assigned": gettext_noop("assigned"),
}


def change_of(score: Score, field: str, value: Any) -> audit.Change:
    """The history's line for a cell that is about to change."""
    before, after = audit.shown(getattr(score, field)), audit.shown(value)
    return audit.change(LABELS[field], before, after, of=str(score.criterion), row=score.pk)
