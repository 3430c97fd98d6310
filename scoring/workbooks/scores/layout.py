"""Rounds, names and words on the sheets of a workbook of scores, in both languages."""

from __future__ import annotations

from scoring.rounds import Round
from scoring.workbooks.regulation.layout import ALIASES, HEADINGS

TITLE = "BẢNG ĐIỂM THI ĐUA"
SCORES_SHEET, TARGETS_SHEET, ACTUALS_SHEET = "Điểm", "Chỉ tiêu", "Kết quả"
EXCLUSIONS_SHEET, SUMMARY_SHEET = "Không xét thi đua", "Tổng hợp"
TEXT_SHEETS = {Round.SELF: "Giải trình", Round.REVIEW: "Lý do", Round.FINAL: "Lý do quyết định"}
SHEETS = {  # each with its other names
    SCORES_SHEET: (SCORES_SHEET, "scores"),
    TARGETS_SHEET: (TARGETS_SHEET, "targets"),
    ACTUALS_SHEET: (ACTUALS_SHEET, "results", "actuals"),
    EXCLUSIONS_SHEET: (EXCLUSIONS_SHEET, "exclusions"),
}
OTHERS = (  # never taken for the table of points
    *(name for title, names in SHEETS.items() if title != SCORES_SHEET for name in names),
    *TEXT_SHEETS.values(),
    SUMMARY_SHEET,
)

COLUMNS = {name: HEADINGS[name] for name in ("key", "code", "name", "maximum")}
MEASURE_COLUMNS = COLUMNS | {"measure": HEADINGS["measure"]}
REQUIRED = {"key": HEADINGS["key"]}
KNOWN = ALIASES  # columns of the regulation's workbook may stand here too; only key and maximum are read

BLOC, YEAR, ROUND, VERSION = "Khối thi đua", "Năm", "Vòng", "Phiên bản quy chế"
LEFT_OUT, TOO_LONG = "Không có trong tệp", "Chữ quá dài, không ghi vào tệp"
IDENTITY = {  # folded labels above the header
    "khoithidua": "bloc",
    "bloc": "bloc",
    "nam": "year",
    "year": "year",
    "vong": "round",
    "round": "round",
    "phienbanquyche": "version",
    "regulationversion": "version",
}

NOT_ASSIGNED = "KG"
NOT_ASSIGNED_WORDS = {"kg", "khonggiao", "notassigned"}
COMPUTED_WORDS = {"tinh", "computed"}  # no points are given: they are computed from the result
PASSED, FAILED = {"dat", "pass"}, {"khongdat", "fail"}

ROUND_WORDS = {Round.SELF: "Tự chấm", Round.REVIEW: "Thẩm định", Round.FINAL: "Quyết định"}
ROUNDS = {
    "tucham": Round.SELF,
    "self": Round.SELF,
    "thamdinh": Round.REVIEW,
    "review": Round.REVIEW,
    "quyetdinh": Round.FINAL,
    "final": Round.FINAL,
}

UNIT, REASON, SOURCE = "Đơn vị", "Lý do", "Căn cứ"
EXCLUSION_COLUMNS = {"unit": UNIT, "reason": REASON, "source": SOURCE}
EXCLUSION_KNOWN = {
    "donvi": "unit",
    "unit": "unit",
    "lydo": "reason",
    "reason": "reason",
    "cancu": "source",
    "source": "source",
}
EXCLUSION_REQUIRED = {"unit": UNIT, "reason": REASON}
