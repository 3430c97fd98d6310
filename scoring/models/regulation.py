"""The regulation of a year: its criteria tree and the rules by which points become a rank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.formats import number
from blocs.models import BlocYear
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from scoring import permissions, results
from scoring.core import rules, tally, tree


class RegulationState(models.TextChoices):
    """Draft until adopted; adopted is frozen."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")


class Rounding(models.TextChoices):
    """How halves are rounded."""

    HALF_UP = tally.Mode.HALF_UP, _("half up (0,125 → 0,13)")
    HALF_EVEN = tally.Mode.HALF_EVEN, _("half to even (0,125 → 0,12)")


class Rule(models.TextChoices):
    """How a leaf earns its points; each is a rule of ``scoring.core.rules``."""

    DIRECT = rules.DIRECT, _("Points from 0 to the maximum")
    PASS_FAIL = rules.PASS_FAIL, _("Pass or fail: the maximum or 0")


class Kind(models.TextChoices):
    """What the points of a top section are."""

    BASE = tree.Kind.BASE, _("Points of the table")
    BONUS = tree.Kind.BONUS, _("Bonus, on top of the table")


def _not_adoptable(regulation: Regulation) -> list[str]:
    if not regulation.tree.roots:
        return [gettext("The regulation has no criteria yet.")]
    lines = [
        gettext("%(code)s %(name)s: maximum %(maximum)s, but the lines below it add up to %(sum)s.")
        % {
            "code": row.code,
            "name": row.name,
            "maximum": number(row.maximum),
            "sum": number(row.children_sum),
        }
        for row in tree.disagreements(regulation.tree)
    ]
    ruleless = [leaf.code for leaf in regulation.tree.leaves() if not leaf.rule]
    if ruleless:
        lines.append(gettext("No rule is chosen for: %(codes)s.") % {"codes": "; ".join(ruleless)})
    return lines


def _adopted(regulation: Regulation, user: Any) -> None:
    regulation.adopted_at = timezone.now()
    regulation.save(update_fields=["adopted_at"])


def _in_use(regulation: Regulation) -> list[str]:
    """Only sheets with nothing in them can be made anew: a text or a tick is somebody's work like a score."""
    filled = regulation.bloc_year.score_sheets.filter(
        Q(scores__self_score__isnull=False)
        | Q(scores__reviewed_score__isnull=False)
        | Q(scores__explanation__gt="")
        | Q(scores__review_reason__gt="")
        | Q(scores__assigned=False)
    )
    names = list(filled.order_by("unit__name").values_list("unit__short_name", flat=True).distinct())
    if not names:
        return []
    words = gettext("Score sheets already hold scores, texts or criteria that are not assigned: %(units)s.")
    return [words % {"units": "; ".join(names)}]


def _reopened(regulation: Regulation, user: Any) -> None:
    """Empty sheets follow the criteria: they are opened again from the next version."""
    regulation.bloc_year.score_sheets.all().delete()
    regulation.version += 1
    regulation.adopted_at = None
    regulation.save(update_fields=["version", "adopted_at"])


class RegulationQuerySet(models.QuerySet["Regulation"]):
    """Regulations by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> RegulationQuerySet:
        """Regulations of the years that `user` may see."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))


