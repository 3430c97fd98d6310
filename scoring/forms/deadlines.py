"""The last second for a duty: day and time as they are typed, soft or hard."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.forms import DAY, SealedForm, bare_helper
from scoring.models import Deadline

TIMES = ("%H:%M:%S", "%H:%M", "%Hh%M", "%H giờ %M")
TIME = {"class": "form-control num day-input", "placeholder": "17:00:00", "inputmode": "numeric"}


class DeadlineForm(SealedForm):
    """One deadline; day and time both empty means none."""

    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(DAY))
    time = forms.TimeField(
        label=_("Time of day"),
        required=False,
        input_formats=TIMES,
        widget=forms.TimeInput(TIME, format="%H:%M:%S"),
        help_text=_("Vietnam time; the second that is given is still in time."),
    )

    class Meta:
        model = Deadline
        fields = ("is_hard",)

    field_order = ("day", "time", "is_hard", "seal")

    def __init__(self, *args: Any, instance: Deadline, **kwargs: Any) -> None:
        local = timezone.localtime(instance.at) if instance.pk else None
        initial = {"day": local.date(), "time": local.time()} if local else {}
        super().__init__(*args, instance=instance, initial=initial, prefix=instance.duty, **kwargs)
        self.helper = bare_helper(Div("day", "time", css_class="inline-fields"), "is_hard", "seal")

    def clean(self) -> dict[str, Any] | None:
        """Both or none, near the year, and a new moment still to come."""
        cleaned = super().clean()
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        if self.errors:
            return cleaned
        if (day is None) != (time is None):
            raise forms.ValidationError(_("Enter day and time, or leave both empty."))
        if day is None or time is None:
            return cleaned
        year, moment = self.instance.bloc_year.year, datetime.combine(day, time)
        if not year - 1 <= day.year <= year + 2:
            raise forms.ValidationError(_("Enter days near the year %(year)s.") % {"year": year})
        self.cleaned_data["at"] = timezone.make_aware(moment)
        if {"day", "time"} & set(self.changed_data) and self.cleaned_data["at"] <= timezone.now():
            raise forms.ValidationError(_("This moment is past; units must be able to keep a new deadline."))
        return cleaned

    def keep(self, user: Any) -> None:
        """Write the deadline, or delete one that was emptied, with its entry in the history."""
        deadline, at = self.instance, self.cleaned_data.get("at")
        if at is None:
            if deadline.pk:
                audit.record(user, deadline, audit.Action.DELETE)
                deadline.delete()
            return
        if deadline.pk and not self.has_changed():
            return
        created, before = deadline.pk is None, self._shown()
        deadline.at = at
        deadline.save()
        changes = [
            audit.change(what, was, now)
            for what, was, now in zip(("until", "hard"), before, self._now(), strict=True)
            if was != now
        ]
        action = audit.Action.CREATE if created else audit.Action.CHANGE
        audit.record(user, deadline, action, changes=changes)

    def _shown(self) -> tuple[str, str]:
        """Moment and kind before the form was filled."""
        if self.instance.pk is None:
            return "", ""
        return self.instance.words, audit.shown(bool(self.initial.get("is_hard")))

    def _now(self) -> tuple[str, str]:
        return self.instance.words, audit.shown(self.instance.is_hard)
