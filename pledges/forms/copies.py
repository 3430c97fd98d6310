"""Bringing a signed copy back."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms import bare_helper
from blocs.models import Unit
from pledges.models.copies import Means

ALL = "all"  # one sheet with the signatures of all the units


class CopyForm(forms.Form):
    """Whose signature it is, how it was made, and the file; a request of its own."""

    unit = forms.ChoiceField(label=_("Signed by"))
    means = forms.ChoiceField(
        label=_("How it was signed"),
        widget=forms.RadioSelect,
        choices=(
            (
                Means.DIGITAL,
                _("With a certificate (USB token, SIM, remote signing): the PDF that was signed"),
            ),
            (Means.INK, _("In ink: a scan or a photograph of the signed sheets (PDF, JPEG, PNG)")),
        ),
    )
    file = forms.FileField(
        label=_("The signed file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, *args: Any, units: list[Unit | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk) if unit else ALL: unit for unit in units}
        together = _("All the units: one sheet with all signatures")
        self.fields["unit"].choices = [
            (key, unit.name if unit else together) for key, unit in self.units.items()
        ]
        first: list[Any] = ["unit"]
        if len(self.units) == 1:
            self.fields["unit"].initial = next(iter(self.units))
            first = [Field("unit", type="hidden")]
            self.fields["unit"].widget = forms.HiddenInput()
        self.helper = bare_helper(*first, "means", "file")

    @property
    def only(self) -> Unit | None:
        """The one unit that the person may choose."""
        return next(iter(self.units.values())) if len(self.units) == 1 else None

    @property
    def chosen(self) -> Unit | None:
        """The signer's unit; none for all together."""
        return self.units[self.cleaned_data["unit"]]
