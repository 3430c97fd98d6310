"""Rows of a page that are always there: nobody adds or deletes them, several people may fill them in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from blocs.seals import seal
from blocs.text import TextCleaningMixin, composed
from pledges.forms.line import written


class RowForm(TextCleaningMixin, forms.ModelForm):
    """A row. What the person did not touch keeps what others wrote meanwhile; what both changed is refused.

    `name` is the row's name for people.
    """

    def __init__(self, data: Any, *, instance: Any, prefix: str, name: str = "") -> None:
        self.names = self._meta.fields
        self.was = [self.written(getattr(instance, field)) for field in self.names]
        self.seal, self.conflict, self.title = seal(*self.was), "", name
        touched = self._touched(composed(data), prefix) if data else None
        super().__init__(touched, instance=instance, prefix=prefix, use_required_attribute=False)
        for field in self.fields.values():
            kind = field.widget
            if isinstance(kind, forms.TextInput | forms.Textarea):
                kind.attrs["class"] = "form-control form-control-sm"

    def _touched(self, data: Any, prefix: str) -> Any:
        """What was sent, if the person changed something of this row."""
        sent = seal(*(self._sent(data, f"{prefix}-{field}") for field in self.names))
        seen = data.get(f"{prefix}-seal", "")
        if not seen or sent == seen:
            return None
        if self.seal not in (seen, sent):
            words = gettext(
                "Someone changed this row meanwhile; it reads: “%(now)s”. Save again to replace it."
            )
            self.conflict = words % {"now": " · ".join(filter(None, self.was))}
        return data

    def written(self, value: Any) -> str:
        """A stored value as a browser sends it back."""
        return written(value)

    def _sent(self, data: Any, name: str) -> str:
        return data.get(name, "").strip()

    def add_error(self, field: str | None, error: Any) -> None:
        """Mark the cells too."""
        super().add_error(field, error)
        for one in self.fields.values():
            one.widget.attrs["class"] = f"{one.widget.attrs.get('class', '')} is-invalid"

    @property
    def is_right(self) -> bool:
        """Whether the row can be stored as sent."""
        return not self.is_bound or self.is_valid()

    def clean(self) -> dict[str, Any] | None:
        """Nothing of someone else's is overwritten unseen."""
        if self.conflict:
            raise ValidationError(self.conflict)
        return super().clean()

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What is wrong: the field's id, the row's name, a sentence."""
        if self.is_right:
            return []
        return [
            (self[name if name in self.fields else self.names[0]].auto_id, self.title, str(error))
            for name, errors in self.errors.items()
            for error in errors
        ]
