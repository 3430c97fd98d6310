"""Who moves when one figure changes: two standings side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.core.ranking import Place


@dataclass(frozen=True, slots=True)
class Move:
    """One unit before and after; ranks are None for a unit that is excluded."""

    unit: str
    before: Place
    after: Place

    @property
    def difference(self) -> Decimal:
        """The points gained, negative for points lost."""
        return self.after.total - self.before.total


def moves(before: Sequence[Place], after: Sequence[Place]) -> tuple[Move, ...]:
    """Every unit whose total, percent, rank or tie changes, in the order of `after`; same units in both."""
    old = {place.unit: place for place in before}
    return tuple(
        Move(place.unit, old[place.unit], place)
        for place in after
        if _shown(place) != _shown(old[place.unit])
    )


def _shown(place: Place) -> tuple[Decimal, Decimal | None, int | None, bool]:
    return place.total, place.percent, place.rank, place.tied
