"""A sheet line by line: self score, review and decision side by side, with what each changed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import decimals_needed, number, signed
from scoring.core.tally import Tally
from scoring.core.tree import Kind, Node
from scoring.disputes import Figure, earned, effect
from scoring.models import Score, ScoreSheet
from scoring.results import keyed_scores, peers_of, printed, sheet_tally
from scoring.rounds import Round


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A section or a leaf in the rounds that may be seen; differences are what the unit's total gains."""

    level: int
    code: str
    number: str
    name: str
    maximum: str
    is_leaf: bool
    assigned: bool
    own: Figure
    reviewed: Figure
    reviewed_difference: str
    final: Figure
    final_difference: str
    differs: bool
    score: Score | None


@dataclass(frozen=True, slots=True)
class ComparedTotal:
    """The total of a round with its percent, and how far it lies from the round before."""

    label: str
    total: str
    percent: str
    difference: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The lines with the totals; `shows_final` when the decision may be seen."""

    lines: list[ComparedLine]
    totals: list[ComparedTotal]
    maximum: str
    changed: int
    shows_final: bool


def comparison(sheet: ScoreSheet, *, shows_final: bool) -> Comparison:
    """All lines of a sheet in the order of the table; a fixed number of queries."""
    scores, peers = keyed_scores(sheet), peers_of(sheet)
    rounds = [Round.SELF, Round.REVIEW] + ([Round.FINAL] if shows_final else [])
    tallies = [sheet_tally(sheet, one, scores, peers) for one in rounds]
    lines = _lines(sheet, scores, tallies)
    return Comparison(
        lines=lines,
        totals=_totals(rounds, tallies, sheet.bloc_year.regulation.decimals),
        maximum=number(tallies[0].assigned_maximum),
        changed=sum(line.is_leaf and line.differs for line in lines),
        shows_final=shows_final,
    )


def _totals(rounds: list[Round], tallies: list[Tally], decimals: int) -> list[ComparedTotal]:
    before = [None, *tallies]
    labels = {Round.SELF: _("Self score"), Round.REVIEW: _("Reviewed"), Round.FINAL: _("Total points")}
    return [
        ComparedTotal(
            label=labels[one],
            total=number(tally.total, decimals),
            percent=number(tally.percent, 2),
            difference=_gained(tally, earlier, decimals),
        )
        for one, tally, earlier in zip(rounds, tallies, before, strict=False)
    ]


def _gained(tally: Tally, earlier: Tally | None, decimals: int) -> str:
    """How far the total lies from that of the round before; nothing when it is the same."""
    if earlier is None or tally.total == earlier.total:
        return ""
    return signed(tally.total - earlier.total, decimals)


def _lines(sheet: ScoreSheet, scores: dict[str, Score], tallies: list[Tally]) -> list[ComparedLine]:
    tree = sheet.bloc_year.regulation.tree
    points = {node.key: [earned(one.points[node.key]) for one in tallies] for _level, node in tree.walk()}
    decimals = decimals_needed(value for row in points.values() for value in row)
    maxima = decimals_needed(node.maximum for _level, node in tree.walk())

    def line(level: int, node: Node) -> ComparedLine:
        own = tallies[0].points[node.key]
        return ComparedLine(
            level=level + 1,
            code=node.code,
            number=printed(node.key),
            name=node.name,
            maximum=number(own.maximum if own.assigned else node.maximum, maxima),
            is_leaf=node.is_leaf,
            assigned=own.assigned,
            score=scores.get(node.key),
            **_rounds(
                points[node.key],
                scores.get(node.key),
                decimals,
                off=tree.root_of(node.key).kind == Kind.DEDUCTION,
            ),
        )

    return [line(level, node) for level, node in tree.walk()]


def _rounds(points: list[Decimal | None], score: Score | None, decimals: int, *, off: bool) -> dict[str, Any]:
    """What each round says of a line; a round that says nothing of a leaf stays blank."""
    own, reviewed, *rest = points
    final = rest[0] if rest else None
    says_review = score is None or score.is_reviewed
    says_final = bool(rest) and (score is None or score.is_decided)
    gained = effect(own, reviewed, decimals, off=off) if says_review and reviewed != own else ""
    decided = effect(reviewed, final, decimals, off=off) if says_final and final != reviewed else ""
    return {
        "own": Figure(number(own, decimals), number(score.actual) if score else ""),
        "reviewed": _figure(reviewed, decimals, score.reviewed_actual if score else None, says=says_review),
        "reviewed_difference": gained,
        "final": _figure(final, decimals, score.final_actual if score else None, says=says_final),
        "final_difference": decided,
        "differs": bool(gained or decided or (score and score.differs)),
    }


def _figure(points: Decimal | None, decimals: int, actual: Decimal | None, *, says: bool) -> Figure:
    return Figure(number(points, decimals), number(actual)) if says else Figure()
