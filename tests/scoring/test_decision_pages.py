"""Decisions of the second review and the conference: who moves before, exactly that saved, nothing unseen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.stages import Stage
from scoring.corrections import effect_of
from scoring.models import ScoreSheet
from scoring.models.entries import Cell
from scoring.results import live_standing
from tests import factories
from tests.scoring.reviews import cast_in_review, line, put, reviewed

pytestmark = pytest.mark.django_db

ROWS = [*factories.TREE, factories.DEDUCTION]
FIELDS = ("final_score", "final_actual", "final_reason")


@pytest.fixture
def cast():
    """Head 83, member 78, third 80 points after the review; the member disputes I.1."""
    found = cast_in_review(rows=ROWS)
    head, member, third = found.year.members
    reviewed(found.year, unit=head, state="approved", own=(30, 20, 23, 10))
    reviewed(found.year, unit=third, state="approved", own=(30, 20, 20, 10))
    put(reviewed(found.year, unit=member, state="second_review", line_0=23), 0, agrees=False, answer="Có đủ")
    return found


@pytest.fixture
def mine(cast):
    return factories.sheet(year=cast.year)


def url(sheet, name="decisions"):
    return reverse(name, args=(sheet.pk,))


def typed(browser, sheet, query="", **values):
    """What the page sends when `score_0="29"`, `actual_0` or `reason_0` is typed."""
    lines, data = factories.lines(sheet), {"line": []}
    for row in browser.get(url(sheet) + query).context["form"].lines:
        data["line"].append(str(row.score.pk))
        for field in FIELDS:
            if field != "final_actual" or row.is_measured:
                data[f"{field}-{row.score.pk}"] = row.typed[field]
                data[f"was-{field}-{row.score.pk}"] = row.seals[field]
    for name, value in values.items():
        field, place = name.split("_")
        data[f"final_{field}-{lines[int(place)].pk}"] = value
    return data


def confirmed(page):
    """What the preview sends on."""
    data = {"token": page.context["effect"].seal, "line": []}
    for name, value in page.context["form"].hidden:
        if name == "line":
            data["line"].append(value)
        else:
            data[name] = value
    return data


def moves(page):
    return [
        (row.name[-1], row.total_before, row.total_after, row.rank_before, row.rank_after)
        for row in page.context["rows"]
        if row.moves
    ]


def test_page_shows_only_the_lines_that_differ(cast, mine, as_):
    form = as_(cast.secretary).get(url(mine)).context["form"]
    assert [row.number for row in form.lines] == ["I.1"]
    assert [row.number for row in form.others] == ["I.2", "II.1", "II.2", "IV.1"]


def test_preview_shows_who_moves_and_saves_nothing(cast, mine, as_):
    browser = as_(cast.secretary)
    page = browser.post(url(mine), typed(browser, mine, score_0="29", reason_0="Hội nghị thống nhất"))
    assert moves(page) == [
        ("2", "78,00", "84,00", "3", "1"),
        ("1", "83,00", "83,00", "1", "2"),
        (
            "3",
            "80,00",
            "80,00",
            "2",
            "3",
        ),
    ]
    assert (line(mine, 0).final_score, line(mine, 0).final_reason) == (None, "")


def test_confirmed_decision_flows_into_the_final_score(cast, mine, as_):
    browser = as_(cast.secretary)
    page = browser.post(url(mine), typed(browser, mine, score_0="29", reason_0="Hội nghị thống nhất"))
    assert browser.post(url(mine, "decisions_now"), confirmed(page)).status_code == 302
    assert (line(mine, 0).final_score, line(mine, 0).final_reason) == (29, "Hội nghị thống nhất")
    order = [(place.unit, place.rank, place.total) for place in live_standing(cast.year).places]
    units = [unit.short_name for unit in cast.year.members]
    assert order == [(units[1], 1, 84), (units[0], 2, 83), (units[2], 3, 80)]


def test_preview_is_shown_again_when_a_figure_changed_meanwhile(cast, mine, as_):
    browser = as_(cast.secretary)
    page = browser.post(url(mine), typed(browser, mine, score_0="29", reason_0="Hội nghị thống nhất"))
    put(factories.sheet(year=cast.year, unit=cast.year.members[0]), 2, final_score=20, final_reason="Bớt")
    again = browser.post(url(mine, "decisions_now"), confirmed(page))
    assert (again.status_code, line(mine, 0).final_score) == (409, None)
    assert [row[:3] for row in moves(again)] == [
        ("2", "78,00", "84,00"),
        ("1", "80,00", "80,00"),
        ("3", "80,00", "80,00"),
    ]
    assert browser.post(url(mine, "decisions_now"), confirmed(again)).status_code == 302
    assert line(mine, 0).final_score == 29


def test_token_is_bound_to_exactly_the_changes_that_were_shown(cast, mine, as_):
    browser = as_(cast.secretary)
    page = browser.post(url(mine), typed(browser, mine, score_0="29", reason_0="Hội nghị thống nhất"))
    other = confirmed(page) | {f"final_score-{line(mine, 0).pk}": "30"}
    assert browser.post(url(mine, "decisions_now"), other).status_code == 409
    assert browser.post(url(mine, "decisions_now"), confirmed(page) | {"token": ""}).status_code == 409
    assert line(mine, 0).final_score is None


def test_what_a_colleague_decided_meanwhile_is_shown_and_not_overwritten(cast, mine, as_):
    browser = as_(cast.secretary)
    data = typed(browser, mine, score_0="29", reason_0="Hội nghị thống nhất")
    put(mine, 0, final_score=25, final_reason="Tổ thư ký đề nghị")
    page = browser.post(url(mine), data)
    answer = browser.post(url(mine, "decisions_now"), confirmed(page))
    row = answer.context["form"].lines[0]
    assert (answer.status_code, row.typed["final_score"], sorted(row.errors)) == (
        422,
        "29",
        ["final_reason", "final_score"],
    )
    assert line(mine, 0).final_score == 25


def test_review_is_kept_in_one_click(cast, mine, as_):
    browser = as_(cast.secretary)
    answer = browser.post(url(mine), typed(browser, mine) | {"keep": str(line(mine, 0).pk)})
    assert answer.status_code == 302
    assert (line(mine, 0).final_score, line(mine, 0).final_reason) == (23, "Giữ nguyên điểm thẩm định.")


def test_review_is_kept_on_every_open_line_and_decided_ones_stay(cast, mine, as_):
    put(
        mine,
        2,
        reviewed_score=20,
        review_reason="Thiếu",
        agrees=False,
        final_score=24,
        final_reason="Đã chốt",
    )
    put(mine, 3, reviewed_score=9, review_reason="Thiếu", agrees=True)
    browser = as_(cast.secretary)
    assert len(browser.get(url(mine)).context["form"].open_lines) == 1
    browser.post(url(mine), typed(browser, mine) | {"keep": "all"})
    assert [one.final_score for one in factories.lines(mine)] == [23, None, 24, None, None]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"score_0": "29"}, ["final_reason"]),
        ({"reason_0": "Vì sao"}, ["final_score"]),
        ({"score_0": "41", "reason_0": "Quá thang điểm"}, ["final_score"]),
        ({"score_0": "8,5x", "reason_0": "Không phải số"}, ["final_score"]),
    ],
)
def test_decision_that_cannot_stand_is_refused_and_stays_typed(cast, mine, as_, values, errors):
    browser = as_(cast.secretary)
    page = browser.post(url(mine), typed(browser, mine, **values))
    row = page.context["form"].lines[0]
    assert (page.status_code, sorted(row.errors)) == (422, errors)
    assert row.typed["final_score"] == values.get("score_0", "")
    assert line(mine, 0).final_score is None


def test_decision_is_withdrawn_by_emptying_it(cast, mine, as_):
    put(mine, 0, final_score=29, final_reason="Nhầm")
    browser = as_(cast.secretary)
    page = browser.post(url(mine), typed(browser, mine, score_0="", reason_0=""))
    browser.post(url(mine, "decisions_now"), confirmed(page))
    assert (line(mine, 0).final_score, line(mine, 0).final_reason) == (None, "")


def test_preview_can_be_left_to_change_what_was_typed(cast, mine, as_):
    browser = as_(cast.secretary)
    page = browser.post(url(mine), typed(browser, mine, score_0="29", reason_0="Hội nghị thống nhất"))
    back = browser.post(url(mine), confirmed(page) | {"edit": "1"})
    assert (back.status_code, back.context["form"].lines[0].typed["final_score"]) == (200, "29")
    assert line(mine, 0).final_score is None


def test_another_line_is_corrected_after_the_sheet_was_reopened(cast, mine, as_):
    third = factories.sheet(year=cast.year, unit=cast.year.members[2])
    third.take("reopen", cast.secretary, "Nhập nhầm mục II.2")
    browser, asked = as_(cast.secretary), f"?line={line(third, 3).pk}"
    page = browser.post(url(third), typed(browser, third, asked, score_3="14,5", reason_3="Nhập nhầm"))
    assert [row[:3] for row in moves(page)] == [("3", "80,00", "84,50"), ("1", "83,00", "83,00")]
    browser.post(url(third, "decisions_now"), confirmed(page))
    assert str(line(third, 3).final_score) == "14.5000"


def test_deduction_does_not_grow_beyond_what_the_unit_was_asked_about(cast, mine, as_):
    put(mine, 4, reviewed_score=2, review_reason="Sổ theo dõi", agrees=False, answer="Đã nộp")
    browser = as_(cast.secretary)
    refused = browser.post(url(mine), typed(browser, mine, score_4="3", reason_4="Nặng hơn"))
    assert (refused.status_code, list(refused.context["form"].lines[1].errors)) == (422, ["final_score"])
    page = browser.post(url(mine), typed(browser, mine, score_4="1", reason_4="Giảm"))
    assert moves(page)[0][1:3] == ("76,00", "77,00")


def test_result_is_decided_on_a_measured_line_and_moves_those_it_is_compared_with(as_):
    rows = [("I", "Chỉ tiêu", "20", [("1", "Vốn", "20", "quantitative")])]
    cast = cast_in_review(rows=rows)
    for unit, actual, review in zip(cast.year.members, (120, 150, 100), (120, 110, 100), strict=True):
        state = "second_review" if unit == cast.year.members[1] else "approved"
        sheet = factories.sheet(year=cast.year, unit=unit, state=state)
        put(sheet, 0, target=100, actual=actual, reviewed_actual=review, review_reason="Kho bạc xác nhận")
    mine, browser = factories.sheet(year=cast.year), as_(cast.secretary)
    put(mine, 0, agrees=False, answer="Đã giải ngân đủ")
    page = browser.post(url(mine), typed(browser, mine, actual_0="150", reason_0="Có xác nhận bổ sung"))
    assert moves(page) == [("2", "15,00", "20,00", "2", "1"), ("1", "20,00", "14,00", "1", "2")]
    browser.post(url(mine, "decisions_now"), confirmed(page))
    assert line(mine, 0).final_actual == 150


def test_reviewer_of_the_head_sees_only_the_heads_own_move(cast, as_):
    head = factories.sheet(year=cast.year, unit=cast.year.head)
    ScoreSheet.objects.filter(pk=head.pk).update(state="second_review")
    put(head, 2, reviewed_score=10, agrees=False, answer="Có đủ")
    browser = as_(cast.officer)  # of the deputy
    page = browser.post(url(head), typed(browser, head, score_2="23", reason_2="Có đủ"))
    assert moves(page) == [("1", "70,00", "83,00", "3", "1")]
    browser.post(url(head, "decisions_now"), confirmed(page))
    assert line(head, 2).final_score == 23


@pytest.mark.parametrize("state", ["draft", "returned", "submitted", "explaining", "approved"])
def test_decisions_are_taken_only_in_the_second_review(cast, mine, as_, state):
    browser = as_(cast.secretary)
    data = typed(browser, mine, score_0="29", reason_0="Hội nghị thống nhất")
    page = browser.post(url(mine), data)
    ScoreSheet.objects.filter(pk=mine.pk).update(state=state)
    assert browser.get(url(mine)).status_code == 302
    assert browser.post(url(mine), data).status_code == 302
    assert browser.post(url(mine, "decisions_now"), confirmed(page)).status_code == 302
    assert line(mine, 0).final_score is None


def test_decisions_are_the_reviewers_and_nobody_decides_their_own_sheet(cast, mine, as_):
    for name in ("head_leader", "officer", "leader", "other_officer", "observer"):
        browser = as_(getattr(cast, name))
        answers = {browser.get(url(mine)).status_code, browser.post(url(mine, "decisions_now")).status_code}
        assert (name, answers) == (name, {403})
    head = factories.sheet(year=cast.year, unit=cast.year.head)
    assert as_(cast.secretary).get(url(head)).status_code == 403


def test_decisions_are_possible_at_the_conference(cast, mine, as_):
    type(cast.year).objects.filter(pk=cast.year.pk).update(stage=Stage.CONFERENCE)
    browser = as_(cast.secretary)
    browser.post(url(mine), typed(browser, mine) | {"keep": str(line(mine, 0).pk)})
    browser.post(mine.step_url("approve"))
    mine.refresh_from_db()
    assert mine.state == "approved"


def test_effect_needs_the_same_queries_for_3_and_6_units():
    counts = []
    for members in (3, 6):
        cast = cast_in_review(members=members)
        for unit in cast.year.members:
            reviewed(cast.year, unit=unit, state="second_review", line_0=20)
        sheet = factories.sheet(year=cast.year)
        cells = [Cell(line(sheet, 0).pk, "final_score", 25, "")]
        with CaptureQueriesContext(connection) as captured:
            effect_of(sheet, cells)
        counts.append(len(captured))
    assert counts[0] == counts[1]
