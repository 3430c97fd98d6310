"""A sheet as a table: rows with their cells, sums, and what is left to do; every number formatted already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.formats import MOST, decimals_needed, number
from scoring.core.rules import DIRECT, PASS_FAIL, RULES
from scoring.core.tally import Tally
from scoring.core.tree import ZERO, Kind, Node
from scoring.grids.columns import POINTS, Column, Sight
from scoring.grids.leaves import SHOWN, GridCell, Leaf, section_cell
from scoring.grids.todo import FLAGS, UNPROVED, flags_of
from scoring.models import Criterion, Score, ScoreSheet
from scoring.models.obstacles import demanding
from scoring.models.pledged import Comparison, comparisons_of
from scoring.results import keyed_scores, keys_of, peers_of, printed, sheet_tally
from scoring.rounds import Round
from scoring.rule_wording import RULE_NAMES, rule_text


@dataclass(slots=True)
class GridRow:
    """A line of the sheet: a section with its sums, or a leaf with its cells; `flags` say what it lacks."""

    pk: int
    key: str
    level: int
    code: str
    number: str
    name: str
    rule: str
    maximum: str
    is_leaf: bool
    is_open: bool
    is_off: bool
    is_relative: bool = False
    needs_evidence: bool = False
    tags: list[tuple[str, str]] = field(default_factory=list)
    is_hidden: bool = False
    score: Score | None = None
    flags: list[str] = field(default_factory=list)
    cells: list[GridCell] = field(default_factory=list)

    @property
    def css(self) -> str:
        """The classes of the row."""
        kind = "" if self.is_leaf else " section"
        return f"level-{self.level}{kind}{' is-off' if self.is_off else ''}"

    @property
    def own_actual(self) -> str:
        """The unit's result."""
        cell = self.cell("actual")
        return cell.shown if cell else ""

    @property
    def own_points(self) -> str:
        """The unit's points, typed or computed."""
        cell = self.cell("self_score")
        return cell.shown if cell else ""

    def cell(self, name: str) -> GridCell | None:
        """The cell of a column, if the person sees it."""
        return next((cell for cell in self.cells if cell.column.name == name), None)


