"""A score sheet as a table of ten columns on paper: its lines, section sums and totals as texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from blocs.formats import decimals_needed, number
from scoring.core.tally import Points, Tally
from scoring.core.tree import Kind, Node
from scoring.models import Score, ScoreSheet
from scoring.results import keyed_scores, peers_of, sheet_tally
from scoring.rounds import Round

NOT_ASSIGNED = "KG"
HEADS = (  # style and words of the ten columns
    ("tt", "TT"),
    ("", "Nội dung tiêu chí"),
    ("points", "Thang điểm"),
    ("measured", "Chỉ tiêu được giao"),
    ("measured", "Kết quả thực hiện"),
    ("points", "Điểm tự chấm"),
    ("said", "Giải trình"),
    ("points", "Điểm thẩm định"),
    ("why", "Lý do"),
    ("points", "Tổng điểm"),
)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A line of the table: the style of the row and the text of each of its ten columns; texts have lines."""

    style: str
    own: str
    reviewed: str
    final: str
    code: str = ""
    name: str = ""
    maximum: str = ""
    target: str = ""
    results: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PaperTable:
    """The lines with what stands below them."""

    rows: list[PaperRow]
    totals: list[PaperRow]
    unscored: int


Tallies = Mapping[Round, Tally]


def paper_table(sheet: ScoreSheet, rounds: tuple[Round, ...]) -> PaperTable:
    """The sheet with the figures of these rounds; the columns of the others stay blank."""
    scores, peers = keyed_scores(sheet), peers_of(sheet)
    tallies = {one: sheet_tally(sheet, one, scores, peers) for one in rounds}
    tree, own = sheet.bloc_year.regulation.tree, tallies[Round.SELF]
    decimals = decimals_needed(points.value for tally in tallies.values() for points in tally.points.values())
    maxima = decimals_needed(node.maximum for _level, node in tree.walk())

    def row(level: int, node: Node) -> PaperRow:
        score, points = scores.get(node.key), own.points[node.key]
        figures = {one: _figure(tally.points[node.key], decimals) for one, tally in tallies.items()}
        if score and not score.is_reviewed and Round.REVIEW in rounds:
            figures[Round.REVIEW] = "" if points.assigned else NOT_ASSIGNED
        return _row(
            "" if node.is_leaf else "section",
            figures,
            code=node.code,
            name=_name(level, node),
            maximum=number(node.maximum, maxima),
            **(_texts(score, rounds) if score else {}),
        )

    rows = [row(level, node) for level, node in tree.walk()]
    return PaperTable(rows, _totals(sheet, tallies), own.missing)


def _row(style: str, figures: Mapping[Round, str], **cells: Any) -> PaperRow:
    """A row with the points of the rounds and what stands beside them."""
    return PaperRow(
        style=style,
        own=figures[Round.SELF],
        reviewed=figures.get(Round.REVIEW, ""),
        final=figures.get(Round.FINAL, ""),
        **cells,
    )


def _texts(score: Score, rounds: tuple[Round, ...]) -> dict[str, Any]:
    """What a line says besides its points."""
    return {
        "target": _measure(score.target, score),
        "results": _results(score, rounds),
        "said": _said(score, rounds),
        "why": _why(score, rounds),
    }


def _name(level: int, node: Node) -> str:
    kinds = {Kind.BONUS: " (điểm thưởng)", Kind.DEDUCTION: " (điểm trừ)"}
    return node.name + (kinds.get(node.kind, "") if level == 0 else "")


def _figure(points: Points, decimals: int) -> str:
    return number(points.value, decimals) if points.assigned else NOT_ASSIGNED


def _measure(value: Decimal | None, score: Score) -> str:
    """A target or result with its unit of measure."""
    return f"{number(value)} {score.criterion.measure}".strip() if value is not None else ""


def _results(score: Score, rounds: tuple[Round, ...]) -> list[str]:
    """The unit's result, and what review and decision put in its place."""
    lines = [_measure(score.actual, score)]
    if Round.REVIEW in rounds and score.reviewed_actual not in (None, score.actual):
        lines.append(f"Thẩm định: {_measure(score.reviewed_actual, score)}")
    if Round.FINAL in rounds and score.final_actual is not None:
        lines.append(f"Kết luận: {_measure(score.final_actual, score)}")
    return [line for line in lines if line]


def _said(score: Score, rounds: tuple[Round, ...]) -> list[str]:
    """The unit's explanation, and its answer to the review."""
    lines = score.explanation.splitlines()
    if Round.REVIEW in rounds and score.differs and score.agrees is not None:
        words = "Đơn vị đồng ý với điểm thẩm định." if score.agrees else "Đơn vị không đồng ý:"
        lines += [words, *score.answer.splitlines()]
    return lines


def _why(score: Score, rounds: tuple[Round, ...]) -> list[str]:
    """The reason of the review, and of the decision."""
    lines = score.review_reason.splitlines() if Round.REVIEW in rounds else []
    if Round.FINAL in rounds and score.is_decided:
        first, *rest = score.final_reason.splitlines() or [""]
        lines += [f"Kết luận: {first}", *rest]
    return lines


def _totals(sheet: ScoreSheet, tallies: Tallies) -> list[PaperRow]:
    """Total and percent of the assigned points under each column of points."""
    own, decimals = tallies[Round.SELF], sheet.bloc_year.regulation.decimals

    totals = {one: number(tally.total, decimals) for one, tally in tallies.items()}
    percents = {one: number(tally.percent, 2) for one, tally in tallies.items()}
    return [
        _row("total", totals, name="Tổng điểm", maximum=number(own.assigned_maximum)),
        _row("total", percents, name="Tỷ lệ so với điểm tối đa được giao (%)"),
    ]
