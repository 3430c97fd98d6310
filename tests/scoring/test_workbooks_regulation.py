"""The workbook of a regulation: what is refused, and where the sentence points."""

import re
from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl.worksheet.formula import ArrayFormula

from scoring.models import Regulation
from scoring.workbooks.reading import Unreadable
from scoring.workbooks.regulation.plan import regulation_plan
from scoring.workbooks.regulation.saving import save_regulation
from tests import factories
from tests.scoring.books import FIRST_SHEET, HEADINGS, ROWS, book, changed, content, edited

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def year(db):
    return factories.bloc_year()


def problems(year, data):
    plan = regulation_plan(year, data, "quy-che.xlsx")
    assert plan.tree.roots == () or not plan.findings.refused
    return plan.findings.problems


def imported(year, data):
    plan = regulation_plan(year, data, "quy-che.xlsx")
    assert plan.findings.problems == []
    save_regulation(plan, None)
    return plan


def tree(year):
    return Regulation.objects.get(bloc_year=year).tree


def test_workbook_becomes_the_tree(year):
    plan = imported(year, content(book(ROWS)))
    assert str(plan.counts) == "8 criteria, 5 leaves, 3 levels, 80 points, bonus 5"
    assert plan.findings.notices == []
    assert [(level, node.key, str(node.maximum), node.rule) for level, node in tree(year).walk()] == [
        (0, "I", "50.00", ""),
        (1, "I/1", "30.50", ""),
        (2, "I/1/a", "20.25", "direct"),
        (2, "I/1/b", "10.25", "direct"),
        (1, "I/2", "19.50", "pass_fail"),
        (0, "II", "30.00", "direct"),
        (0, "T", "5.00", ""),
        (1, "T/1", "5.00", "pass_fail"),
    ]
    assert tree(year).bonus_maximum == Decimal(5)


REFUSED = [
    ({"E2": "5x"}, ["Row 2 (cell E2): “5x” is not a number; write it like 8,25."]),
    ({"E7": -1}, ["Row 7 (cell E7): “-1” is below zero."]),
    ({"E7": 30.125}, ["Row 7 (cell E7): “30.125” has more than 2 decimals."]),
    ({"E7": None}, ["Row 7: the maximum is missing."]),
    ({"D4": None}, ["Row 4: the name of the criterion is missing."]),
    ({"D4": "x" * 1001}, [f"Row 4 (cell D4): the text is longer than 1000 characters ({'x' * 30}…)."]),
    ({"C4": "c" * 31}, [f"Row 4 (cell C4): the text is longer than 30 characters ({'c' * 30}…)."]),
    ({"C4": "a/b"}, ["Row 4 (cell C4): the code “a/b” contains “/”."]),
    (
        {"E2": 51},
        ["Row 2: I has the maximum 51, but the lines below it add up to 50."],
    ),
    (
        {"E4": 1, "E2": "50,5"},
        [
            "Row 2: I has the maximum 50.5, but the lines below it add up to 50.",
            "Row 3: 1 has the maximum 30.5, but the lines below it add up to 11.25.",
        ],
    ),
    ({"A7": "I/2"}, ["Row 7: the key “I/2” is the same as in row 6."]),
    ({"C5": "a"}, ["Row 5: the code “a” stands already in row 4 of the same section."]),
    ({"C7": "I"}, ["Row 7: the code “I” stands already in row 2 of the same section."]),
    ({"B9": "X"}, ["Row 9: it belongs to “X”, but no row has this key."]),
    ({"B2": "I/1"}, ["Row 2: the criterion belongs to itself, in a circle of the rows 2, 3."]),
    ({"B7": "II"}, ["Row 7: the criterion belongs to itself, in a circle of the rows 7."]),
    (
        {"C4": datetime(2025, 2, 1)},
        [
            "Row 4 (cell C4): Excel made a date of it (01/02/2025). "
            "Format the column as text and type it again."
        ],
    ),
    (
        {"C4": True},
        ["Row 4 (cell C4): Excel made a truth value of it. Format the column as text and type it again."],
    ),
    (
        {"E7": datetime(2025, 2, 1)},
        ["Row 7 (cell E7): Excel made a date of it. Format the column as a number and type it again."],
    ),
    ({"A7": "X/", "C7": None}, ["Row 7: the code is missing."]),
    ({"D4": "#REF!"}, ["Row 4 (cell D4): the cell holds the error #REF!."]),
    (
        {"E4": "=10.25+10"},
        ["Row 4 (cell E4): the cell holds a formula without a computed value. Type the value instead."],
    ),
    (
        {"F4": "Cảm tính"},
        [
            "Row 4 (cell F4): “Cảm tính” is no rule. There are: “Chấm trực tiếp”, “Đạt/Không đạt”, "
            "“Tỷ lệ so với chỉ tiêu”, “Theo mức”, “Theo số lượng”, “Định lượng”, “Theo thứ hạng”."
        ],
    ),
    (
        {"G7": "Quà"},
        ["Row 7 (cell G7): “Quà” is no kind of points. Leave the cell empty, or write “Thưởng” or “Trừ”."],
    ),
    (
        {"G4": "Thưởng"},
        ["Row 4: only a top section can be bonus points or deductions; mark it, not the lines below."],
    ),
    (
        {"G9": "Trừ"},
        ["Row 9: only a top section can be bonus points or deductions; mark it, not the lines below."],
    ),
]


