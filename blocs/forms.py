"""Forms of the year's set-up and of steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear, Membership, StageDates, Unit
from blocs.permissions import OFFICER, SECRETARY
from blocs.seals import seal
from blocs.stages import Stage
from blocs.text import TextCleaningMixin
from blocs.workflow import Step


def bare_helper(*layout: Any) -> FormHelper:
    """A crispy helper that renders fields only: the page owns the form tag and its buttons."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    if layout:
        helper.layout = Layout(*layout)
    return helper


class LogInForm(AuthenticationForm):
    """User name and password; a name longer than any is refused before anything keeps it."""

    username = UsernameField(max_length=150, widget=forms.TextInput(attrs={"autofocus": True}))


class SealField(forms.CharField):
    """What the page showed of a row, as a mark that comes back; never a change of its own."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A mark is no value of the row."""
        return False


def seal_of(values: Mapping[str, Any]) -> str:
    """The mark of what a page showed of a row."""
    return seal(repr(sorted(values.items())))


class SealedForm(TextCleaningMixin, forms.ModelForm):
    """A form about a row that others may change meanwhile: told once, then overwritten knowingly."""

    seal = SealField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = seal_of(self.initial)
        self.initial["seal"] = self.shown

    def clean(self) -> dict[str, Any] | None:
        """Refuse once to overwrite what the page did not show."""
        cleaned, name = super().clean(), self.add_prefix("seal")
        if self.instance.pk and self.data.get(name, self.shown) != self.shown:
            self.data = self.data.copy()
            self.data[name] = self.shown
            words = _("Someone changed this meanwhile. Look again, or save to overwrite it.")
            raise forms.ValidationError(words)
        return cleaned


class StepForm(TextCleaningMixin, forms.Form):
    """What a step asks before it is taken: a reason, or words to type."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), strip=True)
    typed = forms.CharField(strip=True)

    def __init__(self, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step, self.helper = step, bare_helper()
        if not step.needs_reason:
            del self.fields["reason"]
        if step.typed:
            self.fields["typed"].label = _("Type %(words)s to go on") % {"words": step.typed}
            self.fields["typed"].widget.attrs["autocomplete"] = "off"
        else:
            del self.fields["typed"]

    def clean_typed(self) -> str:
        """The words exactly, in either case."""
        if self.cleaned_data["typed"].upper() != self.step.typed:
            raise forms.ValidationError(_("Type the words %(words)s.") % {"words": self.step.typed})
        return self.step.typed


class YearForm(SealedForm):
    """Head and deputy of a year."""

    class Meta:
        model = BlocYear
        fields = ("head", "deputy")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Unit.objects.filter(pk__in=[unit.pk for unit in self.instance.members])
        self.fields["head"].queryset = self.fields["deputy"].queryset = members
        self.helper = bare_helper()

    def clean_head(self) -> Unit:
        """A new head has someone who can act."""
        head = self.cleaned_data["head"]
        return refuse_without_secretary(head) if "head" in self.changed_data else head


class HeadReviewerForm(SealedForm):
    """Which unit's people review the head's own sheet; none named: the deputy's."""

    class Meta:
        model = BlocYear
        fields = ("head_reviewer",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="reviewer_%s", **kwargs)  # beside another form on the page
        year, field = self.instance, self.fields["head_reviewer"]
        others = [unit.pk for unit in year.members if unit.pk != year.head_id]
        field.queryset = Unit.objects.filter(pk__in=others)
        words = _("the deputy: %(unit)s") % {"unit": year.deputy} if year.deputy else _("nobody yet")
        field.empty_label = f"– {words} –"
        self.helper = bare_helper()

    def clean_head_reviewer(self) -> Unit | None:
        """A unit in which somebody can review today."""
        unit = self.cleaned_data["head_reviewer"]
        people = unit.representatives.on(timezone.localdate()) if unit else None
        if people is not None and not people.filter(role__in=(SECRETARY, OFFICER)).exists():
            words = _("%(unit)s has neither officer nor secretary; ask the site administrator to enter one.")
            raise forms.ValidationError(words % {"unit": unit})
        return unit


def refuse_without_secretary(unit: Unit) -> Unit:
    """A head without a secretary today could not act, and nobody could undo that."""
    if not unit.representatives.on(timezone.localdate()).filter(role=SECRETARY).exists():
        words = _("%(unit)s has no secretary yet; ask the site administrator to enter one first.")
        raise forms.ValidationError(words % {"unit": unit})
    return unit


