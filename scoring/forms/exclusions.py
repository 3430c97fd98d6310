"""The form that names a unit which is not considered this year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms import SealedForm, bare_helper
from blocs.models import Unit
from scoring.models import Exclusion


class ExclusionForm(SealedForm):
    """Which unit, for which of the regulation's reasons, by which paper; the unit is chosen once."""

    reason = forms.ChoiceField(label=_("Reason for exclusion"))

    class Meta:
        model = Exclusion
        fields = ("unit", "reason", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        bloc_year = self.instance.bloc_year
        excluded = bloc_year.exclusions.values("unit")
        members = Unit.objects.filter(pk__in=[unit.pk for unit in bloc_year.members])
        self.fields["unit"].queryset = members.exclude(pk__in=excluded)
        if self.instance.pk:
            del self.fields["unit"]
        self.fields["reason"].choices = [("", "---------"), *((text, text) for text in self._reasons())]
        self.fields["source"].required = True

    def _reasons(self) -> list[str]:
        """The regulation's reasons, and the one that stands here although the regulation has dropped it."""
        regulation = getattr(self.instance.bloc_year, "regulation", None)
        reasons = [row.text for row in regulation.exclusion_reasons.all()] if regulation else []
        own = self.instance.reason
        return reasons if not own or own in reasons else [own, *reasons]
