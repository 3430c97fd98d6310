"""Forms of a conference: its facts, agenda, guests, attendance, order of signing and minutes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.formats import short_date
from blocs.forms import SealedForm, bare_helper
from pledges.forms.line import LineForm
from pledges.forms.rows import RowForm
from pledges.models import AgendaItem, Agreement, Attendance, Conference, Guest
from pledges.models.agreements import plain_name

TIMES = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hg%M", "%H.%M", "%H giờ %M", "%H giờ %M phút", "%Hh", "%H giờ"]


def time_field(label: Any, help_text: Any = "") -> forms.TimeField:
    """A time of the day as officials write it: 8:30, 8h30, 8 giờ 30."""
    return forms.TimeField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=TIMES,
        widget=forms.TimeInput(
            format="%H:%M",
            attrs={"placeholder": _("hh:mm"), "maxlength": 15, "size": 6, "autocomplete": "off"},
        ),
        error_messages={"invalid": _("Write a time like 08:30 or 8h30.")},
    )


class ConferenceForm(SealedForm):
    """When, where, under whose chair."""

    begins = time_field(_("Begins"), _("E.g. 08:00 or 8h30."))

    class Meta:
        model = Conference
        fields = (
            "held_on",
            "begins",
            "venue",
            "place",
            "chair",
            "chair_position",
            "secretary",
            "secretary_position",
            "dress",
        )
        widgets = {"held_on": forms.DateInput(attrs={"placeholder": _("dd/mm/yyyy")})}
        help_texts = {
            "venue": _("Hall, building, street: as it stands in the invitation."),
            "place": _("The place written before dates, e.g. Khánh Hòa."),
            "chair": _("Name only, without title or degree (Decree 30)."),
            "chair_position": _("A deputy signs for the head: write “Phó Trưởng Ban …”."),
            "secretary": _("Writes the minutes and signs them at the left."),
            "dress": _("Closes the invitation, e.g. what to wear or to bring. May stay empty."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_chair(self) -> str:
        """A name without title."""
        plain_name(self.cleaned_data["chair"])
        return self.cleaned_data["chair"]

    def clean_secretary(self) -> str:
        """A name without title."""
        plain_name(self.cleaned_data["secretary"])
        return self.cleaned_data["secretary"]

    def clean_held_on(self) -> date | None:
        """A day near the year: any other is a slip of the pen."""
        day, year = self.cleaned_data["held_on"], self.instance.bloc_year.year
        years = (year - 1, year) if self.instance.is_signing else (year, year + 1)
        if day and day.year not in years:
            words = gettext("Enter a day in %(first)s or %(last)s.")
            raise ValidationError(words % {"first": years[0], "last": years[1]})
        return day


class AgendaItemForm(LineForm):
    """A point of the agenda."""

    owner = "conference"
    begins = time_field(_("Hour"))

    class Meta:
        model = AgendaItem
        fields = AgendaItem.texts
        labels = {"is_signing": _("Units sign")}
        widgets = {
            name: forms.Textarea(attrs={"rows": rows, "data-grows": ""})
            for name, rows in (("content", 2), ("presenter", 1))
        }


class GuestForm(LineForm):
    """Who is invited."""

    owner, private = "conference", ("email",)

    class Meta:
        model = Guest
        fields = Guest.texts
        labels = {"person": _("Name of the person")}
        widgets = {
            "organisation": forms.Textarea(attrs={"rows": 1, "data-grows": ""}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
        }


class PresentField(forms.TypedChoiceField):
    """Present, absent, or not marked yet: three things."""

    def __init__(self, **options: Any) -> None:
        choices = (("1", _("present")), ("0", _("absent")), ("", _("not marked")))
        super().__init__(
            label=_("Present"),
            choices=choices,
            coerce=lambda value: value == "1",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            **options,
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is stored with the choice that was sent."""
        return self.prepare_value(initial) != (data or "")

    def prepare_value(self, value: Any) -> Any:
        """The choice for a stored value."""
        return {None: "", True: "1", False: "0"}.get(value, value)


class PresenceForm(RowForm):
    """Whether a unit came, and who for it."""

    is_present = PresentField()

    class Meta:
        model = Attendance
        fields = ("is_present", "people")
        widgets = {"people": forms.Textarea(attrs={"rows": 1, "data-grows": ""})}

    def written(self, value: Any) -> str:
        """The three answers apart."""
        return self.base_fields["is_present"].prepare_value(value) if value in (None, True, False) else value


class GuestPresenceForm(PresenceForm):
    """Whether a guest came."""

    class Meta:
        model = Guest
        fields = ("is_present",)


class RecordForm(RowForm):
    """What the minutes say about a point of the agenda."""

    class Meta:
        model = AgendaItem
        fields = ("record",)
        widgets = {"record": forms.Textarea(attrs={"rows": 3, "data-grows": ""})}


class ClosingForm(SealedForm):
    """How the conference ended."""

    ended = time_field(_("Ended"), _("E.g. 10:45 or 10h45."))

    class Meta:
        model = Conference
        fields = ("conclusions", "ended")
        widgets = {"conclusions": forms.Textarea(attrs={"rows": 5, "data-grows": ""})}
        help_texts = {"conclusions": _("One paragraph to a line; the minutes close with them.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_ended(self) -> Any:
        """Not before it began."""
        ended, begins = self.cleaned_data["ended"], self.instance.begins
        if ended and begins and ended <= begins:
            raise ValidationError(gettext("The conference began at %(time)s.") % {"time": f"{begins:%H:%M}"})
        return ended


class InvitationsForm(forms.Form):
    """The day that all invitations bear."""

    day = forms.DateField(
        label=_("Day of the invitations"),
        help_text=_("The day that stands on the paper."),
        widget=forms.DateInput(attrs={"placeholder": _("dd/mm/yyyy"), "class": "day-input"}),
    )

    def __init__(self, data: Any = None, *, conference: Conference) -> None:
        today = timezone.localdate()
        late = conference.held_on is not None and today > conference.held_on
        super().__init__(data, initial={"day": None if late else today})
        self.conference, self.helper = conference, bare_helper()

    def clean_day(self) -> date:
        """In the year, and not after the conference."""
        day, year, held_on = self.cleaned_data["day"], self.conference.bloc_year.year, self.conference.held_on
        if day.year not in (year, year + 1):
            words = gettext("Papers of the year %(year)s are issued in %(year)s or %(next)s.")
            raise ValidationError(words % {"year": year, "next": year + 1})
        if held_on and day > held_on:
            words = gettext("The conference is on %(day)s; invitations bear an earlier day.")
            raise ValidationError(words % {"day": short_date(held_on)})
        return day


class PlaceForm(RowForm):
    """A unit's place in the order of signing."""

    class Meta:
        model = Agreement
        fields = ("position",)
        widgets = {"position": forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        self.initial["position"] = self.was[0]
        self.fields["position"].widget.attrs["class"] += " order-input"

    def written(self, value: Any) -> str:
        """No number for those without a place of their own."""
        return str(value or "")

    @property
    def place(self) -> str:
        """The place as it was stored, for a row without an input."""
        return self.was[0]

    def clean_position(self) -> int:
        """Empty is the order of the year."""
        return self.cleaned_data["position"] or 0
