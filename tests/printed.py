"""One example of every kind of official paper, as it would be issued: set once, measured by many tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import time_machine
from django.core.management import call_command
from django.test import override_settings

from blocs.models import BlocYear
from blocs.pdf import Marks, typesetting
from blocs.pdf.marks import QR_ADDRESS
from blocs.pdf.signatures import Signature
from pledges.papers import Face, Kind, Subject, kinds
from tests.conftest import NOW
from tests.layout import Paper, measured

CODE = "ABCDEFGHJK"
MARKS = Marks(CODE, f"https://khoithidua.vn/verify/{CODE}/")
DAY = date(2021, 3, 1)


@dataclass
class Example:
    """An issued paper: what it is made of, and its measures."""

    kind: Kind
    face: Face
    html: str
    title: str
    signatures: list[Signature] = field(default_factory=list)

    def pdf(self) -> bytes:
        """The bytes as issuing makes them."""
        pictures = ((QR_ADDRESS, MARKS.qr),)
        return typesetting.pdf(self.html, tagged=not self.kind.for_signing, pictures=pictures)

    @cached_property
    def paper(self) -> Paper:
        """The measures; set at the first look."""
        return measured(self.pdf())


def examples() -> dict[str, Example]:
    """An example of every kind from the years of the demonstration, which this loads."""
    with time_machine.travel(NOW), override_settings(DEMO=True):
        call_command("demo", verbosity=0)
        BlocYear.objects.update(is_demo=False)
        years = list(BlocYear.objects.filter(bloc__slug="khanh-hoa").order_by("year"))
        return {kind.name: _example(kind, years) for kind in kinds().values()}


def _example(kind: Kind, years: list[BlocYear]) -> Example:
    bloc_year, subject = _issuable(kind, years)
    face = Face(f"05/{kind.symbol(bloc_year, subject)}", DAY)
    composition = kind.compose(bloc_year, subject, face)
    assert composition.for_signing == kind.for_signing
    found = list(_signatures(composition.context))
    return Example(kind, face, composition.html(MARKS), composition.context["title"], found)


def _issuable(kind: Kind, years: list[BlocYear]) -> tuple[BlocYear, Subject]:
    """A paper that could be issued; else one that could be printed."""
    printable = [(year, subject) for year in years for subject in kind.subjects(year)]
    assert printable, f"the demonstration has no example of {kind.name}"
    ready = [(year, subject) for year, subject in printable if not kind.obstacles(year, subject)]
    return (ready or printable)[0]


def _signatures(value: Any) -> Iterator[Signature]:
    """The blocks in what a template prints."""
    if isinstance(value, Signature):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _signatures(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _signatures(one)
