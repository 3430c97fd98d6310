"""The points of a standing as a table on paper: units as columns while they fit, else as rows across."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from blocs.formats import decimals_needed, number
from scoring.core.ranking import Place
from scoring.core.tally import Points, Tally
from scoring.core.tree import ZERO, Kind, Node
from scoring.explanations import percent_decimals
from scoring.rounds import Round
from scoring.standings import Standing, is_off

UPRIGHT_UNITS = 6  # columns that fit beside the names of the sections
UPRIGHT_ROWS = 24  # with more, only the top sections are shown
COMMON_DECIMALS = 2  # figures with more need wider columns
MOST_DECIMALS = 3  # computed points may have no end: they are shown as the total is rounded
WIDE_ROOTS = 4  # columns that fit across in comfort beside the names of the units
NARROW_ROOTS = 8  # and those that fit at all
NOT_ASSIGNED, OFF, NOT_SCORED, NOT_CONSIDERED = "KG", "KAD", "…", "Không xét"
EARLIER = (("Tổng điểm tự chấm", Round.SELF), ("Tổng điểm thẩm định", Round.REVIEW))


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
    """Sections as rows, units as columns from first to last; sums, percent, rank and class below."""
    decimals, places = shown_decimals(standing), standing.places
    width = "figure" if decimals <= COMMON_DECIMALS else "wide"
    heads = [Cell("Mục", "code"), Cell("Nội dung"), Cell("Điểm tối đa", "maximum")]
    heads += [Cell(place.unit, width) for place in places]
    rows = [
        ("section" if level == 0 else "", _section(standing, node, decimals))
        for level, node in _shown_nodes(standing)
    ]
    maximum = number(standing.contest.tree.base_maximum, decimals)
    sums = [
        *((words, "", figures, "num") for words, figures in _earlier(standing)),
        ("Tổng điểm", maximum, _totals(standing, [place.total for place in places]), "num"),
        ("Điểm tối đa được giao", "", _assigned(standing, decimals), "num"),
        ("Tỷ lệ (%)", "", _percents(standing), "num"),
        ("Xếp hạng", "", [_rank(place) for place in places], "center"),
    ]
    if standing.contest.rules.grades:
        sums.append(("Xếp loại", "", [standing.grade(place) for place in places], "center"))
    rows += [
        ("total", [Cell(""), Cell(words), Cell(most, "num"), *(Cell(figure, style) for figure in figures)])
        for words, most, figures, style in sums
    ]
    return Table(heads, rows)


def by_units(standing: Standing) -> Table:
    """Units as rows from first to last, top sections as columns."""
    decimals, roots, places = shown_decimals(standing), standing.contest.tree.roots, standing.places
    narrow = len(roots) > WIDE_ROOTS
    width = "" if len(roots) > NARROW_ROOTS else "narrow" if narrow else "wide"
    columns: list[tuple[str, str, Sequence[str]]] = [
        (f"Mục {root.code}", width, [_figure(standing, root, place, decimals) for place in places])
        for root in roots
    ]
    columns += [(words, "sum", figures) for words, figures in _earlier(standing)]
    columns += [
        ("Tổng điểm", "sum", _totals(standing, [place.total for place in places])),
        ("Điểm tối đa được giao", "sum", _assigned(standing, decimals)),
        ("Tỷ lệ (%)", "sum", _percents(standing)),
    ]
    heads = [Cell("Xếp hạng", "rank"), Cell("Đơn vị", "" if width else "unit")]
    heads += [Cell(words, style) for words, style, _figures in columns]
    grades = [Cell("Xếp loại", "grade")] if standing.contest.rules.grades else []
    rows = []
    for row, place in enumerate(places):
        cells = [Cell(_rank(place), "center"), Cell(standing.member(place.unit).name)]
        cells += [Cell(figures[row], "num") for _words, _style, figures in columns]
        cells += [Cell(standing.grade(place), "center") for _ in grades]
        rows.append(("", cells))
    return Table(heads + grades, rows)


def shown_nodes(standing: Standing) -> list[Node]:
    """The nodes whose points the table shows."""
    if is_upright(standing):
        return [node for _, node in _shown_nodes(standing)]
    return list(standing.contest.tree.roots)


def shown_decimals(standing: Standing) -> int:
    """As many as the longest of the points needs, so that all look alike; of endless ones the total's."""
    needed = exact_decimals(standing)
    return (
        needed if needed <= MOST_DECIMALS else max(COMMON_DECIMALS, standing.contest.rules.rounding.decimals)
    )


def exact_decimals(standing: Standing) -> int:
    """The decimals at which no figure of the table would lose anything."""
    nodes, values = shown_nodes(standing), list[Decimal | None]()
    for place in standing.places:
        tally = standing.tallies[place.unit]
        values += [place.total, tally.assigned_maximum, *(tally.points[node.key].value for node in nodes)]
    return decimals_needed([*values, *(node.maximum for node in nodes)])


def _shown_nodes(standing: Standing) -> list[tuple[int, Node]]:
    """Top sections, with the level below them when the page has room."""
    tree = standing.contest.tree
    two_levels = [(level, node) for level, node in tree.walk() if level <= 1]
    return two_levels if len(two_levels) <= UPRIGHT_ROWS else [(0, root) for root in tree.roots]


def _section(standing: Standing, node: Node, decimals: int) -> list[Cell]:
    return [
        Cell(node.code, "center"),
        Cell(node.name),
        Cell(number(node.maximum, decimals), "num"),
        *(Cell(_figure(standing, node, place, decimals), "num") for place in standing.places),
    ]


def _figure(standing: Standing, node: Node, place: Place, decimals: int) -> str:
    """Points, negative where they go off; not scored and not assigned are told apart from zero."""
    points: Points = standing.tallies[place.unit].points[node.key]
    if not points.assigned:
        return OFF if is_off(points) else NOT_ASSIGNED
    if standing.contest.tree.root_of(node.key).kind == Kind.DEDUCTION:
        return number(-(points.value or ZERO) or ZERO, decimals)
    return NOT_SCORED if points.value is None else number(points.value, decimals)


def _earlier(standing: Standing) -> list[tuple[str, list[str]]]:
    """Words and totals of the rounds before, where they are known."""
    found: list[tuple[str, list[str]]] = []
    for words, round_ in EARLIER:
        tallies = standing.earlier(round_)
        if tallies:
            found.append((words, _totals(standing, _of(standing, tallies))))
    return found


def _of(standing: Standing, tallies: Mapping[str, Tally]) -> Iterable[Decimal]:
    return [tallies[place.unit].total for place in standing.places]


def _totals(standing: Standing, totals: Iterable[Decimal]) -> list[str]:
    """Totals as the regulation rounds them; a zero at the end is only shown where others need it."""
    decimals = min(shown_decimals(standing), standing.contest.rules.rounding.decimals)
    return [number(total, decimals) for total in totals]


def _assigned(standing: Standing, decimals: int) -> list[str]:
    return [number(standing.tallies[place.unit].assigned_maximum, decimals) for place in standing.places]


def _percents(standing: Standing) -> list[str]:
    decimals = percent_decimals(standing)
    return [
        NOT_ASSIGNED if place.percent is None else number(place.percent, decimals)
        for place in standing.places
    ]


def _rank(place: Place) -> str:
    return NOT_CONSIDERED if place.rank is None else str(place.rank)
