"""How a regulation rounds: digits, mode, and at which place of the way from the leaf to the total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from scoring.core.working import Working

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
NOISE_DECIMALS = 20
_NOISE = Decimal(1).scaleb(-NOISE_DECIMALS)
_MODES = {Mode.HALF_UP: ROUND_HALF_UP, Mode.HALF_EVEN: ROUND_HALF_EVEN}


@dataclass(frozen=True, slots=True)
class Rounding:
    """Number of decimals, mode and place; the total is rounded in any case."""

    decimals: int = 2
    mode: Mode = Mode.HALF_UP
    place: Place = Place.TOTAL

    def apply(self, value: Decimal) -> Decimal:
        """`value` with exactly `decimals` decimals."""
        unit = Decimal(1).scaleb(-self.decimals)
        return cleared(value).quantize(unit, _MODES[self.mode], DIVISION)

    def within(self, place: Place, value: Decimal, maximum: Decimal) -> tuple[Decimal, tuple[Working, ...]]:
        """`value` rounded if `place` is where this regulation rounds, and not over `maximum`; the steps."""
        rounded = self.apply(value) if place == self.place else value
        if rounded == value:
            return value, ()
        if rounded <= maximum:
            return rounded, (Working("rounded", rounded),)
        if maximum == value:  # 2.5 of 2.5 points stay 2.5, where whole points are given
            return value, ()
        return maximum, (Working("rounded", rounded), Working("capped", maximum, limit=maximum))


def cleared(value: Decimal) -> Decimal:
    """`value` without the noise of quotients that were added up: three thirds of 10 are 10 again."""
    if int(value.as_tuple().exponent) >= -NOISE_DECIMALS:
        return value
    return value.quantize(_NOISE, ROUND_HALF_EVEN, DIVISION)


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """`dividend` / `divisor` with 60 digits."""
    return DIVISION.divide(dividend, divisor)
