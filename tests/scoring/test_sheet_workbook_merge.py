"""Base, mine and what stands there now: what becomes of a cell in every combination."""

from decimal import Decimal
from itertools import product

import pytest
from django.utils import translation

from scoring.models import Score
from scoring.rounds import Round
from scoring.workbooks.sheet.merge import UNKNOWN, Verdict, verdict
from scoring.workbooks.sheet.plan import sheet_workbook_plan
from scoring.workbooks.sheet.saving import save_sheet_workbook
from tests import factories
from tests.scoring.sheet_books import filled, forget, workbook

A, B, C = Decimal(1), Decimal(2), None

TABLE = {  # base, mine, server
    (A, A, A): Verdict.SAME,
    (A, B, A): Verdict.MINE,
    (A, C, A): Verdict.MINE,
    (C, B, C): Verdict.MINE,
    (A, A, B): Verdict.THEIRS,
    (A, A, C): Verdict.THEIRS,
    (C, C, B): Verdict.THEIRS,
    (A, B, B): Verdict.SAME,
    (A, C, C): Verdict.SAME,
    (A, B, C): Verdict.ASK,
    (A, C, B): Verdict.ASK,
    (C, A, B): Verdict.ASK,
    (UNKNOWN, A, A): Verdict.SAME,
    (UNKNOWN, C, C): Verdict.SAME,
    (UNKNOWN, A, B): Verdict.ASK,
    (UNKNOWN, C, B): Verdict.ASK,
    (UNKNOWN, A, C): Verdict.ASK,
}


@pytest.mark.parametrize(("figures", "expected"), TABLE.items())
def test_every_combination_has_its_verdict(figures, expected):
    assert verdict(*figures) == expected


def test_nothing_is_ever_overwritten_unasked():
    for base, mine, server in product([A, B, C, "", "a"], repeat=3):
        if verdict(base, mine, server) == Verdict.MINE:
            assert server == base
        if verdict(base, mine, server) in (Verdict.SAME, Verdict.THEIRS):
            assert mine in (base, server)


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def sheet():
    rows = [
        ("I", "Nhóm", "30", [("1", "Giải ngân", "10", "proportional"), ("2", "Đúng hạn", "20", "pass_fail")]),
        ("II", "Khác", "20", [("1", "Chi bộ", "10", "direct"), ("2", "Sáng kiến", "10", "count")]),
    ]
    year = factories.scoring_year(rows=rows)
    year.regulation.criteria.filter(name="Sáng kiến").update(parameters={"per_item": "2"})
    return factories.sheet(year=year)


def put(sheet, key, **values):
    section, code = key.split("/")
    found = sheet.scores.filter(criterion__code=code, criterion__parent__code=section)
    assert found.update(**values) == 1


def plan_of(sheet, data, round_=Round.SELF):
    plan = sheet_workbook_plan(sheet, round_, data, "tệp.xlsx")
    assert plan.findings.problems == []
    return plan


def shown(differences):
    return [(one.key, one.field, one.base, one.mine, one.server) for one in differences]


def test_four_figures_of_a_line_are_compared_one_by_one(sheet):
    put(sheet, "I/1", target=100, actual=50, explanation="một\nhai ")
    data = workbook(
        sheet,
        {
            ("I/1", "target"): "200",
            ("I/1", "actual"): 60,
            ("I/1", "explanation"): "một\nhai",
            ("I/2", "self_score"): "Đạt",
        },
    )
    put(sheet, "I/1", actual=70, self_score=3)
    plan = plan_of(sheet, data)
    assert shown(plan.taken) == [("I/1", "target", 100, 200, 100), ("I/2", "self_score", None, 20, None)]
    assert shown(plan.asked) == [("I/1", "actual", 50, 60, 70)]
    assert shown(plan.by(Verdict.THEIRS)) == [("I/1", "self_score", None, None, 3)]


