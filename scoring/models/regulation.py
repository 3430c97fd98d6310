"""The regulation of a year: how it is adopted, and the settings by which points become a rank."""

from __future__ import annotations

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
from scoring.core import grades, rounding, rules, tree
from scoring.core.parameters import ParameterError
from scoring.models.articles import Article
from scoring.models.criteria import Criterion
from scoring.wording import parameter_sentence


class RegulationState(models.TextChoices):
    """Draft until adopted; adopted is frozen."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")


class Rounding(models.TextChoices):
    """How halves are rounded."""

    HALF_UP = rounding.Mode.HALF_UP, _("half up (0,125 → 0,13)")
    HALF_EVEN = rounding.Mode.HALF_EVEN, _("half to even (0,125 → 0,12)")


class RoundingPlace(models.TextChoices):
    """Where numbers are rounded."""

    LEAF = rounding.Place.LEAF, _("every criterion")
    SECTION = rounding.Place.SECTION, _("every top section")
    TOTAL = rounding.Place.TOTAL, _("the total alone")


class GradeBasis(models.TextChoices):
    """What the thresholds of the classes are compared with."""

    PERCENT = grades.Basis.PERCENT, _("the percent of assigned points")
    TOTAL = grades.Basis.TOTAL, _("the total with bonus and deductions")


# The settings that last year's regulation hands on; number and date are each year's own.
COPIED = ("decimals", "rounding", "rounding_place", "bonus_may_exceed", "grade_basis")
SETTINGS = ("title", "number", "issued_on", *COPIED)


def _not_adoptable(regulation: Regulation) -> list[str]:
    if not regulation.tree.roots:
        return [gettext("The regulation has no criteria yet.")]
    lines = [
        gettext("Opinions on the draft are still open; close that round first.")
    ] * regulation.is_put_about
    lines += [
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
    lines += _misplaced_tie_breaks(regulation)
    return lines + [sentence for leaf in regulation.tree.leaves() for sentence in _untold(leaf)]


def _misplaced_tie_breaks(regulation: Regulation) -> list[str]:
    """Tie-breaks that would put the unit with more points deducted first."""
    keys, criteria = results.keys_in(regulation), regulation.tree
    named = [keys[tie.criterion_id] for tie in regulation.tie_breaks.all() if tie.criterion_id]
    wrong = [key for key in named if criteria.root_of(key).kind == tree.Kind.DEDUCTION]
    words = gettext("A tie-break compares points of the deduction %(code)s; choose “%(kind)s” instead.")
    kind = gettext("Fewer points deducted")
    return [words % {"code": results.printed(key), "kind": kind} for key in wrong]


def _untold(leaf: tree.Node) -> list[str]:
    """What the rule of a leaf still has to be told."""
    try:
        rules.values(leaf.rule or rules.DIRECT, leaf.parameters, leaf.maximum)
    except ParameterError as error:
        words = gettext("%(code)s %(name)s: %(problem)s")
        return [words % {"code": leaf.code, "name": leaf.name, "problem": parameter_sentence(error)}]
    return []


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
        | Q(scores__actual__isnull=False)
        | Q(scores__target__isnull=False)
        | Q(scores__evidence_links__isnull=False)
        | Q(scores__assigned=False)
    )
    names = list(filled.order_by("unit__name").values_list("unit__short_name", flat=True).distinct())
    if not names:
        return []
    words = gettext("Score sheets already hold scores, texts or criteria that are not assigned: %(units)s.")
    return [words % {"units": "; ".join(names)}]


def _reopened(regulation: Regulation, user: Any) -> None:
    """Empty sheets follow the criteria; a number that was issued is that of the paper in force."""
    regulation.bloc_year.score_sheets.all().delete()
    regulation.version += 1
    regulation.adopted_at = None
    issued = regulation.bloc_year.papers.filter(kind="regulation")
    if regulation.number in {paper.number for paper in issued}:
        regulation.number, regulation.issued_on = "", None
    regulation.save(update_fields=["version", "adopted_at", "number", "issued_on"])


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
    grounds = models.TextField(
        _("legal grounds"),
        blank=True,
        help_text=_(
            "What the regulation rests on, one to a line, as on paper: Căn cứ Luật Thi đua, khen thưởng …"
        ),
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    decimals = models.PositiveSmallIntegerField(
        _("decimals of the total"), default=2, validators=[MinValueValidator(0), MaxValueValidator(4)]
    )
    rounding = models.CharField(_("rounding"), max_length=10, choices=Rounding, default=Rounding.HALF_UP)
    rounding_place = models.CharField(
        _("where numbers are rounded"), max_length=10, choices=RoundingPlace, default=RoundingPlace.TOTAL
    )
    grade_basis = models.CharField(
        _("classes go by"), max_length=10, choices=GradeBasis, default=GradeBasis.PERCENT
    )
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
            asks=_("A regulation that was issued stays in force as it is until the next issue replaces it."),
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
            models.CheckConstraint(
                condition=Q(rounding_place__in=RoundingPlace.values), name="regulation_rounds_somewhere_known"
            ),
            models.CheckConstraint(
                condition=Q(grade_basis__in=GradeBasis.values), name="regulation_grade_basis_is_known"
            ),
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

    @property
    def reference(self) -> str:
        """How papers name the rules: Vietnamese like the title, whoever prints, because it is hashed."""
        symbol = f" số {self.number}" if self.number else ""
        return f"{self.title}{symbol}, phiên bản {self.version}"

    def get_absolute_url(self) -> str:
        """The regulation's page."""
        return reverse("regulation", args=self.bloc_year.address)

    @property
    def text_url(self) -> str:
        """The page of the regulation's articles."""
        return reverse("articles", args=self.bloc_year.address)

    @cached_property
    def tree(self) -> tree.Tree:
        """The criteria as a core tree; one query."""
        return results.tree_of(self)

    def copy_from(self, source: Regulation) -> None:
        """Take over settings, criteria and everything that is decided by them; this one is empty."""
        for name in (*COPIED, "grounds"):
            setattr(self, name, getattr(source, name))
        self.save()
        Article.objects.bulk_create(article.copied_to(self) for article in source.articles.all())
        criteria = list(source.criteria.all())
        copies = {criterion.pk: criterion.copied_to(self) for criterion in criteria}
        for criterion in criteria:
            copies[criterion.pk].parent = copies[criterion.parent_id] if criterion.parent_id else None
        Criterion.objects.grow(copies.values())
        for tie in source.tie_breaks.all():
            tie.copied_to(self, copies[tie.criterion_id] if tie.criterion_id else None).save()
        for rows in (source.grades, source.exclusion_reasons, source.quotas):
            for row in rows.all():
                row.copied_to(self).save()

    @property
    def is_put_about(self) -> bool:
        """Whether the units are being asked about the draft."""
        return self.consultations.filter(state="open").exists()

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
