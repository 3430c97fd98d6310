"""The whole bloc as a table: criteria as rows, units as columns, in one round; numbers formatted already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from blocs.formats import decimals_needed, number
from blocs.models import BlocYear, Unit
from scoring.core.rules import RULES
from scoring.core.tally import Tally
from scoring.core.tree import Kind, Node
from scoring.grids.columns import OWN, REVIEW, REVIEWED_ACTUAL, TOTAL, Column, Sight, sight_of
from scoring.grids.leaves import INPUT, GridCell, Leaf, section_cell
from scoring.grids.table import shared_decimals
from scoring.grids.todo import FLAGS, flags_of
from scoring.models import Score, ScoreSheet
from scoring.models.entries import versions_of
from scoring.models.obstacles import demanding
from scoring.results import keys_of, printed, tallies_by_sheet
from scoring.rounds import Round

COLUMNS: Mapping[Round, Column] = {
    Round.SELF: next(column for column in OWN if column.name == "self_score"),
    Round.REVIEW: next(column for column in REVIEW if column.name == "reviewed_score"),
    Round.FINAL: TOTAL,
}


@dataclass
class UnitColumn:
    """A unit whose figures of the round the person may see; `editable` when they may be typed here."""

    unit: Unit
    sheet: ScoreSheet
    sight: Sight
    scores: Mapping[str, Score]
    tallies: dict[Round, Tally] = field(default_factory=dict)
    total: str = ""
    percent: str = ""
    version: int = 0

    @property
    def is_entered(self) -> bool:
        """Whether this person is reviewing the sheet now."""
        return self.sight.entering is not None

    @cached_property
    def cells_url(self) -> str:
        """Where its cells are saved."""
        return reverse("cells", args=(self.sheet.pk,))

    @cached_property
    def lines_url(self) -> str:
        """Where its lines are: the line's number and a stroke follow."""
        return reverse("line", args=(self.sheet.pk, 0)).removesuffix("0/")


