"""The codes of criteria (I, 1, a, 1.2): which one comes next."""

from __future__ import annotations

import re

_ROMAN = (
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_CODE = re.compile(r"(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_PARTS = re.compile(r"(.*?)([0-9]+|[IVXL]+|[a-zđ])([.)\-:]*)")
LETTERS = "abcdđeghiklmnopqrstuvxy"  # as points of Vietnamese papers are lettered


def next_code(code: str, above: str = "") -> str:
    """The code after `code` of a neighbour; without one the first below the code `above`.

    Numbers and Roman numerals go on, letters in the Vietnamese order; blank where nothing can be guessed.
    """
    if not code:
        return _first_below(above)
    found = _PARTS.fullmatch(code)
    if not found:
        return ""
    before, last, after = found.groups()
    following = _following(last)
    return f"{before}{following}{after}" if following else ""


def _first_below(above: str) -> str:
    plain = above.rstrip(".)")
    if not plain:
        return "I"
    after = above[len(plain) :]
    return f"1{after}" if _is_roman(plain) else f"{plain}.1{after}"


def _following(last: str) -> str:
    if last.isdigit():
        return str(int(last) + 1)
    if _is_roman(last):
        return _roman(_value(last) + 1)
    place = LETTERS.find(last)
    return LETTERS[place + 1] if 0 <= place < len(LETTERS) - 1 else ""


def _is_roman(text: str) -> bool:
    return bool(text) and _ROMAN_CODE.fullmatch(text) is not None


def _value(numeral: str) -> int:
    value, rest = 0, numeral
    for worth, sign in _ROMAN:
        while rest.startswith(sign):
            value, rest = value + worth, rest[len(sign) :]
    return value


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        while value >= worth:
            text, value = text + sign, value - worth
    return text
