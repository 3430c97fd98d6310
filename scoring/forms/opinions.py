"""Forms of a round of opinions: its last day, an opinion, the head's answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.forms import DAY, SealedForm, bare_helper
from blocs.number_field import NumberField
from scoring.models import Consultation, Opinion
from scoring.models.opinions import Place
from scoring.models.replies import Verdict

GROWS = {"rows": 4, "data-grows": ""}


class ConsultationForm(SealedForm):
    """Until when the units may reply."""

    class Meta:
        model = Consultation
        fields = ("closes_on",)
        widgets = {"closes_on": forms.DateInput(DAY)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_closes_on(self) -> date:
        """A day that is not over, so that it can be kept."""
        day, today = self.cleaned_data["closes_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(gettext("This day is past; the units must be able to keep it."))
        if (day - today).days > 366:
            raise forms.ValidationError(gettext("This is more than a year away; look at the date again."))
        return day


class OpinionForm(SealedForm):
    """What a unit thinks of an article, a criterion or the whole, and how it should read instead."""

    maximum = NumberField(required=False, help_text=_("Empty: the maximum may stay as it is."))

    class Meta:
        model = Opinion
        fields = ("comment", "wording", "maximum")
        widgets = {"comment": forms.Textarea(attrs=GROWS), "wording": forms.Textarea(attrs=GROWS)}
        help_texts = {"wording": _("The text as it should stand; empty if the comment says it all.")}

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        if place.criterion is None:
            del self.fields["maximum"]
            del self.initial["maximum"]
        else:
            self.fields["maximum"].label = capfirst(_("proposed maximum"))

    def save(self, commit: bool = True) -> Opinion:
        """An opinion that says something else has no answer yet."""
        opinion: Opinion = super().save(commit=False)
        if self.has_changed():
            opinion.verdict, opinion.because = Verdict.OPEN, ""
            opinion.answered_by = opinion.answered_at = None
        opinion.save()
        return opinion


class AnswerForm(SealedForm):
    """What the head makes of an opinion; anything but taking it up in full needs a reason."""

    verdict = forms.ChoiceField(
        label=_("Answer"),
        choices=[choice for choice in Verdict.choices if choice[0] != Verdict.OPEN],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Opinion
        fields = ("verdict", "because")
        widgets = {"because": forms.Textarea(attrs=GROWS)}
        help_texts = {"because": _("Needed unless the opinion is taken up in full; printed in the table.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        if self.initial.get("verdict") == Verdict.OPEN:
            self.initial["verdict"] = ""

    def clean(self) -> dict[str, Any] | None:
        """A reason for whoever reads that their opinion was not followed."""
        cleaned = super().clean()
        verdict = self.cleaned_data.get("verdict")
        if verdict in (Verdict.PARTLY, Verdict.DECLINED) and not self.cleaned_data.get("because"):
            self.add_error("because", gettext("Say why the opinion is not taken up in full."))
        return cleaned
