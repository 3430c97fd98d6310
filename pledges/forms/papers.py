"""The form with which a paper is issued: its number, symbol and day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blocs.forms import bare_helper
from blocs.models import BlocYear
from blocs.text import TextCleaningMixin
from pledges.issuing import Order, is_taken, next_serial, out_of_order, proposal, years_of_issue
from pledges.models import Paper
from pledges.models.pledges import NUMBER_AND_SYMBOL
from pledges.papers import Face, Kind, Subject


class PaperForm(TextCleaningMixin, forms.ModelForm):
    """Number, symbol and day of a paper about to be issued: what is planned, else the next number, today."""

    class Meta:
        model = Paper
        fields = ("serial", "symbol", "issued_on")
        widgets = {
            "serial": forms.TextInput(
                {"inputmode": "numeric", "autocomplete": "off", "class": "order-input"}
            ),
            "symbol": forms.TextInput({"autocomplete": "off"}),
            "issued_on": forms.DateInput(
                {"placeholder": _("dd/mm/yyyy"), "inputmode": "numeric", "class": "day-input"}
            ),
        }

    def __init__(self, data: Any = None, *, bloc_year: BlocYear, kind: Kind, subject: Subject) -> None:
        self.bloc_year, self.kind, self.about = bloc_year, kind, subject
        super().__init__(data, initial=None if data else self._proposed())
        self.helper = bare_helper()
        helps = {
            "serial": _("The numbers of %(body)s run from 01 through the year (Decree 30, article 15)."),
            "symbol": _("Kind of paper and issuing body, e.g. %(symbol)s."),
            "issued_on": _("The day that stands on the paper."),
        }
        facts = {"body": kind.issuer(bloc_year, subject), "symbol": kind.symbol(bloc_year, subject)}
        for name, words in helps.items():
            self.fields[name].help_text = words % facts

    def _proposed(self) -> dict[str, Any]:
        found = proposal(self.bloc_year, self.kind, self.about)
        return {"serial": f"{found.serial:02d}", "symbol": found.symbol, "issued_on": found.day}

    def clean_symbol(self) -> str:
        """Groups of letters with hyphens, as the decree writes them."""
        symbol = self.cleaned_data["symbol"]
        if not re.match(NUMBER_AND_SYMBOL, f"01/{symbol}"):
            words = gettext(
                "Write groups of letters with hyphens and without spaces, capitals first: %(example)s."
            )
            raise forms.ValidationError(words % {"example": self.kind.symbol(self.bloc_year, self.about)})
        return symbol

    def clean_issued_on(self) -> date:
        """A day of the year or of the one after it."""
        day, years = self.cleaned_data["issued_on"], years_of_issue(self.bloc_year)
        if day.year not in years:
            words = gettext("Papers of the year %(year)s are issued in %(year)s or %(next)s.")
            raise forms.ValidationError(words % {"year": years[0], "next": years[1]})
        return day

    def clean_serial(self) -> int:
        """Numbers begin with 01."""
        serial = self.cleaned_data["serial"]
        if serial < 1:
            raise forms.ValidationError(gettext("Numbers begin with 01."))
        return serial

    def clean(self) -> dict[str, Any]:
        """A number is given once a year."""
        super().clean()
        serial, symbol, day = (self.cleaned_data.get(name) for name in self.Meta.fields)
        issuer = self.kind.issuer(self.bloc_year, self.about)
        if serial and symbol and day and is_taken(issuer, day.year, serial, symbol):
            free = next_serial(self.bloc_year, self.kind, self.about, day)
            words = gettext("This number is taken in %(year)s; %(next)s is free.")
            self.add_error("serial", words % {"year": day.year, "next": f"{free:02d}"})
        return self.cleaned_data

    @property
    def order(self) -> Order:
        """What a valid form asks for."""
        return Order(self.kind, self.about, *(self.cleaned_data[name] for name in self.Meta.fields))

    @property
    def face(self) -> Face:
        """What a valid form puts on the paper."""
        order = self.order
        return Face(f"{order.serial:02d}/{order.symbol}", order.day)

    @property
    def warnings(self) -> list[str]:
        """What to look at before a valid form is confirmed."""
        return out_of_order(self.bloc_year, self.order)
