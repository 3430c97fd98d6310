"""Reading numbers that people type, paste or keep in workbooks: one parser, which refuses and never guesses.

Vietnamese writes `8,25`; keyboards, spreadsheets and habit also give `8.25`. Both are the same number.
Anything with a thousands separator could be read in two ways and is refused: a guess would change a score.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

LARGEST = Decimal("99999.9999")
NOISE_DECIMALS = 10  # a binary fraction differs from the decimal it stands for only beyond these

_MINUS = "\N{MINUS SIGN}"
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}|(?:[.,][0-9]{3})+[.,][0-9]+)")


class NumberError(ValueError):
    """A text or cell that is not one clear number: `code` says why, `text` is what was given.

    Codes: `not_a_number`, `ambiguous` (a separator that may mean thousands), `too_many_decimals`, `negative`,
    `too_large` (above `LARGEST`).
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


def parse_number(text: str, *, decimals: int = 4) -> Decimal | None:
    """The number written in `text`, without trailing zeros; None when it is blank.

    Comma and dot are both the decimal sign. `1.250` may be 1250 or 1¼ and is ambiguous, as is every number
    with a thousands separator; `8,125` is not, since the comma is the Vietnamese decimal sign. Raises
    `NumberError`.
    """
    plain = _narrow(text).strip().replace(_MINUS, "-")
    if not plain:
        return None
    unsigned = plain.removeprefix("-")
    grouped = _GROUPED.fullmatch(unsigned)
    if not grouped and not _NUMBER.fullmatch(unsigned):
        raise NumberError("not_a_number", text)
    if unsigned != plain:
        raise NumberError("negative", text)
    if grouped:
        raise NumberError("ambiguous", text)
    return _within_bounds(Decimal(plain.replace(",", ".")), decimals, text)


def decimal_of(value: object, *, decimals: int = 4) -> Decimal | None:
    """The number in a workbook cell (int, float, str, Decimal); None when the cell is empty or blank.

    Workbooks keep 8.1 as 8.100000000000001: a float loses what lies beyond ten decimals, and is then held to
    the same limits as text. Booleans, dates (a spreadsheet's reading of `8.5`), NaN and infinities raise
    `NumberError`.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return parse_number(value, decimals=decimals)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NumberError("not_a_number", str(value))
    if isinstance(value, float):
        number = Decimal(repr(round(float(value), NOISE_DECIMALS)))
    else:
        number = Decimal(value)
    if not number.is_finite():
        raise NumberError("not_a_number", str(value))
    return _within_bounds(number, decimals, str(number))


def _narrow(text: str) -> str:
    """Full-width forms as their ASCII twins; other compatibility forms stay, or `5²` would be read as 52."""
    return "".join(
        unicodedata.normalize("NFKC", sign) if unicodedata.east_asian_width(sign) == "F" else sign
        for sign in text
    )


def _within_bounds(number: Decimal, decimals: int, text: str) -> Decimal:
    """The finite `number` without sign of zero and trailing zeros, or `NumberError` quoting `text`."""
    if number < 0:
        raise NumberError("negative", text)
    if number > LARGEST:
        raise NumberError("too_large", text)
    whole, _, fraction = format(number.copy_abs(), "f").partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > decimals:
        raise NumberError("too_many_decimals", text)
    return Decimal(f"{whole}.{fraction}") if fraction else Decimal(whole)