@pytest.mark.parametrize(("changes", "sentences"), REFUSED)
def test_bad_row_is_refused_and_named(year, changes, sentences):
    found = problems(year, changed(changes))
    assert [line for line in found if "add up" not in line or line in sentences] == sentences
    assert not Regulation.objects.exists()


def test_missing_key_is_named_and_every_problem_is_told_at_once(year):
    assert problems(year, changed({"A7": None, "D3": None, "E9": "năm"})) == [
        "Row 3: the name of the criterion is missing.",
        "Row 7: the key is missing.",
        "Row 9 (cell E9): “năm” is not a number; write it like 8,25.",
    ]


def test_no_more_than_a_hundred_problems_are_listed(year):
    rows = [[f"k{n}", None, None, "Tên", "?", None, None] for n in range(150)]
    found = problems(year, content(book(rows)))
    assert (len(found), found[-1]) == (101, "And 50 more.")


def test_merged_cells_below_the_header_are_refused_by_their_range(year):
    made = book(ROWS)
    made.active.merge_cells("D4:D5")
    made.active.merge_cells("I1:K1")
    sentence = "Row 4: The cells D4:D5 are merged. Unmerge them, so that every row stands for itself."
    assert sentence in problems(year, content(made))


def test_title_merged_above_the_header_and_empty_rows_do_no_harm(year):
    made = book([*ROWS[:4], [None] * 7, ["  ", None, "\xa0"], *ROWS[4:], [None, " "]])
    made.active.insert_rows(1, amount=3)
    made.active["A1"] = "QUY CHẾ CHẤM ĐIỂM"
    made.active.merge_cells("A1:G2")
    plan = imported(year, content(made))
    assert (plan.counts.criteria, plan.findings.notices) == (8, [])


def test_hidden_rows_are_read_and_told(year):
    made = book(ROWS)
    made.active.row_dimensions[4].hidden = made.active.row_dimensions[5].hidden = True
    plan = imported(year, content(made))
    assert plan.findings.notices == ["Hidden rows were read as well: 4, 5."]


def test_formula_is_read_with_its_last_value(year):
    data = edited(
        changed({"E4": "=10+10.25"}), FIRST_SHEET, lambda text: re.sub("<v ?/>|<v></v>", "<v>20.25</v>", text)
    )
    plan = imported(year, data)
    assert plan.findings.notices == ["Formulas were read with their last computed value: E4."]
    assert tree(year).node("I/1/a").maximum == Decimal("20.25")


def test_formula_with_an_empty_text_is_blank(year):
    data = edited(changed({"F4": '=""'}), FIRST_SHEET, lambda text: text.replace('r="F4"', 'r="F4" t="str"'))
    assert imported(year, data).findings.notices == [
        "No rule was given, so points are given directly: rows 4."
    ]


def test_long_list_of_places_is_cut(year):
    rows = [[f"k{n}", None, None, "Tên", 1, None, None] for n in range(12)]
    assert imported(year, content(book(rows))).findings.notices == [
        "No rule was given, so points are given directly: rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 … (12 in all)."
    ]


