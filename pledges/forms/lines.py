"""The lines of one thing as one table of forms: targets or movements of a registration, an agenda, guests."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext

from blocs import audit
from blocs.seals import seal
from blocs.text import composed
from pledges.forms.line import LineForm, joined, shown, typed


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

    def __init__(
        self, form_class: type[LineForm], owner: models.Model, data: Any = None, **shared: Any
    ) -> None:
        """`shared` goes to the form of every line: what they would otherwise all ask for."""
        self.form_class, self.owned_by = form_class, {form_class.owner: owner}
        self.owner, self.shared = owner, shared
        self.texts = form_class._meta.model.texts
        self.data: Any = None if data is None else composed(data)
        new = [key for key in self._keys("new") if any(self._typed(f"new-{key}"))]
        lines = form_class._meta.model._default_manager.filter(**self.owned_by)
        lines = lines.prefetch_related(*form_class.related)
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
        """Whether every line can be stored as sent, beside the others."""
        right = all([form.is_right for form in self.forms])
        return self._no_twins() and right

    def _no_twins(self) -> bool:
        """Refuse what was sent and stands in another row already; what was not touched came first."""
        first: dict[Any, int] = {}
        alone = True
        kept = [(row, form) for row, form in enumerate(self.forms, start=1) if not form.removes]
        for row, form in sorted(kept, key=lambda one: one[1].is_bound):
            if form.twin is not None and first.setdefault(form.twin, row) != row:
                form.refuse_twin(first[form.twin])
                alone = False
        return alone

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
        gone = [form for form in self.forms if form.removes and form.instance.pk]
        for position, form in enumerate(kept, start=1):
            form.instance.position = position
        changes = [change for form in (*kept, *gone) for change in form.changes()]
        for form in gone:
            form.instance.delete()
        changed = [form for form in kept if form.is_bound or form.old_position != form.instance.position]
        self.form_class.make_way([form.instance for form in changed if form.instance.pk])
        for form in changed:
            form.instance.save()
        if changes:
            audit.record(user, self.owner, audit.Action.CHANGE, changes=changes)

    def _existing(self, line: Any) -> LineForm:
        setattr(line, self.form_class.owner, self.owner)
        prefix, stored = f"line-{line.pk}", [typed(line, name) for name in self.texts]
        place = {"position": line.position}
        seen_position, _dot, seen = self._sent(prefix, "seal").partition(".")
        now, sent = seal(*stored), seal(*self._typed(prefix))
        moved = self._sent(prefix, "position") != seen_position
        if not seen or not (moved or sent != seen or self._sent(prefix, "remove")):
            return self.form_class(instance=line, prefix=prefix, initial=place, **self.shared)
        conflict = ""
        if now not in (seen, sent):
            words = gettext(
                "Someone changed this row meanwhile; it reads: “%(now)s”. Save again to replace it."
            )
            conflict = words % {"now": joined(shown(line, name) for name in self.texts)}
        asked: dict[str, Any] = {"prefix": prefix, "initial": place, "conflict": conflict}
        return self.form_class(self.data, instance=line, **asked, **self.shared)

    def _new(self, key: str, *, blank: bool = False, conflict: str = "") -> LineForm:
        return self.form_class(
            None if blank else self.data,
            instance=self.form_class._meta.model(**self.owned_by),
            prefix=f"new-{key}",
            empty_permitted=True,
            conflict=conflict,
            **self.shared,
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
