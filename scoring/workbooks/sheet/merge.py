"""Three figures of one cell: what stood there, mine, and what stands there now; and what becomes of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final


class Unknown:
    """What a workbook without memory knows of a cell."""


UNKNOWN: Final = Unknown()


class Verdict(StrEnum):
    """What becomes of a cell."""

    SAME = "same"  # nothing: mine is what stands there
    THEIRS = "theirs"  # nothing: I left the cell as it was, someone else changed it
    MINE = "mine"  # mine is written: nobody else touched the cell
    ASK = "ask"  # both changed it, or nobody knows: a person decides


def verdict(base: Any, mine: Any, server: Any) -> Verdict:
    """What becomes of a cell; `base` is `UNKNOWN` in a workbook without memory."""
    if mine == server:
        return Verdict.SAME
    if base is UNKNOWN:
        return Verdict.ASK
    if mine == base:
        return Verdict.THEIRS
    return Verdict.MINE if server == base else Verdict.ASK
