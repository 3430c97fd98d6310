"""Plans and results as numbers: what a target asks for, how far it is, and whether that is late.

Plain Python with decimals. Texts are read only where they say one thing: anything else is compared by people.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from blocs.numbers import MEASURE_LARGEST, NumberError, parse_number

WHOLE = Decimal(100)
PERCENT = "%"

_NUMBER = re.compile(r"(?P<before>\D*?)(?P<number>[-−]?\d[\d.,]*)\s*(?P<after>.*)", re.DOTALL)
_EXACT = {"", "đạt", "ước", "ước đạt", "thực hiện", "=", "bằng"}
_LEAST = {"≥", ">=", "tối thiểu", "ít nhất", "từ", "không dưới", "không thấp hơn", "không ít hơn", "đạt từ"}
_OVER = {">", "trên", "hơn", "đạt trên"}
_MOST = {
    "≤", "<=", "tối đa", "nhiều nhất", "không quá", "không vượt", "không vượt quá", "không trên", "không hơn",
    "không cao hơn", "không nhiều hơn",
}  # fmt: skip
_UNDER = {"<", "dưới"}
_OR_MORE, _OR_LESS = "trở lên", "trở xuống"


class Standing(StrEnum):
    """Where a target stands; `MISSING` has no result, `UNTOLD` one that nobody has judged."""

    MET = "met"
    ON_THE_WAY = "on_the_way"
    LATE = "late"
    MISSED = "missed"
    UNTOLD = "untold"
    MISSING = "missing"


class Unreadable(ValueError):
    """A text that is no plain number: `code` is `words`, `ambiguous` (thousands?) or `unit` (another one).

    `which` is the text in question, `plan` or `value`, where two were read.
    """

    def __init__(self, code: str, which: str = "") -> None:
        super().__init__(code)
        self.code, self.which = code, which


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit of measure; `is_bound` when it is a least or a most, `is_strict` without it."""

    value: Decimal
    unit: str = ""
    is_bound: bool = False
    is_ceiling: bool = False
    is_strict: bool = False

    def is_met_by(self, actual: Decimal) -> bool:
        """Whether a result keeps to the ceiling, or reaches what is at least asked for."""
        if self.is_ceiling:
            return actual < self.value if self.is_strict else actual <= self.value
        return actual > self.value if self.is_strict else actual >= self.value