def test_array_formula_without_a_value_is_refused(year):
    assert problems(year, changed({"E4": ArrayFormula("E4:E4", "=SUM(1,2)")})) == [
        "Row 4 (cell E4): the cell holds a formula without a computed value. Type the value instead."
    ]


def test_numbers_as_codes_are_texts(year):
    rows = [
        [1, None, None, "Một", 3, None, None],
        [1.1, 1.0, 1.1, "Một một", "1.5", None, None],
        ["1.10", "1", 1.1, "Một mười", 1.5, None, None],
    ]
    made = book(rows)
    made.active["C4"].number_format = "0.00"
    imported(year, content(made))
    assert [node.key for _level, node in tree(year).walk()] == ["1", "1/1.1", "1/1.10"]


def test_rules_that_are_not_needed_or_missing_are_told(year):
    plan = imported(year, changed({"F3": "direct", "F4": None, "F5": "quantitative"}))
    assert plan.findings.notices == [
        "A criterion with lines below it is their sum; its rule was left out: rows 3.",
        "No rule was given, so points are given directly: rows 4.",
    ]
    rules = [tree(year).node(key).rule for key in ("I/1", "I/1/a", "I/1/b")]
    assert rules == ["", "direct", "quantitative"]


@pytest.mark.parametrize(
    "headings",
    [
        ["key", "parent", "code", "name", "max", "rule", "kind"],
        ["MA SO", "thuoc ma so", "Tt", "NỘI DUNG TIÊU CHÍ ", "thang  điểm", "Cach cham", "LOẠI ĐIỂM"],
        ["Key", "Parent", "Code", "Name", "Maximum", "Rule", "Kind"],
    ],
)
def test_headings_are_found_in_either_language_and_without_marks(year, headings):
    assert imported(year, content(book(ROWS, headings=headings))).counts.criteria == 8


def test_header_that_lacks_a_column_is_refused_by_its_row(year):
    headings = ["Mã số", "Thuộc mã số", "TT", "Nội dung tiêu chí", "Điểm cao nhất"]
    with pytest.raises(Unreadable) as refusal:
        problems(year, content(book(ROWS, headings=headings)))
    assert str(refusal.value) == "Sheet “Quy chế”, row 1: the header lacks the columns: Thang điểm."


def test_column_that_stands_twice_is_refused(year):
    with pytest.raises(Unreadable) as refusal:
        problems(year, content(book(ROWS, headings=[*HEADINGS, "max"])))
    assert str(refusal.value) == "Sheet “Quy chế”, row 1: the columns E, H have the same heading."


def test_sheet_without_a_header_is_refused(year):
    with pytest.raises(
        Unreadable, match=r"^No header row was found in the first 10 rows\. It needs the columns: Mã số"
    ):
        problems(year, content(book([[None]] * 10 + ROWS, headings=["Quy chế"])))


def test_sheet_is_found_by_name_or_by_its_header(year):
    made = book([["x", 1]], headings=["Ghi chú", "Số"], title="Ghi chú")
    other = made.create_sheet("QUY CHE")
    for row in [HEADINGS, *ROWS]:
        other.append(row)
    assert imported(year, content(made)).counts.criteria == 8
    other.title = "Bảng 2"
    assert regulation_plan(year, content(made), "a.xlsx").counts.criteria == 8


def test_sheet_with_a_header_only_is_refused(year):
    assert problems(year, content(book([]))) == ["The sheet has no criteria."]


def test_deep_chain_is_refused_and_not_climbed(year):
    rows = [[f"k{n}", f"k{n - 1}" if n else None, f"{n}", "Tên", 1, None, None] for n in range(3000)]
    assert problems(year, content(book(rows))) == ["Row 22: it lies deeper than 20 levels."]


def test_bonus_may_be_repeated_below_a_bonus_section(year):
    rows = [*ROWS[:7], ["T/1", "T", "1", "Cờ", 5, None, None], ["T/1/a", "T/1", "a", "Bộ", 5, None, "Thưởng"]]
    assert imported(year, content(book(rows))).counts.bonus == "5"
    assert [root.kind for root in tree(year).roots] == ["base", "base", "bonus"]
