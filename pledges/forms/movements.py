"""Forms of launched movements: one movement, what a unit did for all of them, which of them it registers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.forms import DAY, SealedForm, bare_helper
from blocs.models import BlocYear, Unit
from blocs.seals import seal
from blocs.text import TextCleaningMixin, composed, typed_text
from pledges.models import LaunchedMovement, Movement, MovementReport, Registration

NAME_TAKEN = _("The year has a movement of this name already.")


class LaunchedMovementForm(SealedForm):
    """A movement of the year."""

    class Meta:
        model = LaunchedMovement
        fields = ("name", "aim", "origin", "launched_on", "wrapped_up_on")
        widgets = {"aim": forms.Textarea(attrs={"rows": 3, "data-grows": ""})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        for name in ("launched_on", "wrapped_up_on"):
            self.fields[name].widget = forms.DateInput(DAY)

    def clean_name(self) -> str:
        """Twice the same would be reported on twice."""
        name = " ".join(self.cleaned_data["name"].split())
        others = self.instance.bloc_year.launched_movements.exclude(pk=self.instance.pk)
        if name.casefold() in {one.casefold() for one in others.values_list("name", flat=True)}:
            raise ValidationError(NAME_TAKEN)
        return name

    def clean_aim(self) -> str:
        """Lines end as they are kept."""
        return typed_text(self.cleaned_data["aim"])

    def clean(self) -> dict[str, Any] | None:
        """Days near the year; the launch may lie far back: national movements run for years."""
        cleaned, year = super().clean(), self.instance.bloc_year.year
        day = self.cleaned_data.get("wrapped_up_on")
        if day and not year <= day.year <= year + 2:
            words = _("Enter a day near the year %(year)s.") % {"year": year}
            self.add_error("wrapped_up_on", words)
        launched = self.cleaned_data.get("launched_on")
        if launched and launched.year > year:
            self.add_error("launched_on", _("A movement of %(year)s is launched by then.") % {"year": year})
        return cleaned


class ReportForm(TextCleaningMixin, forms.ModelForm):
    """What a unit did for one movement; emptied, the report goes."""

    class Meta:
        model = MovementReport
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "data-grows": "", "class": "form-control"})}

    def __init__(self, data: Any, *, instance: MovementReport) -> None:
        self.was = instance.text
        super().__init__(data, instance=instance, prefix=f"movement-{instance.movement_id}")
        self.fields["text"].required = False
        self.fields["text"].label = instance.movement.name

    @property
    def seal(self) -> str:
        """What the page shows of the text."""
        return seal(self.was)

    def clean_text(self) -> str:
        """A text that another changed meanwhile is not overwritten unseen."""
        typed, seen = typed_text(self.cleaned_data["text"]), self.data.get(self.add_prefix("seal"), "")
        if seen != self.seal and typed != self.was:
            words = _("Someone changed this text meanwhile; it reads: “%(now)s”. Save again to replace it.")
            raise ValidationError(words % {"now": self.was or "–"})
        return typed


class ReportForms:
    """A unit's texts on all movements for one review. A text that was not touched keeps what others wrote."""

    def __init__(self, bloc_year: BlocYear, unit: Unit, period: str, data: Any = None) -> None:
        self.unit, self.period = unit, period
        movements = bloc_year.launched_movements.all()
        written = {one.movement_id: one for one in unit.movement_reports.of(bloc_year, period)}
        sent = None if data is None else composed(data)
        self.forms = []
        for movement in movements:
            blank = MovementReport(movement=movement, unit=unit, period=period)
            instance = written.get(movement.pk, blank)
            instance.movement = movement
            self.forms.append(ReportForm(_touched(sent, movement), instance=instance))

    def is_valid(self) -> bool:
        """Whether every text can be stored as sent."""
        return all([form.is_valid() for form in self.forms if form.is_bound])

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """Field, movement and sentence, for the top of the page."""
        bound = [form for form in self.forms if form.is_bound]
        return [
            (form["text"].id_for_label, form.instance.movement.name, str(error))
            for form in bound
            for error in form["text"].errors
        ]

    def save(self, user: Any) -> int:
        """Store what changed, each with its entry in the history; returns how many texts that were."""
        changed = [form for form in self.forms if form.is_bound and form.cleaned_data["text"] != form.was]
        for form in changed:
            _store(user, form.instance, form.was)
        return len(changed)


def _touched(data: Any, movement: LaunchedMovement) -> Any:
    """What was sent, if it differs from what the page showed."""
    prefix = f"movement-{movement.pk}"
    if data is None or f"{prefix}-text" not in data:
        return None
    return None if seal(data[f"{prefix}-text"]) == data.get(f"{prefix}-seal") else data


def _store(user: Any, report: MovementReport, before: str) -> None:
    changes = [audit.change(gettext_noop("what was done"), before, report.text)]
    if not report.text:
        audit.record(user, report, audit.Action.DELETE, changes=changes)
        report.delete()
        return
    action = audit.Action.CHANGE if report.pk else audit.Action.CREATE
    report.written_by = user
    report.save()
    audit.record(user, report, action, changes=changes)


class AdoptionForm(TextCleaningMixin, forms.Form):
    """Which of the bloc's movements a unit takes into its registration, of those it does not name yet."""

    movements = forms.ModelMultipleChoiceField(
        LaunchedMovement.objects.none(),
        label=_("Movements of the bloc"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one movement.")},
    )

    def __init__(self, registration: Registration, data: Any = None) -> None:
        offered = adoptable(registration)
        super().__init__(data, initial={"movements": [one.pk for one in offered]})
        self.registration, self.helper = registration, bare_helper()
        self.fields["movements"].queryset = LaunchedMovement.objects.filter(
            pk__in=[one.pk for one in offered]
        )

    def save(self, user: Any) -> int:
        """Append them, with an entry in the history."""
        last = self.registration.movements.count()
        chosen = list(self.cleaned_data["movements"])
        Movement.objects.bulk_create(
            Movement(registration=self.registration, position=position, **one.row)
            for position, one in enumerate(chosen, start=last + 1)
        )
        changes = [audit.change(gettext_noop("added"), "", one.name, of=one.name) for one in chosen]
        audit.record(user, self.registration, audit.Action.CHANGE, changes=changes)
        return len(chosen)


def adoptable(registration: Registration) -> list[LaunchedMovement]:
    """The movements of the bloc that the registration does not name yet."""
    named = {name.casefold() for name in registration.movements.values_list("name", flat=True)}
    launched = registration.bloc_year.launched_movements.all()
    return [one for one in launched if one.name.casefold() not in named]
