"""The lines of one thing as one table of forms: targets or movements of a registration, an agenda, guests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from blocs import audit
from blocs.seals import seal
from blocs.text import TextCleaningMixin, composed
from pledges.models import Movement, Target

LAST = 10_000  # the place of a new line for which no place was asked


def written(value: Any) -> str:
    """A stored value as a browser sends it back; nothing for what is empty or not ticked."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str("" if value is None else value)


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(filter(None, texts))


class LineForm(TextCleaningMixin, forms.ModelForm):
    """A line: its texts, its place in the order, whether it goes. `owner` is the field of what it is in."""

    owner = "registration"

    position = forms.IntegerField(label=_("Order"), min_value=1, max_value=LAST - 1, required=False)
    remove = forms.BooleanField(label=_("Delete"), required=False)

    def __init__(self, *args: Any, conflict: str = "", **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.conflict, line = conflict, self.instance
        self.was = [written(getattr(line, name)) for name in line.texts]
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
        return f"{self.old_position}.{seal(*self.was)}"

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
        now = [written(getattr(self.instance, name)) for name in self.instance.texts]
        if self.removes:
            return [audit.change(gettext_noop("deleted"), _joined(self.was), "", of=self.was[0])]
        if self.empty_permitted:
            return [audit.change(gettext_noop("added"), "", _joined(now), of=now[0])]
        names = (*self.instance.texts, "position")
        before = (*self.was, str(self.old_position))
        after = (*now, str(self.instance.position))
        return [
            audit.change(self._english(name), old, new, of=self.was[0])
            for name, old, new in zip(names, before, after, strict=True)
            if old != new
        ]

    def _english(self, name: str) -> str:
        with translation.override("en"):
            return str(self.instance._meta.get_field(name).verbose_name)


def _areas(**rows: int) -> dict[str, forms.Textarea]:
    return {name: forms.Textarea(attrs={"rows": count, "data-grows": ""}) for name, count in rows.items()}


class TargetForm(LineForm):
    """A target of a registration."""

    class Meta:
        model = Target
        fields = Target.texts
        widgets = _areas(content=2, measure=1, plan=1, note=1)


class MovementForm(LineForm):
    """A movement of a registration."""

    class Meta:
        model = Movement
        fields = Movement.texts
        widgets = _areas(name=2, aim=2, launched=1, wrapped_up=1)


class Problem(NamedTuple):
    """What is wrong with a row, and where."""

    words: str
    field_id: str


class Lines:
    """All lines of one kind. Names carry a line's key, never its place.

    A line that the person did not touch keeps what others wrote meanwhile; one that both changed is refused
    by name and shows the other's text; one that another deleted comes back as a new line, to be saved again.
    """

    blanks = 3

    def __init__(self, form_class: type[LineForm], owner: models.Model, data: Any = None) -> None:
        self.form_class, self.owned_by = form_class, {form_class.owner: owner}
        self.owner = owner
        self.texts = form_class._meta.model.texts
        self.data: Any = None if data is None else composed(data)
        new = [key for key in self._keys("new") if any(self._typed(f"new-{key}"))]
        lines = form_class._meta.model._default_manager.filter(**self.owned_by)
        self.forms = [self._existing(line) for line in lines]
        self.forms += self._vanished({str(form.instance.pk) for form in self.forms})
        self.forms += [self._new(key) for key in new]

    @property
    def rows(self) -> list[LineForm]:
        """All lines and some blank ones, for the page."""
        taken = set(self._keys("new"))
        free = [str(n) for n in range(1, len(taken) + self.blanks + 1) if str(n) not in taken]
        return [*self.forms, *(self._new(key, blank=True) for key in free[: self.blanks])]

    @property
    def spare(self) -> LineForm:
        """The row that the page's script copies."""
        return self._new("__key__", blank=True)

    def is_valid(self) -> bool:
        """Whether every line can be stored as sent."""
        return all([form.is_right for form in self.forms])

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, row by row, for the top of the page."""
        found = []
        for number, form in enumerate(self.forms, start=1):
            for name, errors in ({} if form.is_right else form.errors).items():
                column = form[name] if name in form.fields else form.cells[0]
                words = gettext("Row %(row)s, %(column)s: %(problem)s") % {
                    "row": number,
                    "column": column.label,
                    "problem": " ".join(map(str, errors)),
                }
                found.append(Problem(words, column.id_for_label))
        return found

    def save(self, user: Any) -> None:
        """Store what was sent and write one entry of the history with every line's changes."""
        kept = sorted((form for form in self.forms if not form.removes), key=LineForm.place)
        for position, form in enumerate(kept, start=1):
            form.instance.position = position
            if form.is_bound or form.old_position != position:
                form.instance.save()
        gone = [form for form in self.forms if form.removes and form.instance.pk]
        changes = [change for form in (*kept, *gone) for change in form.changes()]
        for form in gone:
            form.instance.delete()
        if changes:
            audit.record(user, self.owner, audit.Action.CHANGE, changes=changes)

    def _existing(self, line: Any) -> LineForm:
        prefix, stored = f"line-{line.pk}", [written(getattr(line, name)) for name in self.texts]
        place = {"position": line.position}
        seen_position, _dot, seen = self._sent(prefix, "seal").partition(".")
        now, sent = seal(*stored), seal(*self._typed(prefix))
        moved = self._sent(prefix, "position") != seen_position
        if not seen or not (moved or sent != seen or self._sent(prefix, "remove")):
            return self.form_class(instance=line, prefix=prefix, initial=place)
        conflict = ""
        if now not in (seen, sent):
            words = gettext(
                "Someone changed this row meanwhile; it reads: “%(now)s”. Save again to replace it."
            )
            conflict = words % {"now": _joined(stored)}
        return self.form_class(self.data, instance=line, prefix=prefix, initial=place, conflict=conflict)

    def _new(self, key: str, *, blank: bool = False, conflict: str = "") -> LineForm:
        return self.form_class(
            None if blank else self.data,
            instance=self.form_class._meta.model(**self.owned_by),
            prefix=f"new-{key}",
            empty_permitted=True,
            conflict=conflict,
        )

    def _vanished(self, present: set[str]) -> list[LineForm]:
        """Lines that someone deleted while this person was changing them, as new ones."""
        rows = []
        for key in self._keys("line"):
            prefix, texts = f"line-{key}", self._typed(f"line-{key}")
            untouched = seal(*texts) == self._sent(prefix, "seal").partition(".")[2]
            if key in present or untouched or self._sent(prefix, "remove") or not any(texts):
                continue
            self.data = self.data.copy()
            for name, text in zip(self.texts, texts, strict=True):
                self.data[f"new-back{key}-{name}"] = text
            words = gettext("Someone deleted this row meanwhile. Save again to add it anew, or empty it.")
            rows.append(self._new(f"back{key}", conflict=words))
        return rows

    def _keys(self, kind: str) -> list[str]:
        found = (re.fullmatch(rf"{kind}-(\w+)-{self.texts[0]}", name) for name in self.data or ())
        return [match[1] for match in found if match]

    def _sent(self, prefix: str, name: str) -> str:
        return (self.data or {}).get(f"{prefix}-{name}", "").strip()

    def _typed(self, prefix: str) -> list[str]:
        return [self._sent(prefix, name) for name in self.texts]
