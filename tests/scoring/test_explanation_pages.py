"""The unit answers the review: line by line, with a script or without, and all that is left in one act."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scoring.models import ScoreSheet
from scoring.results import sheet_tally
from scoring.rounds import Round
from tests import factories
from tests.scoring.reviews import cast_in_review, line, put, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return cast_in_review(rows=[*factories.TREE, factories.DEDUCTION])


@pytest.fixture
def mine(cast):
    """The member's sheet, on which the review changed I.1 and II.1."""
    return reviewed(cast.year, state="explaining", line_0=28, line_2=20)


def url(sheet, name="explanation"):
    return reverse(name, args=(sheet.pk,))


def fields(browser, sheet, **typed):
    """What the page sends back when `agrees_0="yes"` or `answer_2="…"` is typed."""
    lines = factories.lines(sheet)
    data = {}
    for row in browser.get(url(sheet)).context["form"].lines:
        for field in ("agrees", "answer"):
            data[f"{field}-{row.score.pk}"] = row.typed[field]
            data[f"was-{field}-{row.score.pk}"] = row.seals[field]
    for name, value in typed.items():
        field, place = name.split("_")
        data[f"{field}-{lines[int(place)].pk}"] = value
    return data


def test_page_shows_only_the_lines_that_the_review_changed(cast, mine, as_):
    put(mine, 4, reviewed_score=0)  # a deduction that was looked at
    lines = as_(cast.officer).get(url(mine)).context["form"].lines
    assert [(row.number, row.own.points, row.reviewed.points, row.difference) for row in lines] == [
        ("I.1", "30", "28", "−2"),
        ("II.1", "25", "20", "−5"),
    ]


def test_answers_are_saved_and_sent(cast, mine, as_):
    browser = as_(cast.officer)
    data = fields(browser, mine, agrees_0="yes", agrees_2="no", answer_2="Đủ minh chứng")
    assert browser.post(url(mine), data).status_code == 302
    first, other = line(mine, 0), line(mine, 2)
    assert (first.agrees, other.agrees, other.answer) == (True, False, "Đủ minh chứng")
    browser.post(mine.step_url("explain"))
    mine.refresh_from_db()
    assert (mine.state, mine.explained_at is not None) == ("second_review", True)


def test_answers_that_are_not_complete_are_saved_but_not_sent(cast, mine, as_):
    browser = as_(cast.officer)
    browser.post(url(mine), fields(browser, mine, agrees_0="yes"))
    refused = browser.post(mine.step_url("explain"))
    assert (refused.status_code, line(mine, 0).agrees) == (409, True)


def test_older_page_does_not_overwrite_a_colleagues_answer(cast, mine, as_):
    browser = as_(cast.officer)
    older = fields(browser, mine, agrees_0="yes", agrees_2="yes")
    colleague = as_(cast.leader)
    colleague.post(url(mine), fields(colleague, mine, agrees_0="no", answer_0="Chưa thống nhất"))
    page = browser.post(url(mine), older)
    contested = page.context["form"].lines[0]
    assert page.status_code == 409
    assert (line(mine, 0).agrees, line(mine, 0).answer, line(mine, 2).agrees) == (
        False,
        "Chưa thống nhất",
        True,
    )
    assert (contested.typed["agrees"], list(contested.errors)) == ("yes", ["agrees"])
    assert cast.leader.full_name in contested.errors["agrees"]


def test_script_saves_one_line_and_learns_what_was_kept(cast, mine, as_, english):
    browser, pk = english(cast.officer), factories.lines(mine)[0].pk
    whole = fields(browser, mine, agrees_0="no", answer_0="Có đủ")
    data = {name: value for name, value in whole.items() if name.endswith(f"-{pk}")}
    told = browser.post(url(mine, "answers"), data).json()
    assert (told["saved"], told["left"]) == ("Saved at 09:00", "1 line is not answered yet.")
    assert (list(told["lines"]), told["lines"][str(pk)]["errors"]) == ([str(pk)], {})
    again = data | {f"was-{field}-{pk}": seal for field, seal in told["lines"][str(pk)]["seals"].items()}
    browser.post(url(mine, "answers"), again | {f"agrees-{pk}": "yes"})
    assert (line(mine, 0).agrees, line(mine, 2).agrees) == (True, None)


