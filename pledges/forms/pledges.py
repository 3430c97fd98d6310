"""Forms of the joint pledge: a section, the signing, who signs for a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from blocs.forms import bare_helper
from blocs.text import TextCleaningMixin
from pledges.forms.seals import seal
from pledges.models import Agreement, Pledge, Section


class SectionForm(TextCleaningMixin, forms.ModelForm):
    """A section of the joint pledge: its points are the lines of one text. The page sends `seal` back."""

    class Meta:
        model = Section
        fields = ("title", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 12, "data-grows": ""})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.was = (self.instance.title, self.instance.body)
        self.seal = seal(self.was)

    def clean(self) -> dict[str, Any]:
        """A section that someone else changed meanwhile is not overwritten unseen."""
        cleaned = super().clean()
        if self.instance.pk and self.data.get("seal") != self.seal:
            raise ValidationError(
                _now("Someone changed this section meanwhile; it reads: “%(now)s”. Save again to replace it.")
                % {"now": " · ".join(self.was)}
            )
        return cleaned


class SigningForm(TextCleaningMixin, forms.ModelForm):
    """Number, place and date of the signing."""

    class Meta:
        model = Pledge
        fields = ("number", "place", "signed_on")
        widgets = {
            "signed_on": forms.DateInput(attrs={"placeholder": _("dd/mm/yyyy"), "inputmode": "numeric"})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_signed_on(self) -> Any:
        """A day near the pledge's year: any other is a slip of the pen."""
        day, year = self.cleaned_data["signed_on"], self.instance.bloc_year.year
        if day and day.year not in (year - 1, year):
            words = _now("The pledge of %(year)s is signed in that year or in the year before.")
            raise ValidationError(words % {"year": year})
        return day


class SignerForm(TextCleaningMixin, forms.ModelForm):
    """Who signs for one unit."""

    class Meta:
        model = Agreement
        fields = ("signer", "signer_position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"signer-{kwargs['instance'].pk}", **kwargs)
        self.helper = bare_helper()
