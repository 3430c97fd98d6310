"""Values before and after, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import number

LINES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class LineRow:
    """A value that would change."""

    of: str
    what: str
    before: str
    after: str


def shown(value: Any) -> str:
    """Numbers as they are written, truth in a word, texts as they are, and a dash for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = number(value) if isinstance(value, Decimal) else str(value or "")
    return text or "–"
