"""First sentences for a review's report, made from the figures; people change them before it is issued.

They are official Vietnamese, whatever the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation

from blocs.formats import short_date
from blocs.models import BlocYear
from pledges.followup import Board, UnitResults, begun_on, board, percent_text
from pledges.models import MovementReport, Period, ReviewReport
from pledges.progress import Standing

TEXTS = ("situation", "assessment", "shortcomings", "tasks", "proposals")


def report_of(bloc_year: BlocYear, period: Period) -> ReviewReport:
    """The year's report of a review as it was written; before that, unsaved, with the proposed sentences."""
    found = bloc_year.review_reports.filter(period=period).first()
    return found or ReviewReport(bloc_year=bloc_year, period=period, **proposed(board(bloc_year, period)))


def proposed(found: Board) -> dict[str, str]:
    """A proposal for every text of the report."""
    with translation.override("vi"):
        return {
            "situation": _situation(found),
            "assessment": _assessment(found),
            "shortcomings": _shortcomings(found),
            "tasks": _tasks(found),
            "proposals": _proposals(found),
        }


def span_words(period: Period, year: int) -> str:
    """`6 tháng đầu năm 2021`, `năm 2021`."""
    return f"6 tháng đầu năm {year}" if period == Period.MIDYEAR else f"năm {year}"


def summary(found: Board) -> str:
    """What came of the targets of the bloc, in one sentence."""
    met, all_of_them = found.count(Standing.MET), len(found.lines)
    until = short_date(found.told_until)
    parts = [f"{met:02d} chỉ tiêu đạt"]
    for standing, words in (
        (Standing.ON_THE_WAY, "đang thực hiện đúng tiến độ"),
        (Standing.LATE, "chậm so với giao ước"),
        (Standing.MISSED, "không đạt"),
        (Standing.UNTOLD, "chưa đánh giá"),
        (Standing.MISSING, "chưa có kết quả"),
    ):
        if count := found.count(standing):
            parts.append(f"{count:02d} chỉ tiêu {words}")
    return (
        f"Tính đến ngày {until}, trong tổng số {all_of_them:02d} chỉ tiêu do {_registered(found):02d} đơn vị "
        f"đã đăng ký giao ước thi đua, có {_joined(parts)}."
    )


def mean_words(found: Board) -> str:
    """The mean progress, where there are targets in figures."""
    if found.mean is None:
        return ""
    return f"Mức thực hiện bình quân của các chỉ tiêu định lượng đạt {percent_text(found.mean)} kế hoạch năm."


def _registered(found: Board) -> int:
    return sum(bool(one.lines) for one in found.units)


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"


def _situation(found: Board) -> str:
    bloc_year, span = found.bloc_year, span_words(found.period, found.bloc_year.year)
    movements = [one.name for one in bloc_year.launched_movements.all()]
    named = "; ".join(name if "“" in name else f"“{name}”" for name in movements)
    lines = [
        f"Thực hiện bản giao ước thi đua năm {bloc_year.year} ký ngày {short_date(begun_on(bloc_year))}, "
        f"trong {span}, {len(found.units):02d} đơn vị thành viên {bloc_year.bloc.name} đã tổ chức thực hiện "
        "các nội dung, chỉ tiêu thi đua đã ký kết."
    ]
    if movements:
        words = bloc_year.bloc.worded("Khối đã phát động")
        lines.append(f"{words} {len(movements):02d} phong trào thi đua: {named}.")
    if told := _reporting(bloc_year, found.period):
        lines.append(f"Có {told:02d} đơn vị báo cáo kết quả thực hiện phong trào.")
    return "\n".join(lines)


def _reporting(bloc_year: BlocYear, period: Period) -> int:
    reports = MovementReport.objects.filter(movement__bloc_year=bloc_year, period=period)
    return reports.values("unit").distinct().count()


def _assessment(found: Board) -> str:
    lines = [summary(found)]
    if words := mean_words(found):
        lines.append(words)
    if full := [one for one in found.units if one.lines and one.met == len(one.lines)]:
        lines.append(f"Hoàn thành toàn bộ chỉ tiêu đã giao ước: {_names(full)}.")
    return "\n".join(lines)


def _shortcomings(found: Board) -> str:
    word = "chậm so với giao ước" if found.period == Period.MIDYEAR else "không đạt"
    behind = [one for one in found.units if one.behind]
    if not behind:
        return f"Không có chỉ tiêu nào {word}."
    count = sum(one.behind for one in behind)
    lines = [f"Còn {count:02d} chỉ tiêu {word} tại {len(behind):02d} đơn vị: {_counted(behind)}."]
    reasons = [
        f"{one.unit.short_name}: {line.target.content} ({line.result.value} so với kế hoạch "
        f"{line.target.plan}{'; ' + line.result.note if line.result.note else ''})."
        for one in behind
        for line in one.lines
        if line.is_behind and line.result
    ]
    return "\n".join(lines + reasons)


def _tasks(found: Board) -> str:
    if found.period == Period.YEAREND:
        return (
            f"Tổng kết, chấm điểm, bình xét thi đua năm {found.bloc_year.year} đúng thời hạn.\n"
            f"Chuẩn bị nội dung phát động và ký kết giao ước thi đua năm {found.bloc_year.year + 1}."
        )
    lines = ["Các đơn vị tiếp tục thực hiện các chỉ tiêu đã giao ước, phấn đấu hoàn thành kế hoạch năm."]
    if behind := [one for one in found.units if one.behind]:
        lines.append(f"Tập trung khắc phục các chỉ tiêu còn chậm tại các đơn vị: {_names(behind)}.")
    if unfinished := [one for one in found.missing if one.lines]:
        lines.append(f"Bổ sung kết quả còn thiếu: {_names(unfinished)}.")
    return "\n".join(lines)


def _proposals(found: Board) -> str:
    bloc = found.bloc_year.bloc
    return f"Đề nghị {bloc.council} quan tâm, {bloc.worded('hướng dẫn hoạt động của Khối')}."


def _names(units: Iterable[UnitResults]) -> str:
    return "; ".join(one.unit.name for one in units)


def _counted(units: Iterable[UnitResults]) -> str:
    return "; ".join(f"{one.unit.name} ({one.behind:02d})" for one in units)
