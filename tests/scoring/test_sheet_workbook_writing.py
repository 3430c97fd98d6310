"""A unit's workbook as it is downloaded: what is locked, what may be typed, what it shows and adds up."""

from decimal import Decimal
from time import perf_counter

import pytest

from scoring.rounds import Round
from scoring.workbooks.sheet.writing import sheet_workbook
from tests import factories
from tests.scoring.books import opened
from tests.scoring.sheet_books import HEADER, cell, column

pytestmark = pytest.mark.django_db
SELF, REVIEW = Round.SELF, Round.REVIEW
ROWS = [
    (
        "I",
        "Nhiệm vụ",
        "50",
        [
            ("1", "Giải ngân", "10", "proportional"),
            ("2", "Đúng hạn", "20", "pass_fail"),
            ("3", "Sáng kiến", "10", "count"),
            ("4", "Chi bộ", "8.5", "direct"),
            ("5", "Dân vận", "1.5", "direct"),
        ],
    ),
    ("T", "Điểm thưởng", "5", "direct"),
    ("Đ", "Điểm trừ", "5", "direct"),
]


@pytest.fixture
def sheet():
    year = factories.scoring_year(rows=ROWS)
    criteria = year.regulation.criteria
    criteria.filter(code="3").update(parameters={"per_item": "2"}, measure="sáng kiến", needs_evidence=True)
    criteria.filter(code="5").update(is_off=True)
    criteria.filter(code="Đ").update(kind="deduction")
    made = factories.sheet(year=year)
    made.scores.filter(criterion__code="1").update(target=3, actual=1)
    made.scores.filter(criterion__code="2").update(self_score=20)
    made.scores.filter(criterion__code="4").update(assigned=False, self_score=4)
    return made


def table(sheet, round_=SELF):
    return opened(sheet_workbook(sheet, round_))


def open_cells(book, round_):
    """The cells that are not locked, by criterion and column."""
    names = {column(round_, name): name for name in NAMES[round_]}
    rows = book["Bảng chấm điểm"].iter_rows(min_row=1)
    return {
        (cells[0].value, names.get(one.column, one.coordinate))
        for cells in rows
        for one in cells
        if not one.protection.locked
    }


NAMES = {
    SELF: ["target", "actual", "self_score", "explanation"],
    REVIEW: ["reviewed_actual", "reviewed_score", "review_reason"],
}


def test_only_the_cells_of_the_round_are_open(sheet):
    book = table(sheet)
    assert book["Bảng chấm điểm"].protection.sheet is True
    assert open_cells(book, SELF) == {
        ("I/1", "target"),
        ("I/1", "actual"),
        ("I/1", "self_score"),
        ("I/1", "explanation"),
        ("I/2", "self_score"),
        ("I/2", "explanation"),
        ("I/3", "actual"),
        ("I/3", "self_score"),
        ("I/3", "explanation"),
        ("T", "self_score"),
        ("T", "explanation"),
        ("Đ", "self_score"),
        ("Đ", "explanation"),
    }
    assert open_cells(table(sheet, REVIEW), REVIEW) == {
        (key, name)
        for key in ("I/1", "I/2", "I/3", "T", "Đ")
        for name in NAMES[REVIEW]
        if name != "reviewed_actual" or key in ("I/1", "I/3")
    }


def test_rules_and_what_stands_there_are_shown(sheet):
    book = table(sheet)
    shown = {
        (key, name): cell(book, SELF, key, name).value
        for key, name in [
            ("I/1", "computed"),
            ("I/1", "target"),
            ("I/2", "self_score"),
            ("I/3", "rule"),
            ("I/3", "maximum"),
            ("I/4", "self_score"),
            ("I/5", "rule"),
            ("I", "name"),
        ]
    }
    assert shown == {
        ("I/1", "computed"): 3.3333,
        ("I/1", "target"): 3,
        ("I/2", "self_score"): "Đạt",
        ("I/3", "rule"): "Mỗi sáng kiến 2 điểm, tối đa 10 điểm; cần minh chứng",
        ("I/3", "maximum"): 10,
        ("I/4", "self_score"): "KG",
        ("I/5", "rule"): "Không áp dụng năm nay",
        ("I", "name"): "Nhiệm vụ",
    }


