"""Rounds of opinions on the draft regulation: one text, put to the units until a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.formats import number, short_date
from blocs.models import BlocYear, Unit
from blocs.stages import Activity
from blocs.workflow import Stateful, Step
from scoring import permissions, results
from scoring.models.articles import Article
from scoring.models.criteria import Criterion
from scoring.models.regulation import Regulation
from scoring.models.snapshots import articles_in, criteria_in

if TYPE_CHECKING:
    from scoring.models.replies import Opinion


class ConsultationState(models.TextChoices):
    """Open for opinions, then closed."""

    OPEN = "open", _("Open for opinions")
    CLOSED = "closed", _("Closed")


def _unanswered(consultation: Consultation) -> list[str]:
    count = consultation.unanswered.count()
    words = gettext("%(count)s opinions are not answered yet; answer each of them first.")
    return [words % {"count": count}] if count else []


def _not_closable(consultation: Consultation) -> list[str]:
    silent = consultation.silent_units
    words = gettext("These units have not replied: %(units)s.")
    names = "; ".join(unit.short_name for unit in silent)
    return _unanswered(consultation) + ([words % {"units": names}] if silent else [])


def _not_closable_silently(consultation: Consultation) -> list[str]:
    lines = _unanswered(consultation)
    if not consultation.is_past:
        words = gettext("The units may reply until the end of %(day)s; wait, or set an earlier day first.")
        lines.append(words % {"day": short_date(consultation.closes_on)})
    return lines


def _silence_recorded(consultation: Consultation, user: Any) -> None:
    """Whoever has not given a reply has no opinion; what they had begun to write stays their own."""
    for unit in consultation.silent_units:
        consultation.replies.update_or_create(unit=unit, defaults={"state": "silent"})


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Consultations by who may see them: everyone in the bloc."""

    def visible_to(self, user: Any) -> ConsultationQuerySet:
        """Consultations of the years that `user` may see."""
        return self.filter(regulation__bloc_year__in=BlocYear.objects.visible_to(user))


class Consultation(Stateful):
    """A round of opinions on one text: `text` is the draft as it was put to the units."""

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="consultations")
    opened_on = models.DateField(_("opened"))
    closes_on = models.DateField(
        _("opinions until"), help_text=_("The end of this day is the last moment for a reply.")
    )
    text = models.JSONField(_("draft as put to the units"), default=dict)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ConsultationState,
        default=ConsultationState.OPEN,
        editable=False,
    )

    objects = ConsultationQuerySet.as_manager()
    steps = (
        Step(
            "close",
            _("Close the round of opinions"),
            (ConsultationState.OPEN,),
            ConsultationState.CLOSED,
            may=permissions.drafts,
            activity=Activity.REGULATION,
            obstacles=_not_closable,
            asks=_("Afterwards replies and answers no longer change. You can open another round."),
            primary=True,
        ),
        Step(
            "close_with_silence",
            _("Close, recording the silent units"),
            (ConsultationState.OPEN,),
            ConsultationState.CLOSED,
            may=permissions.drafts,
            activity=Activity.REGULATION,
            obstacles=_not_closable_silently,
            asks=_("Units that have not replied are recorded by name as having no opinion, and printed so."),
            then=_silence_recorded,
        ),
    )

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
        return gettext("Opinions on the draft regulation of %(year)s (%(day)s)") % {
            "year": self.bloc_year,
            "day": short_date(self.opened_on),
        }

    def get_absolute_url(self) -> str:
        """The page of the round."""
        return reverse("consultation", args=(self.pk,))

    @property
    def bloc_year(self) -> BlocYear:
        """The year of the regulation."""
        return self.regulation.bloc_year

    @property
    def is_open(self) -> bool:
        """Whether replies and answers may still change."""
        return self.state == ConsultationState.OPEN

    @property
    def is_past(self) -> bool:
        """Whether the last day is over, in Vietnam time."""
        return timezone.localdate() > self.closes_on

    @property
    def takes_replies(self) -> bool:
        """Whether a unit may write and give its reply now."""
        return self.is_open and not self.is_past and self.bloc_year.allows(Activity.REGULATION)

    def answerable_by(self, user: Any) -> bool:
        """Whether `user` may answer opinions and set the last day now."""
        stage_allows = self.bloc_year.allows(Activity.REGULATION)
        return permissions.drafts(user, self.regulation) and self.is_open and stage_allows

    def steps_for(self, user: Any) -> list[Step]:
        """One way to close: with the silent units by name, or without any."""
        steps = super().steps_for(user)
        unwanted = "close" if steps and self.silent_units else "close_with_silence"
        return [step for step in steps if step.name != unwanted]

    @property
    def opinions(self) -> models.QuerySet[Opinion]:
        """What the units have said, in the order of the text; what is not given yet is their own."""
        said = apps.get_model("scoring", "Opinion")._default_manager
        return said.filter(reply__consultation=self, reply__state="given").select_related("reply__unit")

    @property
    def unanswered(self) -> models.QuerySet[Opinion]:
        """The opinions to which the head has not said anything."""
        return self.opinions.filter(verdict="open")

    @property
    def silent_units(self) -> list[Unit]:
        """The members that have not given a reply."""
        given = set(self.replies.filter(state="given").values_list("unit", flat=True))
        return [unit for unit in self.bloc_year.members if unit.pk not in given]

    @cached_property
    def articles(self) -> list[Article]:
        """The articles as they were put to the units."""
        return articles_in(self.text)

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """The criteria as they were put to the units, by key, in no order."""
        rows = criteria_in(self.text)
        keys = results.keys_of(rows)
        return {keys[row.pk]: row for row in rows}

    def place(self, article: int | None, criterion: str) -> Place | None:
        """What an opinion is about; None where the text has no such article or criterion."""
        if article is not None:
            found = self.articles[article - 1] if 0 < article <= len(self.articles) else None
            words = gettext("Article %(number)s. %(title)s")
            return Place(words % {"number": article, "title": found.title}, found.body) if found else None
        if criterion:
            line = self.criteria.get(criterion)
            return Place(f"{results.printed(criterion)}. {line.name}", "", line) if line else None
        return Place(gettext("The draft as a whole"))


@dataclass(frozen=True, slots=True)
class Place:
    """What an opinion is about: its name, the text of an article, the line of a criterion."""

    name: str
    text: str = ""
    criterion: Criterion | None = None

    @property
    def lines(self) -> list[str]:
        """The text line by line."""
        return self.text.splitlines()

    @property
    def maximum(self) -> str:
        """The maximum of the criterion."""
        return number(self.criterion.maximum) if self.criterion else ""
