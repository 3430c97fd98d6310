"""The criteria of a regulation: a tree of sections whose leaves earn points by rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from scoring.core import rules, tree

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from scoring.models.regulation import Regulation


class Rule(models.TextChoices):
    """How a leaf earns its points; each is a rule of ``scoring.core.rules``."""

    DIRECT = rules.DIRECT, _("Points from 0 to the maximum")
    PASS_FAIL = rules.PASS_FAIL, _("Pass or fail: the maximum or 0")
    PROPORTIONAL = rules.PROPORTIONAL, _("In proportion to the target")
    BANDS = rules.BANDS, _("By bands")
    COUNT = rules.COUNT, _("Points per item")
    QUANTITATIVE = rules.QUANTITATIVE, _("Against the target and the bloc's leader")
    RANK = rules.RANK, _("By rank in the bloc")


class Kind(models.TextChoices):
    """What the points of a top section are."""

    BASE = tree.Kind.BASE, _("Points of the table")
    BONUS = tree.Kind.BONUS, _("Bonus, on top of the table")
    DEDUCTION = tree.Kind.DEDUCTION, _("Deduction, taken off the total")


COPIED = (
    "position",
    "code",
    "name",
    "maximum",
    "rule",
    "parameters",
    "kind",
    "measure",
    "needs_evidence",
    "is_off",
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
    """A node of the tree; a leaf has a rule with its parameters, a parent has none.

    `parameters` are stored as ``scoring.core.parameters`` says.
    """

    regulation = models.ForeignKey("scoring.Regulation", models.CASCADE, related_name="criteria")
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
    measure = models.CharField(
        _("unit of measure"),
        max_length=40,
        blank=True,
        help_text=_("Of target and result, e.g. %, files, million dong."),
    )
    needs_evidence = models.BooleanField(_("needs evidence"), default=False)
    is_off = models.BooleanField(
        _("switched off this year"),
        default=False,
        help_text=_("With everything below it; it leaves the maximum of every unit."),
    )

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
        values = {name: getattr(self, name) for name in COPIED}
        return Criterion(regulation=regulation, **values)