def test_workbook_says_whose_it_is(sheet, clock):
    rows = [[row[0].value, row[2].value] for row in table(sheet)["Bảng chấm điểm"].iter_rows(max_row=7)]
    year = sheet.bloc_year
    assert rows == [
        ["BẢNG TỰ CHẤM ĐIỂM", None],
        ["Khối thi đua", year.bloc.name],
        ["Năm", year.year],
        ["Đơn vị", sheet.unit.name],
        ["Vòng", "Tự chấm"],
        ["Phiên bản quy chế", 1],
        ["Tải về lúc", "09:00 10/03/2026"],
    ]


def test_cells_take_only_what_the_rule_takes(sheet):
    book = table(sheet)
    limits = {}
    for one in book["Bảng chấm điểm"].data_validations.dataValidation:
        assert one.showErrorMessage is True
        for place in str(one.sqref).split():
            limits[place] = (one.type, one.formula1, one.formula2, one.error)

    def limit(key, name):
        return limits.get(cell(book, SELF, key, name).coordinate)

    assert limit("I/1", "self_score") == ("decimal", "0", "10", "Nhập số từ 0 đến 10.")
    assert limit("I/2", "self_score") == ("list", '"Đạt,Không đạt"', None, "Chọn Đạt hoặc Không đạt.")
    assert limit("I/3", "actual") == ("whole", "0", "999999999999", "Nhập số nguyên từ 0.")
    assert limit("I/1", "target") == ("decimal", "0", "999999999999.9999", "Nhập số từ 0.")
    assert limit("I/1", "actual")[1] == "-999999999999.9999"
    assert limit("I/4", "self_score") is None
    assert len(limits) == 8


def test_sums_are_formulas_in_view(sheet):
    book = table(sheet)
    formulas = {key: cell(book, SELF, key, "counted").value for key in ("I", "I/1", "I/2", "I/4", "T")}
    places = {key: cell(book, SELF, key, "counted").row for key in ("I", "I/1", "I/2", "I/5", "T", "Đ")}
    assert formulas == {
        "I": f"=SUM(K{places['I/1']}:K{places['I/5']})",
        "I/1": f"=IF(ISNUMBER(J{places['I/1']}),J{places['I/1']},N(I{places['I/1']}))",
        "I/2": f'=IF(J{places["I/2"]}="Đạt",D{places["I/2"]},IF(J{places["I/2"]}="",0,N(J{places["I/2"]})))',
        "I/4": None,
        "T": f"=IF(ISNUMBER(J{places['T']}),J{places['T']},0)",
    }
    top = book["Bảng chấm điểm"]
    assert top.cell(HEADER - 1, 1).value == "Tổng điểm theo tệp này"
    assert top.cell(HEADER - 1, 3).value == f"=MAX(0,SUM(K{places['I']},K{places['T']})-SUM(K{places['Đ']}))"


def test_bonus_is_cut_in_the_total_where_the_regulation_cuts_it(sheet):
    sheet.bloc_year.regulation.bonus_may_exceed = False
    formula = table(sheet)["Bảng chấm điểm"].cell(HEADER - 1, 3).value
    assert formula.startswith("=MAX(0,MIN(SUM(")
    assert ",40)" in formula


def test_review_falls_back_on_the_unit_where_nothing_is_reviewed(sheet):
    sheet.scores.filter(criterion__code="T").update(self_score=Decimal("4.5"))
    book = table(sheet, REVIEW)
    row = cell(book, REVIEW, "T", "own").row
    assert cell(book, REVIEW, "T", "own").value == 4.5
    assert cell(book, REVIEW, "T", "counted").value == f"=IF(ISNUMBER(M{row}),M{row},N(I{row}))"
    assert cell(book, REVIEW, "I/2", "own").value == "Đạt"


def test_memory_lies_on_a_sheet_that_nobody_sees(sheet):
    base = table(sheet)["Gốc"]
    assert (base.sheet_state, base.protection.sheet) == ("veryHidden", True)
    assert base["A1"].value.startswith("Trang này giữ số liệu lúc tải về")


def test_large_sheet_is_written_in_no_time(django_assert_max_num_queries):
    leaves = [(str(n), f"Tiêu chí {n}", "1", "direct") for n in range(1, 201)]
    year = factories.scoring_year(rows=[("I", "Nhóm", "200", leaves)])
    found, start = factories.sheet(year=year), perf_counter()
    with django_assert_max_num_queries(15):
        assert len(sheet_workbook(found, SELF)) < 100_000
    assert perf_counter() - start < 5
