"""What stands in the way of a sheet's steps, and in which words."""

from __future__ import annotations

import pytest
from django.utils import translation

from scoring.models import ScoreSheet, obstacles
from tests import factories
from tests.scoring.reviews import cast_in_review, put, reviewed

pytestmark = pytest.mark.django_db

ROWS = [*factories.TREE, factories.DEDUCTION]
EXPLANATION, SUBMISSION = "explanation", "submission"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def cast():
    return cast_in_review(rows=ROWS)


def fresh(sheet: ScoreSheet) -> ScoreSheet:
    return ScoreSheet.objects.get(pk=sheet.pk)


def test_unscored_lines_are_named_but_for_deductions_and_what_is_not_assigned(cast):
    sheet = factories.sheet(year=cast.year)
    factories.fill(sheet, None, "20", "-", None)
    assert obstacles.unscored(sheet) == ["2 criteria are not scored yet (I.1; II.2)."]


def test_result_without_its_target_is_told_apart_from_no_score():
    rows = [("I", "Chỉ tiêu", "20", [("1", "Vốn", "10", "proportional"), ("2", "Khác", "10", "direct")])]
    sheet = factories.sheet(year=cast_in_review(rows=rows).year)
    put(sheet, 0, actual=95)
    assert obstacles.unscored(sheet) == [
        "1 criteria are not scored yet (I.2).",
        "1 criteria have a result but no target (I.1).",
    ]


def test_line_that_needs_evidence_takes_a_written_explanation_too(cast):
    sheet = factories.sheet(year=cast.year)
    sheet.bloc_year.regulation.criteria.filter(children=None).update(needs_evidence=True)
    put(sheet, 0, explanation="Theo báo cáo số 12")
    words = "3 criteria need a document or a written explanation (I.2; II.1; II.2)."
    assert obstacles.unproved(sheet) == [words]


def test_many_lines_are_counted_and_the_first_named():
    rows = [("I", "Nhiều", "10", [(str(n), f"Dòng {n}", "1", "direct") for n in range(1, 11)])]
    sheet = factories.sheet(year=cast_in_review(rows=rows).year)
    codes = "; ".join(f"I.{n}" for n in range(1, 9))
    assert obstacles.unscored(sheet) == [f"10 criteria are not scored yet ({codes}; …)."]


def test_change_of_the_review_needs_its_reason_and_a_deduction_its_source(cast):
    sheet = reviewed(cast.year, state="submitted")
    put(sheet, 0, reviewed_score=28)
    put(sheet, 4, reviewed_score=1)
    words = "A reason is missing where the reviewed score differs: 2 criteria (I.1; IV.1)."
    assert obstacles.unreviewed(sheet) == [words]


def test_deduction_that_was_looked_at_and_is_0_changes_nothing(cast):
    sheet = reviewed(cast.year, state="submitted")
    put(sheet, 4, reviewed_score=0)
    assert (sheet.scores.differing().count(), factories.lines(sheet)[4].differs) == (0, False)
    assert obstacles.nothing_to_explain(sheet) == ["The review changed nothing; approve the sheet."]
    assert obstacles.undecided(sheet) == []


@pytest.mark.parametrize(
    ("own", "review"),
    [
        ({"self_score": 5}, {"reviewed_score": 5}),
        ({"self_score": 5}, {"reviewed_score": 4}),
        ({"self_score": 0}, {"reviewed_score": 0}),
        ({"self_score": None}, {"reviewed_score": 0}),
        ({"self_score": None}, {"reviewed_score": 3}),
        ({"actual": 90}, {"reviewed_actual": 90}),
        ({"actual": 90}, {"reviewed_actual": 80}),
        ({"actual": 90}, {"reviewed_score": 0}),
        ({"self_score": 5, "assigned": False}, {"reviewed_score": 4}),
        ({"self_score": 5}, {}),
    ],
)
def test_row_and_query_agree_on_what_differs(cast, own, review):
    sheet = factories.sheet(year=cast.year, state="submitted")
    line = put(sheet, 0, **own, **review)
    assert (sheet.scores.differing().count() == 1) is line.differs


def test_unit_is_asked_before_a_changed_sheet_is_approved(cast):
    sheet = reviewed(cast.year, state="submitted", line_0=28, line_2=20)
    assert obstacles.undecided(sheet) == ["The unit has not been asked about 2 changed criteria (I.1; II.1)."]


def test_answers_are_complete_when_each_line_is_answered_and_no_is_explained(cast):
    sheet = reviewed(cast.year, state="explaining", line_0=28, line_2=20)
    put(sheet, 0, agrees=False)
    assert obstacles.unexplained(sheet) == [
        "1 criteria are not answered yet (II.1).",
        "Say why you do not agree: 1 criteria (I.1).",
    ]
    put(sheet, 0, answer="Có đủ minh chứng")
    put(sheet, 2, agrees=True)
    assert obstacles.unexplained(sheet) == []


def test_disputed_line_waits_for_its_decision_and_the_decision_for_its_reason(cast):
    sheet = reviewed(cast.year, state="second_review", line_0=28, line_2=20)
    put(sheet, 0, agrees=False, answer="Có đủ")
    assert obstacles.undecided(sheet) == ["1 disputed criteria are not decided yet (I.1)."]
    put(sheet, 0, final_score=29)
    assert obstacles.undecided(sheet) == ["A decision needs its reason: 1 criteria (I.1)."]
    put(sheet, 0, final_reason="Hội nghị thống nhất")
    assert obstacles.undecided(sheet) == []


def test_line_assigned_after_the_review_may_be_decided_without_one(cast):
    sheet = reviewed(cast.year, state="second_review", own=(30, 20, 25, None))
    assert obstacles.undecided(sheet) == ["1 criteria are not reviewed yet (II.2)."]
    put(sheet, 3, final_score=12, final_reason="Hội nghị chấm")
    assert obstacles.undecided(sheet) == []


def test_going_on_without_answers_waits_for_the_end_of_the_time(cast, clock):
    sheet = reviewed(cast.year, state="explaining", line_0=28)
    assert obstacles.still_to_be_explained(sheet) == ["No deadline for explanations is set; set one first."]
    factories.deadline(cast.year, EXPLANATION, "2026-03-10 17:00:00")
    words = ["The unit may explain until 17:00:00 10/03/2026."]
    assert obstacles.still_to_be_explained(fresh(sheet)) == words
    clock.move_to("2026-03-10T10:00:01+00:00")
    assert obstacles.still_to_be_explained(fresh(sheet)) == []


def test_published_ranking_lets_no_sheet_be_reopened():
    year = factories.approved_year([(30, 20, 25, 10)] * 3)
    sheet = factories.sheet(year=year)
    assert obstacles.published(sheet) == []
    year.ranking.take("publish", factories.person("secretary", year.head))
    assert obstacles.published(fresh(sheet)) == ["The ranking is published; its scores no longer change."]
