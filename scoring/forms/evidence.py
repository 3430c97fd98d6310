"""Describing a document of the library."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.forms import SealedForm, bare_helper
from blocs.text import folded, typed_text
from scoring.models import Evidence

EARLIEST = date(1990, 1, 1)


class EvidenceForm(SealedForm):
    """What a document is called; its file comes in by itself (`scoring.views.evidence_documents`)."""

    class Meta:
        model = Evidence
        fields = ("number", "issued_on", "issuer", "title")
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "number": _("E.g. 125/BC-BQL; empty when it has none, such as a photograph."),
            "issuer": _("Who issued it, e.g. the unit itself or the provincial People's Committee."),
            "title": _("What the document is about, in the words that stand under its kind."),
        }

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        instance = kwargs["instance"]
        super().__init__(*args, initial={"file": instance.file_id}, **kwargs)  # the seal is of the file too
        self.documents, self.same = documents, None
        self.fields["issued_on"].widget.attrs |= {
            "placeholder": _("dd/mm/yyyy"),
            "inputmode": "numeric",
            "autocomplete": "off",
        }
        self.fields["issuer"].widget.attrs["list"] = "issuers"
        first = Row(Column("number", css_class="col-sm-7"), Column("issued_on", css_class="col-sm-5"))
        self.helper = bare_helper(first, "issuer", "title", "seal")

    def clean_title(self) -> str:
        """On one line, as papers print it."""
        return " ".join(typed_text(self.cleaned_data["title"]).split())

    def clean_issued_on(self) -> date | None:
        """A day that can be: neither to come nor long ago."""
        day: date | None = self.cleaned_data["issued_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day and day < EARLIEST:
            raise forms.ValidationError(_("Enter a day from 1990 on."))
        return day

    def clean(self) -> dict[str, Any] | None:
        """Each document stands in the library once: the same number of the same day and body is the same."""
        cleaned = super().clean()
        if self.errors or not self.cleaned_data["number"]:
            return cleaned
        others = self.documents.filter(issued_on=self.cleaned_data["issued_on"])
        named = self._name(**{name: self.cleaned_data[name] for name in ("number", "issuer")})
        for other in others.exclude(pk=self.instance.pk).select_related("file"):
            if self._name(other.number, other.issuer) == named:
                self.same = other
                words = _("The library has this number, day and issuing body already: %(title)s.")
                raise forms.ValidationError(words % {"title": other.title})
        return cleaned

    @staticmethod
    def _name(number: str, issuer: str) -> tuple[str, str]:
        return folded(number).replace(" ", ""), " ".join(folded(issuer).split())
