"""How the demonstration's sheets are filled: full points, except where a line says something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from scoring.demo import regulation
from scoring.demo.calendar import happened
from scoring.demo.people import Cast
from scoring.models import Score, ScoreSheet
from scoring.models.entries import Cell, enter, seal

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
    """A leaf that is not simply full: own points, explanation; the review with its reason if it differs."""

    code: str
    own: str
    why: str = ""
    reviewed: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a unit's sheet; `scored` and `reviewed` name the groups that are done."""

    unit: str
    lines: tuple[Line, ...]
    not_assigned: tuple[str, ...] = ()
    scored: str = ALL_GROUPS
    reviewed: str = ALL_GROUPS
    by_code: dict[str, Line] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {line.code: line for line in self.lines})

    def line(self, code: str) -> Line:
        """The line of a leaf: as written, or full points; nothing for a bonus that was not earned."""
        points = "0" if code[0] == BONUS_GROUP else str(LEAVES[code].points)
        return self.by_code.get(code, Line(code, points, EVIDENCE.get(code, "")))


def assigned(cast: Cast, sheet: ScoreSheet, content: Sheet, day: date) -> None:
    """The secretariat says which criteria are not the unit's task."""
    user = cast.persons["thuky"]
    lines = [(code, score) for code, score in _lines(sheet) if code in content.not_assigned]
    if lines:
        with happened(sheet.bloc_year, day, hour=15):
            cells = [Cell(score.pk, "assigned", False, seal(True)) for _, score in lines]
            enter(sheet, user, cells, lambda fresh: fresh.assignable_by(user))


def scored(cast: Cast, sheet: ScoreSheet, content: Sheet, day: date) -> None:
    """The unit's own points and explanations, as far as it has come; it saves a section at a time."""
    user = cast.writer(content.unit)
    with happened(sheet.bloc_year, day, hour=10):
        for lines in _sections(sheet, content.scored):
            values = [(score, content.line(code)) for code, score in lines]
            cells = _cells("self_score", ((score, Decimal(line.own)) for score, line in values))
            cells += _cells("explanation", ((score, line.why) for score, line in values))
            enter(sheet, user, cells, lambda fresh: fresh.scorable_by(user))


def reviewed(cast: Cast, sheet: ScoreSheet, content: Sheet, day: date) -> None:
    """The secretariat's points, and its reasons where they differ, as far as it has come."""
    user = cast.persons["thuky"]
    with happened(sheet.bloc_year, day, hour=9):
        for lines in _sections(sheet, content.reviewed):
            values = [(score, content.line(code)) for code, score in lines]
            cells = _cells(
                "reviewed_score", ((score, Decimal(line.reviewed or line.own)) for score, line in values)
            )
            cells += _cells("review_reason", ((score, line.reason) for score, line in values))
            enter(sheet, user, cells, lambda fresh: fresh.reviewable_by(user))


def _lines(sheet: ScoreSheet) -> list[tuple[str, Score]]:
    """Code and line of every leaf in the order of the table."""
    rows = {score.criterion.code: score for score in sheet.scores.select_related("criterion")}
    return [(code, rows[code]) for code in LEAVES]


def _sections(sheet: ScoreSheet, groups: str) -> list[list[tuple[str, Score]]]:
    """The assigned lines of these groups, a list for each section."""
    lines = [(code, score) for code, score in _lines(sheet) if score.assigned and code[0] in groups]
    return [list(part) for _, part in groupby(lines, key=lambda line: SECTIONS[line[0]])]


def _cells(field: str, values: Iterable[tuple[Score, Any]]) -> list[Cell]:
    """Cells that were empty when the page was opened."""
    return [Cell(score.pk, field, value, seal(None)) for score, value in values]
