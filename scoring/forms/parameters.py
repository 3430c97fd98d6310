"""The parameters of a rule as a form: the rule's own specification says which fields there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from blocs.number_field import NumberField
from blocs.numbers import MEASURE_LARGEST
from blocs.text import TextCleaningMixin
from scoring.core import parameters as told
from scoring.core import rules
from scoring.core.parameters import Parameter, ParameterError
from scoring.forms.rows import RowsField
from scoring.rule_wording import CHOICE_NAMES, PARAMETER_HELP
from scoring.wording import PARAMETER_NAMES, parameter_sentence

UNKNOWN_MAXIMUM = told.LARGEST  # while the maximum itself is wrong, it is no measure for the parameters


class ParameterForm(TextCleaningMixin, forms.Form):
    """The parameters of one rule, as they are stored in a criterion."""

    def __init__(self, rule: str, data: Any = None, stored: Mapping[str, Any] | None = None) -> None:
        self.rule, self.specs, self.raw = rule, rules.RULES[rule].parameters, dict(stored or {})
        self.problem = ""  # of what is stored, while nothing was sent
        initial = {spec.name: _shown(spec, (stored or {}).get(spec.name)) for spec in self.specs}
        super().__init__(data, prefix=rule, initial=initial, use_required_attribute=False)
        for spec in self.specs:
            field = _FIELDS[spec.kind](spec)
            field.label, field.help_text = capfirst(PARAMETER_NAMES[spec.name]), PARAMETER_HELP[spec.name]
            self.fields[spec.name] = field

    def stored(self, maximum: Decimal | None) -> dict[str, Any] | None:
        """The parameters as the criterion keeps them; None when one is wrong, which its field then says.

        What was not sent is what is stored already; then `problem` says it.
        """
        if self.is_bound and not self.is_valid():
            return None
        given = self._given() if self.is_bound else self.raw
        try:
            rules.values(self.rule, given, UNKNOWN_MAXIMUM if maximum is None else maximum)
        except ParameterError as error:
            self.problem = parameter_sentence(error)
            if self.is_bound:
                self.add_error(error.name, self.problem)
            return None
        return given

    def _given(self) -> dict[str, Any]:
        """What was typed, but for what the rule takes for granted."""
        raw = {spec.name: _stored(spec, self.cleaned_data.get(spec.name)) for spec in self.specs}
        return {name: value for name, value in raw.items() if value is not None}


def _number(_spec: Parameter) -> forms.Field:
    return NumberField(decimals=4, required=False)


def _choice(spec: Parameter) -> forms.Field:
    choices = [(choice, CHOICE_NAMES[choice]) for choice in spec.choices]
    return forms.ChoiceField(choices=choices, required=False)


def _bands(_spec: Parameter) -> forms.Field:
    return RowsField(
        {
            "start": NumberField(label=_("From"), decimals=4, signed=True, largest=MEASURE_LARGEST),
            "points": NumberField(label=_("Points"), decimals=4),
        },
        required=False,
    )


def _points_list(_spec: Parameter) -> forms.Field:
    return RowsField({"points": NumberField(label=_("Points"), decimals=4)}, required=False)


_FIELDS: Mapping[str, Callable[[Parameter], forms.Field]] = {
    told.POINTS: _number,
    told.PERCENT: _number,
    told.CHOICE: _choice,
    told.BANDS: _bands,
    told.POINTS_LIST: _points_list,
}


def _shown(spec: Parameter, raw: Any) -> Any:
    """A stored value as the field takes it; what cannot be read stands as it is, to be corrected."""
    if spec.kind == told.BANDS:
        return [(_read(start), _read(points)) for start, points in raw or ()]
    if spec.kind == told.POINTS_LIST:
        return [(_read(points),) for points in raw or ()]
    return spec.default if raw is None else _read(raw) if spec.kind != told.CHOICE else raw


def _read(raw: Any) -> Any:
    try:
        return Decimal(raw)
    except (InvalidOperation, TypeError, ValueError):
        return raw


def _stored(spec: Parameter, value: Any) -> Any:
    """A cleaned value as JSON: numbers as text; None where the default says the same."""
    if spec.kind == told.BANDS:
        return [[_text(start), _text(points)] for start, points in sorted(value or ())] or None
    if spec.kind == told.POINTS_LIST:
        return [_text(points) for (points,) in value or ()] or None
    if value in (None, "", spec.default):
        return None
    return _text(value) if isinstance(value, Decimal) else value


def _text(value: Decimal) -> str:
    return f"{value:f}"
