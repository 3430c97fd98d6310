"""Choosing a workbook to import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms import bare_helper
from blocs.text import TextCleaningMixin, nfc
from scoring.rounds import Round
from scoring.workbooks.reading import MAX_BYTES, MEGABYTE

XLSX = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(TextCleaningMixin, forms.Form):
    """A workbook; what is in it is checked by the preview."""

    file = forms.FileField(label=_("Excel workbook (.xlsx)"), allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = XLSX
        self.helper = bare_helper()

    def clean_file(self) -> Any:
        """Small enough to be read at all."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            words = _("The file is larger than %(size)s MB.")
            raise forms.ValidationError(words % {"size": MAX_BYTES // MEGABYTE})
        file.name = nfc(file.name)[-200:]
        return file


class ScoresUploadForm(UploadForm):
    """A workbook of scores, the round they belong to, and the reason for what has none."""

    round = forms.ChoiceField(label=_("Scores"), choices=Round.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("General reason"),
        required=False,
        max_length=500,
        help_text=_(
            "For reviewed scores that differ from the self score, and for decided ones, that have no reason "
            "of their own."
        ),
    )

    field_order = ("round", "file", "reason")