class NewYearForm(forms.ModelForm):
    """The next year of a bloc; members and dates are copied from the latest one."""

    class Meta:
        model = BlocYear
        fields = ("bloc", "year", "head", "deputy")
        widgets = {"bloc": forms.HiddenInput}

    def __init__(self, *args: Any, source: BlocYear, **kwargs: Any) -> None:
        head = source.deputy_id or source.head_id
        initial = {"bloc": source.bloc_id, "year": source.year + 1, "head": head}
        super().__init__(*args, initial=initial, **kwargs)
        self.source = source
        members = Unit.objects.filter(pk__in=[unit.pk for unit in source.members])
        self.fields["bloc"].queryset = type(source.bloc).objects.filter(pk=source.bloc.pk)
        self.fields["head"].queryset = self.fields["deputy"].queryset = members
        self.helper = bare_helper()

    def clean_head(self) -> Unit:
        """The new head has someone who can act."""
        return refuse_without_secretary(self.cleaned_data["head"])

    def clean_year(self) -> int:
        """Years are begun in their order."""
        if self.cleaned_data["year"] <= self.source.year:
            raise forms.ValidationError(_("The next year comes after %(year)s.") % {"year": self.source.year})
        return self.cleaned_data["year"]


class MembershipForm(forms.ModelForm):
    """A member unit and its place in the order."""

    class Meta:
        model = Membership
        fields = ("position", "unit")
        widgets = {
            "position": forms.TextInput({"class": "form-control num order-input", "inputmode": "numeric"}),
            "unit": forms.Select({"class": "form-select"}),
        }


class MembershipFormSet(forms.BaseInlineFormSet):
    """The member units of a year: head and deputy stay members."""

    @cached_property
    def unit_choices(self) -> list[tuple[Any, str]]:
        """All units, asked for once and not once a row."""
        return [("", "–"), *((unit.pk, unit.name) for unit in Unit.objects.all())]

    def add_fields(self, form: Any, index: int | None) -> None:
        """Rows share their choices; an empty row stands at the end of the order."""
        super().add_fields(form, index)
        form.fields["unit"].choices = self.unit_choices
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"
        if index is not None and index >= self.initial_form_count():
            form.initial["position"] = index + 1

    def clean(self) -> None:
        """Refuse to drop the head, the deputy or who reviews the head."""
        super().clean()
        kept = {
            form.cleaned_data["unit"].pk
            for form in self.forms
            if form.cleaned_data.get("unit") and not form.cleaned_data.get("DELETE")
        }
        for unit in (self.instance.head, self.instance.deputy):
            if unit and unit.pk not in kept:
                raise forms.ValidationError(
                    _("%(unit)s is head or deputy of the year and stays a member.") % {"unit": unit}
                )
        reviewer = self.instance.head_reviewer
        if reviewer and reviewer.pk not in kept:
            words = _("%(unit)s reviews the head's own sheet and stays a member.")
            raise forms.ValidationError(words % {"unit": reviewer})


MemberFormSet = forms.inlineformset_factory(
    BlocYear, Membership, form=MembershipForm, formset=MembershipFormSet, extra=3, can_delete=True
)


DAY = {
    "class": "form-control num day-input",
    "placeholder": _("dd/mm/yyyy"),
    "inputmode": "numeric",
    "autocomplete": "off",
}


class StageDatesForm(forms.ModelForm):
    """First and last day of one stage; both empty means no dates."""

    class Meta:
        model = StageDates
        fields = ("opens", "closes")

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, prefix=stage, **kwargs)
        self.stage = stage
        self.instance.stage = stage
        for field in self.fields.values():
            field.required, field.widget = False, forms.DateInput(DAY)

    def clean(self) -> dict[str, Any] | None:
        """Both days or none, and near the year."""
        cleaned = super().clean()
        year = self.instance.bloc_year.year
        for day in filter(None, (self.cleaned_data.get("opens"), self.cleaned_data.get("closes"))):
            if not year - 1 <= day.year <= year + 2:
                raise forms.ValidationError(_("Enter days near the year %(year)s.") % {"year": year})
        if bool(cleaned.get("opens")) != bool(cleaned.get("closes")) and not self.errors:
            raise forms.ValidationError(_("Enter both days, or leave both empty."))
        return cleaned
