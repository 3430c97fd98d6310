"""The parameters of a rule as one text: “mỗi mục: 3; tối đa: 9”, “từ 80: 5; từ 95: 10”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import typed
from blocs.number_field import number_sentence
from blocs.numbers import NumberError, parse_number
from scoring.core.parameters import LARGEST
from scoring.workbooks.tables import folded

DECIMALS = 10
NAMES = {
    "floor": "tối thiểu",
    "cap": "tối đa",
    "per_item": "mỗi mục",
    "of": "tính theo",
    "met": "bằng chỉ tiêu",
    "zero_target": "chỉ tiêu 0",
    "better": "xếp trên",
}
PERCENTS = ("floor", "met")
CHOICES = {
    "of": {"percent": "phần trăm", "actual": "kết quả"},
    "zero_target": {"without_target": "không có chỉ tiêu", "met": "đạt"},
    "better": {"higher": "cao hơn", "lower": "thấp hơn"},
}
BANDS, POINTS = "bands", "points"
_FROM, _RANK = ("tu", "from"), ("hang", "rank")
_NAMES = {folded(word): name for name, word in NAMES.items()} | {folded(name): name for name in NAMES}
_CHOICES = {
    name: {folded(word): code for code, word in words.items()} | {folded(code): code for code in words}
    for name, words in CHOICES.items()
}
_UNIT = re.compile(r"\s*(?:%|điểm|points?)$")

Raw = dict[str, Any]


class ParametersError(ValueError):
    """A text that cannot be read as parameters; its text is a sentence."""


def canonical(raw: Mapping[str, Any]) -> Raw:
    """Parameters as they are compared and stored: without blanks, numbers as plain text."""
    return {name: _plain(value) for name, value in sorted(raw.items()) if value not in (None, "", [], ())}


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    number = _number(value)
    return str(value) if number is None else f"{number + 0:f}"


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return None
    if not number.is_finite():
        return None
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def text_of(raw: Mapping[str, Any]) -> str:
    """The parameters as a person writes them, in the order in which they are told."""
    parts: list[str] = []
    for name, value in _ordered(canonical(raw)):
        if name == BANDS and _is_pairs(value):
            parts += [f"từ {_shown(start)}: {_shown(points)}" for start, points in value]
        elif name == POINTS and isinstance(value, list):
            parts += [f"hạng {rank}: {_shown(points)}" for rank, points in enumerate(value, start=1)]
        else:
            parts.append(f"{NAMES.get(name, name)}: {_one(name, value)}")
    return "; ".join(parts)


def _ordered(raw: Raw) -> list[tuple[str, Any]]:
    """As the parameters of the rules are told: lists after what they are lists of."""
    order = ["per_item", "floor", "cap", "of", BANDS, "met", "zero_target", POINTS, "better"]
    return sorted(raw.items(), key=lambda pair: (order.index(pair[0]) if pair[0] in order else 99, pair[0]))


def _is_pairs(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, list) and len(one) == 2 for one in value)


def _one(name: str, value: Any) -> str:
    if name in CHOICES:
        return CHOICES[name].get(value, str(value))
    return f"{_shown(value)}%" if name in PERCENTS else _shown(value)


def _shown(value: Any) -> str:
    number = _number(value)
    return str(value) if number is None else typed_exactly(number)


def typed_exactly(number: Decimal) -> str:
    """A number with a comma and all its decimals."""
    places = max(0, -int(number.as_tuple().exponent))
    return typed(number, places)


def parameters_in(text: str) -> Raw:
    """The parameters that a text names, in the form in which they are stored. Raises `ParametersError`.

    Whether the rule knows them, and whether they can stand, is left to the rule.
    """
    raw: Raw = {}
    bands: list[list[str]] = []
    ranks: dict[int, str] = {}
    for label, value in _parts(text):
        first, _space, rest = label.partition(" ")
        if folded(first) in _FROM and rest:
            bands.append([_read(rest), _read(value)])
        elif folded(first) in _RANK and rest:
            _put(ranks, _rank(rest, label), _read(value), label)
        else:
            name = _known(label)
            _put(raw, name, _value(name, value), label)
    if bands:
        _put(raw, BANDS, bands, _("bands"))
    if ranks:
        _put(raw, POINTS, _in_order(ranks), _("points by rank"))
    return raw


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"[;\n]", text):
        label, colon, value = (piece.strip() for piece in part.partition(":"))
        if not (label or colon):
            continue
        if not (label and colon and value):
            words = _("“%(part)s” is no parameter. Write a name, a colon and a value: “tối đa: 9”.")
            raise ParametersError(words % {"part": part.strip()[:60]})
        yield " ".join(label.split()), value


def _put(target: dict[Any, Any], name: Any, value: Any, label: str) -> None:
    if name in target:
        raise ParametersError(_("“%(label)s” stands there twice.") % {"label": label})
    target[name] = value


def _known(label: str) -> str:
    name = _NAMES.get(folded(label)) or (folded(label) if folded(label) in (BANDS, POINTS) else None)
    if name is None:
        words = _("“%(label)s” is the name of no parameter. There are: %(known)s.")
        known = ", ".join([*NAMES.values(), "từ …", "hạng …"])
        raise ParametersError(words % {"label": label[:60], "known": known})
    return name


def _value(name: str, text: str) -> Any:
    if name in _CHOICES:
        code = _CHOICES[name].get(folded(text))
        if code is None:
            words = _("“%(label)s” can be: %(choices)s; not “%(value)s”.")
            choices = ", ".join(CHOICES[name].values())
            raise ParametersError(words % {"label": NAMES[name], "choices": choices, "value": text[:60]})
        return code
    if name == POINTS:
        return [_read(one) for one in _listed(text)]
    if name == BANDS:
        return [_pair(one) for one in _listed(text)]
    return _read(text)


def _listed(text: str) -> list[str]:
    """The members of a list on one line: ``60 / 45 / 30``."""
    return [one.strip() for one in text.split("/")]


def _pair(text: str) -> list[str]:
    start, equals, points = text.partition("=")
    if not equals:
        words = _("“%(part)s” is no band. Write where it begins and its points: “80 = 5”.")
        raise ParametersError(words % {"part": text[:60]})
    return [_read(start), _read(points)]


def _rank(text: str, label: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise ParametersError(_("“%(label)s” names no rank.") % {"label": label[:60]})
    return int(text)


def _in_order(ranks: Mapping[int, str]) -> list[str]:
    if missing := sorted(set(range(1, max(ranks) + 1)) - set(ranks)):
        raise ParametersError(_("The points of rank %(rank)s are missing.") % {"rank": missing[0]})
    return [ranks[rank] for rank in sorted(ranks)]


def _read(text: str) -> str:
    """A number as it is stored; a sign of percent or the word for points may follow it."""
    plain = _UNIT.sub("", text.strip())
    try:
        number = parse_number(plain, decimals=DECIMALS, signed=True, largest=LARGEST)
    except NumberError as error:
        raise ParametersError(number_sentence(error, DECIMALS)) from error
    if number is None:
        raise ParametersError(_("“%(text)s” is not a number; write it like 8,25.") % {"text": text})
    return f"{number:f}"
