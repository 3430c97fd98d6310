"""The scores of one round as a workbook; importing it again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from blocs.models import BlocYear, Unit
from scoring.core.tree import Node
from scoring.models import Score, ScoreSheet
from scoring.results import keys_of, live_standing
from scoring.rounds import Round
from scoring.standings import Standing
from scoring.workbooks import writing
from scoring.workbooks.scores.cells import is_measured
from scoring.workbooks.scores.layout import (
    ACTUALS_SHEET,
    BLOC,
    COLUMNS,
    EXCLUSION_COLUMNS,
    EXCLUSIONS_SHEET,
    LEFT_OUT,
    MEASURE_COLUMNS,
    NOT_ASSIGNED,
    ROUND,
    ROUND_WORDS,
    SCORES_SHEET,
    SUMMARY_SHEET,
    TARGETS_SHEET,
    TEXT_SHEETS,
    TITLE,
    TOO_LONG,
    VERSION,
    YEAR,
)

HEADER = 9
WIDTHS = {"key": 22, "code": 8, "name": 60, "maximum": 10, "measure": 14}
UNIT_WIDTH, TEXT_WIDTH = 14, 30
Content = Callable[[Unit, Node], Any]


@dataclass(slots=True)
class _Export:
    """What goes out: units in their order, and their lines by unit and key; the unit of measure by key."""

    bloc_year: BlocYear
    round: Round
    units: Sequence[Unit]
    measures: Mapping[str, str]
    lines: dict[tuple[int, str], Score] = field(default_factory=dict)

    def points(self, unit: Unit, node: Node) -> Any:
        """The content of a cell of points."""
        score = self.lines.get((unit.pk, node.key))
        if score is None or not node.is_leaf:
            return ""
        return getattr(score, self.round.points_field) if score.assigned else NOT_ASSIGNED

    def text(self, unit: Unit, node: Node) -> str:
        """The content of a cell of texts; one that does not fit is left to the site."""
        score = self.lines.get((unit.pk, node.key))
        text = getattr(score, self.round.text_field) if score else ""
        return text if len(text) <= writing.LONGEST else ""

    def target(self, unit: Unit, node: Node) -> Any:
        """The content of a cell of targets."""
        return self._measure(unit, node, "target")

    def actual(self, unit: Unit, node: Node) -> Any:
        """The content of a cell of results."""
        return self._measure(unit, node, self.round.actual_field)

    def _measure(self, unit: Unit, node: Node, name: str) -> Any:
        """Of lines that are not assigned nothing goes out: what is kept there does not count."""
        score = self.lines.get((unit.pk, node.key))
        return "" if score is None or not score.assigned else getattr(score, name)

    @property
    def too_long(self) -> int:
        """How many texts do not fit into a cell."""
        texts = (getattr(score, self.round.text_field) for score in self.lines.values())
        return sum(len(text) > writing.LONGEST for text in texts)


def scores_workbook(
    bloc_year: BlocYear,
    round_: Round,
    sheets: Sequence[ScoreSheet],
    units: Sequence[Unit],
    *,
    whole: bool = False,
) -> bytes:
    """The workbook with a column for each of `units` (lines from `sheets`); members without one are named.

    `whole`: with the units that are not considered, and a summary of what the figures add up to.
    """
    criteria = list(bloc_year.regulation.criteria.all())
    keys = keys_of(criteria)
    export = _Export(bloc_year, round_, units, {keys[row.pk]: row.measure for row in criteria})
    for score in Score.objects.filter(sheet__in=[sheet.pk for sheet in sheets]).select_related("sheet"):
        export.lines[score.sheet.unit_id, keys[score.criterion_id]] = score
    book, (points,) = writing.new_workbook(SCORES_SHEET)
    writing.title(points, TITLE)
    writing.labelled(points, 2, _identity(export))
    _grid(points, export, export.points, UNIT_WIDTH, HEADER)
    if any(is_measured(leaf) for leaf in bloc_year.regulation.tree.leaves()):
        _measures(book.create_sheet(TARGETS_SHEET), export, export.target)
        _measures(book.create_sheet(ACTUALS_SHEET), export, export.actual)
    _grid(book.create_sheet(TEXT_SHEETS[round_]), export, export.text, TEXT_WIDTH, 1)
    if whole:
        _exclusions(book.create_sheet(EXCLUSIONS_SHEET), bloc_year)
        _summary(book.create_sheet(SUMMARY_SHEET), export)
    return writing.content_of_workbook(book)


def _identity(export: _Export) -> list[tuple[str, Any]]:
    """What the workbook belongs to, and what is not in it."""
    year, out = export.bloc_year, [unit for unit in export.bloc_year.members if unit not in export.units]
    rows: list[tuple[str, Any]] = [
        (BLOC, year.bloc.name),
        (YEAR, year.year),
        (ROUND, ROUND_WORDS[export.round]),
        (VERSION, year.regulation.version),
    ]
    if out:
        names = "; ".join(unit.short_name for unit in out)
        rows.append((LEFT_OUT, f"{len(out)} đơn vị: {names}"))
    if export.too_long:
        rows.append((TOO_LONG, f"{export.too_long} ô"))
    return rows


def _grid(sheet: Worksheet, export: _Export, content: Content, width: int, header: int) -> None:
    _header(sheet, export, COLUMNS, width, header)
    nodes = (node for _level, node in export.bloc_year.regulation.tree.walk())
    for row, node in enumerate(nodes, start=header + 1):
        figures = (content(unit, node) for unit in export.units)
        values = [node.key, node.code, node.name, node.maximum, *figures]
        writing.line(sheet, row, values, section=not node.is_leaf)


def _measures(sheet: Worksheet, export: _Export, content: Content) -> None:
    """Targets or results: only the criteria that are scored by them, each with its unit of measure."""
    _header(sheet, export, MEASURE_COLUMNS, UNIT_WIDTH, 1)
    leaves = [leaf for leaf in export.bloc_year.regulation.tree.leaves() if is_measured(leaf)]
    for row, leaf in enumerate(leaves, start=2):
        figures = (content(unit, leaf) for unit in export.units)
        head = [leaf.key, leaf.code, leaf.name, leaf.maximum, export.measures[leaf.key]]
        writing.line(sheet, row, [*head, *figures], section=False)


def _header(sheet: Worksheet, export: _Export, columns: Mapping[str, str], width: int, row: int) -> None:
    headings = [*columns.values(), *(unit.short_name for unit in export.units)]
    widths = [*(WIDTHS[name] for name in columns), *(width for _unit in export.units)]
    writing.header(sheet, row, headings, widths)
    sheet.freeze_panes = sheet.cell(row + 1, len(columns) + 1)


def _exclusions(sheet: Worksheet, bloc_year: BlocYear) -> None:
    writing.header(sheet, 1, list(EXCLUSION_COLUMNS.values()), [30, 60, 60])
    rows = bloc_year.exclusions.select_related("unit").order_by("unit__name")
    for row, one in enumerate(rows, start=2):
        writing.line(sheet, row, [one.unit.short_name, one.reason, one.source], section=False)


def _summary(sheet: Worksheet, export: _Export) -> None:
    """What the figures add up to; for reading only."""
    standing = live_standing(export.bloc_year, export.round)
    _header(sheet, export, COLUMNS, UNIT_WIDTH, 1)
    row = 1
    for _level, node in standing.contest.tree.walk():
        row += 1
        figures = [standing.tallies[unit.short_name].points[node.key] for unit in export.units]
        values = [NOT_ASSIGNED if not one.assigned else one.value for one in figures]
        head = [node.key, node.code, node.name, node.maximum]
        writing.line(sheet, row, [*head, *values], section=not node.is_leaf)
    for label, values in _totals(standing, export.units):
        row += 1
        writing.line(sheet, row, ["", "", label, "", *values], section=True)


def _totals(standing: Standing, units: Sequence[Unit]) -> list[tuple[str, list[Any]]]:
    tallies = [standing.tallies[unit.short_name] for unit in units]
    ranks = [standing.place(unit.short_name).rank for unit in units]
    return [
        ("Tổng điểm", [tally.total for tally in tallies]),
        ("Thang điểm được giao", [tally.assigned_maximum for tally in tallies]),
        ("Phần trăm điểm được giao", [tally.percent for tally in tallies]),
        ("Thứ hạng (tạm tính)", ["Không xét" if rank is None else rank for rank in ranks]),
    ]
