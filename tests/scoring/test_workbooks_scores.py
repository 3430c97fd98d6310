"""The workbook of a bloc's scores: what is refused and where, what is written, what stays."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from scoring.models import Score
from tests import factories
from tests.scoring.books import book, content
from tests.scoring.grids import KEYS, grid, imported, line, names, plan_of, points, problems

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def year(db):
    return factories.scoring_year()


def test_scores_are_written_as_numbers_and_as_text(year):
    plan = imported(year, grid(year, [39.25, 20, "25,5", "14.5"], [0, 0, 0, 8.1]))
    assert points(year) == [Decimal("39.25"), 20, Decimal("25.5"), Decimal("14.5")]
    assert points(year, unit=1) == [0, 0, 0, Decimal("8.1")]
    assert plan.findings.notices == [
        f"Units that are not in the workbook stay as they are: {names(year)[2]}."
    ]


def test_blank_leaves_what_is_stored_and_zero_does_not(year):
    factories.fill(factories.sheet(year=year, unit=year.head), 1, 20, 3, 4)
    imported(year, grid(year, [None, 0, " ", "5"]))
    assert points(year) == [1, 0, 3, 5]


@pytest.mark.parametrize("word", ["KG", "kg", "Không giao", "KHONG GIAO"])
def test_not_assigned_is_neither_zero_nor_blank(year, word):
    factories.fill(factories.sheet(year=year, unit=year.head), 1, 20, 3, 4)
    imported(year, grid(year, [word, 20, 3, 4]))
    assert (line(year, "I/1").assigned, line(year, "I/1").self_score) == (False, 1)
    imported(year, grid(year, [7, 20, 3, 4]))
    assert (line(year, "I/1").assigned, line(year, "I/1").self_score) == (True, 7)


def test_pass_or_fail_may_be_said_in_words(year):
    imported(year, grid(year, [None, "Đạt", None, None], [None, "không đạt", None, None]))
    assert (line(year, "I/2").self_score, line(year, "I/2", 1).self_score) == (20, 0)


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ([41, None, None, None], "Row 2 (cell B2): I/1, {unit}: 41 is over the maximum of 40."),
        ([None, 15, None, None], "Row 3 (cell B3): I/2, {unit}: Pass or fail: only 0 or 20, not 15."),
        ([None, None, -1, None], "Row 4 (cell B4): II/1, {unit}: “-1” is below zero."),
        (
            [None, None, None, "5x"],
            "Row 5 (cell B5): II/2, {unit}: “5x” is not a number; write it like 8,25.",
        ),
        (
            ["1.250", None, None, None],
            "Row 2 (cell B2): I/1, {unit}: “1.250” can be read in two ways; write 1250 or 1,25.",
        ),
        (
            ["Đạt", None, None, None],
            "Row 2 (cell B2): I/1, {unit}: “Đạt” is not a number; write it like 8,25.",
        ),
        ([1.23456, None, None, None], "Row 2 (cell B2): I/1, {unit}: “1.23456” has more than 4 decimals."),
        (["#DIV/0!", None, None, None], "Row 2 (cell B2): the cell holds the error #DIV/0!."),
        (
            [datetime(2025, 5, 8), None, None, None],
            "Row 2 (cell B2): I/1, {unit}: Excel made a date of it. "
            "Format the column as a number and type it again.",
        ),
        (
            ["=1+1", None, None, None],
            "Row 2 (cell B2): the cell holds a formula without a computed value. Type the value instead.",
        ),
    ],
)
def test_value_that_cannot_stand_is_named_by_its_cell(year, column, sentence):
    data = grid(year, [1, 20, 3, 4], column, headings=[names(year)[1], names(year)[0]])
    sentence = sentence.format(unit=names(year)[0]).replace("cell B", "cell C")
    assert problems(year, data) == [sentence]


def test_all_wrong_values_are_named_and_nothing_is_written(year):
    plan = plan_of(year, grid(year, [41, 1, 26, 14.5]))
    assert len(plan.findings.problems) == 3
    assert points(year) == [None] * 4


def test_section_is_left_empty(year):
    data = grid(year, [60, 40], keys=["I", "I/1"])
    assert problems(year, data) == [
        "Row 2 (cell B2): I is a section, the sum of the lines below it: leave its cells empty."
    ]
    assert problems(year, grid(year, [None, 40], keys=["I", "I/1"])) == []


def test_criteria_that_are_missing_are_told(year):
    plan = imported(year, grid(year, [40], keys=["I/1"]))
    assert plan.findings.notices[0] == (
        "Criteria that are not in the workbook stay as they are: I/2, II/1, II/2."
    )


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (["III/1"], "Row 2 (cell A2): the regulation has no criterion with the key “III/1”."),
        (["1"], "Row 2 (cell A2): the regulation has no criterion with the key “1”."),
        ([None], "Row 2: the key is missing."),
        (["I/1", "I/1"], "Row 3: the criterion I/1 stands already in row 2."),
    ],
)
def test_row_of_no_criterion_is_refused(year, keys, sentence):
    assert problems(year, grid(year, [1] * len(keys), keys=keys)) == [sentence]


def test_code_that_only_one_criterion_has_finds_it():
    year = factories.scoring_year(rows=[("I", "Nhóm", "10", [("6a", "Tiêu chí", "10", "direct")])])
    imported(year, grid(year, [9], keys=["6a"]))
    assert Score.objects.get(sheet__unit=year.head).self_score == 9


def test_column_of_no_member_is_refused(year):
    other = factories.unit(short_name="Nơi khác")
    data = grid(year, [1, 20, 3, 4], [1] * 4, headings=[names(year)[0], other.short_name])
    assert problems(year, data) == [f"Row 1 (cell C1): “Nơi khác” is no member unit of {year}."]


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("Tỉnh Hòa Bình", "Tỉnh Hoà Bình"),
        ("Thừa Thiên - Huế", "Thừa Thiên–Huế"),
        ("Bà Rịa-Vũng Tàu", " BÀ RỊA  − VŨNG TÀU"),
        ("Thuỵ Khuê", "THỤY KHUÊ"),
    ],
)
def test_tone_dash_and_capitals_of_a_heading_may_be_written_either_way(name, heading):
    year = factories.scoring_year(units=[factories.unit(short_name=name)])
    imported(year, grid(year, [1, 20, 3, 4], headings=[heading]))
    assert points(year) == [1, 20, 3, 4]


@pytest.mark.parametrize("heading", ["Hoa Bình", "Hòa Bính", "Hoà Binh"])
def test_heading_with_other_letters_is_refused_and_the_member_most_like_it_named(heading):
    year = factories.scoring_year(units=[factories.unit(short_name="Hòa Bình")])
    assert problems(year, grid(year, [1, 20, 3, 4], headings=[heading])) == [
        f"Row 1 (cell B1): “{heading}” is no member unit of {year}. Is “Hòa Bình” meant?"
    ]


def test_unit_has_one_column_by_short_or_full_name(year):
    data = grid(year, [1] * 4, [1] * 4, headings=[names(year)[0], year.head.name.upper()])
    assert problems(year, data)[0].endswith("has a column already.")
    imported(year, grid(year, [1, 20, 3, 4], headings=[f" {year.head.name.upper()}"]))
    assert points(year) == [1, 20, 3, 4]


def test_column_without_heading_is_refused(year):
    data = grid(year, [1] * 4, [1] * 4, headings=[names(year)[0], None])
    assert problems(year, data)[0] == "Row 2 (cell C2): the column has no heading."


def test_workbook_without_units_is_refused(year):
    assert problems(year, grid(year, keys=KEYS)) == ["Row 1: The header names no unit."]


@pytest.mark.parametrize(
    ("label", "text"),
    [("Khối thi đua", "Khối khác"), ("Năm", 2020), ("Vòng", "Thẩm định"), ("Phiên bản quy chế", 2)],
)
def test_workbook_of_something_else_is_refused(year, label, text):
    data = grid(year, [1, 20, 3, 4], above=[["BẢNG ĐIỂM"], [label, text]])
    assert problems(year, data) == [
        f"Row 2 (cell B2): the workbook is for another year, round or regulation ({label}: {text})."
    ]


def test_maximum_of_another_regulation_is_refused(year):
    made = book(
        [["I/1", "1", "Giải ngân", 50, 1]],
        headings=["Mã số", "TT", "Nội dung tiêu chí", "Thang điểm", names(year)[0]],
    )
    assert problems(year, content(made)) == [
        "Row 2 (cell D2): the maximum is 50 here, but 40 in the regulation."
    ]
