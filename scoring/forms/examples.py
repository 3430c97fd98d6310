"""The example beside a rule: made-up figures, some that make sense at once, and what comes of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.number_field import NumberField
from blocs.numbers import MEASURE_LARGEST, NumberError, parse_number
from blocs.text import TextCleaningMixin
from scoring.core import rules
from scoring.core.measures import Measure
from scoring.core.rounding import Mode, Place, Rounding
from scoring.examples import Outcome, Trial, outcome
from scoring.forms.parameters import ParameterForm
from scoring.forms.rows import RowsField
from scoring.models import Regulation

Others = list[tuple[Decimal | None, ...]]
_ONE, _TWO, _FOUR, _SIX = (Decimal(count) for count in (1, 2, 4, 6))
_TEN, _FIFTEEN, _TWENTY, _EIGHT = (Decimal(figure) for figure in (10, 15, 20, 8))
DEFAULTS: dict[str, tuple[Decimal | None, Decimal, Others]] = {  # target, result, those of the others
    rules.PROPORTIONAL: (_TEN, _EIGHT, []),
    rules.BANDS: (_TEN, _EIGHT, []),
    rules.COUNT: (None, _TWO, []),
    rules.QUANTITATIVE: (_TEN, _FIFTEEN, [(_TEN, _TWENTY), (_TEN, _EIGHT)]),
    rules.RANK: (None, _FOUR, [(_SIX,), (_ONE,)]),
}


def _measure(label: Any, *, required: bool = False) -> NumberField:
    return NumberField(label=label, decimals=4, signed=True, largest=MEASURE_LARGEST, required=required)


class ExampleForm(TextCleaningMixin, forms.Form):
    """Target and result of a unit; for rules that compare units those of the others too."""

    target = _measure(_("Target"))
    actual = _measure(_("Result"))

    def __init__(self, rule: str, data: Any = None) -> None:
        spec, prefix = rules.RULES[rule], f"example-{rule}"
        sent = data if data is not None and any(name.startswith(f"{prefix}-") for name in data) else None
        super().__init__(sent, prefix=prefix, use_required_attribute=False)
        target, actual, others = DEFAULTS[rule]
        self.initial = {"target": target, "actual": actual, "others": others}
        columns = {"target": _measure(_("Target"))} if spec.uses_target else {}
        if not spec.uses_target:
            del self.fields["target"]
        if spec.relative:
            columns["actual"] = _measure(_("Result"))
            self.fields["others"] = RowsField(columns, label=_("Other units"), required=False)

    def measures(self) -> list[Measure] | None:
        """The figures, those of the unit first; None when one cannot be read."""
        if self.is_bound and not self.is_valid():
            return None
        values = self.cleaned_data if self.is_bound else self.initial
        others = [
            Measure(*row) if len(row) > 1 else Measure(None, row[0]) for row in values.get("others") or ()
        ]
        return [Measure(values.get("target"), values.get("actual")), *others]


class Example:
    """A rule with its parameters and an example of it: what came out, or what is missing for it.

    `maximum` and `measure` come from the line that is being written, as they are typed.
    """

    def __init__(self, rule: str, data: Any, parameters: ParameterForm) -> None:
        self.rule, self.parameters, self.figures = rule, parameters, ExampleForm(rule, data)
        self.outcome: Outcome | None = None
        self.problem = ""

    def work_out(self, regulation: Regulation, maximum: str, measure: str) -> Example:
        """Ask the core, or say what has to be given first."""
        try:
            most = parse_number(maximum, decimals=2)
        except NumberError:
            most = None
        if most is None:
            self.problem = gettext("Enter the maximum, then the example is worked out.")
            return self
        stored, measures = self.parameters.stored(most), self.figures.measures()
        if stored is None or measures is None:
            self.problem = _first_problem(self.figures if stored is not None else self.parameters)
            return self
        trial = Trial(self.rule, stored, most, measure.strip(), _rounding(regulation))
        self.outcome = outcome(trial, measures)
        return self


def _first_problem(form: forms.Form) -> str:
    errors = form.errors.values() if form.is_bound else ()
    return next((str(texts[0]) for texts in errors), getattr(form, "problem", ""))


def _rounding(regulation: Regulation) -> Rounding:
    return Rounding(regulation.decimals, Mode(regulation.rounding), Place(regulation.rounding_place))
