"""The settings of a regulation as one form: its name, rounding, tie-breaks, classes, exclusions, quotas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.formats import number
from blocs.forms import SealedForm, bare_helper
from blocs.number_field import NumberField
from scoring.forms.rows import Row, RowsField
from scoring.general_rules import tie_words
from scoring.models import ExclusionReason, Grade, Quota, Regulation, TieBreak
from scoring.models.regulation import SETTINGS
from scoring.models.terms import Breaker

MOST_UNITS = 1000  # no bloc has as many

TERMS = {  # field → what the history calls it
    "tie_breaks": gettext_noop("tie-breaks"),
    "grades": gettext_noop("classes"),
    "exclusion_reasons": gettext_noop("reasons for exclusion"),
    "quotas": gettext_noop("quotas of awards"),
}


def tie_choices(criteria: Sequence[tuple[int, str]]) -> list[Any]:
    """What can decide between equal percents; each criterion stands for more points there."""
    kinds = [(by.value, by.label) for by in Breaker if by != Breaker.POINTS]
    lines = [(str(pk), name) for pk, name in criteria]
    return [("", "–"), (_("In general"), kinds), (_("More points in"), lines)]


class RegulationForm(SealedForm):
    """Everything a regulation says besides its criteria; saved and sealed as a whole."""

    tie_breaks = RowsField(
        {"by": forms.ChoiceField(label=_("What is compared"))},
        label=_("When percents are equal"),
        help_text=_("From the first to the last; units that are equal in all of them share the place."),
        required=False,
    )
    grades = RowsField(
        {
            "label": forms.CharField(label=_("Class"), max_length=60),
            "threshold": NumberField(label=_("From"), decimals=4),
        },
        label=_("Classes"),
        help_text=_("A unit gets the class of the highest threshold that it reaches."),
        required=False,
    )
    exclusion_reasons = RowsField(
        {"text": forms.CharField(label=_("Reason"), max_length=300)},
        label=_("Reasons for which a unit is not considered"),
        help_text=_("E.g. it did not register; a member was disciplined. Such a unit gets no rank."),
        required=False,
    )
    quotas = RowsField(
        {
            "award": forms.CharField(label=_("Award"), max_length=200),
            "units": NumberField(label=_("Units"), decimals=0, required=False),
            "percent": NumberField(label=_("or percent of the units"), decimals=0, required=False),
        },
        label=_("How many units the bloc may propose for awards"),
        help_text=_("Give a number of units, or a percent of the units of the bloc."),
        required=False,
    )

    class Meta:
        model = Regulation
        fields = SETTINGS

    def __init__(self, *args: Any, instance: Regulation, **kwargs: Any) -> None:
        terms = terms_of(instance)
        super().__init__(*args, instance=instance, initial=terms, use_required_attribute=False, **kwargs)
        self.helper = bare_helper()
        self.fields["issued_on"].widget.attrs["placeholder"] = "dd/mm/yyyy"
        self.lines = {str(line.pk): str(line) for line in instance.criteria.all()}
        self.before = {name: self._words(name, rows) for name, rows in terms.items()}

    def offer(self, criteria: Sequence[tuple[int, str]]) -> None:
        """The lines that a tie-break can name, in the order of the table."""
        self.fields["tie_breaks"].columns["by"].choices = tie_choices(criteria)

    def clean_tie_breaks(self) -> list[Row]:
        """Nothing is compared twice."""
        return self._once("tie_breaks", "by")

    def clean_exclusion_reasons(self) -> list[Row]:
        """No reason twice."""
        return self._once("exclusion_reasons", "text")

    def clean_grades(self) -> list[Row]:
        """No class and no threshold twice; the highest first."""
        rows = self._once("grades", "label")
        self._refuse_twice(rows, "grades", "threshold", 1)
        return sorted(rows, key=lambda row: row[1], reverse=True)

    def clean_quotas(self) -> list[Row]:
        """A number or a percent, not both."""
        rows = self._once("quotas", "award")
        for place, (_award, units, percent) in enumerate(rows, start=1):
            if (units is None) == (percent is None):
                self._refuse("quotas", place, "units", gettext("give either a number or a percent"))
            elif percent is not None and percent > 100:
                self._refuse("quotas", place, "percent", gettext("at most 100 percent"))
            elif units is not None and units > MOST_UNITS:
                self._refuse("quotas", place, "units", gettext("more units than any bloc has"))
        return rows

    def _once(self, name: str, column: str) -> list[Row]:
        rows: list[Row] = self.cleaned_data[name]
        self._refuse_twice(rows, name, column, 0)
        return rows

    def _refuse_twice(self, rows: list[Row], name: str, column: str, index: int) -> None:
        seen: set[Any] = set()
        for place, row in enumerate(rows, start=1):
            if row[index] in seen:
                self._refuse(name, place, column, gettext("it stands there twice"))
            seen.add(row[index])

    def _refuse(self, name: str, place: int, column: str, problem: str) -> None:
        field = self.fields[name]
        field.mark(place, column, problem)
        words = gettext("row %(number)s, %(column)s: %(problem)s")
        label = field.columns[column].label
        self.add_error(name, words % {"number": place, "column": label, "problem": problem})

    def save_for(self, user: Any) -> Regulation:
        """Save what changed, each list as a whole, with one entry of the history."""
        changed = [name for name in TERMS if name in self.changed_data]
        changes = audit.form_changes(self, SETTINGS)
        regulation: Regulation = self.save(commit=False)
        regulation.save(update_fields=[name for name in self.changed_data if name in SETTINGS])
        for name in changed:
            now = self._words(name, self.cleaned_data[name])
            if now != self.before[name]:
                store_terms(regulation, name, self.cleaned_data[name])
                changes.append(audit.change(TERMS[name], self.before[name], now))
        if changes:
            audit.record(user, regulation, audit.Action.CHANGE, changes=changes)
        return regulation

    def _words(self, name: str, rows: Iterable[Row]) -> str:
        """A list as the history keeps it."""
        with audit.in_record_language():
            return "; ".join(self._line(name, row) for row in rows)

    def _line(self, name: str, row: Row) -> str:
        if name == "tie_breaks":
            by = row[0] if row[0] in Breaker.values else Breaker.POINTS.value
            return tie_words(by, self.lines.get(row[0], ""))
        if name == "quotas":
            award, units, percent = row
            return f"{award}: {number(units) if percent is None else f'{number(percent)} %'}"
        return " ".join(number(value) if isinstance(value, Decimal) else str(value) for value in row)


def terms_of(regulation: Regulation) -> dict[str, list[Row]]:
    """The lists of a regulation as rows of the form."""
    ties = regulation.tie_breaks.all()
    return {
        "tie_breaks": [(str(tie.criterion_id) if tie.criterion_id else tie.by,) for tie in ties],
        "grades": [(grade.label, grade.threshold) for grade in regulation.grades.all()],
        "exclusion_reasons": [(reason.text,) for reason in regulation.exclusion_reasons.all()],
        "quotas": [
            (quota.award, _decimal(quota.units), _decimal(quota.percent)) for quota in regulation.quotas.all()
        ],
    }


def _decimal(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)


def store_terms(regulation: Regulation, name: str, rows: Iterable[Row]) -> None:
    """One list of a regulation in place of what it was."""
    makers: dict[str, Callable[[int, Row], Any]] = {
        "tie_breaks": lambda place, row: _tie_break(regulation, place, row[0]),
        "grades": lambda place, row: Grade(regulation=regulation, label=row[0], threshold=row[1]),
        "exclusion_reasons": lambda place, row: ExclusionReason(
            regulation=regulation, text=row[0], position=place
        ),
        "quotas": lambda place, row: Quota(
            regulation=regulation, award=row[0], units=row[1], percent=row[2], position=place
        ),
    }
    stored = getattr(regulation, name)
    stored.all().delete()
    stored.model.objects.bulk_create(makers[name](place, row) for place, row in enumerate(rows, start=1))


def _tie_break(regulation: Regulation, place: int, what: str) -> TieBreak:
    if what in Breaker.values:
        return TieBreak(regulation=regulation, by=what, position=place)
    return TieBreak(regulation=regulation, by=Breaker.POINTS, criterion_id=int(what), position=place)