@dataclass(frozen=True, slots=True)
class Calendar:
    """From when until when a target is worked on, and the day up to which a result tells."""

    start: date
    due: date
    day: date

    @property
    def is_over(self) -> bool:
        """Whether the deadline has come."""
        return self.day >= self.due

    @property
    def expected(self) -> Decimal:
        """How many percent should be done by the day, if all days brought the same; from 0 to 100."""
        if self.is_over:
            return WHOLE
        whole, gone = (self.due - self.start).days, (self.day - self.start).days
        return WHOLE * max(gone, 0) / whole if whole > 0 else Decimal(0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a target is: `percent` of the plan (of a ceiling: used up), None where words are compared.

    `why` is the code of `Unreadable`, `unread` says which text it is about (`plan` or `value`).
    """

    standing: Standing
    percent: Decimal | None = None
    expected: Decimal | None = None
    is_ceiling: bool = False
    why: str = ""
    unread: str = ""


def quantity(text: str, measure: str = "") -> Quantity:
    """The number in `text`; without a unit of its own it has that of `measure`. Raises `Unreadable`.

    `≥ 95 %`, `không quá 3 vụ`, `từ 90 trở lên`, `1250 tỷ đồng`; not `1.250` (1250 or 1¼?), `3/4 quý`, `5-7`.
    """
    plain = _plain(text)
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise Unreadable("words")
    before, after = match["before"].strip(), match["after"].strip()
    for ending in (_OR_MORE, _OR_LESS):
        if after.endswith(ending):
            before, after = _with_ending(before, ending), after.removesuffix(ending).strip()
    try:
        value = parse_number(match["number"], signed=True, largest=MEASURE_LARGEST)
    except NumberError as error:
        raise Unreadable("ambiguous" if error.code == "ambiguous" else "words") from error
    return Quantity(value or Decimal(0), _unit(after, _plain(measure)), *_bound(before))


def _unit(words: str, measure: str) -> str:
    """The unit of measure that stands behind a number, or the one that everybody means."""
    if words in ("", measure):
        return measure
    if words == PERCENT or (not measure and words.replace(" ", "").isalpha()):
        return words
    raise Unreadable("unit" if words.replace(" ", "").isalpha() else "words")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(".;,")


def _with_ending(before: str, ending: str) -> str:
    """`từ 90 trở lên` is at least 90, `3 trở xuống` at most 3."""
    if before not in ("", "từ"):
        raise Unreadable("words")
    return "≥" if ending == _OR_MORE else "≤"


def _bound(words: str) -> tuple[bool, bool, bool]:
    """What stands before the number: whether it is a bound, a ceiling, and without the number itself."""
    for known, bound in (
        (_EXACT, (False, False, False)),
        (_LEAST, (True, False, False)),
        (_OVER, (True, False, True)),
        (_MOST, (True, True, False)),
        (_UNDER, (True, True, True)),
    ):
        if words in known:
            return bound
    raise Unreadable("words")


def pair(plan: str, value: str, measure: str) -> tuple[Quantity, Quantity]:
    """Plan and result as numbers in one unit of measure; a result is one number, no bound.

    Raises `Unreadable`, which says of which of the two.
    """
    aim = _read(plan, measure, "plan")
    actual = _read(value, measure or aim.unit, "value")
    if actual.is_bound or actual.unit != aim.unit:
        raise Unreadable("words" if actual.is_bound else "unit", "value")
    return aim, actual


def _read(text: str, measure: str, which: str) -> Quantity:
    try:
        return quantity(text, measure)
    except Unreadable as error:
        raise Unreadable(error.code, which) from error


def progress(
    texts: tuple[str, str, str], said: bool | None, calendar: Calendar, margin: Decimal | int
) -> Progress:
    """Where a target stands whose (plan, result, unit of measure) are `texts`.

    Numbers are compared; of words the unit says whether they meet the target (`said`). A target is late when
    it is more than `margin` points behind the calendar, a ceiling when it is used up that much ahead of it.
    """
    if not texts[1].strip():
        return Progress(Standing.MISSING, expected=calendar.expected)
    try:
        aim, actual = pair(*texts)
    except Unreadable as error:
        standing = _said(said, calendar)
        return Progress(standing, expected=calendar.expected, why=error.code, unread=error.which)
    percent = share(aim, actual.value)
    standing = _standing(aim, actual.value, percent, calendar, Decimal(margin))
    return Progress(standing, percent, calendar.expected, aim.is_ceiling)


def share(aim: Quantity, actual: Decimal) -> Decimal:
    """The result in percent of the plan, at least 0; a plan of 0 is there (100) or not (0)."""
    if aim.value <= 0:
        return WHOLE if actual >= aim.value else Decimal(0)
    return max(WHOLE * actual / aim.value, Decimal(0))


def _said(said: bool | None, calendar: Calendar) -> Standing:
    if said is None:
        return Standing.UNTOLD
    if said:
        return Standing.MET
    return Standing.MISSED if calendar.is_over else Standing.ON_THE_WAY


def _standing(
    aim: Quantity, actual: Decimal, percent: Decimal, calendar: Calendar, margin: Decimal
) -> Standing:
    if aim.is_ceiling:
        return _below_ceiling(aim, actual, percent, calendar, margin)
    if aim.is_met_by(actual):
        return Standing.MET
    if calendar.is_over:
        return Standing.MISSED
    return Standing.LATE if _gap(calendar.expected, percent) > margin else Standing.ON_THE_WAY


def _gap(more: Decimal, less: Decimal) -> Decimal:
    """The difference of two percents, without what thirds and sevenths leave at the 28th digit."""
    return (more - less).quantize(Decimal("1E-12"))


def _below_ceiling(
    aim: Quantity, actual: Decimal, percent: Decimal, calendar: Calendar, margin: Decimal
) -> Standing:
    """A ceiling once broken stays broken; a percentage is a rate, which no calendar uses up."""
    if not aim.is_met_by(actual):
        return Standing.MISSED
    if calendar.is_over:
        return Standing.MET
    ahead = aim.unit != PERCENT and _gap(percent, calendar.expected) > margin
    return Standing.LATE if ahead else Standing.ON_THE_WAY
