"""The workbook of a bloc's scores: reasons, closed sheets, history, totals, going out and coming in again."""

from decimal import Decimal

import pytest
from django.utils import translation

from blocs.audit import Action, AuditEntry
from blocs.models.people import Role
from scoring.models import Ranking, Score
from scoring.workbooks.reading import Unreadable
from scoring.workbooks.scores.writing import scores_workbook
from tests import factories
from tests.scoring.books import opened, values
from tests.scoring.grids import (
    FINAL,
    KEYS,
    REVIEW,
    SELF,
    grid,
    imported,
    line,
    names,
    plan_of,
    points,
    problems,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def year(db):
    return factories.scoring_year()


def test_reviewed_score_that_differs_has_a_reason(year):
    factories.fill(factories.sheet(year=year, unit=year.head), 40, 20, 25, 14)
    Score.objects.filter(pk=line(year, "II/1").pk).update(review_reason="Đã có lý do")
    data = grid(year, [39, 20, 24, 13], texts={"I/1": "Thiếu minh chứng", "I/2": "Đủ hồ sơ"})
    imported(year, data, REVIEW)
    assert points(year, "reviewed_score") == [39, 20, 24, 13]
    assert points(year, "review_reason") == [
        "Thiếu minh chứng",
        "Đủ hồ sơ",
        "Đã có lý do",
        "According to the review table in the file diem.xlsx",
    ]


def test_general_reason_is_the_one_given(year):
    imported(year, grid(year, [1, 20, 3, 4]), REVIEW, reason="Theo biên bản ngày 05/03")
    assert points(year, "review_reason") == ["Theo biên bản ngày 05/03"] * 4


def test_explanations_come_from_their_own_sheet(year):
    data = grid(year, [1, 20, 3, 4], texts={"I/1": "Vượt kế hoạch"}, texts_title="giai trinh")
    imported(year, data)
    assert line(year, "I/1").explanation == "Vượt kế hoạch"


def test_problem_on_the_second_sheet_names_the_sheet(year):
    data = grid(year, [1, 20, 3, 4], texts={"IX": "?", "I": "?"})
    assert problems(year, data, REVIEW) == [
        "Sheet “Lý do”, row 2 (cell A2): the regulation has no criterion with the key “IX”.",
        "Sheet “Lý do”, row 3 (cell B3): I is a section, the sum of the lines below it: "
        "leave its cells empty.",
    ]


@pytest.mark.parametrize(
    ("state", "round_", "by_operator", "refused"),
    [
        ("draft", SELF, False, False),
        ("returned", SELF, False, False),
        ("submitted", SELF, True, True),
        ("approved", SELF, True, True),
        ("draft", REVIEW, True, False),
        ("returned", REVIEW, True, False),
        ("submitted", REVIEW, True, False),
        ("second_review", REVIEW, True, False),
        ("approved", REVIEW, True, True),
        ("draft", REVIEW, False, True),
        ("returned", REVIEW, False, True),
        ("submitted", REVIEW, False, False),
        ("explaining", REVIEW, False, True),
        ("approved", REVIEW, False, True),
        ("submitted", FINAL, False, True),
        ("second_review", FINAL, False, False),
        ("approved", FINAL, False, True),
        ("draft", FINAL, True, False),
        ("approved", FINAL, True, True),
    ],
)
def test_sheet_takes_scores_only_in_its_turn(year, state, round_, by_operator, refused):
    member, secretary = year.members[1], factories.person(Role.SECRETARY, year.head)
    factories.sheet(year=year, unit=member, state=state)
    data = grid(year, [1, 20, 3, 4], headings=[member.short_name])
    found = problems(year, data, round_, by_operator=by_operator, user=secretary)
    assert [text.endswith(f": {member.short_name}.") for text in found] == [True] * refused


@pytest.mark.parametrize(("round_", "state"), [(REVIEW, "submitted"), (FINAL, "second_review")])
def test_nobody_brings_in_the_review_of_their_own_unit(year, round_, state):
    secretary = factories.person(Role.SECRETARY, year.head)
    factories.sheet(year=year, unit=year.head, state=state)
    found = problems(year, grid(year, [1, 20, 3, 4]), round_, by_operator=False, user=secretary)
    assert found == [f"Nobody reviews their own unit; others do it for: {names(year)[0]}."]


def test_published_ranking_closes_the_scores(year):
    Ranking.objects.filter(bloc_year=year).update(state="published")
    assert problems(year, grid(year, [1, 20, 3, 4])) == [
        "The ranking is published; its scores no longer change."
    ]


def test_regulation_must_be_adopted():
    year = factories.bloc_year()
    factories.regulation(year=year, adopted=False)
    with pytest.raises(Unreadable, match="The regulation is not adopted yet"):
        plan_of(year, grid(year, [1, 20, 3, 4]))


def test_unit_without_a_sheet_is_named(year):
    sheet = factories.sheet(year=year, unit=year.head)
    sheet.scores.all().delete()
    sheet.delete()
    assert problems(year, grid(year, [1, 20, 3, 4])) == [f"{year.head} has no score sheet yet."]


def of_line(year, key):
    """How the history names a line of the second member's sheet."""
    found = line(year, key)
    return {"of": str(found.criterion), "row": found.pk}


def test_history_has_one_entry_for_every_sheet(year):
    data = grid(year, [1, 20, "KG", None], [2, 0, None, None])
    imported(year, data)
    entries = AuditEntry.objects.filter(action=Action.IMPORT).order_by("pk")
    assert [entry.unit for entry in entries] == year.members[:2]
    assert entries[0].changes == [
        {"of": "", "what": "file", "before": "", "after": "diem.xlsx"},
        of_line(year, "I/1") | {"what": "self score", "before": "", "after": "1"},
        of_line(year, "I/2") | {"what": "self score", "before": "", "after": "20"},
        of_line(year, "II/1") | {"what": "assigned", "before": "✓", "after": "✗"},
    ]
    imported(year, data)
    assert AuditEntry.objects.count() == 2


def test_each_sheet_says_itself_whether_it_tells_of_the_review(year):
    """Reviewed scores in one sheet make no secret of a line that is no longer assigned in another."""
    imported(year, grid(year, [1, 20, 3, 4], [None, None, None, "KG"]), REVIEW)
    inner = {entry.unit: entry.inner for entry in AuditEntry.objects.filter(action=Action.IMPORT)}
    assert inner == {year.members[0]: True, year.members[1]: False}


def test_totals_are_told_before_and_after(year):
    factories.fill(factories.sheet(year=year, unit=year.head), 10, 20, 20, None)
    plan = plan_of(year, grid(year, [40, None, "KG", 4.5]))
    before, after = plan.forecast.tallies(names(year)[0])
    assert (before.total, before.missing, after.total, after.missing) == (50, 1, Decimal("64.5"), 0)
    assert (before.assigned_maximum, after.assigned_maximum) == (100, Decimal("74.5"))


@pytest.mark.parametrize("round_", [SELF, REVIEW])
def test_export_and_import_change_nothing(year, round_):
    for unit, row in zip(year.members, [(40, 20, "25.5", "0.0625"), ("-", None, 0, 1), ()], strict=True):
        factories.fill(factories.sheet(year=year, unit=unit), *row, reviewed=round_ == REVIEW)
    Score.objects.filter(pk=line(year, "I/2").pk).update(explanation="=A1\nhai", review_reason="=A1\nhai")
    data = scores_workbook(year, round_, list(year.score_sheets.all()), year.members)
    assert imported(year, data, round_).count == 0
    Score.objects.update(
        assigned=True, self_score=None, reviewed_score=None, explanation="", review_reason=""
    )
    imported(year, data, round_)
    assert points(year, round_.points_field) == [40, 20, Decimal("25.5"), Decimal("0.0625")]
    assert points(year, round_.points_field, 1) == [None, None, 0, 1]
    assert [line(year, key, 1).assigned for key in KEYS] == [False, True, True, True]
    assert line(year, "I/2").explanation + line(year, "I/2").review_reason == "=A1\nhai"


def test_export_says_what_it_belongs_to_and_what_is_left_out(year):
    data = scores_workbook(year, REVIEW, list(year.score_sheets.all()), year.members[:1])
    rows = values(opened(data)["Điểm"])
    assert [row[:2] for row in rows[1:6]] == [
        ["Khối thi đua", year.bloc.name],
        ["Năm", year.year],
        ["Vòng", "Thẩm định"],
        ["Phiên bản quy chế", 1],
        ["Không có trong tệp", f"2 đơn vị: {'; '.join(names(year)[1:])}"],
    ]
    assert rows[8] == ["Mã số", "TT", "Nội dung tiêu chí", "Thang điểm", names(year)[0]]


def test_text_too_long_for_a_cell_is_left_to_the_site(year):
    Score.objects.filter(pk=line(year, "I/1").pk).update(explanation="x" * 40_000)
    data = scores_workbook(year, SELF, list(year.score_sheets.all()), year.members)
    assert ["Chữ quá dài, không ghi vào tệp", "1 ô"] in [row[:2] for row in values(opened(data)["Điểm"])]
    imported(year, data)
    assert len(line(year, "I/1").explanation) == 40_000


def test_twenty_units_cost_as_many_queries_per_unit_as_two(django_assert_max_num_queries):
    leaves = [(str(n), f"Tiêu chí {n}", "1", "direct") for n in range(1, 201)]
    year = factories.scoring_year(members=20, rows=[("I", "Nhóm", "200", leaves)])
    keys = [f"I/{n}" for n in range(1, 201)]
    data = grid(year, *([1] * 200 for _unit in year.members), keys=keys)
    with django_assert_max_num_queries(100):
        assert imported(year, data).count == 4000
