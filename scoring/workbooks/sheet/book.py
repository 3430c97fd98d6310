"""A sheet as its workbook shows it: which cell is where, what stands in it, and whether it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from openpyxl.utils import get_column_letter

from scoring.core import rules
from scoring.core.tally import Tally
from scoring.core.tree import ZERO, Node
from scoring.models import Criterion, Score, ScoreSheet
from scoring.results import keyed_scores, keys_of, peers_of, sheet_tally
from scoring.rounds import Round
from scoring.rule_wording import rule_text
from scoring.workbooks import writing
from scoring.workbooks.scores.cells import is_measured, uses_target
from scoring.workbooks.scores.layout import NOT_ASSIGNED
from scoring.workbooks.sheet.layout import COLUMNS, Column
from scoring.workbooks.sheet.memory import figures

HEADER = 10  # the row of the headings, within those that are looked through
PASSED, FAILED = "Đạt", "Không đạt"
NOT_APPLIED, NEEDS_PROOF = "Không áp dụng năm nay", "cần minh chứng"


class Book:
    """A sheet in the language of papers; the caller has activated Vietnamese."""

    def __init__(self, sheet: ScoreSheet, round_: Round) -> None:
        self.sheet, self.round = sheet, round_
        self.scores: dict[str, Score] = keyed_scores(sheet)
        self.tree = sheet.bloc_year.regulation.tree
        criteria = list(sheet.bloc_year.regulation.criteria.all())
        keys = keys_of(criteria)
        self.criteria: dict[str, Criterion] = {keys[one.pk]: one for one in criteria}
        self.rows = {node.key: row for row, (_, node) in enumerate(self.tree.walk(), start=HEADER + 1)}
        self.places = {column.name: place for place, column in enumerate(COLUMNS[round_], start=1)}
        self.off = self.tree.switched_off()

    @cached_property
    def tallies(self) -> Mapping[Round, Tally]:
        """The unit's points after its own round and after this one."""
        peers = peers_of(self.sheet)
        return {one: sheet_tally(self.sheet, one, self.scores, peers) for one in {Round.SELF, self.round}}

    @property
    def points_column(self) -> str:
        """Where points are entered."""
        return self.round.points_field

    def address(self, name: str, key: str) -> str:
        """The cell of a column and a criterion."""
        return f"{get_column_letter(self.places[name])}{self.rows[key]}"

    def is_open(self, node: Node) -> bool:
        """Whether figures are entered on the line at all."""
        score = self.scores.get(node.key)
        return score is not None and score.assigned and node.key not in self.off

    def takes(self, node: Node, column: Column) -> bool:
        """Whether this cell is filled in."""
        if not column.entered or not node.is_leaf or not self.is_open(node):
            return False
        if column.name == "target":
            return uses_target(node)
        if column.name == self.round.actual_field:
            return is_measured(node)
        return column.name in figures(self.scores[node.key], self.round)

    def values(self, node: Node) -> dict[str, Any]:
        """What stands in the cells of a line, by column."""
        criterion = self.criteria[node.key]
        shown: dict[str, Any] = {
            "key": node.key,
            "code": node.code,
            "name": node.name,
            "maximum": node.maximum,
        }
        if not node.is_leaf:
            return shown
        if node.key in self.off:
            return shown | {"rule": NOT_APPLIED}
        shown |= {"rule": _rule(criterion), "measure": criterion.measure}
        return shown | (self._figures(node) if self.is_open(node) else {self.points_column: NOT_ASSIGNED})

    def _figures(self, node: Node) -> dict[str, Any]:
        score = self.scores[node.key]
        shown: dict[str, Any] = {"target": score.target, "actual": score.actual}
        if self.round != Round.SELF:
            shown["explanation"] = _cut(score.explanation)
        shown |= figures(score, self.round)
        shown["own"] = self.tallies[Round.SELF].points[node.key].value
        if is_measured(node):
            shown["computed"] = self.computed(node.key)
        for name in (self.points_column, "own"):
            if node.rule == rules.PASS_FAIL and shown.get(name) is not None:
                shown[name] = FAILED if shown[name] == ZERO != node.maximum else PASSED
        return {name: _rounded(value) for name, value in shown.items()}

    def computed(self, key: str) -> Decimal | None:
        """What the rule makes of target and result, whatever points stand in its place."""
        points = self.tallies[self.round].points[key]
        for step in points.working:
            if step.operation == "overridden":
                value = step.fact("computed")
                return value if isinstance(value, Decimal) else None
        return points.value


def _rule(criterion: Criterion) -> str:
    words = rule_text(criterion.rule, criterion.parameters, criterion.maximum, criterion.measure)
    return f"{words}; {NEEDS_PROOF}" if criterion.needs_evidence else words


def _cut(text: str) -> str:
    """A text that is only read, as far as it fits into a cell."""
    return text if len(text) <= writing.LONGEST else f"{text[: writing.LONGEST]}…"


def _rounded(value: Any) -> Any:
    """Computed points may go on for ever; a cell shows as many decimals as are typed."""
    if isinstance(value, Decimal) and int(value.as_tuple().exponent) < -4:
        return value.quantize(Decimal("0.0001"))
    return value
