"""Cells saved while they are typed: what is written, what is refused, what two people do to each other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.audit import AuditEntry
from scoring.models import Criterion, ScoreSheet
from tests import factories
from tests.cast import assemble
from tests.scoring.grid import Page, column, names, states

pytestmark = pytest.mark.django_db

OVER = "40,5 vượt thang điểm 40."


@pytest.fixture
def mine(scoring_cast):
    """The sheet of the officer's unit: 40, 20 pass or fail, 25,5 and 14,5 points."""
    return factories.sheet(year=scoring_cast.year)


@pytest.fixture
def officer(scoring_cast, mine, as_):
    """The officer's page."""
    return Page(as_(scoring_cast.officer), mine, scoring_cast.officer)


@pytest.fixture
def leader(scoring_cast, mine, as_):
    """The same sheet on the leader's screen."""
    return Page(as_(scoring_cast.leader), mine, scoring_cast.leader)


# --- one page ------------------------------------------------------------------------------------------
def test_saved_cell_comes_back_as_it_is_stored_with_what_follows_from_it(officer, mine):
    first, *_others = names(mine, "self_score")
    answer = officer.save({first: "8.50"})
    (told,) = answer["cells"]
    assert (told["state"], told["text"], column(mine, "self_score")[0]) == ("saved", "8,5", Decimal("8.5"))
    section = Criterion.objects.get(code="I", parent=None).pk
    assert answer["figures"][f"self_score-{section}"][0] == "8,5"
    assert (answer["totals"]["self_score"], answer["totals"]["left"]) == ("8,50", "60")
    assert (answer["counts"]["unscored"], answer["stale"], answer["at"]) == (3, True, "09:00")
    assert officer.send({first: "9,5"}, decimals=1).json()["stale"] is False


def test_wrong_cell_is_refused_with_a_sentence_while_the_others_are_saved(officer, mine):
    first, second, third, fourth = names(mine, "self_score")
    answer = officer.save({first: "40,5", second: "10", third: "8,5x", fourth: "3"})
    assert states(answer) == {first: "refused", second: "refused", third: "refused", fourth: "saved"}
    sentences = {f"{one['field']}-{one['score']}": one.get("sentence") for one in answer["cells"]}
    assert (sentences[first], "8,5x" in sentences[third]) == (OVER, True)
    assert column(mine, "self_score") == [None, None, None, 3]


@pytest.mark.parametrize(
    ("typed", "points"),
    [("đ", 20), ("dd", 20), ("x", 20), ("Đạt", 20), ("20", 20), ("k", 0), ("không đạt", 0), ("0", 0)],
)
def test_pass_or_fail_is_typed_with_one_letter(officer, mine, typed, points):
    second = names(mine, "self_score")[1]
    officer.save({second: typed})
    assert column(mine, "self_score")[1] == points


def test_words_of_pass_or_fail_mean_nothing_on_other_lines(officer, mine):
    first = names(mine, "self_score")[0]
    assert states(officer.save({first: "x"})) == {first: "refused"}


def test_block_is_written_whole_or_not_at_all(officer, mine):
    cells = names(mine, "self_score")
    wrong = officer.send(dict(zip(cells, ["8", "20", "99", "1"], strict=True)), "whole")
    assert (wrong.status_code, states(wrong.json())) == (422, {cells[2]: "refused"})
    assert column(mine, "self_score") == [None] * 4
    right = officer.send(dict(zip(cells, ["8", "20", "9,25", "1"], strict=True)), "whole")
    assert (right.status_code, set(states(right.json()).values())) == (200, {"saved"})
    assert column(mine, "self_score") == [8, 20, Decimal("9.25"), 1]
    assert len(AuditEntry.objects.get().changes) == 4


def test_preview_tells_sums_before_and_after_and_writes_nothing(officer, mine):
    first, second, *_others = names(mine, "self_score")
    officer.save({first: "8"})
    answer = officer.send({first: "10", second: "20"}, "preview").json()
    assert [(one["label"], one["before"], one["after"]) for one in answer["sums"]] == [
        ("I Nhiệm vụ chuyên môn", "8", "30"),
        ("II Xây dựng Đảng", "–", "–"),
        ("", "8,00", "30,00"),
    ]
    assert (answer["cells"], column(mine, "self_score")[:2]) == ([], [8, None])


def test_answer_that_was_lost_is_given_again_without_a_second_entry(officer, mine):
    first = names(mine, "self_score")[0]
    assert states(officer.send({first: "8"}).json()) == {first: "saved"}
    assert states(officer.send({first: "8"}).json()) == {first: "saved"}
    assert AuditEntry.objects.count() == 1


def test_long_text_is_refused_and_not_cut(officer, mine):
    text = names(mine, "explanation")[0]
    assert states(officer.save({text: "a" * 10_001})) == {text: "refused"}
    assert column(mine, "explanation")[0] == ""


# --- two pages -----------------------------------------------------------------------------------------
def test_two_editors_of_different_cells_both_survive_and_hear_of_each_other(officer, leader, mine):
    first, second, *_others = names(mine, "self_score")
    leader.save({first: "30"})
    answer = officer.save({second: "20"})
    assert (column(mine, "self_score")[:2], answer["stale"]) == ([30, 20], True)
    now = officer.browser.get(officer.url, {"round": "self"}).json()
    assert (now["cells"][first][1], now["cells"][second][1]) == ("30", "20")
    assert (now["totals"]["self_score"], now["open"]) == ("50,00", True)


