"""The form field for numbers, and the sentences of what is wrong with one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from blocs.formats import typed
from blocs.numbers import LARGEST, NumberError, parse_number


def number_sentence(error: NumberError, decimals: int = 4) -> str:
    """What is wrong with a text that should be a number, and what to do."""
    sentences = {
        "not_a_number": _("“%(text)s” is not a number; write it like 8,25."),
        "ambiguous": _("“%(text)s” can be read in two ways; write 1250 or 1,25."),
        "too_many_decimals": _("“%(text)s” has more than %(decimals)s decimals."),
        "negative": _("“%(text)s” is below zero."),
        "too_large": _("“%(text)s” is too large."),
    }
    return sentences[error.code] % {"text": error.text.strip(), "decimals": decimals}


class NumberField(forms.CharField):
    """A number typed as text, with a comma or a point before the decimals.

    Points by default; targets and results may be `signed`, and have another `largest`.
    """

    def __init__(
        self, *, decimals: int = 2, signed: bool = False, largest: Decimal = LARGEST, **kwargs: Any
    ) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "num"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.decimals, self.signed, self.largest = decimals, signed, largest

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number, or None for a blank."""
        try:
            return parse_number(value or "", decimals=self.decimals, signed=self.signed, largest=self.largest)
        except NumberError as error:
            raise forms.ValidationError(number_sentence(error, self.decimals)) from error

    def prepare_value(self, value: Any) -> Any:
        """A stored number as it is typed; what was typed stays as it is."""
        return typed(value) if isinstance(value, Decimal) else value

    def validate(self, value: Any) -> None:
        """Only emptiness is left to check."""
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """None of a text's validators apply."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the number is another one."""
        try:
            return bool(initial != self.to_python(data))
        except forms.ValidationError:
            return True