def test_script_is_told_of_a_conflict_and_of_a_sheet_that_has_moved_on(cast, mine, as_):
    browser, pk = as_(cast.officer), factories.lines(mine)[0].pk
    older = fields(browser, mine, agrees_0="yes")
    put(mine, 0, agrees=False)
    told = browser.post(url(mine, "answers"), older).json()
    assert list(told["lines"][str(pk)]["errors"]) == ["agrees"]
    ScoreSheet.objects.filter(pk=mine.pk).update(state="second_review")
    refused = browser.post(url(mine, "answers"), older)
    assert (refused.status_code, "saved" in refused.json(), line(mine, 0).agrees) == (409, False, False)


def test_agreement_with_all_that_is_left_names_the_lines_first(cast, mine, as_):
    put(mine, 0, agrees=False, answer="Có đủ")
    browser = as_(cast.officer)
    shown = browser.get(url(mine, "agreement")).context["agreement"]
    assert [row.number for row in shown.lines] == ["II.1"]
    assert browser.post(url(mine, "agreement"), {"seal": shown.seal}).status_code == 302
    assert (line(mine, 0).agrees, line(mine, 2).agrees) == (False, True)


def test_agreement_is_bound_to_the_lines_that_were_shown(cast, mine, as_):
    browser = as_(cast.officer)
    shown = browser.get(url(mine, "agreement")).context["agreement"]
    put(mine, 2, reviewed_score=10)
    page = browser.post(url(mine, "agreement"), {"seal": shown.seal})
    assert (page.status_code, line(mine, 2).agrees) == (200, None)
    assert browser.post(url(mine, "agreement"), {}).status_code == 200


def test_answers_are_the_units_own(cast, mine, as_):
    seen = {}
    for name in ("secretary", "head_leader", "other_officer", "observer"):
        browser = as_(getattr(cast, name))
        seen[name] = {
            browser.get(url(mine)).status_code,
            browser.post(url(mine)).status_code,
            browser.post(url(mine, "answers")).status_code,
            browser.get(url(mine, "agreement")).status_code,
        }
    assert set().union(*seen.values()) == {403}


@pytest.mark.parametrize("state", ["draft", "returned", "submitted", "second_review", "approved"])
def test_nobody_answers_outside_the_time_for_it(cast, mine, as_, state):
    browser = as_(cast.officer)
    data = fields(browser, mine, agrees_0="yes")
    ScoreSheet.objects.filter(pk=mine.pk).update(state=state)
    assert browser.get(url(mine)).status_code == 302
    assert (browser.post(url(mine), data).status_code, line(mine, 0).agrees) == (409, None)
    assert browser.post(url(mine, "agreement")).status_code == 403


def test_deduction_of_the_review_counts_once_it_is_answered(cast, mine):
    put(mine, 4, reviewed_score=3, review_reason="Sổ theo dõi của Khối")
    totals = []
    for agrees in (None, True, False):
        put(mine, 4, agrees=agrees)
        totals.append(sheet_tally(ScoreSheet.objects.get(pk=mine.pk), Round.REVIEW).total)
    assert totals == [78, 75, 75]


def test_deduction_counts_when_the_time_to_answer_is_over(cast, mine):
    put(mine, 4, reviewed_score=3, review_reason="Sổ theo dõi của Khối")
    factories.deadline(cast.year, "explanation", "2026-03-09 17:00:00")
    mine.take("close_explanation", cast.secretary, "Hết hạn, đơn vị không trả lời")
    assert sheet_tally(mine, Round.REVIEW).total == 75


def test_page_needs_the_same_queries_for_1_and_4_lines(cast, as_):
    browser, counts = as_(cast.officer), []
    sheet = reviewed(cast.year, state="explaining", line_0=28)
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            browser.get(url(sheet))
        counts.append(len(captured))
        for place in (1, 2, 3):
            put(sheet, place, reviewed_score=0, review_reason="Thiếu")
    assert counts[0] == counts[1]
