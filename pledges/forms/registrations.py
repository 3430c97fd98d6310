"""The parts of a registration: targets, movements, titles as tables of lines, and the commitments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.forms import SealedForm, bare_helper
from pledges.forms.line import LineForm, growing
from pledges.models import Movement, Registration, Target, Title, TitleRegistration
from pledges.models.titles import Holder

# What organisations commit themselves to; anything else may be typed.
SUGGESTED_COMMITMENTS = ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ")


class TargetForm(LineForm):
    """A target of a registration."""

    class Meta:
        model = Target
        fields = Target.texts
        widgets = growing(content=2, measure=1, last_year=1, plan=1, note=1) | {
            "due": forms.DateInput(
                attrs={"placeholder": _("dd/mm/yyyy"), "inputmode": "numeric", "maxlength": 10}
            )
        }

    def clean_due(self) -> date | None:
        """A day near the year: a slip of a digit is no deadline."""
        due, year = self.cleaned_data["due"], self.instance.registration.bloc_year.year
        if due and not year - 1 <= due.year <= year + 2:
            raise ValidationError(_("Enter a day near the year %(year)s.") % {"year": year})
        return due


class MovementForm(LineForm):
    """A movement of a registration."""

    class Meta:
        model = Movement
        fields = Movement.texts
        widgets = growing(name=2, aim=2, launched=1, wrapped_up=1)


class CommitmentsForm(SealedForm):
    """What Party cell, union and youth union commit themselves to; an empty one registers nothing."""

    suggested = SUGGESTED_COMMITMENTS

    class Meta:
        model = Registration
        fields = ("party_cell", "union", "youth_union")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        for name in self.Meta.fields:
            self.fields[name].widget.attrs["list"] = "suggested-commitments"


class TitleRegistrationForm(LineForm):
    """A title that the unit or a person of it strives for."""

    class Meta:
        model = TitleRegistration
        fields = TitleRegistration.texts
        widgets = {
            "title": forms.Select,
            **growing(holder=1, note=1),
        }

    related = ("title",)

    def __init__(self, *args: Any, titles: list[Title], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = {title.pk: title for title in titles}
        title = self.fields["title"]
        title.queryset = Title.objects.filter(pk__in=self.titles)
        title.choices = grouped_titles(titles)
        title.widget.attrs |= {"class": "form-select form-select-sm", "data-title": ""}
        title.error_messages["required"] = _("Choose a title, or empty the row.")
        self.fields["holder"].required = False
        self.fields["holder"].help_text = ""

    @property
    def aside(self) -> str:
        """The conditions of the title that is chosen."""
        chosen = str(self["title"].value() or "")
        found = self.titles.get(int(chosen)) if chosen.isdecimal() else None
        return found.conditions if found else ""

    def clean(self) -> dict[str, Any]:
        """A collective that is not named is the unit itself; a person has a name."""
        super().clean()
        title, holder = self.cleaned_data.get("title"), self.cleaned_data.get("holder")
        if title and not holder and title.holder == Holder.COLLECTIVE:
            self.cleaned_data["holder"] = self.instance.registration.unit.name
        elif title and not holder and "holder" not in self.errors:
            self.add_error("holder", gettext("Enter the person's full name."))
        return self.cleaned_data

    @property
    def twin(self) -> tuple[Any, ...] | None:
        """The same title for the same holder, however capitals and spaces are written."""
        sent = getattr(self, "cleaned_data", {}) if self.is_bound else vars(self.instance)
        title = sent["title"].pk if sent.get("title") else sent.get("title_id")
        return (title, " ".join(sent["holder"].casefold().split())) if title and sent.get("holder") else None

    def refuse_twin(self, row: int) -> None:
        """The same title is not registered twice for one holder."""
        words = gettext("This title is registered for the same holder in row %(row)s already.")
        self.add_error("holder", words % {"row": row})

    @classmethod
    def make_way(cls, lines: list[Any]) -> None:
        """Two rows may have exchanged their holders: none is in the other's way while both are saved."""
        for line in lines:
            TitleRegistration.objects.filter(pk=line.pk).update(holder=f"#{line.pk}")


def titles_for(registration: Registration) -> list[Title]:
    """The titles that can be chosen: those on offer, and what the registration has already."""
    chosen = Q(pk__in=registration.titles.values("title"))
    return list(Title.objects.filter(Q(is_offered=True) | chosen))


def grouped_titles(titles: list[Title]) -> list[tuple[str, Any]]:
    """Choices of titles in two groups, those of collectives first."""
    groups = {
        Holder.COLLECTIVE: gettext("Titles of collectives"),
        Holder.PERSON: gettext("Titles of persons"),
    }
    listed = [
        (label, [(one.pk, one.name) for one in titles if one.holder == holder])
        for holder, label in groups.items()
    ]
    return [("", gettext("Choose a title")), *(group for group in listed if group[1])]
