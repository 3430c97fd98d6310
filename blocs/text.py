"""Text as it comes in: letters and their marks in one piece, nothing else changed."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.utils.datastructures import MultiValueDict

# PostgreSQL takes no NUL, XML and people nothing of the others.
_CONTROL = {code: None for code in (*range(32), 127) if chr(code) not in "\n\t"}


def nfc(text: str) -> str:
    """`text` with every letter composed (NFC): “ê” with a loose dot below becomes “ệ”."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """`text` as it is searched for: without marks and capitals, “Đề án” is found by “de an”."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def typed_text(text: str) -> str:
    """A text from a field of several lines as it is stored: composed, without control characters or edges."""
    return nfc(text.replace("\r\n", "\n").translate(_CONTROL)).strip()


def composed(data: Any) -> Any:
    """What a form was sent, with every text composed; the same object where nothing had to change."""
    if not isinstance(data, MultiValueDict):
        return {name: _composed(value) for name, value in data.items()}
    loose = [name for name, sent in data.lists() if any(_composed(value) != value for value in sent)]
    if not loose:
        return data
    copied = data.copy()
    for name in loose:
        copied.setlist(name, [_composed(value) for value in data.getlist(name)])
    return copied


def _composed(value: Any) -> Any:
    return nfc(value) if isinstance(value, str) else value


class TextCleaningMixin:
    """A form that takes in composed text only; stands before ``forms.Form`` or ``forms.ModelForm``.

    Some keyboards and PDF files send a letter and its marks apart. That looks the same but is found by no
    search, counts as longer than it is and prints badly, so it is composed before any field looks at it.
    """

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data = composed(self.data)
