"""A form field that is a small table: rows of the same few columns, as many as are wanted.

The columns come as lists of the same length (`bands-start`, `bands-points`), so that rows can be added and
taken away on the page; blank rows are ignored. Without JavaScript some spare rows stand below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext

SPARE = 2  # blank rows below those with something in them
LEAST = 3  # rows in all, so that an empty table looks like one

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the page shows it."""

    label: str
    name: str
    html: SafeString
    errors: list[str]


class RowsWidget(forms.Widget):
    """Reads the columns; what it looks like is written in `scoring/_rows.html`."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, ...]]:
        """Rows of texts; those that are wholly blank are left out."""
        lists = [data.getlist(f"{name}-{column}") for column in self.columns]
        length = max((len(texts) for texts in lists), default=0)
        filled = [texts + [""] * (length - len(texts)) for texts in lists]
        return [row for row in zip(*filled, strict=True) if any(text.strip() for text in row)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """An empty table is a value."""
        return not any(f"{name}-{column}" in data for column in self.columns)

    def id_for_label(self, id_: str) -> str:
        """The first cell."""
        return f"{id_}-{self.columns[0]}-1"


class BoundRows(forms.BoundField):
    """The field with its rows of cells."""

    @property
    def heads(self) -> list[str]:
        """The labels of the columns."""
        return [str(column.label) for column in self.field.columns.values()]

    @property
    def rows(self) -> list[list[Cell]]:
        """What is there, then some blank rows."""
        value = list(self.value() or ())
        blank = max(LEAST - len(value), SPARE)
        return [self._row(row, number) for number, row in enumerate([*value, *[()] * blank], start=1)]

    @property
    def spare(self) -> list[Cell]:
        """The row that the page's script copies."""
        return self._row((), "__row__")

    def _row(self, row: Sequence[Any], number: int | str) -> list[Cell]:
        values = [*row, *[None] * (len(self.field.columns) - len(row))]
        columns = zip(self.field.columns.items(), values, strict=True)
        return [self._cell(name, field, value, number) for (name, field), value in columns]

    def _cell(self, name: str, field: forms.Field, value: Any, number: int | str) -> Cell:
        errors = self.field.problems.get((number, name), [])
        attrs = dict(field.widget.attrs)
        kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        attrs["class"] = f"{kind} {kind}-sm {attrs.get('class', '')} {'is-invalid' if errors else ''}".strip()
        attrs["id"] = f"{self.auto_id}-{name}-{number}"
        label = gettext("%(column)s, row %(number)s") % {"column": field.label, "number": number}
        attrs |= {"aria-label": label} | ({"aria-invalid": "true"} if errors else {})
        html = field.widget.render(f"{self.html_name}-{name}", field.prepare_value(value), attrs)
        return Cell(str(field.label), name, html, errors)


class RowsField(forms.Field):
    """Rows of cleaned values, one tuple each; `columns` are fields by name.

    A wrong cell is named by its row and column, and marked.
    """

    def __init__(self, columns: Mapping[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(widget=RowsWidget(list(columns)), **kwargs)
        self.columns = dict(columns)
        self.problems: dict[tuple[int | str, str], list[str]] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> RowsField:
        """Each form has its own columns and its own problems."""
        copied = super().__deepcopy__(memo)
        copied.columns = {name: field.__deepcopy__(memo) for name, field in self.columns.items()}
        copied.problems = {}
        return copied

    def get_bound_field(self, form: Any, field_name: str) -> BoundRows:
        """The field as the page shows it."""
        return BoundRows(form, self, field_name)

    def clean(self, value: Any) -> list[Row]:
        """Every cell by its column's field; all that is wrong is told at once."""
        rows = [self._cleaned(row, number) for number, row in enumerate(value or (), start=1)]
        if self.problems:
            words = gettext("row %(number)s, %(column)s: %(problem)s")
            raise forms.ValidationError(
                [
                    words % {"number": number, "column": self.columns[name].label, "problem": " ".join(texts)}
                    for (number, name), texts in self.problems.items()
                ]
            )
        if self.required and not rows:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return rows

    def _cleaned(self, row: Sequence[str], number: int) -> Row:
        cells = []
        for (name, field), text in zip(self.columns.items(), row, strict=True):
            try:
                cells.append(field.clean(text))
            except forms.ValidationError as error:
                self.problems[number, name] = error.messages
                cells.append(None)
        return tuple(cells)

    def mark(self, number: int, name: str, problem: str) -> None:
        """A cell that is wrong beside the others."""
        self.problems.setdefault((number, name), []).append(problem)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the texts differ from those that the page would show."""
        shown = [
            tuple(
                str(field.prepare_value(value) if value is not None else "")
                for field, value in zip(self.columns.values(), row, strict=True)
            )
            for row in initial or ()
        ]
        return shown != [tuple(text.strip() for text in row) for row in data or ()]
