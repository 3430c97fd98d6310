"""Forms of the regulation: its settings, its criteria, its tie-breaks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms import SealedForm, bare_helper
from scoring.models import Regulation


class RegulationForm(SealedForm):
    """Title, number and the rules by which points become a total."""

    class Meta:
        model = Regulation
        fields = ("title", "number", "issued_on", "decimals", "rounding", "bonus_may_exceed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.fields["issued_on"].widget.attrs["placeholder"] = "dd/mm/yyyy"


class TieBreakForm(forms.Form):
    """The ordered list of tie-breaks: top sections or criteria, first to last."""

    LENGTH = 4

    def __init__(
        self, *args: Any, regulation: Regulation, choices: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        current = list(regulation.tie_breaks.values_list("criterion_id", flat=True))
        for index in range(max(self.LENGTH, len(current))):
            self.fields[f"place_{index + 1}"] = forms.TypedChoiceField(
                label=_("Tie-break %(place)s") % {"place": index + 1},
                choices=[("", "—"), *choices],
                coerce=int,
                empty_value=None,
                required=False,
                initial=current[index] if index < len(current) else None,
            )

    def clean(self) -> None:
        """No line twice."""
        super().clean()
        if len(self.chosen) != len(set(self.chosen)):
            raise forms.ValidationError(_("A line can be named only once."))

    @property
    def chosen(self) -> list[int]:
        """The criteria in order."""
        return [pk for pk in self.cleaned_data.values() if pk]
