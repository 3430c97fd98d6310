"""What goes into a meeting pack."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms import bare_helper
from pledges.models import MeetingPack
from pledges.packing.contents import Part


class PackForm(forms.ModelForm):
    """Ticks for the papers, all of them at first, and how the pack will be printed."""

    chosen = forms.MultipleChoiceField(
        label=_("Papers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one paper.")},
    )

    class Meta:
        model = MeetingPack
        fields = ("duplex",)
        help_texts = {
            "duplex": _(
                "For printing on both sides: a blank page follows a paper with an odd number of pages."
            )
        }

    def __init__(self, data: Any = None, *, parts: list[Part], instance: MeetingPack) -> None:
        super().__init__(data, instance=instance)
        self.helper = bare_helper("chosen", "duplex")
        self.parts = parts
        self.fields["chosen"].choices = [(part.key, self._words(part)) for part in parts]
        self.fields["chosen"].initial = [part.key for part in parts]

    @staticmethod
    def _words(part: Part) -> str:
        if part.issued:
            return _("%(paper)s (issued: %(number)s)") % {"paper": part.label, "number": part.issued}
        return _("%(paper)s (draft)") % {"paper": part.label} if part.is_draft else part.label

    @property
    def chosen_parts(self) -> list[Part]:
        """The ticked papers in their order."""
        return [part for part in self.parts if part.key in self.cleaned_data["chosen"]]