class SheetTable:
    """A sheet as `sight` lets a person see it; a fixed number of queries, rows are made when asked for."""

    def __init__(self, sheet: ScoreSheet, sight: Sight, scores: Mapping[str, Score] | None = None) -> None:
        self.sheet, self.sight = sheet, sight
        prefetch_related_objects([sheet.bloc_year.regulation], "criteria")
        self.tree = sheet.bloc_year.regulation.tree
        criteria: list[Criterion] = list(sheet.bloc_year.regulation.criteria.all())
        keys = keys_of(criteria)
        self.criteria = {keys[criterion.pk]: criterion for criterion in criteria}
        self.scores = keyed_scores(sheet) if scores is None else scores
        self.demanded = frozenset(demanding(self.tree))
        self.tallies = self._tallies()
        self.columns = sight.columns(measured=any(_is_measured(leaf) for leaf in self.tree.leaves()))
        self.decimals = shared_decimals(self.tallies.values(), sheet.bloc_year.regulation.decimals)
        self._maxima = decimals_needed(node.maximum for _level, node in self.tree.walk())

    def _tallies(self) -> dict[Round, Tally]:
        """The points by round; in the review's column stand the reviewed lines only."""
        peers = peers_of(self.sheet)
        reviewed = {key: one for key, one in self.scores.items() if one.is_reviewed or not one.assigned}
        lines = {Round.SELF: self.scores, Round.REVIEW: reviewed, Round.FINAL: self.scores}
        return {one: sheet_tally(self.sheet, one, lines[one], peers) for one in self.sight.rounds}

    @cached_property
    def rows(self) -> list[GridRow]:
        """Every line in the order of the table."""
        return [self._row(level, node) for level, node in self.tree.walk()]

    @cached_property
    def pledged(self) -> dict[int, list[Comparison]]:
        """What the pledge says to lines that take their figures from it, by the line's id."""
        measured = any(_is_measured(leaf) for leaf in self.tree.leaves())
        return comparisons_of(self.sheet, self.scores.values()) if measured else {}

    def rows_about(self, keys: Collection[str]) -> list[GridRow]:
        """The lines with these keys and the sections above them."""
        wanted = set(keys) | {node.key for key in keys for node in self.tree.above(key)}
        return [self._row(level, node) for level, node in self.tree.walk() if node.key in wanted]

    def row_of(self, key: str) -> GridRow:
        """The line with this key."""
        return self._row(len(self.tree.above(key)), self.tree.node(key))

    def filter(self, flag: str) -> None:
        """Hide the lines that do not carry a flag; a section stays while something below it does."""
        if flag not in FLAGS:
            return
        keys = [row.key for row in self.rows if flag in row.flags]
        shown = {*keys, *(node.key for key in keys for node in self.tree.above(key))}
        for row in self.rows:
            row.is_hidden = row.key not in shown

    def _row(self, level: int, node: Node) -> GridRow:
        points = self.tallies[Round.SELF].points[node.key]
        criterion, score = self.criteria[node.key], self.scores.get(node.key)
        row = GridRow(
            pk=criterion.pk,
            key=node.key,
            level=level + 1,
            code=node.code,
            number=printed(node.key),
            name=node.name,
            rule=self._rule(node, criterion),
            maximum=number(points.maximum if points.assigned else node.maximum, self._maxima),
            is_leaf=node.is_leaf,
            is_open=points.assigned and (score is not None or not node.is_leaf),
            is_off=points.working[-1].operation == "switched_off",
            is_relative=node.is_leaf and bool(node.rule) and RULES[node.rule].relative,
            needs_evidence=node.is_leaf and criterion.needs_evidence,
            score=score,
        )
        return self._filled(row, node)

    def _filled(self, row: GridRow, node: Node) -> GridRow:
        """The row with its cells, and what a leaf lacks."""
        leaf = self._leaf(node) if node.is_leaf else None
        for column in self.columns:
            row.cells.append(leaf.cell(column, self.sight.entering) if leaf else self._sum(node, column))
        if leaf and row.score:
            row.flags = flags_of(self.sheet, self.sight, leaf)
            row.tags = self._tags(row, len(row.score.evidence_links.all()))
        return row

    def _tags(self, row: GridRow, documents: int) -> list[tuple[str, str]]:
        """Small words below the name, each with its class."""
        tags = self._pledge_tags(row)
        if row.is_relative and self.sight.is_provisional:
            tags.append(("is-provisional", _("provisional")))
        if UNPROVED in row.flags:
            tags.append(("is-lacking", _("evidence needed")))
        elif documents:
            words = ngettext("%(count)s document", "%(count)s documents", documents)
            tags.append(("", words % {"count": documents}))
        return tags

    def _pledge_tags(self, row: GridRow) -> list[tuple[str, str]]:
        """Whether target and result come from the pledge, or say something else than it."""
        found = self.pledged.get(row.score.pk, []) if row.score else []
        if any(one.differs for one in found):
            return [("is-lacking", _("differs from the pledge"))]
        return [("", _("from the pledge"))] if any(one.pledged is not None for one in found) else []

    def _leaf(self, node: Node) -> Leaf:
        return Leaf(
            pk=self.criteria[node.key].pk,
            node=node,
            score=self.scores.get(node.key),
            points={round_: tally.points[node.key] for round_, tally in self.tallies.items()},
            kind=self.tree.root_of(node.key).kind,
            demanded=node.key in self.demanded,
            decimals=self.decimals,
        )

    def _sum(self, node: Node, column: Column) -> GridCell:
        """A section has sums only."""
        if column.kind != POINTS:
            return GridCell(column, SHOWN, css="num" if column.is_number else "")
        value = self.tallies[column.round].points[node.key].value
        taken_off = node.kind == Kind.DEDUCTION and self.tree.root_of(node.key) is node
        return section_cell(column, self.criteria[node.key].pk, value, self.decimals, taken_off)

    def _rule(self, node: Node, criterion: Criterion) -> str:
        """How the line is scored, where that is not simply points up to the maximum."""
        if not node.is_leaf:
            kinds = {Kind.BONUS: _("bonus"), Kind.DEDUCTION: _("deduction")}
            return kinds.get(node.kind, "") if self.tree.root_of(node.key) is node else ""
        if node.rule in ("", DIRECT):
            return ""
        if node.rule == PASS_FAIL:
            return str(RULE_NAMES[PASS_FAIL])
        return rule_text(node.rule, node.parameters, node.maximum, criterion.measure)

    # --- below the rows --------------------------------------------------------------------------------
    @cached_property
    def totals(self) -> dict[str, str]:
        """The totals by column, the maximum, and what is left; nothing scored, no total."""
        open_scores = [score for score in self.scores.values() if score.assigned]
        given = {
            Round.SELF: any(score.is_scored for score in open_scores),
            Round.REVIEW: any(score.is_reviewed for score in open_scores),
            Round.FINAL: any(score.is_scored or score.is_reviewed for score in open_scores),
        }
        decimals = self.sheet.bloc_year.regulation.decimals
        totals = {one: number(tally.total, decimals) for one, tally in self.tallies.items() if given[one]}
        return {
            "self_score": totals.get(Round.SELF, "–"),
            "reviewed_score": totals.get(Round.REVIEW, "–") if self.sight.review else "",
            "final": totals.get(Round.FINAL, "–") if self.sight.decision else "",
            "maximum": number(self.tallies[Round.SELF].assigned_maximum),
            "left": number(self._left),
        }

    @property
    def foot(self) -> list[tuple[Column, str]]:
        """The last row: every column with its total."""
        totals = self.totals
        return [(column, totals.get(column.name, "")) for column in self.columns]

    @property
    def _left(self) -> Decimal:
        """The maximum of the lines that are not scored yet."""
        points = self.tallies[Round.SELF].points
        empty = (points[key] for key in self.demanded if points[key].value is None)
        return sum((one.maximum for one in empty), ZERO)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many lines carry each flag."""
        flags = [flag for leaf in self.tree.leaves() for flag in self._flags(leaf)]
        return {flag: flags.count(flag) for flag in FLAGS}

    def _flags(self, node: Node) -> list[str]:
        return flags_of(self.sheet, self.sight, self._leaf(node))


def sheet_table(sheet: ScoreSheet, sight: Sight, scores: Mapping[str, Score] | None = None) -> SheetTable:
    """The sheet as `sight` lets a person see it; `scores` by key when they are known already."""
    return SheetTable(sheet, sight, scores)


def _is_measured(leaf: Node) -> bool:
    return bool(leaf.rule) and RULES[leaf.rule].is_measured


def shared_decimals(tallies: Iterable[Tally], least: int) -> int:
    """What is typed is shown exactly; what has no end, like a third, with the decimals of the total."""
    values = [one.value for tally in tallies for one in tally.points.values() if one.value is not None]
    exact = [value for value in values if int(value.as_tuple().exponent) >= -MOST]
    decimals = decimals_needed(exact)
    return decimals if len(exact) == len(values) else max(decimals, least)
