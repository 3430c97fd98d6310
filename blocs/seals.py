"""Seals: short marks of what a page showed, by which a save tells whether someone else wrote meanwhile."""

from __future__ import annotations

import hashlib
from decimal import Decimal


def seal(*values: object) -> str:
    """The mark of `values`: equal values, equal marks; 8.50 is 8.5, and an empty text is no value."""
    joined = "\x1f".join(_text(value) for value in values)
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
