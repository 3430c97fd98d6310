"""The ranking as a workbook: the order, every criterion of every unit, and the rules it follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from openpyxl.worksheet.worksheet import Worksheet

from blocs.formats import MOST, decimals_needed
from scoring.clauses import clauses
from scoring.core.ranking import Place
from scoring.core.tally import Points
from scoring.core.tree import Kind, Node
from scoring.explanations import compared, percent_decimals, tie_sentences
from scoring.rounds import Round
from scoring.standings import Standing, is_off
from scoring.workbooks import writing

if TYPE_CHECKING:
    from scoring.models import Ranking

ORDER, CRITERIA, RULES = "Xếp hạng", "Điểm theo tiêu chí", "Quy tắc"
PROVISIONAL = "TẠM TÍNH (chưa công bố)"
NOT_ASSIGNED, OFF, NOT_CONSIDERED = "KG", "Không áp dụng", "Không xét"
EXACT = Decimal(1).scaleb(-10)  # a cell holds no more
WIDE, NARROW, LABELS = 40, 12, 22


def ranking_workbook(ranking: Ranking) -> bytes:
    """The workbook of a ranking, frozen or as it stands now; it says which."""
    with translation.override("vi"):
        standing = ranking.standing
        book, (order, criteria, rules) = writing.new_workbook(ORDER, CRITERIA, RULES)
        _order(order, ranking, standing)
        _criteria(criteria, ranking, standing)
        _rules(rules, ranking, standing)
        if not ranking.is_published:
            for sheet in book.worksheets:
                sheet.oddHeader.center.text = PROVISIONAL
                sheet.sheet_properties.tabColor = "FFC9A540"
        return writing.content_of_workbook(book)


def filename(ranking: Ranking) -> str:
    """Under what name it is saved."""
    mark = "" if ranking.is_published else " (tạm tính)"
    return f"Xếp hạng thi đua {ranking.bloc_year.year} - {ranking.bloc_year.bloc.name}{mark}.xlsx"


def facts(ranking: Ranking, standing: Standing) -> list[tuple[str, str]]:
    """What the reader has to know before the first figure."""
    units = len(standing.places)
    state = PROVISIONAL
    if ranking.is_published:
        state = f"Đã công bố lúc {timezone.localtime(ranking.published_at):%H:%M ngày %d/%m/%Y}"
    missing = sum(tally.missing for tally in standing.tallies.values())
    lines = [
        ("Tình trạng", state),
        ("Có trong tệp", f"{units} trên {units} đơn vị, mọi tiêu chí; không bỏ dòng nào"),
        ("Tiêu chí chưa chấm", f"{missing}, tính như không có điểm" if missing else "không có"),
    ]
    if ranking.is_published:
        return [*lines, ("Mã kiểm tra dữ liệu (SHA-256)", ranking.hash)]
    return [*lines, ("Lấy số liệu lúc", f"{timezone.localtime():%H:%M ngày %d/%m/%Y}")]


def _begun(sheet: Worksheet, ranking: Ranking, standing: Standing, words: str) -> int:
    """Title and facts; the row after them."""
    bloc_year = ranking.bloc_year
    writing.title(sheet, f"{words} năm {bloc_year.year} - {bloc_year.bloc.name}")
    return writing.labelled(sheet, 2, facts(ranking, standing)) + 1


def _order(sheet: Worksheet, ranking: Ranking, standing: Standing) -> None:
    """A row for each unit, from the first place down, those that are not considered last."""
    roots = standing.contest.tree.roots
    row = _begun(sheet, ranking, standing, "Bảng tổng hợp điểm và xếp hạng thi đua")
    headings = [
        "Xếp hạng",
        "Đơn vị",
        "Tên viết tắt",
        "Tổng điểm tự chấm",
        "Tổng điểm thẩm định",
        "Tổng điểm",
        "Điểm tối đa được giao",
        "Tỷ lệ (%)",
        "Xếp loại",
        *(f"Mục {root.code}" for root in roots),
        "Tiêu chí chưa chấm",
        "Ghi chú",
    ]
    widths = [LABELS, WIDE, 14, *[NARROW] * (len(headings) - 4), WIDE]
    writing.header(sheet, row, headings, widths)
    earlier = [standing.earlier(round_) for round_ in (Round.SELF, Round.REVIEW)]
    for place in standing.places:
        row += 1
        totals = [one[place.unit].total if place.unit in one else None for one in earlier]
        _write(sheet, row, _line(standing, place, totals), _formats(standing, len(headings)))


def _line(standing: Standing, place: Place, earlier: Sequence[Decimal | None]) -> list[Any]:
    tally, member = standing.tallies[place.unit], standing.member(place.unit)
    return [
        NOT_CONSIDERED if place.rank is None else place.rank,
        member.name,
        member.key,
        *earlier,
        place.total,
        tally.assigned_maximum,
        place.percent,
        standing.grade(place),
        *(_signed(root, _value(tally.points[root.key])) for root in standing.contest.tree.roots),
        tally.missing,
        _note(standing, place),
    ]


def _note(standing: Standing, place: Place) -> str:
    """Why a unit is not considered, or what decided between it and its neighbours."""
    contest = standing.contest
    if place.unit in contest.excluded:
        source = contest.sources.get(place.unit, "")
        return contest.excluded[place.unit] + (f" ({source})" if source else "")
    return " ".join(tie_sentences(standing, place.unit))


def _formats(standing: Standing, columns: int) -> list[str]:
    """The number format of every column of the order."""
    total = _format(standing.contest.rules.rounding.decimals)
    points = [standing.tallies[place.unit].points for place in standing.places]
    roots = standing.contest.tree.roots
    section = _format(_decimals(one[root.key].value for one in points for root in roots))
    percent = _format(percent_decimals(standing))
    known = ["0", "", "", total, total, total, "General", percent, "", *[section] * len(roots), "0", ""]
    return known[:columns]


def _decimals(values: Iterable[Decimal | None]) -> int:
    """The decimals shown in a column; of endless points two, the cell holds more."""
    needed = decimals_needed(values)
    return needed if needed < MOST else 2


def _format(decimals: int) -> str:
    return "0." + "0" * decimals if decimals else "0"


def _criteria(sheet: Worksheet, ranking: Ranking, standing: Standing) -> None:
    """A row for each line of the table, a column for each unit in the order of the ranking."""
    row = _begun(sheet, ranking, standing, "Điểm từng tiêu chí")
    units = [place.unit for place in standing.places]
    headings = ["Mã số", "TT", "Nội dung tiêu chí", "Thang điểm", *units]
    writing.header(sheet, row, headings, [LABELS, 8, 60, 11, *[NARROW] * len(units)])
    points = [standing.tallies[unit].points for unit in units]
    figure = _format(_decimals(value.value for one in points for value in one.values()))
    formats = ["", "", "", "General", *[figure] * len(units)]
    for _level, node in standing.contest.tree.walk():
        row += 1
        values = [_value(one[node.key]) for one in points]
        line = [node.key, node.code, node.name, node.maximum, *values]
        _write(sheet, row, line, formats, section=not node.is_leaf)


def _value(points: Points) -> Any:
    """Points as a number; an empty cell is not scored."""
    if not points.assigned:
        return OFF if is_off(points) else NOT_ASSIGNED
    return None if points.value is None else points.value.quantize(EXACT, ROUND_HALF_UP)


def _signed(root: Node, value: Any) -> Any:
    """What a top section adds to the total: a deduction takes off."""
    return -value if root.kind == Kind.DEDUCTION and isinstance(value, Decimal) else value


def _rules(sheet: Worksheet, ranking: Ranking, standing: Standing) -> None:
    """By which rules the order came about, and what decided between equal percents."""
    row = _begun(sheet, ranking, standing, "Quy tắc tính điểm và xếp hạng")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = LABELS, 110
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    ties = standing.contest.rules.tie_breaks
    lines = [("Căn cứ", standing.contest.regulation)]
    lines += [(f"Quy tắc {place}", text) for place, text in enumerate(clauses(standing), start=1)]
    lines += [(f"Tiêu chí phụ {place}", compared(standing, tie)) for place, tie in enumerate(ties, start=1)]
    lines += [("Bằng tỷ lệ", text) for text in tie_sentences(standing)]
    lines += [(f"Mục {root.code}", root.name) for root in standing.contest.tree.roots]
    for label, text in lines:
        writing.line(sheet, row, [label, text], section=False)
        row += 1


def _write(
    sheet: Worksheet, row: int, values: Sequence[Any], formats: Sequence[str], *, section: bool = False
) -> None:
    """A row whose numbers stand in the format of their column."""
    writing.line(sheet, row, values, section=section)
    for column, form in enumerate(formats, start=1):
        if form and not isinstance(values[column - 1], str):
            sheet.cell(row, column).number_format = form
