"""The scores of one round as a workbook; importing it again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from blocs.models import BlocYear, Unit
from scoring.core.tree import Node
from scoring.models import Score, ScoreSheet
from scoring.results import keys_of
from scoring.workbooks import writing
from scoring.workbooks.scores.layout import (
    BLOC,
    COLUMNS,
    LEFT_OUT,
    NOT_ASSIGNED,
    ROUND,
    SCORES_SHEET,
    TITLE,
    TOO_LONG,
    VERSION,
    YEAR,
    Round,
)

HEADER = 9
WIDTHS = (22, 8, 60, 10)
UNIT_WIDTH, TEXT_WIDTH = 14, 30


@dataclass(slots=True)
class _Export:
    """What goes out: units in their order, and their lines by unit and key."""

    bloc_year: BlocYear
    round: Round
    units: Sequence[Unit]
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

    @property
    def too_long(self) -> int:
        """How many texts do not fit into a cell."""
        texts = (getattr(score, self.round.text_field) for score in self.lines.values())
        return sum(len(text) > writing.LONGEST for text in texts)


def scores_workbook(
    bloc_year: BlocYear, round_: Round, sheets: Sequence[ScoreSheet], units: Sequence[Unit]
) -> bytes:
    """The workbook with a column for each of `units` (lines from `sheets`); members without one are named."""
    keys = keys_of(list(bloc_year.regulation.criteria.all()))
    export = _Export(bloc_year, round_, units)
    for score in Score.objects.filter(sheet__in=[sheet.pk for sheet in sheets]).select_related("sheet"):
        export.lines[score.sheet.unit_id, keys[score.criterion_id]] = score
    book, (points, texts) = writing.new_workbook(SCORES_SHEET, round_.text_sheet)
    writing.title(points, TITLE)
    writing.labelled(points, 2, _identity(export))
    _grid(points, export, export.points, UNIT_WIDTH, HEADER)
    _grid(texts, export, export.text, TEXT_WIDTH, 1)
    return writing.content_of_workbook(book)


def _identity(export: _Export) -> list[tuple[str, Any]]:
    """What the workbook belongs to, and what is not in it."""
    year, out = export.bloc_year, [unit for unit in export.bloc_year.members if unit not in export.units]
    rows: list[tuple[str, Any]] = [
        (BLOC, year.bloc.name),
        (YEAR, year.year),
        (ROUND, export.round.word),
        (VERSION, year.regulation.version),
    ]
    if out:
        names = "; ".join(unit.short_name for unit in out)
        rows.append((LEFT_OUT, f"{len(out)} đơn vị: {names}"))
    if export.too_long:
        rows.append((TOO_LONG, f"{export.too_long} ô"))
    return rows


def _grid(sheet: Worksheet, export: _Export, content: Any, width: int, header: int) -> None:
    headings = [*COLUMNS.values(), *(unit.short_name for unit in export.units)]
    writing.header(sheet, header, headings, [*WIDTHS, *(width for _unit in export.units)])
    sheet.freeze_panes = sheet.cell(header + 1, len(COLUMNS) + 1)
    nodes = (node for _level, node in export.bloc_year.regulation.tree.walk())
    for row, node in enumerate(nodes, start=header + 1):
        values = [
            node.key,
            node.code,
            node.name,
            node.maximum,
            *(content(unit, node) for unit in export.units),
        ]
        writing.line(sheet, row, values, section=not node.is_leaf)
