"""The columns and words of a unit's workbook, for each round that has one."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.rounds import Round
from scoring.workbooks.regulation.layout import ALIASES as CRITERIA_ALIASES
from scoring.workbooks.regulation.layout import HEADINGS
from scoring.workbooks.scores.layout import BLOC, IDENTITY, ROUND, VERSION, YEAR
from scoring.workbooks.tables import folded

POINTS, MEASURE, TEXT = "points", "measure", "text"
SHEET, BASE_SHEET = "Bảng chấm điểm", "Gốc"
TITLES = {Round.SELF: "BẢNG TỰ CHẤM ĐIỂM", Round.REVIEW: "BẢNG THẨM ĐỊNH"}
FILE_NAMES = {Round.SELF: "Tự chấm", Round.REVIEW: "Thẩm định"}
UNIT, MADE_AT, TOTAL = "Đơn vị", "Tải về lúc", "Tổng điểm theo tệp này"
HOW = "Cách điền"
HOW_TO = (
    "Chỉ nhập vào các ô nền vàng; ô trống là chưa chấm. Dòng ghi KG là không giao. "
    "Không thêm, xóa, đổi chỗ dòng và cột. Điền xong, tải tệp lên ở mục Excel của bảng chấm điểm."
)
IDENTITY_LABELS = IDENTITY | {"donvi": "unit", "unit": "unit"}
LABELS = {"bloc": BLOC, "year": YEAR, "unit": UNIT, "round": ROUND, "version": VERSION}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its heading, its width; `kind` of figures, and whether they are entered here."""

    name: str
    heading: str
    width: int
    kind: str = TEXT
    entered: bool = False


HEAD = (
    Column("key", HEADINGS["key"], 16),
    Column("code", HEADINGS["code"], 8),
    Column("name", HEADINGS["name"], 48),
    Column("maximum", HEADINGS["maximum"], 9, POINTS),
    Column("rule", HEADINGS["rule"], 34),
    Column("measure", HEADINGS["measure"], 10),
)
TARGET, ACTUAL = "Chỉ tiêu được giao", "Kết quả thực hiện"
COMPUTED, COUNTED = "Điểm tính theo kết quả (lúc tải về)", "Điểm tính vào tổng"
COLUMNS = {
    Round.SELF: (
        *HEAD,
        Column("target", TARGET, 12, MEASURE, entered=True),
        Column("actual", ACTUAL, 12, MEASURE, entered=True),
        Column("computed", COMPUTED, 12, POINTS),
        Column("self_score", "Điểm tự chấm", 11, POINTS, entered=True),
        Column("counted", COUNTED, 11, POINTS),
        Column("explanation", "Giải trình", 44, entered=True),
    ),
    Round.REVIEW: (
        *HEAD,
        Column("target", TARGET, 12, MEASURE),
        Column("actual", ACTUAL, 12, MEASURE),
        Column("own", "Điểm tự chấm", 11, POINTS),
        Column("explanation", "Giải trình", 36),
        Column("reviewed_actual", "Kết quả thẩm định", 12, MEASURE, entered=True),
        Column("computed", COMPUTED, 12, POINTS),
        Column("reviewed_score", "Điểm thẩm định", 11, POINTS, entered=True),
        Column("counted", COUNTED, 11, POINTS),
        Column("review_reason", "Lý do", 36, entered=True),
    ),
}
REQUIRED = {"key": HEADINGS["key"]}


def entered(round_: Round) -> list[Column]:
    """The columns that are filled in."""
    return [column for column in COLUMNS[round_] if column.entered]


def aliases(round_: Round) -> dict[str, str]:
    """Folded headings of the columns that are read, to their names."""
    from_head = {alias: name for alias, name in CRITERIA_ALIASES.items() if name in ("key", "maximum")}
    return from_head | {folded(column.heading): column.name for column in entered(round_)}
