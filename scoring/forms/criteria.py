"""Forms of a criterion: the line with its rule, and the line as it stands in the table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.forms import SealedForm, bare_helper
from blocs.number_field import NumberField
from blocs.text import TextCleaningMixin
from scoring.core import rules
from scoring.forms.examples import DEFAULTS, Example
from scoring.forms.parameters import ParameterForm
from scoring.models import Criterion
from scoring.models.criteria import Rule
from scoring.results import SEPARATOR
from scoring.rule_wording import RULE_HELP, rule_text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def without_separator(code: str) -> str:
    """The code, unless it has the sign that separates codes in a key."""
    if SEPARATOR in code:
        raise forms.ValidationError(_("A code cannot contain “/”."))
    return code


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule that can be chosen, with the fields that only it has; `example` where points are computed."""

    value: str
    label: StrOrPromise
    help: StrOrPromise
    is_chosen: bool
    parameters: ParameterForm
    example: Example | None


class LineForm(SealedForm):
    """What a line says in the table itself: code, name, maximum."""

    maximum = NumberField(label=_("Maximum"), help_text=_("E.g. 40 or 2,5."))

    class Meta:
        model = Criterion
        fields: tuple[str, ...] = ("code", "name", "maximum")
        widgets = {"name": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, among_others: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among_others = among_others  # the neighbours are typed too, and compared by the whole table
        self.helper = bare_helper()

    def clean_code(self) -> str:
        """No separator of keys inside a code, and no neighbour with the same code."""
        code = without_separator(self.cleaned_data["code"])
        neighbours = Criterion.objects.filter(
            regulation=self.instance.regulation_id, parent=self.instance.parent_id, code=code
        )
        if not self.among_others and neighbours.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("A neighbouring line has this code already."))
        return code

    def clean_name(self) -> str:
        """One line: what is pasted from a paper is often broken into several."""
        return " ".join(self.cleaned_data["name"].split())

    def save_for(self, user: Any) -> Criterion:
        """Save what changed and write it into the history."""
        saved: Criterion = audit.save_form(user, self)
        return saved


class CriterionForm(LineForm):
    """A line with everything it says. A parent has no rule; only top sections are of a kind."""

    class Meta(LineForm.Meta):
        fields = ("code", "name", "maximum", "kind", "rule", "measure", "needs_evidence", "is_off")

    def __init__(self, *args: Any, instance: Criterion, **kwargs: Any) -> None:
        self.was = instance.rule, dict(instance.parameters), instance.maximum, instance.measure
        told = {"parameters": json.dumps(instance.parameters, sort_keys=True)}  # sealed with the rest
        super().__init__(*args, instance=instance, initial=told, **kwargs)
        self.is_leaf = not (instance.pk and instance.children.exists())
        self.told = self.was[1]
        if instance.parent_id:
            del self.fields["kind"]
        else:
            self.fields["kind"].help_text = _(
                "Bonus and deductions stand beside the table; points deducted are typed as positive numbers."
            )
        if not instance.pk:
            self.fields["code"].widget.attrs["autofocus"] = True
        for name in () if self.is_leaf else ("rule", "measure", "needs_evidence"):
            del self.fields[name]
        if self.is_leaf:
            self.fields["rule"].required, self.fields["rule"].choices = True, Rule.choices
        data = self.data if self.is_bound else None
        self.parameters = {
            rule: ParameterForm(rule, data, instance.parameters if rule == instance.rule else None)
            for rule in (rules.RULES if self.is_leaf else ())
        }

    @property
    def choices(self) -> list[RuleChoice]:
        """The rules in their order, each with its own fields and an example."""
        chosen = self["rule"].value() if self.is_leaf else ""
        return [
            RuleChoice(rule, Rule(rule).label, RULE_HELP[rule], rule == chosen, form, self._example(rule))
            for rule, form in self.parameters.items()
        ]

    def _example(self, rule: str) -> Example | None:
        if rule not in DEFAULTS:
            return None
        data = self.data if self.is_bound else None
        maximum, measure = self["maximum"].value() or "", self["measure"].value() or ""
        return Example(rule, data, self.parameters[rule]).work_out(self.instance.regulation, maximum, measure)

    def clean(self) -> dict[str, Any]:
        """The parameters of the chosen rule, and of no other."""
        cleaned = super().clean() or self.cleaned_data
        rule = cleaned.get("rule")
        if rule:
            told = self.parameters[rule].stored(cleaned.get("maximum"))
            if told is None:
                self.add_error("rule", _("Something is missing or wrong in what this rule needs; see below."))
            self.told = told or {}
        return cleaned

    def save_for(self, user: Any) -> Criterion:
        """Save what changed; the history says the rule with its parameters as the regulation does."""
        created = self.instance.pk is None
        if created:  # what was offered in the fields was nobody's before
            self.initial = {}
            self.changed_data = [name for name in self._meta.fields or () if self.cleaned_data.get(name)]
        changes = audit.form_changes(self)
        if self.told != self.was[1] or (created and self.told):
            with audit.in_record_language():
                now = rule_text(self.instance.rule, self.told, self.instance.maximum, self.instance.measure)
                before = "" if created else rule_text(*self.was)
            changes.append(audit.change(gettext_noop("parameters of the rule"), before, now))
        if not created and not changes:
            return self.instance
        saved: Criterion = self.save(commit=False)
        saved.parameters = self.told
        saved.save(update_fields=None if created else [*self.changed_data, "parameters"])
        action = audit.Action.CREATE if created else audit.Action.CHANGE
        audit.record(user, saved, action, changes=changes)
        return saved


class MoveForm(TextCleaningMixin, forms.Form):
    """Where a line is to stand: below which other, first or last there, and under which code."""

    FIRST, LAST = "first", "last"
    parent = forms.ChoiceField(label=_("Section"), required=False)
    place = forms.ChoiceField(
        label=_("Place"), choices=((LAST, _("last there")), (FIRST, _("first there"))), initial=LAST
    )
    code = forms.CharField(label=_("Code"), max_length=30)

    def __init__(self, *args: Any, criterion: Criterion, parents: list[tuple[str, str]]) -> None:
        super().__init__(*args, initial={"parent": criterion.parent_id or "", "code": criterion.code})
        self.fields["parent"].choices = [("", _("at the top, as a section of its own")), *parents]
        self.helper = bare_helper()

    def clean_code(self) -> str:
        """No separator of keys inside a code."""
        return without_separator(self.cleaned_data["code"])
