"""How the demonstration's sheets are filled: full points, except where a line says something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from blocs.models import User
from scoring.core import rules
from scoring.demo import regulation
from scoring.demo.calendar import happened
from scoring.demo.people import Cast
from scoring.models import Score, ScoreSheet
from scoring.models.entries import Cell, enter, seal
from scoring.rounds import Round

ALL_GROUPS = "123456789"  # the groups of the table are numbered through: a leaf's code begins with its group
BONUS_GROUP = "9"
LEAVES = {leaf.code: leaf for leaf in regulation.leaves()}
SECTIONS = {
    leaf.code: top.code for top in (*regulation.BASE, regulation.BONUS) for leaf in regulation.leaves((top,))
}

# What a unit writes beside full points, where it writes anything.
EVIDENCE = {
    "1.4": "100 % dự án hoàn thành đã trình quyết toán đúng thời hạn.",
    "2.3": "Không có sự cố, tai nạn; biên bản kiểm tra định kỳ kèm theo.",
    "3.1": "100 % hồ sơ trả đúng hạn hoặc trước hạn.",
    "3.4": "Đủ 12 báo cáo tháng, 4 báo cáo quý, đúng hạn.",
    "4.1": "100 % cán bộ, đảng viên học tập, viết bản cam kết.",
    "4.2": "Cơ quan và các công trường an toàn.",
    "4.5": "Hoàn thành kê khai, công khai trước 31/3.",
    "5.1": "Đảng ủy cấp trên xếp loại hoàn thành xuất sắc nhiệm vụ.",
    "6.1": "Có kế hoạch; đăng ký giao ước trước hội nghị ký kết.",
    "7.2": "Nhận giúp đỡ hộ nghèo theo đăng ký; ủng hộ quỹ 01 ngày lương.",
    "8.2": "Tham dự đủ các hội nghị, hoạt động chung.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A leaf that is not simply full: own points, explanation; the review with its reason if it differs.

    On a measured leaf `own` and `reviewed` are results, beside the `target`. The unit agrees with a review
    that differs unless it has an `answer`; `decided` and `because` are what became of that.
    """

    code: str
    own: str
    why: str = ""
    reviewed: str = ""
    reason: str = ""
    target: str = ""
    answer: str = ""
    decided: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a unit's sheet; `scored` and `reviewed` name the groups that are done."""

    unit: str
    lines: tuple[Line, ...]
    not_assigned: tuple[str, ...] = ()
    scored: str = ALL_GROUPS
    reviewed: str = ALL_GROUPS
    deductions: tuple[Line, ...] = ()  # what the review found
    by_code: dict[str, Line] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {line.code: line for line in self.lines})

    def line(self, code: str) -> Line:
        """The line of a leaf: as written, or full points; nothing for a bonus that was not earned."""
        points = "0" if code[0] == BONUS_GROUP else str(LEAVES[code].points)
        return self.by_code.get(code, Line(code, points, EVIDENCE.get(code, "")))


def assigned(cast: Cast, sheet: ScoreSheet, content: Sheet, day: date) -> None:
    """The secretariat says which criteria are not the unit's task."""
    user = cast.reviewer(sheet.bloc_year, content.unit)
    lines = [(code, score) for code, score in _lines(sheet) if code in content.not_assigned]
    if lines:
        with happened(sheet.bloc_year, day, hour=15):
            cells = [Cell(score.pk, "assigned", False, seal(True)) for _, score in lines]
            enter(sheet, user, cells, lambda fresh: fresh.assignable_by(user))


def scored(cast: Cast, sheet: ScoreSheet, content: Sheet, day: date) -> None:
    """The unit's own points or results and explanations, as far as it has come; a section at a time."""
    user = cast.writer(content.unit)
    with happened(sheet.bloc_year, day, hour=10):
        for lines in _sections(sheet, content.scored):
            values = [(score, content.line(code)) for code, score in lines]
            cells = [_figure(score, line.own, Round.SELF) for score, line in values]
            cells += _cells(
                "target", ((score, Decimal(line.target)) for score, line in values if line.target)
            )
            cells += _cells("explanation", ((score, line.why) for score, line in values))
            enter(sheet, user, cells, lambda fresh: fresh.scorable_by(user))


