"""Reading numbers that people type, paste or keep in workbooks: one parser, which refuses and never guesses.

Vietnamese writes `8,25`; keyboards, spreadsheets and habit also give `8.25`. Both are the same number.
Anything with a thousands separator could be read in two ways and is refused: a guess would change a score.
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

LARGEST = Decimal("99999.9999")  # of points
MEASURE_LARGEST = Decimal("999999999999.9999")  # of targets and results: money is written out in đồng
NOISE_DECIMALS = 10  # a binary fraction differs from the decimal it stands for only beyond these,
NOISE_DIGITS = 15  # or beyond these digits, where the number is large

_MINUS = "\N{MINUS SIGN}"
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}|(?:[.,][0-9]{3})+[.,][0-9]+)")


class NumberError(ValueError):
    """A text or cell that is not one clear number: `code` says why, `text` is what was given.

    Codes: `not_a_number`, `ambiguous` (a separator that may mean thousands), `too_many_decimals`, `negative`
    (where only numbers from 0 may stand), `too_large` (further from 0 than the largest that may stand).
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


def parse_number(
    text: str, *, decimals: int = 4, signed: bool = False, largest: Decimal = LARGEST
) -> Decimal | None:
    """The number written in `text`, without trailing zeros; None when it is blank.

    Comma and dot are both the decimal sign. `1.250` may be 1250 or 1¼ and is ambiguous, as is every number
    with a thousands separator; `8,125` is not, since the comma is the Vietnamese decimal sign. Points take
    the defaults; targets and results are `signed` (a hyphen or a minus sign goes before the number) and go up
    to `MEASURE_LARGEST`. Raises `NumberError`.
    """
    plain = _narrow(text).strip().replace(_MINUS, "-")
    if not plain:
        return None
    unsigned = plain.removeprefix("-")
    grouped = _GROUPED.fullmatch(unsigned)
    if not grouped and not _NUMBER.fullmatch(unsigned):
        raise NumberError("not_a_number", text)
    if unsigned != plain and not signed:
        raise NumberError("negative", text)
    if grouped:
        raise NumberError("ambiguous", text)
    return _within_bounds(Decimal(plain.replace(",", ".")), text, decimals, signed, largest)


def rounded(value: object, decimals: int) -> object:
    """A float that was computed, rounded half up to `decimals`; anything else as it is."""
    if not isinstance(value, float) or not math.isfinite(value):
        return value
    return Decimal(repr(round(value, NOISE_DECIMALS))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def decimal_of(
    value: object, *, decimals: int = 4, signed: bool = False, largest: Decimal = LARGEST
) -> Decimal | None:
    """The number in a workbook cell (int, float, str, Decimal); None when the cell is empty or blank.

    Workbooks keep 8.1 as 8.100000000000001: a float loses what lies beyond ten decimals or fifteen digits
    (Excel keeps no more of them), and is then held to the same limits as text. Booleans, dates (a
    spreadsheet's reading of `8.5`), NaN and infinities raise `NumberError`.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return parse_number(value, decimals=decimals, signed=signed, largest=largest)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NumberError("not_a_number", str(value))
    number = _without_noise(value, decimals) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise NumberError("not_a_number", str(value))
    return _within_bounds(number, str(number), decimals, signed, largest)


def _without_noise(value: float, decimals: int) -> Decimal:
    """The decimal that a binary fraction stands for; at least `decimals` decimals of it are kept."""
    digits_before = Decimal(value).adjusted() + 1
    kept = max(decimals, min(NOISE_DECIMALS, NOISE_DIGITS - digits_before))
    return Decimal(repr(round(float(value), kept)))


def _narrow(text: str) -> str:
    """Full-width forms as their ASCII twins; other compatibility forms stay, or `5²` would be read as 52."""
    return "".join(
        unicodedata.normalize("NFKC", sign) if unicodedata.east_asian_width(sign) == "F" else sign
        for sign in text
    )


def _within_bounds(number: Decimal, text: str, decimals: int, signed: bool, largest: Decimal) -> Decimal:
    """The finite `number` without sign of zero and trailing zeros, or `NumberError` quoting `text`."""
    if number < 0 and not signed:
        raise NumberError("negative", text)
    if number.copy_abs() > largest:
        raise NumberError("too_large", text)
    whole, _, fraction = format(number.copy_abs(), "f").partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > decimals:
        raise NumberError("too_many_decimals", text)
    plain = Decimal(f"{whole}.{fraction}") if fraction else Decimal(whole)
    return plain.copy_negate() if number < 0 else plain
