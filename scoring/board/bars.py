"""A unit's sections as the segments of a bar, each beside the best of the bloc."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.core.tally import Points, Tally
from scoring.core.tree import ZERO, Kind, Node
from scoring.standings import Standing, is_off

PARTS = 6  # colours of sections in the style sheet
BAR_WIDTH = 240  # of the whole table's maximum, in the SVG's own units


@dataclass(frozen=True, slots=True)
class SectionBar:
    """A section of a unit: its points, and where they lie in the unit's bar (x and width in SVG units).

    A deduction has no place in the bar: it takes away.
    """

    code: str
    name: str
    points: str
    maximum: str
    x: str
    width: str
    best_width: str
    tone: str
    is_deduction: bool


def bars(standing: Standing, decimals: int) -> Callable[[Tally], list[SectionBar]]:
    """A function from a tally to its bar; widths are shares of the whole table."""
    roots = list(standing.contest.tree.roots)
    whole = sum((root.maximum for root in _drawn(roots)), ZERO) or Decimal(1)
    ranked = [standing.tallies[place.unit] for place in standing.places if place.rank is not None]
    best = [max((one.points[root.key].value or ZERO for one in ranked), default=ZERO) for root in roots]
    starts = [sum((root.maximum for root in _drawn(roots[:place])), ZERO) for place in range(len(roots))]

    def width(points: Decimal | None) -> str:
        return f"{(points or ZERO) * BAR_WIDTH / whole:.1f}"

    def section(place: int, root: Node, points: Points) -> SectionBar:
        return SectionBar(
            code=root.code,
            name=root.name,
            points=points_text(root, points, decimals),
            maximum=number(points.maximum),
            x=width(starts[place]),
            width=width(points.value),
            best_width=width(best[place]),
            tone="bonus" if root.kind == Kind.BONUS else f"part-{place % PARTS + 1}",
            is_deduction=root.kind == Kind.DEDUCTION,
        )

    return lambda tally: [section(place, root, tally.points[root.key]) for place, root in enumerate(roots)]


def _drawn(roots: Iterable[Node]) -> list[Node]:
    return [root for root in roots if root.kind != Kind.DEDUCTION]


def points_text(root: Node, points: Points, decimals: int) -> str:
    """The points of a top section; what a deduction takes off is negative, and 0 where nothing is entered."""
    if not points.assigned:
        return _("not applied") if is_off(points) else _("not assigned")
    if root.kind == Kind.DEDUCTION:
        return number(-(points.value or ZERO) or ZERO, decimals)
    return _("not scored") if points.value is None else number(points.value, decimals)