def reviewed(cast: Cast, sheet: ScoreSheet, content: Sheet, day: date) -> None:
    """The reviewer's points or results, and reasons where they differ, as far as the review has come."""
    user = cast.reviewer(sheet.bloc_year, content.unit)
    with happened(sheet.bloc_year, day, hour=9):
        for lines in _sections(sheet, content.reviewed):
            values = [(score, content.line(code)) for code, score in lines]
            _review(sheet, user, values)
        found = {line.code: line for line in content.deductions}
        if found:
            values = [(score, found[code]) for code, score in _every_line(sheet) if code in found]
            _review(sheet, user, values)


def _review(sheet: ScoreSheet, user: User, values: list[tuple[Score, Line]]) -> None:
    cells = [_figure(score, line.reviewed or line.own, Round.REVIEW) for score, line in values]
    cells += _cells("review_reason", ((score, line.reason) for score, line in values))
    enter(sheet, user, cells, lambda fresh: fresh.reviewable_by(user))


def answered(cast: Cast, sheet: ScoreSheet, content: Sheet, day: date) -> None:
    """The unit agrees with what the review changed, or says why it does not."""
    user = cast.writer(content.unit)
    found = content.by_code | {line.code: line for line in content.deductions}
    with happened(sheet.bloc_year, day, hour=10):
        lines = [(score, found[code]) for code, score in _every_line(sheet) if score.differs]
        cells = _cells("agrees", ((score, not line.answer) for score, line in lines))
        cells += _cells("answer", ((score, line.answer) for score, line in lines if line.answer))
        enter(sheet, user, cells, lambda fresh: fresh.explainable_by(user))


def decided(cast: Cast, sheet: ScoreSheet, content: Sheet, day: date) -> None:
    """What became of the lines on which the unit did not agree."""
    user = cast.reviewer(sheet.bloc_year, content.unit)
    with happened(sheet.bloc_year, day, hour=14):
        lines = [(score, content.by_code.get(code)) for code, score in _lines(sheet)]
        settled = [(score, line) for score, line in lines if line and line.decided]
        cells = [_figure(score, line.decided, Round.FINAL) for score, line in settled]
        cells += _cells("final_reason", ((score, line.because) for score, line in settled))
        enter(sheet, user, cells, lambda fresh: fresh.decidable_by(user))


def _figure(score: Score, value: str, round_: Round) -> Cell:
    """The cell for a round's figure: the result on a measured line, else the points; empty until then."""
    measured = rules.RULES[score.criterion.rule].is_measured
    field = round_.actual_field if measured else round_.points_field
    return Cell(score.pk, field, Decimal(value), seal(None))


def _every_line(sheet: ScoreSheet) -> list[tuple[str, Score]]:
    """Code and line of every leaf, deductions too."""
    return [(score.criterion.code, score) for score in sheet.scores.select_related("criterion")]


def _lines(sheet: ScoreSheet) -> list[tuple[str, Score]]:
    """Code and line of every leaf in the order of the table, without deductions."""
    rows = dict(_every_line(sheet))
    return [(code, rows[code]) for code in LEAVES]


def _sections(sheet: ScoreSheet, groups: str) -> list[list[tuple[str, Score]]]:
    """The assigned lines of these groups, a list for each section."""
    lines = [
        (code, score)
        for code, score in _lines(sheet)
        if score.assigned and not score.criterion.is_off and code[0] in groups
    ]
    return [list(part) for _, part in groupby(lines, key=lambda line: SECTIONS[line[0]])]


def _cells(field: str, values: Iterable[tuple[Score, Any]]) -> list[Cell]:
    """Cells that were empty when the page was opened."""
    return [Cell(score.pk, field, value, seal(None)) for score, value in values]