@dataclass(frozen=True, slots=True)
class BlocCell:
    """A cell of the table: what is drawn, whose it is, and where its line stands on the unit's sheet.

    Where a reviewer types a result, `points` are what it earns.
    """

    cell: GridCell
    column: UnitColumn
    points: GridCell | None = None
    url: str = ""
    flags: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether something is typed in it."""
        return self.cell.kind == INPUT


@dataclass(frozen=True, slots=True)
class BlocRow:
    """A line of the table with a cell for every unit."""

    pk: int
    level: int
    number: str
    name: str
    maximum: str
    is_leaf: bool
    cells: list[BlocCell]

    @property
    def flags(self) -> str:
        """What any of the cells lacks in which something is typed."""
        return " ".join(sorted({flag for cell in self.cells if cell.is_typed for flag in cell.flags.split()}))


class BlocTable:
    """The figures of a round, as far as `user` may see them; a fixed number of queries."""

    def __init__(self, bloc_year: BlocYear, user: Any, round_: Round, top: str = "", flag: str = "") -> None:
        self.bloc_year, self.round, self.flag = bloc_year, round_, flag if flag in FLAGS else ""
        regulation = bloc_year.regulation
        self.tree = regulation.tree
        self.top = top if top in {root.key for root in self.tree.roots} else ""
        self._pks = {key: pk for pk, key in keys_of(list(regulation.criteria.all())).items()}
        self._demanded = frozenset(demanding(self.tree))
        sheets = self._sheets()
        visible = set(
            ScoreSheet.objects.visible_to(user).filter(bloc_year=bloc_year).values_list("pk", flat=True)
        )
        columns = (self._column(user, sheet) for sheet in sheets if sheet.pk in visible)
        self.columns = [column for column in columns if column]
        self.left_out = len(bloc_year.members) - len(self.columns)
        self._count(sheets)
        shown = [tally for column in self.columns for tally in column.tallies.values()]
        self.decimals = shared_decimals(shown, regulation.decimals)

    def _sheets(self) -> list[ScoreSheet]:
        """Every member's sheet in the order of the year, with its lines and their documents."""
        order = {unit.pk: place for place, unit in enumerate(self.bloc_year.members)}
        sheets = self.bloc_year.score_sheets.filter(unit__in=order).select_related("unit")
        lines = Prefetch("scores", Score.objects.counting_proofs())
        found = list(sheets.prefetch_related(lines, "scores__criterion"))
        for sheet in found:
            sheet.bloc_year = self.bloc_year
        return sorted(found, key=lambda sheet: order[sheet.unit_id])

    def _column(self, user: Any, sheet: ScoreSheet) -> UnitColumn | None:
        """The column of a sheet, if this round of it may be seen."""
        entering = Round.REVIEW if self.round == Round.REVIEW and sheet.reviewable_by(user) else None
        sight = sight_of(user, sheet, entering)
        if self.round not in sight.rounds:
            return None
        return UnitColumn(sheet.unit, sheet, sight, self._keyed(sheet))

    def _keyed(self, sheet: ScoreSheet) -> dict[str, Score]:
        keys = {pk: key for key, pk in self._pks.items()}
        return {keys[score.criterion_id]: score for score in sheet.scores.all()}

    def _count(self, sheets: list[ScoreSheet]) -> None:
        """The tallies of the columns by round; units are compared with every sheet that was submitted."""
        seen = {column.sheet.pk: column for column in self.columns}
        lines = {
            str(sheet.pk): (sheet, seen[sheet.pk].scores if sheet.pk in seen else self._keyed(sheet))
            for sheet in sheets
            if sheet.pk in seen or sheet.state != "draft"
        }
        regulation = self.bloc_year.regulation
        for round_ in Round:
            if any(round_ in column.sight.rounds for column in self.columns):
                tallies = tallies_by_sheet(lines, regulation, round_)
                for column in self.columns:
                    if round_ in column.sight.rounds:
                        column.tallies[round_] = tallies[str(column.sheet.pk)]
        versions = versions_of(column.sheet for column in self.columns if column.is_entered)
        for column in self.columns:
            column.version = versions.get(column.sheet.pk, 0)
            tally = column.tallies[self.round]
            column.total = number(tally.total, regulation.decimals)
            column.percent = number(tally.percent, 2)

    @property
    def column_name(self) -> str:
        """The field of the round's points, as answers to saved cells name it."""
        return COLUMNS[self.round].name

    @property
    def is_entered(self) -> bool:
        """Whether anything can be typed here."""
        return any(column.is_entered for column in self.columns)

    @cached_property
    def rows(self) -> list[BlocRow]:
        """The lines in order, of one top section if one is chosen, with a flag if one is."""
        walk = [
            (level, node)
            for level, node in self.tree.walk()
            if not self.top or self.tree.root_of(node.key).key == self.top
        ]
        maxima = decimals_needed(node.maximum for _level, node in walk)
        rows = [(node.key, self._row(level, node, maxima)) for level, node in walk]
        if not self.flag:
            return [row for _key, row in rows]
        flagged = [key for key, row in rows if any(self.flag in cell.flags.split() for cell in row.cells)]
        wanted = set(flagged) | {node.key for key in flagged for node in self.tree.above(key)}
        return [row for key, row in rows if key in wanted]

    def _row(self, level: int, node: Node, maxima: int) -> BlocRow:
        return BlocRow(
            pk=self._pks[node.key],
            level=level + 1,
            number=printed(node.key),
            name=node.name,
            maximum=number(node.maximum, maxima),
            is_leaf=node.is_leaf,
            cells=[self._cell(node, column) for column in self.columns],
        )

    def _cell(self, node: Node, column: UnitColumn) -> BlocCell:
        if not node.is_leaf:
            value = column.tallies[self.round].points[node.key].value
            taken_off = node.kind == Kind.DEDUCTION and self.tree.root_of(node.key) is node
            pk, shown = self._pks[node.key], COLUMNS[self.round]
            return BlocCell(section_cell(shown, pk, value, self.decimals, taken_off), column)
        leaf = Leaf(
            pk=self._pks[node.key],
            node=node,
            score=column.scores.get(node.key),
            points={round_: tally.points[node.key] for round_, tally in column.tallies.items()},
            kind=self.tree.root_of(node.key).kind,
            demanded=node.key in self._demanded,
            decimals=self.decimals,
        )
        url = f"{column.lines_url}{leaf.pk}/" if leaf.score else ""
        flags = " ".join(flags_of(column.sheet, column.sight, leaf))
        points = leaf.cell(COLUMNS[self.round], column.sight.entering)
        if not leaf.is_open:
            points.text = leaf.absence()  # in this table each round stands alone
        if points.kind == INPUT and node.rule and RULES[node.rule].is_measured:
            result = leaf.cell(REVIEWED_ACTUAL, column.sight.entering)
            return BlocCell(result, column, points, url, flags)
        return BlocCell(points, column, None, url, flags)
