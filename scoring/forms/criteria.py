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
from scoring.core import rules
from scoring.forms.examples import DEFAULTS, ExampleForm
from scoring.forms.numbers import NumberField
from scoring.forms.parameters import ParameterForm
from scoring.models import Criterion
from scoring.models.criteria import Rule
from scoring.results import SEPARATOR
from scoring.rule_wording import RULE_HELP, rule_text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule that can be chosen, with the fields that only it has; `example` where points are computed."""

    value: str
    label: StrOrPromise
    help: StrOrPromise
    is_chosen: bool
    parameters: ParameterForm
    example: ExampleForm | None


class LineForm(SealedForm):
    """What a line says in the table itself: code, name, maximum."""

    maximum = NumberField(label=_("Maximum"), help_text=_("E.g. 40 or 2,5."))

    class Meta:
        model = Criterion
        fields: tuple[str, ...] = ("code", "name", "maximum")
        widgets = {"name": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_code(self) -> str:
        """No separator of keys inside a code, and no neighbour with the same code."""
        code: str = self.cleaned_data["code"]
        if SEPARATOR in code:
            raise forms.ValidationError(_("A code cannot contain “/”."))
        neighbours = Criterion.objects.filter(
            regulation=self.instance.regulation_id, parent=self.instance.parent_id, code=code
        )
        if neighbours.exclude(pk=self.instance.pk).exists():
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
        """The rules in their order, each with its own fields."""
        chosen, data = self["rule"].value(), self.data if self.is_bound else None
        return [
            RuleChoice(
                value=rule,
                label=Rule(rule).label,
                help=RULE_HELP[rule],
                is_chosen=rule == chosen,
                parameters=form,
                example=ExampleForm(rule, data) if rule in DEFAULTS else None,
            )
            for rule, form in self.parameters.items()
        ]

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
        created, changes = self.instance.pk is None, audit.form_changes(self)
        if self.told != self.was[1]:
            with audit.in_record_language():
                now = rule_text(self.instance.rule, self.told, self.instance.maximum, self.instance.measure)
                before = rule_text(*self.was)
            changes.append(audit.change(gettext_noop("parameters of the rule"), before, now))
        if not created and not changes:
            return self.instance
        saved: Criterion = self.save(commit=False)
        saved.parameters = self.told
        saved.save(update_fields=None if created else [*self.changed_data, "parameters"])
        action = audit.Action.CREATE if created else audit.Action.CHANGE
        audit.record(user, saved, action, changes=changes)
        return saved