def test_stale_cell_is_told_with_both_values_and_replaced_only_knowingly(officer, leader, mine):
    first = names(mine, "self_score")[0]
    leader.save({first: "30"})
    (told,) = officer.save({first: "25"})["cells"]
    assert (told["state"], told["theirs"], told["by"], told["own"]) == (
        "conflict",
        "30",
        "Phạm Văn Lãnh Đạo",
        False,
    )
    assert (told["time"], column(mine, "self_score")[0]) == ("09:00 10/03", 30)
    officer.seals[first] = told["seal"]
    officer.save({first: "25"})
    assert column(mine, "self_score")[0] == 25


def test_own_other_page_is_told_apart_from_a_colleague(officer, mine, scoring_cast, as_):
    first = names(mine, "self_score")[0]
    Page(as_(scoring_cast.officer), mine, scoring_cast.officer).save({first: "30"})
    (told,) = officer.save({first: "25"})["cells"]
    assert (told["state"], told["own"]) == ("conflict", True)


def test_contested_cell_keeps_a_whole_block_out(officer, leader, mine):
    first, second, *_others = names(mine, "self_score")
    leader.save({first: "30"})
    answer = officer.send({first: "25", second: "20"}, "whole")
    assert (answer.status_code, states(answer.json())) == (422, {first: "conflict"})
    assert column(mine, "self_score")[:2] == [30, None]


# --- what has changed meanwhile ------------------------------------------------------------------------
def test_line_no_longer_assigned_is_told_and_not_dropped(officer, mine):
    first, second, *_others = names(mine, "self_score")
    mine.scores.filter(pk=factories.lines(mine)[0].pk).update(assigned=False)
    answer = officer.save({first: "8", second: "20"})
    assert states(answer) == {first: "refused", second: "saved"}
    assert column(mine, "self_score")[:2] == [None, 20]


def test_criterion_switched_off_takes_nothing(officer, mine):
    first = names(mine, "self_score")[0]
    Criterion.objects.filter(pk=factories.lines(mine)[0].criterion_id).update(is_off=True)
    assert states(officer.save({first: "8"})) == {first: "refused"}


def test_sheet_submitted_meanwhile_stops_the_page_and_says_why(officer, mine):
    first = names(mine, "self_score")[0]
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    answer = officer.send({first: "8"})
    assert (answer.status_code, answer.json()["stopped"]) == (409, "closed")
    assert "“Đã nộp”" in answer.json()["sentence"]


# --- who ------------------------------------------------------------------------------------------------
def test_page_of_another_person_is_stopped_before_it_writes(officer, mine, scoring_cast):
    first = names(mine, "self_score")[0]
    answer = officer.send({first: "8"}, person=scoring_cast.leader.pk)
    assert (answer.status_code, answer.json()["stopped"]) == (409, "person")
    assert column(mine, "self_score")[0] is None


def test_logged_out_page_is_led_to_the_log_in_and_writes_nothing(officer, mine):
    officer.browser.logout()
    answer = officer.send({names(mine, "self_score")[0]: "8"})
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("login"))


def test_cells_of_a_round_are_taken_from_those_who_enter_it(officer, mine, scoring_cast, as_):
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    reviewed = names(mine, "reviewed_score")[0]
    assert officer.send({reviewed: "8"}).status_code == 403
    secretary = Page(as_(scoring_cast.secretary), mine, scoring_cast.secretary, review=True)
    assert secretary.send({names(mine, "self_score")[0]: "8"}).status_code == 403
    assert states(secretary.save({reviewed: "8"})) == {reviewed: "saved"}
    assert secretary.browser.get(secretary.url, {"round": "self"}).status_code == 403


def test_line_of_another_sheet_is_not_there(officer, mine, scoring_cast):
    other = factories.sheet(year=scoring_cast.year, unit=scoring_cast.year.members[2])
    assert officer.send({names(other, "self_score")[0]: "8"}).status_code == 404
    assert column(other, "self_score")[0] is None


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"cells": []}', '{"cells": [{"score": "1"}]}', '{"mode": "force", "cells": [1]}'],
)
def test_what_no_page_sends_is_refused(officer, body):
    answer = officer.browser.post(officer.url, body, content_type="application/json")
    assert (answer.status_code, answer.json()["stopped"]) == (400, "malformed")


def test_cells_of_two_rounds_or_one_cell_twice_are_refused(officer, mine):
    first = names(mine, "self_score")[0]
    both = {first: "8", names(mine, "reviewed_score")[0]: "8"}
    assert officer.send(both).status_code == 400
    cell = {"score": int(first.split("-")[1]), "field": "self_score", "value": "8", "seal": ""}
    assert officer.send({first: "8"}, cells=[cell, cell]).status_code == 400


# --- how much ---------------------------------------------------------------------------------------------
def test_saving_needs_the_same_queries_for_one_cell_and_eighty(db, as_, django_assert_num_queries):
    rows = [("I", "Mục", "80", [(str(n), f"Tiêu chí {n}", "1", "direct") for n in range(80)])]
    cast = assemble(factories.scoring_year(rows=rows))
    sheet = factories.sheet(year=cast.year)
    page, cells, counts = Page(as_(cast.officer), sheet, cast.officer), names(sheet, "self_score"), []
    page.save({cells[0]: "0,5"})
    for typed in ({cells[0]: "1"}, dict.fromkeys(cells, "0,25")):
        with django_assert_num_queries(36, exact=False) as counted:
            page.save(typed)
        counts.append(len(counted))
    assert counts[0] == counts[1]
    assert column(sheet, "self_score") == [Decimal("0.25")] * 80
