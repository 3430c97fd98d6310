"""How a regulation rounds: digits, mode, and at which place of the way from the leaf to the total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

# Long enough that a quotient is never rounded onto or over a half before it is quantised.
DIVISION = Context(prec=60)


class Mode(StrEnum):
    """What happens to an exact half; the regulation says which."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


class Place(StrEnum):
    """Where numbers are rounded: every leaf, every top section, or the total alone."""

    LEAF = "leaf"
    SECTION = "section"
    TOTAL = "total"


# Thirds added up again miss a half by less than this; what people type has far fewer decimals.
_NOISE = Decimal(1).scaleb(-20)
_MODES = {Mode.HALF_UP: ROUND_HALF_UP, Mode.HALF_EVEN: ROUND_HALF_EVEN}


@dataclass(frozen=True, slots=True)
class Rounding:
    """Number of decimals, mode and place; the total is rounded in any case."""

    decimals: int = 2
    mode: Mode = Mode.HALF_UP
    place: Place = Place.TOTAL

    def apply(self, value: Decimal) -> Decimal:
        """`value` with exactly `decimals` decimals."""
        clear = value.quantize(_NOISE, ROUND_HALF_EVEN, DIVISION)
        return clear.quantize(Decimal(1).scaleb(-self.decimals), _MODES[self.mode], DIVISION)

    def at(self, place: Place, value: Decimal) -> Decimal:
        """`value` rounded if `place` is where this regulation rounds, else `value` as it is."""
        return self.apply(value) if place == self.place else value


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """`dividend` / `divisor` with 60 digits."""
    return DIVISION.divide(dividend, divisor)