class Regulation(Stateful):
    """The rules of scoring for one year."""

    bloc_year = models.OneToOneField(BlocYear, models.PROTECT, related_name="regulation")
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(
        _("number and symbol"), max_length=40, blank=True, help_text=_("E.g. 01/QC-KTĐ.")
    )
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    decimals = models.PositiveSmallIntegerField(
        _("decimals of the total"), default=2, validators=[MinValueValidator(0), MaxValueValidator(4)]
    )
    rounding = models.CharField(_("rounding"), max_length=10, choices=Rounding, default=Rounding.HALF_UP)
    bonus_may_exceed = models.BooleanField(
        _("bonus may lift the total over the maximum of the table"), default=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RegulationState, default=RegulationState.DRAFT, editable=False
    )
    adopted_at = models.DateTimeField(_("adopted"), null=True, editable=False)

    objects = RegulationQuerySet.as_manager()
    steps = (
        Step(
            "adopt",
            _("Adopt the regulation"),
            (RegulationState.DRAFT,),
            RegulationState.ADOPTED,
            may=permissions.drafts,
            activity=Activity.REGULATION,
            obstacles=_not_adoptable,
            asks=_("An adopted regulation is frozen: every unit is scored by exactly these criteria."),
            primary=True,
            then=_adopted,
        ),
        Step(
            "reopen",
            _("Reopen as a new draft"),
            (RegulationState.ADOPTED,),
            RegulationState.DRAFT,
            may=permissions.drafts,
            activity=Activity.REGULATION,
            obstacles=_in_use,
            needs_reason=True,
            then=_reopened,
        ),
    )

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=RegulationState.values), name="regulation_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(rounding__in=Rounding.values), name="regulation_rounding_is_known"
            ),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="regulation_decimals_at_most_4"),
        )

    def __str__(self) -> str:
        return gettext("Regulation of %(bloc_year)s, version %(version)s") % {
            "bloc_year": self.bloc_year,
            "version": self.version,
        }

    @staticmethod
    def default_title(year: int) -> str:
        """The title until someone writes another; Vietnamese like every paper on which it is printed."""
        return f"Quy chế chấm điểm và bình xét thi đua năm {year}"

    def get_absolute_url(self) -> str:
        """The regulation's page."""
        return reverse("regulation", args=(self.bloc_year.bloc.slug, self.bloc_year.year))

    @cached_property
    def tree(self) -> tree.Tree:
        """The criteria as a core tree; one query."""
        return results.tree_of(self)

    def copy_from(self, source: Regulation) -> None:
        """Take over settings, criteria and tie-breaks of another regulation; this one is empty."""
        for name in ("decimals", "rounding", "bonus_may_exceed"):
            setattr(self, name, getattr(source, name))
        self.save()
        criteria = list(source.criteria.all())
        copies = {criterion.pk: criterion.copied_to(self) for criterion in criteria}
        for criterion in criteria:
            copies[criterion.pk].parent = copies[criterion.parent_id] if criterion.parent_id else None
        Criterion.objects.grow(copies.values())
        TieBreak.objects.bulk_create(
            TieBreak(regulation=self, criterion=copies[tie.criterion_id], position=tie.position)
            for tie in source.tie_breaks.all()
        )

    @property
    def is_adopted(self) -> bool:
        """Whether the criteria are frozen."""
        return self.state == RegulationState.ADOPTED

    def editable_by(self, user: Any) -> bool:
        """Whether `user` may change criteria and settings now."""
        return (
            permissions.drafts(user, self)
            and not self.is_adopted
            and self.bloc_year.allows(Activity.REGULATION)
        )


class CriterionQuerySet(models.QuerySet["Criterion"]):
    """Criteria, many at a time."""

    def grow(self, criteria: Iterable[Criterion]) -> None:
        """Store new criteria whose parents are among them; one query for each level."""
        waiting = list(criteria)
        while waiting:
            level = [row for row in waiting if row.parent is None or row.parent.pk]
            Criterion.objects.bulk_create(level)
            waiting = [row for row in waiting if not row.pk]


class Criterion(models.Model):
    """A node of the tree; a leaf has a rule, a parent has none.

    No rule has parameters yet; the column waits for one that has, e.g. points by steps of a percentage.
    """

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="criteria")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(_("order"), default=1)
    code = models.CharField(
        _("code"), max_length=30, help_text=_("As printed: I, 1, a) … Unique among its neighbours; no “/”.")
    )
    name = models.CharField(_("name"), max_length=1000)
    maximum = models.DecimalField(
        _("maximum"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )
    rule = models.CharField(_("rule"), max_length=30, choices=Rule, blank=True)
    parameters = models.JSONField(_("parameters of the rule"), default=dict, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BASE)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("regulation", "parent", "code"), name="code_once_below_a_parent"),
            models.UniqueConstraint(
                fields=("regulation", "code"), condition=Q(parent=None), name="code_once_at_the_top"
            ),
            models.CheckConstraint(condition=Q(maximum__gte=0), name="maximum_is_not_negative"),
            models.CheckConstraint(condition=Q(rule__in=["", *Rule.values]), name="criterion_rule_is_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="criterion_kind_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the regulation."""
        return self.regulation.bloc_year

    def copied_to(self, regulation: Regulation) -> Criterion:
        """The same line for another regulation, unsaved and not yet below another line."""
        names = ("position", "code", "name", "maximum", "rule", "parameters", "kind")
        values = {name: getattr(self, name) for name in names}
        return Criterion(regulation=regulation, **values)


class TieBreak(models.Model):
    """When percents are equal: more points in this section or criterion come first; the order matters."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="tie_breaks")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="+", verbose_name=_("criterion"))
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("tie-break")
        verbose_name_plural = _("tie-breaks")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("regulation", "criterion"), name="tie_break_named_once"),
        )

    def __str__(self) -> str:
        return str(self.criterion)