def test_figures_of_others_stay_and_chosen_ones_are_written(sheet):
    user = factories.user()
    put(sheet, "I/1", target=100, actual=50)
    put(sheet, "II/1", self_score=5)
    data = workbook(sheet, {("I/1", "actual"): 60, ("II/1", "self_score"): 6, ("II/2", "actual"): 3})
    put(sheet, "I/1", actual=70, explanation="của người khác")
    put(sheet, "II/1", self_score=7)
    plan = plan_of(sheet, data)
    chosen = [one.name for one in plan.asked if one.key == "II/1"]
    assert save_sheet_workbook(plan, user, chosen, lambda fresh: True).count == 2
    lines = {f"{line.criterion.parent.code}/{line.criterion.code}": line for line in factories.lines(sheet)}
    assert (lines["I/1"].actual, lines["I/1"].explanation) == (70, "của người khác")
    assert (lines["II/1"].self_score, lines["II/2"].actual) == (6, 3)


def test_emptied_cell_takes_the_figure_away(sheet):
    put(sheet, "II/1", self_score=5, explanation="vì")
    plan = plan_of(sheet, workbook(sheet, {("II/1", "self_score"): None, ("II/1", "explanation"): None}))
    save_sheet_workbook(plan, factories.user(), [], lambda fresh: True)
    line = Score.objects.get(sheet=sheet, criterion__name="Chi bộ")
    assert (line.self_score, line.explanation) == (None, "")


def test_workbook_without_memory_asks_about_every_difference(sheet):
    put(sheet, "I/1", target=100, actual=50)
    data = workbook(sheet, {("II/1", "self_score"): 6}, change=forget)
    put(sheet, "I/1", actual=None)
    plan = plan_of(sheet, data)
    assert plan.taken == []
    assert shown(plan.asked) == [
        ("I/1", "actual", UNKNOWN, 50, None),
        ("II/1", "self_score", UNKNOWN, 6, None),
    ]
    assert plan.findings.notices == [
        "The workbook has lost the hidden sheet with the figures it was made from; "
        "every difference is asked about."
    ]


def test_line_no_longer_assigned_takes_nothing_and_is_told(sheet):
    data = workbook(sheet, {("II/1", "self_score"): 6})
    put(sheet, "II/1", assigned=False)
    plan = plan_of(sheet, data)
    assert (plan.changes_nothing, shown(plan.closed)) == (True, [("II/1", "self_score", None, 6, None)])


def test_line_that_was_not_assigned_then_is_asked_about(sheet):
    put(sheet, "II/1", assigned=False, self_score=4)
    data = workbook(sheet)
    put(sheet, "II/1", assigned=True)
    assert plan_of(sheet, data).differences == []
    assert (
        shown(plan_of(sheet, filled(data, {("II/1", "self_score"): 6})).asked)
        == [
            ("II/1", "self_score", UNKNOWN, 6, 4),
            ("II/1", "explanation", UNKNOWN, "", ""),
        ][:1]
    )


def test_review_is_merged_in_its_own_columns(sheet):
    put(sheet, "II/1", self_score=5, actual=None)
    put(sheet, "II/2", actual=3)
    figures = {
        ("II/1", "reviewed_score"): 4,
        ("II/1", "review_reason"): "Thiếu",
        ("II/2", "reviewed_actual"): 2,
    }
    data = workbook(sheet, figures, round_=Round.REVIEW)
    put(sheet, "II/1", reviewed_score=3)
    plan = plan_of(sheet, data, Round.REVIEW)
    assert shown(plan.asked) == [("II/1", "reviewed_score", None, 4, 3)]
    assert shown(plan.taken) == [
        ("II/1", "review_reason", "", "Thiếu", ""),
        ("II/2", "reviewed_actual", None, 2, None),
    ]
    reviewer = factories.user()
    save_sheet_workbook(plan, reviewer, [], lambda fresh: True)
    assert Score.objects.get(sheet=sheet, criterion__name="Sáng kiến").reviewed_by == reviewer


def test_text_too_long_for_a_cell_is_left_to_the_site(sheet):
    put(sheet, "II/1", explanation="x" * 33_000)
    plan = plan_of(sheet, workbook(sheet, {("II/1", "self_score"): 6}))
    assert [one.field for one in plan.differences] == ["self_score"]


def test_same_figures_written_otherwise_are_no_difference(sheet):
    put(sheet, "I/1", target=Decimal("100.5000"), actual=Decimal("-0.10"), explanation="a\r\nb\xa0c")
    figures = {("I/1", "target"): "100,5", ("I/1", "actual"): "−0.1", ("I/1", "explanation"): "a\nb c"}
    assert plan_of(sheet, workbook(sheet, figures)).differences == []
