"""The points of a standing as a table on paper: units as columns while they fit, else as rows across."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from blocs.formats import decimals_needed, number
from scoring.core.ranking import Place
from scoring.core.tally import Points
from scoring.core.tree import Node
from scoring.explanations import percent_decimals
from scoring.standings import Standing

UPRIGHT_UNITS = 6  # columns that fit beside the names of the sections
UPRIGHT_ROWS = 24  # with more, only the top sections are shown
COMMON_DECIMALS = 2  # figures with more need wider columns
WIDE_ROOTS = 8  # columns that fit across beside the names of the units
NOT_ASSIGNED, NOT_SCORED = "KG", "…"


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and its style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads and rows; a row is a style and its cells."""

    heads: list[Cell]
    rows: list[tuple[str, list[Cell]]]


def is_upright(standing: Standing) -> bool:
    """Whether every unit has a column on an upright page."""
    return len(standing.places) <= UPRIGHT_UNITS


def by_sections(standing: Standing) -> Table:
    """Sections as rows, units as columns from first to last; sums, percent and rank below."""
    decimals, places = _decimals(standing), standing.places
    totals = min(decimals, standing.contest.rules.rounding.decimals)
    heads = [Cell("Mục", "code"), Cell("Nội dung"), Cell("Điểm tối đa", "maximum")]
    width = "figure" if decimals <= COMMON_DECIMALS else "wide"
    heads += [Cell(place.unit, width) for place in places]
    rows = [(_level(level), _section(standing, node, decimals)) for level, node in _shown_nodes(standing)]
    maximum = standing.contest.tree.base_maximum
    sums = [
        ("Tổng điểm", number(maximum, decimals), [number(place.total, totals) for place in places]),
        ("Điểm tối đa được giao", "", _assigned(standing, decimals)),
        ("Tỷ lệ (%)", "", _percents(standing)),
        ("Xếp hạng", "", [str(place.rank) for place in places]),
    ]
    for words, most, figures in sums:
        cells = [Cell(""), Cell(words), Cell(most, "num"), *(Cell(figure, "num") for figure in figures)]
        rows.append(("total", cells))
    return Table(heads, rows)


def by_units(standing: Standing) -> Table:
    """Units as rows from first to last, top sections as columns."""
    decimals, roots = _decimals(standing), standing.contest.tree.roots
    totals = min(decimals, standing.contest.rules.rounding.decimals)
    width = "wide" if len(roots) <= WIDE_ROOTS else ""
    heads = [Cell("Xếp hạng", "rank"), Cell("Đơn vị", "" if width else "unit")]
    heads += [Cell(f"Mục {root.code}", width) for root in roots]
    heads += [Cell("Tổng điểm", "sum"), Cell("Điểm tối đa được giao", "sum"), Cell("Tỷ lệ (%)", "sum")]
    last = zip(_assigned(standing, decimals), _percents(standing), strict=True)
    rows = []
    for place, (assigned, percent) in zip(standing.places, last, strict=True):
        points = standing.tallies[place.unit].points
        figures = [_figure(points[root.key], decimals) for root in roots]
        figures += [number(place.total, totals), assigned, percent]
        cells = [Cell(str(place.rank), "center"), Cell(standing.member(place.unit).name)]
        rows.append(("", cells + [Cell(figure, "num") for figure in figures]))
    return Table(heads, rows)


def legend(standing: Standing) -> list[str]:
    """What short names, sections and signs in the table mean, and what is not scored yet."""
    members = [standing.member(place.unit) for place in standing.places]
    if is_upright(standing):
        parts = [f"{member.key}: {member.name}" for member in members if member.key != member.name]
    else:
        parts = [f"Mục {root.code}: {root.name}" for root in standing.contest.tree.roots]
    shown = [
        standing.tallies[place.unit].points[node.key]
        for place in standing.places
        for node in _nodes(standing)
    ]
    if any(not points.assigned for points in shown):
        parts.append(f"{NOT_ASSIGNED}: không giao")
    if any(points.assigned and points.value is None for points in shown):
        parts.append(f"{NOT_SCORED}: chưa chấm")
    missing = [(member.name, standing.tallies[member.key].missing) for member in members]
    parts += [f"{name}: còn {count} tiêu chí chưa chấm" for name, count in missing if count]
    return [f"Ghi chú: {'; '.join(parts)}."] if parts else []


def _nodes(standing: Standing) -> list[Node]:
    """The nodes whose points the table shows."""
    return (
        [node for _, node in _shown_nodes(standing)]
        if is_upright(standing)
        else list(standing.contest.tree.roots)
    )


def _shown_nodes(standing: Standing) -> list[tuple[int, Node]]:
    """Top sections, with the level below them when the page has room."""
    tree = standing.contest.tree
    two_levels = [(level, node) for level, node in tree.walk() if level <= 1]
    return two_levels if len(two_levels) <= UPRIGHT_ROWS else [(0, root) for root in tree.roots]


def _level(level: int) -> str:
    return "section" if level == 0 else ""


def _section(standing: Standing, node: Node, decimals: int) -> list[Cell]:
    figures = [standing.tallies[place.unit].points[node.key] for place in standing.places]
    return [
        Cell(node.code, "center"),
        Cell(node.name),
        Cell(number(node.maximum, decimals), "num"),
        *(Cell(_figure(points, decimals), "num") for points in figures),
    ]


def _figure(points: Points, decimals: int) -> str:
    """Points; nothing scored yet and not assigned are told apart from zero."""
    if not points.assigned:
        return NOT_ASSIGNED
    return NOT_SCORED if points.value is None else number(points.value, decimals)


def _assigned(standing: Standing, decimals: int) -> list[str]:
    return [number(standing.tallies[place.unit].assigned_maximum, decimals) for place in standing.places]


def _percents(standing: Standing) -> list[str]:
    decimals = percent_decimals(standing)
    return [_percent(place, decimals) for place in standing.places]


def _percent(place: Place, decimals: int) -> str:
    return NOT_ASSIGNED if place.percent is None else number(place.percent, decimals)


def _decimals(standing: Standing) -> int:
    """As many as the longest of the points needs, so that all look alike and lose nothing.

    Only a total never shows more than the regulation rounds it to.
    """
    nodes, values = _nodes(standing), list[Decimal | None]()
    for place in standing.places:
        tally = standing.tallies[place.unit]
        values += [place.total, tally.assigned_maximum, *(tally.points[node.key].value for node in nodes)]
    return decimals_needed([*values, *(node.maximum for node in nodes)])
