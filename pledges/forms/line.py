"""A line of a table of forms: what it shows, what was typed into it, and its part of the history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.seals import seal
from blocs.text import TextCleaningMixin

LAST = 10_000  # the place of a new line for which no place was asked


def written(value: Any) -> str:
    """A stored value as a browser sends it back; nothing for what is empty or not ticked."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str("" if value is None else value)


def typed(line: models.Model, name: str) -> str:
    """A column of a line as a browser sends it back: of what is chosen from a list its key."""
    return written(getattr(line, line._meta.get_field(name).attname))


def shown(line: models.Model, name: str) -> str:
    """A column of a line for people: of what is chosen from a list its name."""
    field, value = line._meta.get_field(name), typed(line, name)
    if isinstance(field, models.BooleanField):
        return "✓" if value else ""
    return str(getattr(line, name)) if field.is_relation and value else value


def joined(texts: Iterable[str]) -> str:
    """A line's columns in one text."""
    return " · ".join(filter(None, texts))


class LineForm(TextCleaningMixin, forms.ModelForm):
    """A line: its texts, its place in the order, whether it goes. `owner` is the field of what it is in."""

    owner = "registration"
    private: tuple[str, ...] = ()  # columns of which the history tells no more than that they changed
    related: tuple[str, ...] = ()  # what the lines are shown with

    position = forms.IntegerField(label=_("Order"), min_value=1, max_value=LAST - 1, required=False)
    remove = forms.BooleanField(label=_("Delete"), required=False)

    def __init__(self, *args: Any, conflict: str = "", **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.conflict, line = conflict, self.instance
        self.stored = [typed(line, name) for name in line.texts]
        self.was = [shown(line, name) for name in line.texts]
        self.old_position = line.position
        self.fields["position"].widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4})
        self.fields[line.texts[0]].error_messages["required"] = _("Enter it, or tick “Delete”.")
        for name, field in self.fields.items():
            ticked = isinstance(field, forms.BooleanField)
            css = "form-check-input" if ticked else "form-control form-control-sm"
            field.widget.attrs["class"] = f"{css} order-input" if name == "position" else css

    @property
    def seal(self) -> str:
        """What the page shows of this line: its place and a mark of its texts."""
        return f"{self.old_position}.{seal(*self.stored)}"

    @property
    def cells(self) -> list[forms.BoundField]:
        """The columns with text, in the order of the table."""
        return [self[name] for name in self.instance.texts]

    @property
    def removes(self) -> bool:
        """Whether the line is to go."""
        return bool(self.is_bound and self.data.get(self.add_prefix("remove")))

    @property
    def is_right(self) -> bool:
        """Whether the line can be stored as sent; what goes need not be right, but seen."""
        return not self.is_bound or (self.removes and not self.conflict) or self.is_valid()

    def clean(self) -> dict[str, Any]:
        """Nothing of someone else's is overwritten unseen; a pasted line break stays in long texts only."""
        if self.conflict:
            raise ValidationError(self.conflict)
        super().clean()
        for name in self.instance.texts:
            short = isinstance(self.instance._meta.get_field(name), models.CharField)
            if name in self.cleaned_data and short:
                lines = self.cleaned_data[name].splitlines()
                self.cleaned_data[name] = " ".join(line.strip() for line in lines)
        return self.cleaned_data

    def add_error(self, field: str | None, error: Any) -> None:
        """Mark the cell too."""
        super().add_error(field, error)
        if field in self.fields:
            self.fields[field].widget.attrs["class"] += " is-invalid"

    @property
    def aside(self) -> str:
        """What helps with the first column, beside it."""
        return ""

    @classmethod
    def make_way(cls, lines: list[Any]) -> None:
        """Before `lines` are saved one by one: whose constraints compare lines clears their places here."""

    @property
    def twin(self) -> tuple[Any, ...] | None:
        """What no other line of the table may have too; None where lines may be alike."""
        return None

    def refuse_twin(self, row: int) -> None:
        """Say that the line of `row` is the same; only forms whose lines have a `twin` are asked."""

    def place(self) -> tuple[int, int]:
        """Where the line is to stand: before the one that stands there, or after it when it moves down."""
        if not self.is_bound:
            return self.old_position, 0
        asked, is_new = self.cleaned_data["position"], self.instance.pk is None
        shown = self.data.get(self.add_prefix("seal"), "").partition(".")[0]
        if not is_new and (asked is None or str(asked) == shown):
            return self.old_position, 0
        if asked is None:
            return LAST, 0
        return asked, -1 if is_new or asked < self.old_position else 1

    def changes(self) -> list[audit.Change]:
        """The line's part of the history, after it has got its place."""
        if not self.is_bound:
            return []
        now = [shown(self.instance, name) for name in self.instance.texts]
        if self.removes:
            return [audit.change(gettext_noop("deleted"), self._whole(self.was), "", of=self.was[0])]
        if self.empty_permitted:
            return [audit.change(gettext_noop("added"), "", self._whole(now), of=now[0])]
        names = (*self.instance.texts, "position")
        before = (*self.was, str(self.old_position))
        after = (*now, str(self.instance.position))
        return [
            audit.change(self._english(name), self._told(name, old), self._told(name, new), of=self.was[0])
            for name, old, new in zip(names, before, after, strict=True)
            if old != new
        ]

    def _told(self, name: str, text: str) -> str:
        """A text as the history keeps it, which the whole bloc reads: of a private one that there is one."""
        return "✓" if text and name in self.private else text

    def _whole(self, texts: list[str]) -> str:
        """A line that came or went, without what is private."""
        pairs = zip(self.instance.texts, texts, strict=True)
        return joined(text for name, text in pairs if name not in self.private)

    def _english(self, name: str) -> str:
        with translation.override("en"):
            return str(self.instance._meta.get_field(name).verbose_name)


def growing(**rows: int) -> dict[str, forms.Textarea]:
    """Texts of so many rows that grow with what is written in them."""
    return {name: forms.Textarea(attrs={"rows": count, "data-grows": ""}) for name, count in rows.items()}
