"""What a rule can be told: the parameters of a criterion, read and checked once.

They are stored as JSON with numbers as text: ``{"per_item": "3"}``,
``{"bands": [["80", "5"], ["95", "10"]]}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

Raw = Mapping[str, Any]
Values = Mapping[str, Any]

POINTS, PERCENT, CHOICE, BANDS, POINTS_LIST = "points", "percent", "choice", "bands", "points_list"
LARGEST = Decimal("999999999999")
HUNDRED = Decimal(100)


class ParameterError(ValueError):
    """A parameter that cannot stand: `code` says why, `name` is the parameter.

    Codes: `missing`, `unknown`, `not_a_number`, `negative`, `over_maximum` (of the criterion), `over_hundred`
    (percent), `not_a_choice`, `not_ascending` (thresholds of bands must rise), `not_descending` (a later rank
    may not earn more than an earlier one).
    """

    def __init__(self, code: str, name: str) -> None:
        super().__init__(code, name)
        self.code = code
        self.name = name


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing to be told: `kind` is one of the constants above.

    `points` (Decimal, 0 to the maximum of the criterion), `percent` (Decimal, 0 to 100), `choice` (one of
    `choices`), `bands` (tuple of (from, points), rising), `points_list` (tuple of points for 1st, 2nd, …,
    never rising).
    `default` stands where nothing is given; without one and `required`, it must be given.
    """

    name: str
    kind: str
    default: Any = None
    choices: tuple[str, ...] = ()
    required: bool = False


def values_of(parameters: tuple[Parameter, ...], raw: Raw, maximum: Decimal) -> Values:
    """The values by name, defaults filled in. Raises `ParameterError`."""
    unknown = set(raw) - {parameter.name for parameter in parameters}
    if unknown:
        raise ParameterError("unknown", min(unknown))
    return {parameter.name: _value(parameter, raw.get(parameter.name), maximum) for parameter in parameters}


def _value(parameter: Parameter, raw: Any, maximum: Decimal) -> Any:
    if raw in (None, "", [], ()):
        if parameter.required:
            raise ParameterError("missing", parameter.name)
        return parameter.default
    if parameter.kind == CHOICE:
        if raw not in parameter.choices:
            raise ParameterError("not_a_choice", parameter.name)
        return raw
    return _READERS[parameter.kind](parameter.name, raw, maximum)


def _points_list(name: str, raw: Any, maximum: Decimal) -> tuple[Decimal, ...]:
    if not isinstance(raw, list | tuple):
        raise ParameterError("not_a_number", name)
    points = tuple(_points(name, one, maximum) for one in raw)
    if any(better < worse for better, worse in pairwise(points)):
        raise ParameterError("not_descending", name)
    return points


def _bands(name: str, raw: Any, maximum: Decimal) -> tuple[tuple[Decimal, Decimal], ...]:
    if not isinstance(raw, list | tuple) or any(
        not isinstance(one, list | tuple) or len(one) != 2 for one in raw
    ):
        raise ParameterError("not_a_number", name)
    bands = tuple((_decimal(name, start), _points(name, points, maximum)) for start, points in raw)
    starts = [start for start, _points_there in bands]
    if any(below >= above for below, above in pairwise(starts)):
        raise ParameterError("not_ascending", name)
    return bands


def _points(name: str, raw: Any, maximum: Decimal) -> Decimal:
    points = _not_negative(name, raw)
    if points > maximum:
        raise ParameterError("over_maximum", name)
    return points


def _percent(name: str, raw: Any, _maximum: Decimal) -> Decimal:
    percent = _not_negative(name, raw)
    if percent > HUNDRED:
        raise ParameterError("over_hundred", name)
    return percent


def _not_negative(name: str, raw: Any) -> Decimal:
    number = _decimal(name, raw)
    if number < 0:
        raise ParameterError("negative", name)
    return number


def _decimal(name: str, raw: Any) -> Decimal:
    """The number that a text (or a Decimal or int) holds."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        raise ParameterError("not_a_number", name)
    try:
        number = Decimal(raw)
    except InvalidOperation:
        raise ParameterError("not_a_number", name) from None
    if not number.is_finite() or abs(number) > LARGEST:
        raise ParameterError("not_a_number", name)
    return number


_READERS: Mapping[str, Callable[[str, Any, Decimal], Any]] = {
    BANDS: _bands,
    POINTS_LIST: _points_list,
    POINTS: _points,
    PERCENT: _percent,
}
