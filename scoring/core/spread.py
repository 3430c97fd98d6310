"""How far reviews change scores, and which changes stand out: for discussion, never for judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.core.rounding import quotient
from scoring.core.tree import ZERO

REACH = Decimal("1.5")  # Tukey's fences: this many times the spread of the middle half beyond it
FEWEST = 4  # below these there is no middle half to stand out from


@dataclass(frozen=True, slots=True)
class Spread:
    """Some changes together: how many, their mean, and the fences beyond which one stands out.

    The fences are None for fewer than `FEWEST` changes.
    """

    count: int
    mean: Decimal
    lower: Decimal | None
    upper: Decimal | None

    def stands_out(self, change: Decimal) -> bool:
        """Whether `change` lies beyond the fences."""
        if self.lower is None or self.upper is None:
            return False
        return not self.lower <= change <= self.upper


def spread(changes: Sequence[Decimal]) -> Spread:
    """What is usual among `changes` (points, signed); 0 for none.

    Tukey (Exploratory Data Analysis, 1977): a value stands out when it lies more than 1.5 times the distance
    between the quartiles below the lower or above the upper one. Quartiles are medians of the halves, the
    middle value belonging to both.
    """
    count = len(changes)
    mean = quotient(sum(changes, ZERO), Decimal(count)) if count else ZERO
    if count < FEWEST:
        return Spread(count, mean, None, None)
    ordered = sorted(changes)
    half = (count + 1) // 2
    low, high = median(ordered[:half]), median(ordered[-half:])
    reach = (high - low) * REACH
    return Spread(count, mean, low - reach, high + reach)


def median(ordered: Sequence[Decimal]) -> Decimal:
    """The middle of values in order, or the mean of the two in the middle; at least one value."""
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
