"""The form with which a paper is issued: its number, symbol and day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.forms import bare_helper
from blocs.models import BlocYear
from blocs.text import TextCleaningMixin
from pledges.issuing import Order, next_serial
from pledges.models import Paper
from pledges.models.pledges import NUMBER_AND_SYMBOL
from pledges.papers import Kind, Subject

_NUMBER = re.compile(r"^(\d+)/(.+)$")


class PaperForm(TextCleaningMixin, forms.ModelForm):
    """Number, symbol and day of a paper about to be issued: what is planned, else the next number, today."""

    class Meta:
        model = Paper
        fields = ("serial", "symbol", "issued_on")
        widgets = {
            "serial": forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
            "issued_on": forms.DateInput({"placeholder": _("dd/mm/yyyy"), "inputmode": "numeric"}),
        }

    def __init__(self, data: Any = None, *, bloc_year: BlocYear, kind: Kind, subject: Subject) -> None:
        self.bloc_year, self.kind, self.about = bloc_year, kind, subject
        super().__init__(data, initial=None if data else self._proposed())
        self.helper = bare_helper()
        self.fields["serial"].min_value = 1
        self.fields["serial"].help_text = _(
            "The numbers of %(body)s run from 01 through the whole year (Decree 30, article 15)."
        ) % {"body": kind.issuer(bloc_year, subject)}

    def _proposed(self) -> dict[str, Any]:
        planned = self.kind.planned(self.bloc_year, self.about)
        day = planned.day or self._today()
        found = _NUMBER.match(planned.number)
        serial = (
            int(found[1]) if found else next_serial(self.bloc_year, self.kind, self.about, day or self._first)
        )
        symbol = found[2] if found else self.kind.symbol(self.bloc_year, self.about)
        return {"serial": f"{serial:02d}", "symbol": symbol, "issued_on": day}

    @property
    def _first(self) -> date:
        return date(self.bloc_year.year, 1, 1)

    def _today(self) -> date | None:
        """Today, unless the year is another one: an old paper is entered with the day that it bears."""
        today = timezone.localdate()
        return today if today.year in self._years else None

    @property
    def _years(self) -> tuple[int, int]:
        return self.bloc_year.year, self.bloc_year.year + 1

    def clean_symbol(self) -> str:
        """Groups of letters with hyphens, as the decree writes them."""
        symbol = self.cleaned_data["symbol"].strip()
        if not re.match(NUMBER_AND_SYMBOL, f"01/{symbol}"):
            raise forms.ValidationError(
                _("Write capitals in groups, with hyphens and without spaces, e.g. %(example)s.")
                % {"example": self.kind.symbol(self.bloc_year, self.about)}
            )
        return symbol

    def clean_issued_on(self) -> date:
        """A day of the year or of the one after it, in which the year is closed."""
        day = self.cleaned_data["issued_on"]
        if day.year not in self._years:
            words = gettext("Papers of the year %(year)s are issued in %(year)s or %(next)s.")
            raise forms.ValidationError(words % {"year": self._years[0], "next": self._years[1]})
        return day

    def clean(self) -> dict[str, Any]:
        """A number is given once a year."""
        super().clean()
        serial, symbol, day = (self.cleaned_data.get(name) for name in self.Meta.fields)
        if serial and symbol and day and self._taken(serial, symbol, day):
            free = next_serial(self.bloc_year, self.kind, self.about, day)
            words = gettext("This number is taken in %(year)s; %(next)s is free.")
            self.add_error("serial", words % {"year": day.year, "next": f"{free:02d}"})
        return self.cleaned_data

    def _taken(self, serial: int, symbol: str, day: date) -> bool:
        issuer = self.kind.issuer(self.bloc_year, self.about)
        return Paper.objects.filter(issuer=issuer, year=day.year, serial=serial, symbol=symbol).exists()

    @property
    def order(self) -> Order:
        """What a valid form asks for."""
        return Order(self.kind, self.about, *(self.cleaned_data[name] for name in self.Meta.fields))
