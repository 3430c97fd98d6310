"""Forms of the joint pledge: a section, the signing, who signs for a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.forms import bare_helper
from blocs.models import Unit, User
from blocs.seals import seal
from blocs.text import TextCleaningMixin
from pledges.models import Agreement, Pledge, Section
from pledges.models.conferences import Occasion
from pledges.readiness import conference_of


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
        self.seal = seal(*self.was)

    def clean(self) -> dict[str, Any]:
        """A section that someone else changed meanwhile is not overwritten unseen."""
        super().clean()
        if self.instance.pk and self.data.get("seal") != self.seal:
            raise ValidationError(
                gettext(
                    "Someone changed this section meanwhile; it reads: “%(now)s”. Save again to replace it."
                )
                % {"now": " · ".join(self.was)}
            )
        return self.cleaned_data


class SigningForm(TextCleaningMixin, forms.ModelForm):
    """Number, place and date of the signing, and who signs for each unit. The page sends `seal` back."""

    class Meta:
        model = Pledge
        fields = ("number", "place", "signed_on")
        widgets = {"signed_on": forms.DateInput(attrs={"placeholder": _("dd/mm/yyyy")})}

    def __init__(self, data: Any = None, *, instance: Pledge, agreements: list[Agreement]) -> None:
        super().__init__(data, instance=instance, initial=None if data else _proposed(instance))
        self.helper = bare_helper()
        leaders = Unit.leaders_on(timezone.localdate(), [agreement.unit for agreement in agreements])
        self.signers = [
            SignerForm(data, instance=agreement, leader=leaders.get(agreement.unit_id))
            for agreement in agreements
        ]
        shown = [instance.number, instance.place, str(instance.signed_on)]
        self.seal = seal(*shown, *(text for signer in self.signers for text in signer.was))

    def is_valid(self) -> bool:
        """Whether the whole page is right."""
        return all([super().is_valid(), *(signer.is_valid() for signer in self.signers)])

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What is wrong with signers: the cell, the unit's short name, a sentence."""
        return [
            (cell.auto_id, signer.instance.unit.short_name, error)
            for signer in self.signers
            for cell in signer
            for error in cell.errors
        ]

    def clean(self) -> dict[str, Any]:
        """What someone else entered meanwhile is not overwritten unseen."""
        super().clean()
        if self.data.get("seal") != self.seal:
            words = gettext(
                "Someone changed these entries meanwhile. Compare with the joint pledge and save again."
            )
            raise ValidationError(words)
        return self.cleaned_data

    def clean_signed_on(self) -> Any:
        """A day near the pledge's year: any other is a slip of the pen."""
        day, year = self.cleaned_data["signed_on"], self.instance.bloc_year.year
        if day and day.year not in (year - 1, year):
            words = gettext("The pledge of %(year)s is signed in that year or in the year before.")
            raise ValidationError(words % {"year": year})
        return day


def _proposed(pledge: Pledge) -> dict[str, Any]:
    """Place and day of the signing conference, until others are entered."""
    held = conference_of(pledge.bloc_year, Occasion.SIGNING)
    place = pledge.place or (held.place if held else "") or pledge.bloc_year.head.place
    return {"place": place, "signed_on": pledge.signed_on or (held.held_on if held else None)}


class SignerForm(TextCleaningMixin, forms.ModelForm):
    """Who signs for one unit; beside it, to compare with, who leads the unit today."""

    class Meta:
        model = Agreement
        fields = ("signer", "signer_position")

    def __init__(self, data: Any, *, instance: Agreement, leader: User | None) -> None:
        super().__init__(data, instance=instance, prefix=f"signer-{instance.pk}")
        self.leader = leader
        self.was = (instance.signer, instance.signer_position)
        for name, field in self.fields.items():
            invalid = " is-invalid" if self.is_bound and name in self.errors else ""
            field.widget.attrs["class"] = f"form-control{invalid}"
