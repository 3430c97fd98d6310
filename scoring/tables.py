"""The criteria table as pages show it: rows in order, every number formatted already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.formats import decimals_needed, number
from blocs.models import BlocYear
from scoring.core.tally import Points, Tally
from scoring.core.tree import Kind, Node, disagreements
from scoring.models import Regulation, ScoreSheet
from scoring.models.criteria import Rule
from scoring.permissions import sees_review
from scoring.results import keyed_scores, keys_of, peers_of, printed, sheet_tally
from scoring.rounds import Round

RULE_LABELS: dict[str, Any] = {"": ""} | dict(Rule.choices)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A line of the regulation. `children_sum` is set where the maximum and the lines below disagree."""

    pk: int
    level: int
    key: str
    code: str
    name: str
    maximum: str
    rule: str
    is_leaf: bool
    is_bonus: bool
    children_sum: str


def regulation_rows(regulation: Regulation) -> list[CriterionRow]:
    """The lines of a regulation in order; two queries."""
    pks = {key: pk for pk, key in keys_of(list(regulation.criteria.all())).items()}
    wrong = {row.key: number(row.children_sum) for row in disagreements(regulation.tree)}
    maxima = decimals_needed(node.maximum for _level, node in regulation.tree.walk())
    return [
        CriterionRow(
            pk=pks[node.key],
            level=level + 1,
            key=node.key,
            code=node.code,
            name=node.name,
            maximum=number(node.maximum, maxima),
            rule=RULE_LABELS[node.rule] if node.is_leaf else "",
            is_leaf=node.is_leaf,
            is_bonus=node.kind == Kind.BONUS and level == 0,
            children_sum=wrong.get(node.key, ""),
        )
        for level, node in regulation.tree.walk()
    ]


@dataclass(slots=True)
class SheetRow:
    """A line of a sheet: a section with its sums, or a leaf with its score.

    `typed` and `errors` are filled by the form that reads the page back, by field name.
    """

    level: int
    code: str
    name: str
    maximum: str
    rule: str
    is_leaf: bool
    assigned: bool
    self_score: str
    reviewed: str
    difference: str
    number: str
    score: Any = None  # of a leaf
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    seals: dict[str, str] = field(default_factory=dict)

    @property
    def is_acceptable(self) -> bool:
        """Whether the unit scored the line and nobody has reviewed it yet."""
        return bool(self.is_leaf and self.assigned and self.score) and (
            self.score.self_score is not None and self.score.reviewed_score is None
        )


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet's lines with the totals of both rounds."""

    rows: list[SheetRow]
    self_tally: Tally
    reviewed_tally: Tally
    shows_review: bool
    decimals: int
    total_decimals: int

    @property
    def totals(self) -> dict[str, str]:
        """The totals as text, with the decimals of the regulation; no review, no reviewed total."""
        scored = any(row.score is not None and row.score.self_score is not None for row in self.rows)
        reviewed = any(row.score is not None and row.score.reviewed_score is not None for row in self.rows)
        return {
            "self": number(self.self_tally.total, self.total_decimals) if scored else "–",
            "reviewed": number(self.reviewed_tally.total, self.total_decimals)
            if self.shows_review and reviewed
            else "",
            "maximum": number(self.self_tally.assigned_maximum),
            "self_missing": str(self.self_tally.missing),
        }


def sheet_table(sheet: ScoreSheet, *, shows_review: bool) -> SheetTable:
    """The sheet with both rounds added up; a fixed number of queries."""
    regulation, scores, peers = sheet.bloc_year.regulation, keyed_scores(sheet), peers_of(sheet)
    own, reviewed = (sheet_tally(sheet, one, scores, peers) for one in (Round.SELF, Round.REVIEW))
    tree = regulation.tree
    shown = [own, reviewed] if shows_review else [own]
    decimals = decimals_needed(points.value for one in shown for points in one.points.values())
    maxima = decimals_needed(node.maximum for _level, node in tree.walk())

    def row(level: int, node: Node) -> SheetRow:
        points = own.points[node.key]
        theirs = reviewed.points[node.key].value if shows_review else None
        return SheetRow(
            level=level + 1,
            code=node.code,
            number=printed(node.key),
            name=node.name,
            maximum=number(points.maximum if points.assigned else node.maximum, maxima),
            rule=RULE_LABELS[node.rule] if node.is_leaf else "",
            is_leaf=node.is_leaf,
            assigned=points.assigned,
            self_score=number(points.value, decimals),
            reviewed=number(theirs, decimals),
            difference=_difference(points, reviewed.points[node.key], decimals) if shows_review else "",
            score=scores.get(node.key),
        )

    rows = [row(level, node) for level, node in tree.walk()]
    return SheetTable(rows, own, reviewed, shows_review, decimals, regulation.decimals)


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """A unit's line in the list of sheets; `sheet` is None while the person may not see it."""

    unit: Any
    sheet: ScoreSheet | None
    self_total: str = ""
    self_missing: int = 0
    reviewed_total: str = ""
    next_url: str = ""
    next_label: str = ""


def summaries(bloc_year: BlocYear, user: Any) -> list[SheetSummary]:
    """Every member with its sheet's totals, as far as `user` may see them; a fixed number of queries."""
    visible = ScoreSheet.objects.visible_to(user).filter(bloc_year=bloc_year)
    sheets = {sheet.unit_id: sheet for sheet in visible.select_related("unit").prefetch_related("scores")}
    if not sheets:
        return [SheetSummary(unit, None) for unit in bloc_year.members]
    keys = keys_of(list(bloc_year.regulation.criteria.all()))
    return [_summary(bloc_year, unit, sheets.get(unit.pk), keys, user) for unit in bloc_year.members]


def _summary(
    bloc_year: BlocYear, unit: Any, sheet: ScoreSheet | None, keys: Mapping[int, str], user: Any
) -> SheetSummary:
    if sheet is None:
        return SheetSummary(unit, None)
    sheet.bloc_year = bloc_year
    scores = {keys[score.criterion_id]: score for score in sheet.scores.all()}
    own, reviewed = (sheet_tally(sheet, one, scores) for one in (Round.SELF, Round.REVIEW))
    scored = any(score.self_score is not None for score in scores.values())
    begun = any(score.reviewed_score is not None for score in scores.values())
    decimals = bloc_year.regulation.decimals
    url, label = _next(sheet, user)
    return SheetSummary(
        unit=unit,
        sheet=sheet,
        self_total=number(own.total, decimals) if scored else "–",
        self_missing=own.missing,
        reviewed_total=number(reviewed.total, decimals) if begun and sees_review(user, sheet) else "",
        next_url=url,
        next_label=label,
    )


def _next(sheet: ScoreSheet, user: Any) -> tuple[str, str]:
    """What `user` does next with a sheet."""
    if sheet.scorable_by(user):
        return reverse("sheet", args=(sheet.pk,)), _("Score")
    if sheet.reviewable_by(user):
        return reverse("review", args=(sheet.pk,)), _("Review")
    return reverse("sheet", args=(sheet.pk,)), _("View")


def _difference(own: Points, reviewed: Points, decimals: int) -> str:
    """How far the reviewed points lie from the own ones, signed; nothing if equal or not all reviewed."""
    mine, theirs = own.value, reviewed.value
    if mine is None or theirs is None or mine == theirs or reviewed.missing:
        return ""
    return ("+" if theirs > mine else "−") + number(abs(theirs - mine), decimals)
