"""Unit workbooks that are not taken: another's, changed ones, and figures that cannot stand."""

import re
from datetime import datetime

import pytest
from django.utils import translation

from scoring.rounds import Round
from scoring.workbooks.reading import Unreadable
from scoring.workbooks.sheet.plan import sheet_workbook_plan
from scoring.workbooks.sheet.writing import sheet_workbook
from tests import factories
from tests.scoring.books import FIRST_SHEET, book, content, edited, opened
from tests.scoring.sheet_books import HEADER, cell, filled, forget, workbook

pytestmark = pytest.mark.django_db
SELF, REVIEW = Round.SELF, Round.REVIEW


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def year(db):
    return factories.scoring_year()


@pytest.fixture
def sheet(year):
    return factories.sheet(year=year)


def plan_of(sheet, data, round_=SELF):
    return sheet_workbook_plan(sheet, round_, data, "a.xlsx")


def refusal(sheet, data, round_=SELF):
    with pytest.raises(Unreadable) as refused:
        plan_of(sheet, data, round_)
    return str(refused.value)


ONLY = "This is the workbook of {of}; here only that of “{own}” is taken."


@pytest.mark.parametrize("remembers", [True, False])
def test_workbook_of_another_unit_year_bloc_round_or_version_is_named(year, sheet, remembers):
    change = (lambda made: None) if remembers else forget
    units = year.members
    other_unit = factories.sheet(year=year, unit=units[2])
    assert refusal(sheet, workbook(other_unit, change=change)) == ONLY.format(
        of=f"the unit {units[2].name}", own=sheet.unit.name
    )
    next_year = factories.scoring_year(bloc=year.bloc, units=units, year=2022)
    assert refusal(sheet, workbook(factories.sheet(year=next_year), change=change)) == ONLY.format(
        of="the year 2022", own=2021
    )
    elsewhere = factories.scoring_year(units=units)
    assert refusal(sheet, workbook(factories.sheet(year=elsewhere), change=change)) == ONLY.format(
        of=f"the bloc {elsewhere.bloc.name}", own=year.bloc.name
    )
    review = workbook(sheet, round_=REVIEW, change=change)
    assert "“Thẩm định”" in refusal(sheet, review)


@pytest.mark.parametrize("remembers", [True, False])
def test_workbook_of_another_version_is_named(sheet, remembers):
    data = workbook(sheet, change=(lambda made: None) if remembers else forget)
    sheet.bloc_year.regulation.version = 2
    said = {
        True: "This workbook was made for version 1 of the regulation; version 2 is in force. "
        "Download it again.",
        False: ONLY.format(of="version 1 of the regulation", own=2),
    }
    assert refusal(sheet, data) == said[remembers]


def changed_memory(made):
    base = made["Gốc"]
    base["A2"] = base["A2"].value[:-5] + "AAAAA"


def cut_memory(made):
    made["Gốc"]["A2"] = None


def other_memory(made, sheet):
    made["Gốc"]["A2"] = opened(sheet_workbook(sheet, SELF))["Gốc"]["A2"].value


@pytest.mark.parametrize("change", [changed_memory, cut_memory])
def test_changed_memory_is_refused(sheet, change):
    assert refusal(sheet, workbook(sheet, change=change)) == (
        "What the workbook remembers on its hidden sheet “Gốc” was changed. "
        "Download the workbook again and copy your figures into it."
    )


def test_memory_of_another_workbook_is_refused(year, sheet):
    other = factories.sheet(year=year, unit=year.members[2])
    data = workbook(sheet, change=lambda made: other_memory(made, other))
    assert refusal(sheet, data).startswith(f"This is the workbook of the unit {year.members[2].name}")


def without_row(key):
    def change(made):
        made["Bảng chấm điểm"].delete_rows(cell(made, SELF, key, "key").row)

    return change


def with_value(key, name, value):
    def change(made):
        cell(made, SELF, key, name).value = value

    return change


def without_column(made):
    made["Bảng chấm điểm"].cell(HEADER, 7).value = "Ghi chú"


def test_rows_and_columns_that_were_taken_out_are_refused(sheet):
    assert refusal(sheet, workbook(sheet, change=without_row("I/2"))) == (
        "Rows were taken out of the workbook: I/2. Download it again and leave its rows."
    )
    assert refusal(sheet, workbook(sheet, change=without_column)) == (
        f"Sheet “Bảng chấm điểm”, row {HEADER}: the header lacks the columns: Chỉ tiêu được giao."
    )


