"""The score sheet of a unit: self scores, explanations, reviewed scores."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.models import BlocYear, Unit
from blocs.permissions import headed_unit_ids, unit_ids
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from scoring import permissions, results
from scoring.models.regulation import Criterion

NAMED = 8  # lines named in an obstacle before “…”


class SheetState(models.TextChoices):
    """From the unit's draft to the secretariat's approval."""

    DRAFT = "draft", _("Being scored")
    RETURNED = "returned", _("Sent back")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")


def _codes(sheet: ScoreSheet, scores: models.QuerySet[Score]) -> tuple[int, str]:
    """How many lines, and the numbers of the first of them in the order of the table."""
    regulation = sheet.bloc_year.regulation
    keys = results.keys_of(list(regulation.criteria.all()))
    wanted = {keys[pk] for pk in scores.values_list("criterion", flat=True)}
    codes = [results.printed(leaf.key) for leaf in regulation.tree.leaves() if leaf.key in wanted]
    return len(codes), "; ".join(codes[:NAMED]) + ("; …" if len(codes) > NAMED else "")


def _unscored(sheet: ScoreSheet) -> list[str]:
    count, codes = _codes(sheet, sheet.scores.filter(assigned=True, self_score=None))
    if not count:
        return []
    return [gettext("%(count)s criteria are not scored yet (%(codes)s).") % {"count": count, "codes": codes}]


def _unreviewed(sheet: ScoreSheet) -> list[str]:
    assigned, lines = sheet.scores.filter(assigned=True), []
    count, codes = _codes(sheet, assigned.filter(reviewed_score=None))
    if count:
        lines.append(
            gettext("%(count)s criteria are not reviewed yet (%(codes)s).") % {"count": count, "codes": codes}
        )
    reviewed = assigned.filter(reviewed_score__isnull=False, review_reason="")
    count, codes = _codes(sheet, reviewed.exclude(reviewed_score=F("self_score")))
    if count:
        words = gettext(
            "A reason is missing where the reviewed score differs: %(count)s criteria (%(codes)s)."
        )
        lines.append(words % {"count": count, "codes": codes})
    return lines


def _disclose(sheet: ScoreSheet, user: Any) -> None:
    """The decision is taken: from now on the unit may read how its review came about."""
    audit.disclose(content_type=ContentType.objects.get_for_model(sheet), object_id=sheet.pk)


def _published(sheet: ScoreSheet) -> list[str]:
    if not permissions.is_published(sheet.bloc_year):
        return []
    return [gettext("The ranking is published; its scores no longer change.")]


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


class ScoreSheet(Stateful):
    """One unit's sheet in one year; its lines are the leaves of the regulation."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="score_sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="score_sheets", verbose_name=_("unit"))
    state = models.CharField(
        _("state"), max_length=10, choices=SheetState, default=SheetState.DRAFT, editable=False
    )

    objects = ScoreSheetQuerySet.as_manager()
    steps = (
        Step(
            "submit",
            _("Submit"),
            (SheetState.DRAFT, SheetState.RETURNED),
            SheetState.SUBMITTED,
            may=permissions.owns,
            activity=Activity.SELF_SCORING,
            obstacles=_unscored,
            asks=_("After submitting, the sheet can be changed only if the secretariat sends it back."),
            primary=True,
        ),
        Step(
            "send_back",
            _("Send back"),
            (SheetState.SUBMITTED,),
            SheetState.RETURNED,
            may=permissions.reviews,
            activity=Activity.REVIEW,
            needs_reason=True,
            then=_disclose,
        ),
        Step(
            "approve",
            _("Approve"),
            (SheetState.SUBMITTED,),
            SheetState.APPROVED,
            may=permissions.reviews,
            activity=Activity.REVIEW,
            obstacles=_unreviewed,
            primary=True,
            then=_disclose,
        ),
        Step(
            "reopen",
            _("Reopen the review"),
            (SheetState.APPROVED,),
            SheetState.SUBMITTED,
            may=permissions.reviews,
            activity=Activity.REVIEW,
            obstacles=_published,
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
        """Whether it is the unit's turn."""
        return self.state in (SheetState.DRAFT, SheetState.RETURNED)

    def scorable_by(self, user: Any) -> bool:
        """Whether `user` may enter self scores now."""
        allowed = self.bloc_year.allows(Activity.SELF_SCORING)
        return allowed and self.awaits_unit and permissions.owns(user, self)

    def reviewable_by(self, user: Any) -> bool:
        """Whether `user` may enter reviewed scores now."""
        allowed = self.bloc_year.allows(Activity.REVIEW)
        return allowed and self.state == SheetState.SUBMITTED and permissions.reviews(user, self)

    def assignable_by(self, user: Any) -> bool:
        """Whether `user` may say which criteria are not assigned to the unit now."""
        allowed = self.bloc_year.allows(Activity.REVIEW)
        return allowed and self.state != SheetState.APPROVED and permissions.reviews(user, self)


class Score(models.Model):
    """One line of a sheet. Not scored is no value, zero is 0, not assigned is `assigned=False`."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    assigned = models.BooleanField(_("assigned"), default=True)
    self_score = models.DecimalField(_("self score"), max_digits=9, decimal_places=4, null=True, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    reviewed_score = models.DecimalField(
        _("reviewed score"), max_digits=9, decimal_places=4, null=True, blank=True
    )
    review_reason = models.TextField(_("reason of the review"), blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = (
            models.UniqueConstraint(fields=("sheet", "criterion"), name="one_score_per_criterion"),
            models.CheckConstraint(
                condition=Q(self_score=None) | Q(self_score__gte=0), name="self_score_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_score=None) | Q(reviewed_score__gte=0),
                name="reviewed_score_is_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.self_score}"


def open_sheets(bloc_year: BlocYear) -> None:
    """Give every member its sheet with a line for every leaf; what exists already stays."""
    leaves = Criterion.objects.filter(regulation__bloc_year=bloc_year, children=None)
    for unit in bloc_year.members:
        sheet, created = ScoreSheet.objects.get_or_create(bloc_year=bloc_year, unit=unit)
        if created:
            Score.objects.bulk_create(Score(sheet=sheet, criterion=leaf) for leaf in leaves)
