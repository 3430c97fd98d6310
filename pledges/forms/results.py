"""The results of a unit's targets as one table of forms, and the texts of a review's report."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.forms import bare_helper
from blocs.seals import seal
from blocs.text import TextCleaningMixin
from pledges.followup import TargetLine, UnitResults
from pledges.models import FollowUp, Period, ReviewReport, TargetResult
from pledges.progress import Unreadable, pair

SAID = (("", _("from the figures")), ("True", _("met")), ("False", _("not met")))
WHAT = {  # the history's words, by review
    Period.MIDYEAR: gettext_noop("result at mid-year"),
    Period.YEAREND: gettext_noop("result at the end of the year"),
}


class TargetResultForm(TextCleaningMixin, forms.ModelForm):
    """The result of one target; emptied, it goes."""

    is_met = forms.TypedChoiceField(
        label=_("Met?"),
        choices=SAID,
        required=False,
        coerce=lambda value: value == "True",
        empty_value=None,
    )

    class Meta:
        model = TargetResult
        fields = ("value", "is_met", "note")

    def __init__(self, data: Any, *, line: TargetLine, period: Period) -> None:
        result = line.result or TargetResult(target=line.target, period=period)
        super().__init__(data, instance=result, prefix=f"target-{line.target.pk}")
        self.use_required_attribute = False
        self.line, self.was = line, (result.value, result.is_met, result.note)
        self.fields["value"].required = False
        shown = {"value": "form-control", "is_met": "form-select", "note": "form-control"}
        for name, css in shown.items():
            self.fields[name].widget.attrs["class"] = f"{css} {css}-sm"
        self.fields["value"].widget.attrs |= {"autocomplete": "off"}

    @property
    def seal(self) -> str:
        """What the page shows of this row."""
        return seal(*self.was)

    @property
    def is_touched(self) -> bool:
        """Whether the person changed the row: what was not touched keeps what others wrote meanwhile."""
        if not self.is_bound or self.add_prefix("value") not in self.data:
            return False
        sent = [self.data.get(self.add_prefix(name), "") for name in self._meta.fields]
        return seal(*sent) != self.data.get(self.add_prefix("seal"))

    def clean(self) -> dict[str, Any]:
        """Nothing of someone else's is overwritten unseen; a note or a word needs a result."""
        super().clean()
        value, said = self.cleaned_data.get("value", ""), self.cleaned_data.get("is_met")
        if self.data.get(self.add_prefix("seal")) != self.seal and seal(*self._sent()) != self.seal:
            raise ValidationError(self._conflict())
        if not value and (said is not None or self.cleaned_data.get("note")):
            self.add_error("value", gettext("Enter the result too."))
        if value and said is not None and self._is_compared(value):
            self.cleaned_data["is_met"] = None
        return self.cleaned_data

    def add_error(self, field: str | None, error: Any) -> None:
        """Mark the cell too."""
        super().add_error(field, error)
        if field in self.fields:
            self.fields[field].widget.attrs["class"] += " is-invalid"

    def _sent(self) -> tuple[Any, ...]:
        return tuple(self.cleaned_data.get(name) for name in self._meta.fields)

    def _is_compared(self, value: str) -> bool:
        """Whether the figures say themselves if the target is met."""
        try:
            pair(self.line.target.plan, value, self.line.target.measure)
        except Unreadable:
            return False
        return True

    def _conflict(self) -> str:
        words = gettext("Someone changed this row meanwhile; it reads: “%(now)s”. Save again to replace it.")
        return words % {"now": self.was[0] or gettext("empty")}

    def store(self, user: Any) -> list[audit.Change]:
        """Write the row as it was sent, and tell what changed."""
        before, after = self._texts(self.was), self._texts(self._sent())
        if before == after:
            return []
        if not self.cleaned_data["value"]:
            self.instance.delete()
        else:
            self.instance.entered_by = user
            self.save()
        target, what = self.line.target, WHAT[Period(self.instance.period)]
        return [audit.change(what, before, after, of=target.content)]

    @staticmethod
    def _texts(values: tuple[Any, ...]) -> str:
        value, said, note = values
        with audit.in_record_language():
            word = {True: gettext("met"), False: gettext("not met")}.get(said, "")
        return " · ".join(filter(None, (value, word, note)))


class Problem(NamedTuple):
    """What is wrong with a row, and where."""

    words: str
    field_id: str


class ResultRows:
    """All targets of a unit with the results of one review; names carry a target's key."""

    def __init__(self, unit: UnitResults, period: Period, data: Any = None) -> None:
        self.unit, self.period = unit, period
        self.forms = [self._row(line, data) for line in unit.lines]

    def _row(self, line: TargetLine, data: Any) -> TargetResultForm:
        bound = TargetResultForm(data, line=line, period=self.period)
        return bound if bound.is_touched else TargetResultForm(None, line=line, period=self.period)

    def is_valid(self) -> bool:
        """Whether every row can be stored as sent."""
        return all([form.is_valid() for form in self.forms if form.is_bound])

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, row by row, for the top of the page."""
        return [
            Problem(self._words(form, error), form[name if name in form.fields else "value"].id_for_label)
            for form in self.forms
            for name, errors in form.errors.items()
            for error in errors
        ]

    def _words(self, form: TargetResultForm, error: object) -> str:
        words = gettext("Target %(number)s, %(content)s: %(problem)s")
        return words % {"number": form.line.number, "content": form.line.target.content, "problem": error}

    def save(self, user: Any) -> int:
        """Store what changed and write one entry of the registration's history; how many rows changed."""
        changes = [change for form in self.forms if form.is_bound for change in form.store(user)]
        if changes:
            audit.record(user, self.unit.registration, audit.Action.CHANGE, changes=changes)
        return len(changes)


class FollowUpForm(forms.ModelForm):
    """From when on a target counts as late."""

    class Meta:
        model = FollowUp
        fields = ("margin",)
        widgets = {"margin": forms.TextInput(attrs={"inputmode": "numeric", "class": "num", "maxlength": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class ReviewReportForm(TextCleaningMixin, forms.ModelForm):
    """The texts of a report; each paragraph is a line. The page sends `seal` back."""

    class Meta:
        model = ReviewReport
        fields = ("situation", "assessment", "shortcomings", "tasks", "proposals")
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 5, "data-grows": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.seal = seal(*(getattr(self.instance, name) for name in self._meta.fields))
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """What someone else wrote meanwhile is not overwritten unseen."""
        super().clean()
        if self.instance.pk and self.data.get("seal") != self.seal:
            raise ValidationError(
                gettext("Someone changed this report meanwhile: compare in another window, then save again.")
            )
        return self.cleaned_data
