"""A standing as pages show it: the order, each unit's sections beside the best, every number's working."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.formats import decimals_needed, number
from scoring.core.ranking import Place
from scoring.core.tally import PERCENT_DECIMALS, Points, Tally
from scoring.core.tree import Kind, Node, Tree
from scoring.core.working import Working
from scoring.explanations import percent_decimals
from scoring.standings import Member, Standing
from scoring.wording import working_pattern

DISTINGUISHED = 3
PARTS = 6  # colours of sections in the style sheet
ZERO = Decimal(0)
BAR_WIDTH = 240  # of the whole table's maximum, in the SVG's own units


@dataclass(frozen=True, slots=True)
class SectionBar:
    """A section of a unit: its points, and where they lie in the unit's bar (x and width in SVG units)."""

    code: str
    name: str
    points: str
    maximum: str
    x: str
    width: str
    best_width: str
    tone: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit in its place."""

    place: Place
    member: Member
    rank: str
    total: str
    percent: str
    assigned_maximum: str
    missing: int
    sections: list[SectionBar]

    @property
    def is_distinguished(self) -> bool:
        """Places 1 to 3 carry gold."""
        return self.place.rank is not None and self.place.rank <= DISTINGUISHED


@dataclass(frozen=True, slots=True)
class Board:
    """The order with its column heads."""

    sections: list[Node]
    rows: list[BoardRow]
    missing: int
    bar_width: int = BAR_WIDTH


def board(standing: Standing) -> Board:
    """The rows of a standing; numbers of a column share their decimals."""
    roots = list(standing.contest.tree.roots)
    percents = percent_decimals(standing)
    decimals = standing.contest.rules.rounding.decimals
    bars = _bars(standing, roots)
    rows = [
        BoardRow(
            place=place,
            member=standing.member(place.unit),
            rank="" if place.rank is None else str(place.rank),
            total=number(place.total, decimals),
            percent=number(place.percent, percents),
            assigned_maximum=number(standing.tallies[place.unit].assigned_maximum),
            missing=standing.tallies[place.unit].missing,
            sections=bars(standing.tallies[place.unit]),
        )
        for place in standing.places
    ]
    return Board(roots, rows, sum(row.missing for row in rows))


def _bars(standing: Standing, roots: list[Node]) -> Callable[[Tally], list[SectionBar]]:
    """A function from a tally to its bar; widths are shares of the whole table."""
    whole = sum((root.maximum for root in roots), ZERO) or Decimal(1)
    decimals = max(2, standing.contest.rules.rounding.decimals)
    tallies = standing.tallies.values()
    best = [max((one.points[root.key].value or ZERO for one in tallies), default=ZERO) for root in roots]
    starts = [sum((root.maximum for root in roots[:place]), ZERO) for place in range(len(roots))]

    def width(points: Decimal | None) -> str:
        return f"{(points or ZERO) * BAR_WIDTH / whole:.1f}"

    def section(place: int, root: Node, points: Points) -> SectionBar:
        return SectionBar(
            code=root.code,
            name=root.name,
            points=number(points.value, decimals) if points.assigned else _("not assigned"),
            maximum=number(points.maximum),
            x=width(starts[place]),
            width=width(points.value),
            best_width=width(best[place]),
            tone="bonus" if root.kind == Kind.BONUS else f"part-{place % PARTS + 1}",
        )

    return lambda tally: [section(place, root, tally.points[root.key]) for place, root in enumerate(roots)]


@dataclass(frozen=True, slots=True)
class WorkingRow:
    """A node of the tree with the sentences that lead to its points."""

    level: int
    code: str
    name: str
    maximum: str
    points: str
    sentences: list[str]
    is_leaf: bool


def working_rows(tree: Tree, tally: Tally) -> list[WorkingRow]:
    """Every line of the table with the working of its number; columns share their decimals."""
    codes = {node.key: node.code for _level, node in tree.walk()}
    maxima = decimals_needed(node.maximum for _level, node in tree.walk())
    decimals = decimals_needed(points.value for points in tally.points.values())

    def row(level: int, node: Node, points: Points) -> WorkingRow:
        return WorkingRow(
            level=level + 1,
            code=node.code,
            name=node.name,
            maximum=number(points.maximum if points.assigned else node.maximum, maxima),
            points=_points_text(points, decimals),
            sentences=[sentence(step, codes) for step in points.working if worth_saying(step)],
            is_leaf=node.is_leaf,
        )

    return [row(level, node, tally.points[node.key]) for level, node in tree.walk()]


def total_sentences(standing: Standing, tally: Tally) -> list[str]:
    """How the total and the percent came about."""
    codes = {node.key: node.code for _level, node in standing.contest.tree.walk()}
    return [sentence(step, codes, percent_decimals(standing)) for step in tally.working]


def worth_saying(step: Working) -> bool:
    """A leaf's points stand in their column already."""
    return step.operation not in ("scored", "not_scored", "not_assigned")


def sentence(step: Working, codes: dict[str, str], percents: int = PERCENT_DECIMALS) -> str:
    """One step in words."""
    terms = " + ".join(f"{number(points)} ({codes[key]})" for key, points in step.terms)
    decimals = percents if step.operation == "percent" else None
    values = {"terms": terms or "0", "value": number(step.value, decimals), "limit": number(step.limit)}
    facts = {name: number(fact) if isinstance(fact, Decimal) else fact for name, fact in step.facts}
    return working_pattern(step.operation) % (values | facts)


def _points_text(points: Points, decimals: int) -> str:
    if not points.assigned:
        return _("not assigned")
    return _("not scored") if points.value is None else number(points.value, decimals)
