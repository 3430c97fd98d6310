"""Several sections of the joint pledge pasted at once: headings are told from points."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from blocs.forms import bare_helper
from blocs.text import TextCleaningMixin
from pledges.models import Pledge, Section

# how documents number what stands above points, the surest first
_ROMAN = re.compile(r"^[IVX]{1,5}\s*[.)/:\-–]\s*(?P<title>\S.*)$")
_NAMED = re.compile(
    r"^(?:Phần|Mục|Nội dung|Chương)\s+(?:\d{1,2}|[IVX]{1,5})\s*[.:)\-–]\s*(?P<title>\S.*)$", re.IGNORECASE
)
_ARABIC = re.compile(r"^\d{1,2}[.)]\s*(?P<title>\S.*)$")
_BELOW = re.compile(r"^(?:[-–•+*]|[a-zđ]\))")
_LONGEST_TITLE = 300


class Pasted(NamedTuple):
    """A section to be: its title and its points."""

    title: str
    points: list[str]


class SectionPasteForm(TextCleaningMixin, forms.Form):
    """A text with headings and points as it comes from a word processor."""

    text = forms.CharField(
        label=_("Headings and points"),
        widget=forms.Textarea(attrs={"rows": 16, "data-grows": ""}),
        help_text=_("Headings: “I. …”, “Phần 1. …”, lines in capitals, or “1. …” with “- …” below."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.sections: list[Pasted] = []

    def clean_text(self) -> str:
        """Every heading needs points, and every point a heading."""
        text = self.cleaned_data["text"]
        before, self.sections = split(text)
        if not self.sections:
            raise ValidationError(_("No heading was found. Write headings like “I. …” on their own lines."))
        if before:
            words = _("“%(line)s” stands before the first heading: delete it or give it a heading.")
            raise ValidationError(words % {"line": before[0][:80]})
        if empty := [one.title for one in self.sections if not one.points]:
            words = _("Headings without points: %(titles)s.")
            raise ValidationError(words % {"titles": "; ".join(f"“{title}”" for title in empty)})
        if long := [one.title for one in self.sections if len(one.title) > _LONGEST_TITLE]:
            words = _("This heading is longer than %(most)s letters: “%(title)s …”.")
            raise ValidationError(words % {"most": _LONGEST_TITLE, "title": long[0][:60]})
        return text

    def new_sections(self, pledge: Pledge, last: int) -> list[Section]:
        """The sections after the `last` one of the pledge, unsaved."""
        return [
            Section(pledge=pledge, position=position, title=one.title, body="\n".join(one.points))
            for position, one in enumerate(self.sections, start=last + 1)
        ]


def split(text: str) -> tuple[list[str], list[Pasted]]:
    """The lines before the first heading, and the headings with their points."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    title_of = _headings(lines)
    before: list[str] = []
    found: list[Pasted] = []
    for line in lines:
        if title := title_of(line):
            found.append(Pasted(title.rstrip(" :."), []))
        else:
            (found[-1].points if found else before).append(line)
    return before, found


def _headings(lines: list[str]) -> Callable[[str], str]:
    """What tells a heading of this text: numbers alone do so only where something else stands below."""
    for title_of in (partial(_after, _ROMAN), partial(_after, _NAMED), _in_capitals):
        if any(title_of(line) for line in lines):
            return title_of
    numbers_stand_above = any(_BELOW.match(line) for line in lines)
    return partial(_after, _ARABIC) if numbers_stand_above else _nothing


def _after(pattern: re.Pattern[str], line: str) -> str:
    match = pattern.match(line)
    return match["title"] if match else ""


def _in_capitals(line: str) -> str:
    """A line of several words in capitals, without its number."""
    title = _after(_ARABIC, line) or line
    letters = [letter for letter in title if letter.isalpha()]
    return title if title == title.upper() and len(letters) > 3 and " " in title else ""


def _nothing(line: str) -> str:
    return ""
