"""Numbers and dates as they are written, done in Python because templates are slow at it."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

MOST = 4  # decimals shown of what has no end, like a third; whatever is stored has at most these
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_VIETNAMESE = str.maketrans({",": ".", ".": ","})


def number(value: Decimal | int | None, decimals: int | None = None, language: str | None = None) -> str:
    """`1.234,5` in Vietnamese, `1,234.5` in English; nothing for None. No `decimals`: as many as needed."""
    if value is None:
        return ""
    if decimals is None:
        text = f"{_ended(Decimal(value)).normalize():,f}"
    else:
        text = f"{Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    return text if (language or get_language()) == "en" else text.translate(_VIETNAMESE)


def signed(value: Decimal, decimals: int | None = None) -> str:
    """A difference: `+1,5`, `−0,25`, and `0` without a sign."""
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value), decimals)


def typed(value: Decimal | None, decimals: int | None = None) -> str:
    """A number as it stands in an input of either language: a comma, no thousands; it can be read back."""
    return number(value, decimals, "vi").replace(".", "")


def decimals_needed(values: Iterable[Decimal | None]) -> int:
    """The fewest decimals at which each of `values` is exact, or `MOST`; a column shares them."""
    scales = [-int(_ended(value).normalize().as_tuple().exponent) for value in values if value is not None]
    return max([0, *scales])


def _ended(value: Decimal) -> Decimal:
    """The value with at most `MOST` decimals."""
    ended = int(value.as_tuple().exponent) >= -MOST
    return value if ended else value.quantize(Decimal(1).scaleb(-MOST), ROUND_HALF_UP)


def long_date(day: date) -> str:
    """`ngày 05 tháng 01 năm 2020`: a zero before days under 10 and before months 1 and 2 (Decree 30)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    """`05/03/2021`."""
    return f"{day:%d/%m/%Y}"


def roman(number: int) -> str:
    """I, II, III, IV … for the sections of a paper."""
    text = ""
    for value, letters in _ROMAN:
        text, number = text + letters * (number // value), number % value
    return text
