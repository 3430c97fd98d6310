"""The form of a letter in the outbox."""

from __future__ import annotations

from typing import Any

from django import forms

from blocs.forms import SealedForm, bare_helper
from pledges.models import Reminder


class ReminderForm(SealedForm):
    """What a letter says; to whom it goes is not changed here."""

    class Meta:
        model = Reminder
        fields = ("subject", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 14, "data-grows": ""})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_subject(self) -> str:
        """One line: a line break would begin another header."""
        return " ".join(self.cleaned_data["subject"].split())