def test_part_of_a_workbook_without_memory_may_come_alone(sheet):
    made = book([["I/1", 9, "Vượt"]], headings=["Mã số", "Điểm tự chấm", "Giải trình"])
    plan = plan_of(sheet, content(made))
    assert [(one.key, one.field, one.mine) for one in plan.asked] == [
        ("I/1", "self_score", 9),
        ("I/1", "explanation", "Vượt"),
    ]
    assert (
        plan.findings.notices[0] == "Criteria that are not in the workbook stay as they are: I/2, II/1, II/2."
    )


def insert(made):
    made["Bảng chấm điểm"].insert_rows(HEADER + 2)
    made["Bảng chấm điểm"].cell(HEADER + 2, 10).value = 5


def double(made):
    made["Bảng chấm điểm"].append(["I/1"])


def merge(made):
    made["Bảng chấm điểm"].merge_cells(
        start_row=HEADER + 2, end_row=HEADER + 3, start_column=10, end_column=10
    )


BROKEN = [
    (with_value("I/1", "self_score", 41), "Row 12 (cell J12): I/1: 41 is over the maximum of 40."),
    (with_value("I/1", "self_score", -1), "Row 12 (cell J12): I/1: “-1” is below zero."),
    (
        with_value("I/1", "self_score", "năm"),
        "Row 12 (cell J12): I/1: “năm” is not a number; write it like 8,25.",
    ),
    (with_value("I/2", "self_score", 19), "Row 13 (cell J13): I/2: Pass or fail: only 0 or 20, not 19."),
    (
        with_value("I/1", "self_score", datetime(2025, 5, 8)),
        "Row 12 (cell J12): I/1: Excel made a date of it. Format the column as a number and type it again.",
    ),
    (
        with_value("I/1", "actual", 5),
        "Row 12 (cell H12): I/1: its points are given directly, not by a result; leave the cell empty.",
    ),
    (with_value("I/1", "self_score", "#REF!"), "Row 12 (cell J12): the cell holds the error #REF!."),
    (
        with_value("I/1", "self_score", "=1+1"),
        "Row 12 (cell J12): the cell holds a formula without a computed value. Type the value instead.",
    ),
    (with_value("I", "self_score", 5), "Row 11 (cell J11): I takes no figures here: leave its cells empty."),
    (
        with_value("I/1", "maximum", 50),
        "Row 12 (cell D12): the maximum is 50 here, but 40 in the regulation.",
    ),
    (with_value("I/1", "key", "I/9"), None),
    (
        with_value("I/1", "explanation", "x" * 10_001),
        "Row 12 (cell L12): The text is longer than 10000 signs.",
    ),
    (insert, "Row 12: the key is missing."),
    (double, "Row 17: the criterion I/1 stands already in row 12."),
    (
        merge,
        "Row 12: The cells J12:J13 are merged. Unmerge them, so that every row stands for itself.",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), BROKEN)
def test_broken_workbook_is_refused_whole_and_by_its_cell(sheet, change, sentence):
    data = workbook(sheet, {("II/1", "self_score"): 5}, change=change)
    if sentence is None:
        assert "Rows were taken out of the workbook: I/1." in refusal(sheet, data)
        return
    plan = plan_of(sheet, data)
    assert (plan.findings.problems, plan.differences) == ([sentence], [])


def test_line_that_is_not_assigned_takes_no_figures(sheet):
    sheet.scores.filter(criterion__name="Giải ngân").update(assigned=False)
    data = workbook(sheet, {("I/1", "explanation"): "vì"})
    assert plan_of(sheet, data).findings.problems == [
        "Row 12 (cell L12): I/1 is not assigned to the unit: leave its cells empty."
    ]
    assert plan_of(sheet, workbook(sheet)).differences == []


def test_formula_is_read_with_its_value_and_told(sheet):
    data = edited(
        workbook(sheet, {("I/1", "self_score"): "=30+1"}),
        FIRST_SHEET,
        lambda part: re.sub(r"(<f>30\+1</f>)<v ?/>|(<f>30\+1</f>)<v></v>", r"<f>30+1</f><v>31</v>", part),
    )
    plan = plan_of(sheet, data)
    assert [(one.key, one.mine) for one in plan.taken] == [("I/1", 31)]
    assert plan.findings.notices == ["Formulas were read with their last computed value: J12."]


def test_workbook_filled_in_twice_takes_the_last(sheet):
    data = filled(workbook(sheet, {("I/1", "self_score"): 30}), {("I/1", "self_score"): 31})
    assert [one.mine for one in plan_of(sheet, data).taken] == [31]
