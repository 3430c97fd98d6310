"""The whole of a regulation in its workbook: every rule and parameter, classes, reasons, quotas."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from blocs.audit import AuditEntry
from scoring.models import Regulation
from scoring.workbooks.regulation.plan import regulation_plan
from scoring.workbooks.regulation.preview import regulation_preview
from scoring.workbooks.regulation.saving import save_regulation
from scoring.workbooks.regulation.terms import stored_terms
from tests import factories
from tests.scoring.books import book, content

pytestmark = pytest.mark.django_db
HEADINGS = [
    "key",
    "parent",
    "name",
    "max",
    "rule",
    "parameters",
    "kind",
    "measure",
    "needs evidence",
    "is off",
]
ROWS: list[list[Any]] = [
    ["I", None, "Nhiệm vụ", 60, None, None, None, None, None, None],
    ["I/1", "I", "Giải ngân", 20, "Định lượng", "bằng chỉ tiêu: 60%", None, "%", "Có", None],
    [
        "I/2",
        "I",
        "Thu ngân sách",
        10,
        "Tỷ lệ so với chỉ tiêu",
        "tối thiểu: 50; tối đa: 8",
        None,
        "tỷ đồng",
        1,
        None,
    ],
    ["I/3", "I", "Hồ sơ đúng hạn", 10, "theo muc", "từ 80: 5; từ 95: 10", None, "hồ sơ", "x", "Không"],
    ["I/4", "I", "Sáng kiến", 10, "Theo số lượng", "mỗi mục: 2,5", None, "sáng kiến", True, None],
    ["I/5", "I", "Thi đấu", 10, "rank", "hạng 1: 10; hạng 2: 5", None, None, None, "Có"],
    ["T", None, "Thưởng", 10, "Chấm trực tiếp", None, "Thưởng", None, None, None],
    ["Đ", None, "Trừ", 6, "count", "per_item: 3", "Trừ", "lần", None, None],
]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def year(db):
    return factories.bloc_year()


def workbook(*rules, rows=ROWS):
    made = book(rows, headings=HEADINGS)
    sheet = made.create_sheet("Quy tắc chung")
    for row in rules:
        sheet.append(row)
    return content(made)


def imported(year, data):
    plan = regulation_plan(year, data, "quy-che.xlsx")
    assert plan.findings.problems == []
    return save_regulation(plan, None)


def problems(year, data):
    return regulation_plan(year, data, "quy-che.xlsx").findings.problems


def test_every_rule_comes_in_with_its_parameters(year):
    regulation = imported(year, workbook())
    found = {
        criterion.code: (criterion.rule, criterion.parameters, criterion.measure, criterion.needs_evidence)
        for criterion in regulation.criteria.filter(parent__code="I")
    }
    assert found == {
        "1": ("quantitative", {"met": "60"}, "%", True),
        "2": ("proportional", {"floor": "50", "cap": "8"}, "tỷ đồng", True),
        "3": ("bands", {"bands": [["80", "5"], ["95", "10"]]}, "hồ sơ", True),
        "4": ("count", {"per_item": "2.5"}, "sáng kiến", True),
        "5": ("rank", {"points": ["10", "5"]}, "", False),
    }
    roots = regulation.criteria.filter(parent=None)
    assert [(root.kind, root.rule) for root in roots] == [
        ("base", ""),
        ("bonus", "direct"),
        ("deduction", "count"),
    ]
    assert [row.code for row in regulation.criteria.filter(is_off=True)] == ["5"]


RULES = [
    ["Nơi làm tròn", "Từng mục lớn"],
    ["Xếp loại theo", "Tổng điểm"],
    ["Tiêu chí phụ 1", "Ít điểm trừ hơn"],
    ["Tiêu chí phụ 2", "I"],
    ["Tiêu chí phụ 3", "base"],
    ["Tiêu chí phụ 4", "last rank"],
    ["Xếp loại 1", "Tốt", "85,5"],
    ["Xếp loại 2", "Xuất sắc", 95],
    ["Lý do không xét 1", "Không đăng ký thi đua"],
    ["Lý do không xét 2", "Có cá nhân bị kỷ luật từ cảnh cáo"],
    ["Hạn mức khen thưởng 1", "Cờ thi đua của UBND tỉnh", 1],
    ["Hạn mức khen thưởng 2", "Bằng khen", "20 %"],
]


def test_settings_and_lists_come_in(year):
    regulation = imported(year, workbook(*RULES))
    assert (regulation.rounding_place, regulation.grade_basis) == ("section", "total")
    assert stored_terms(regulation) == {
        "tie_breaks": [("fewest_deductions", ""), ("points", "I"), ("base", ""), ("last_rank", "")],
        "grades": [("Xuất sắc", 95), ("Tốt", Decimal("85.5"))],
        "exclusion_reasons": [("Không đăng ký thi đua",), ("Có cá nhân bị kỷ luật từ cảnh cáo",)],
        "quotas": [("Cờ thi đua của UBND tỉnh", 1, None), ("Bằng khen", None, 20)],
    }
    changes = {line["what"]: line["after"] for line in AuditEntry.objects.get().changes}
    assert changes["classes"] == "Xuất sắc: 95; Tốt: 85,5"
    assert changes["quotas of awards"] == "Cờ thi đua của UBND tỉnh: 1; Bằng khen: 20 %"


def test_percent_that_excel_made_of_it_is_a_percent(year):
    made = book(ROWS, headings=HEADINGS)
    sheet = made.create_sheet("Quy tắc chung")
    sheet.append(["Hạn mức khen thưởng", "Bằng khen", 0.2])
    sheet["C1"].number_format = "0%"
    assert stored_terms(imported(year, content(made)))["quotas"] == [("Bằng khen", None, 20)]


def test_lists_that_are_not_named_stay_and_a_blank_one_goes(year):
    imported(year, workbook(*RULES))
    imported(year, workbook(["Xếp loại", None], ["Hạn mức khen thưởng 1", ""]))
    terms = stored_terms(Regulation.objects.get())
    assert {name: len(rows) for name, rows in terms.items()} == {
        "tie_breaks": 4,
        "grades": 0,
        "exclusion_reasons": 2,
        "quotas": 0,
    }


def test_section_with_parameters_is_told(year):
    rows = [list(row) for row in ROWS]
    rows[0][5] = "tối đa: 9"
    assert regulation_plan(year, workbook(rows=rows), "a.xlsx").findings.notices == [
        "A criterion with lines below it is their sum; its rule was left out: rows 2."
    ]


@pytest.mark.parametrize(
    ("row", "text", "sentence"),
    [
        (1, "tối đa: 9", "Row 3 (cell F3): The rule knows no “at most points”."),
        (2, "tối đa: 11", "Row 4 (cell F4): “at most points” is over the maximum of the criterion."),
        (2, "tối thiểu: 101%", "Row 4 (cell F4): “least percent of the target” is over 100 percent."),
        (3, None, "Row 5: the parameters are missing. Give “bands”."),
        (3, "từ 95: 10; từ 80: 5", "Row 5 (cell F5): The thresholds of “bands” must rise from line to line."),
        (4, "mỗi mục: -1", "Row 6 (cell F6): “points per item” is below zero."),
        (
            5,
            "hạng 1: 1; hạng 2: 2",
            "Row 7 (cell F7): In “points by rank” a later rank may not earn more than an earlier one.",
        ),
        (6, "mỗi mục: 3", "Row 8 (cell F8): The rule knows no “points per item”."),
        (
            6,
            "ba điểm một lần",
            "Row 8 (cell F8): “ba điểm một lần” is no parameter. "
            "Write a name, a colon and a value: “tối đa: 9”.",
        ),
    ],
)
def test_parameters_that_cannot_stand_are_named_by_their_cell(year, row, text, sentence):
    rows = [list(each) for each in ROWS]
    rows[row][5] = text
    assert problems(year, workbook(rows=rows)) == [sentence]


AS_EXPORTED = "Write it as in a workbook that was exported here."


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (
            [["Xếp loại 1", "Tốt"]],
            "a class needs its name and, in the next cell, the number from which it is given.",
        ),
        ([["Xếp loại 1", "Tốt", "cao"]], "“cao” is not a number; write it like 8,25."),
        ([["Xếp loại 1", "Tốt", 85], ["Xếp loại 2", "Tốt", 80]], "“Xếp loại” names “Tốt” twice."),
        ([["Xếp loại 1", "Tốt", 85], ["Xếp loại 2", "Khá", 85]], "“Xếp loại” names “85” twice."),
        ([["Xếp loại 1", "T" * 61, 85]], "Ensure this value has at most 60 characters (it has 61)."),
        (
            [["Lý do không xét 1", "Bị phạt"], ["Lý do không xét 2", "Bị phạt"]],
            "“Lý do không xét” names “Bị phạt” twice.",
        ),
        (
            [["Hạn mức khen thưởng", "Cờ"]],
            "a quota needs the award and, in the next cell, a number of units or a percent like 20 %.",
        ),
        ([["Hạn mức khen thưởng", "Cờ", "120 %"]], "Ensure this value is less than or equal to 100."),
        ([["Hạn mức khen thưởng", "Cờ", 1.5]], "“1.5” has more than 0 decimals."),
        ([["Nơi làm tròn", "đâu đó"]], f"“đâu đó” cannot be read. {AS_EXPORTED}"),
        ([["Xếp loại theo", "cảm tính"]], f"“cảm tính” cannot be read. {AS_EXPORTED}"),
    ],
)
def test_list_that_cannot_stand_is_named(year, rules, sentence):
    (found,) = problems(year, workbook(*rules))
    assert found.startswith(f"Sheet “Quy tắc chung”, row {len(rules)} (cell ")
    assert found.endswith(f": {sentence}")


def test_preview_names_every_value_that_changes(year):
    imported(year, workbook(*RULES))
    rows = [list(row) for row in ROWS]
    rows[1][4:6] = ["Theo mức", "từ 100: 20"]
    rows[2][3], rows[3][3] = 9, 11
    rows[4], rows[5] = rows[5], rows[4]
    plan = regulation_plan(
        year, workbook(["Nơi làm tròn", "Tổng điểm"], ["Xếp loại 1", "Khá", 50], rows=rows), "b.xlsx"
    )
    preview = regulation_preview(plan)
    assert [(line.of, line.what, line.before, line.after) for line in preview.lines] == [
        ("I/1 Giải ngân", "rule", "Against the target and the bloc's leader", "By bands"),
        ("I/1 Giải ngân", "parameters of the rule", "bằng chỉ tiêu: 60%", "từ 100: 20"),
        ("I/2 Thu ngân sách", "maximum", "10", "9"),
        ("I/3 Hồ sơ đúng hạn", "maximum", "10", "11"),
    ]
    assert [(line.what, line.before, line.after) for line in preview.rules] == [
        ("where numbers are rounded", "every top section", "the total alone"),
        ("classes", "Xuất sắc: 95; Tốt: 85.5", "Khá: 50"),
    ]
    assert (preview.reordered, preview.changes_nothing) == (True, False)
