"""Score sheets in the browser: typing and submitting; nothing lost, nothing overwritten."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.audit import AuditEntry
from blocs.stages import Stage
from tests import factories
from tests.cast import assemble
from tests.scoring.grid import column, names, page_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(scoring_cast):
    """The sheet of the officer's unit."""
    return factories.sheet(year=scoring_cast.year)


def test_blank_zero_and_a_number_are_three_things(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    first, second, third, _fourth = names(mine, "self_score")
    answer = browser.post(url, page_fields(browser, url, {first: "8,25", second: "0", third: ""}))
    assert answer.status_code == 302
    assert column(mine, "self_score") == [Decimal("8.25"), 0, None, None]


def test_wrong_cell_is_named_and_kept_while_the_others_are_saved(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    first, second, third, fourth = names(mine, "self_score")
    typed = {first: "40,5", second: "10", third: "8,5x", fourth: "3"}
    page = browser.post(url, page_fields(browser, url, typed))
    assert page.status_code == 422
    assert column(mine, "self_score") == [None, None, None, 3]
    form = page.context["form"]
    assert [row.errors.get("self_score", "") != "" for row in form.rows] == [True, True, True, False]
    assert [row.typed["self_score"] for row in form.rows] == ["40,5", "10", "8,5x", "3"]
    assert [problem.split()[0] for problem in form.problems] == ["I.1", "I.2", "II.1"]


def test_two_stale_pages_keep_both_persons_cells(scoring_cast, mine, as_):
    officer, leader = as_(scoring_cast.officer), as_(scoring_cast.leader)
    url = mine.get_absolute_url()
    first, second, *_rest = names(mine, "self_score")
    older, newer = page_fields(officer, url), page_fields(leader, url)
    leader.post(url, newer | {first: "30"})
    officer.post(url, older | {second: "20"})
    assert column(mine, "self_score") == [30, 20, None, None]


def test_cell_changed_by_someone_else_meanwhile_is_shown_and_not_overwritten(scoring_cast, mine, as_):
    officer, leader = as_(scoring_cast.officer), as_(scoring_cast.leader)
    url = mine.get_absolute_url()
    first = names(mine, "self_score")[0]
    older = page_fields(officer, url)
    leader.post(url, page_fields(leader, url, {first: "30"}))
    page = officer.post(url, older | {first: "25"})
    row = page.context["form"].rows[0]
    assert (page.status_code, row.typed["self_score"], "“30”" in row.errors["self_score"]) == (
        422,
        "25",
        True,
    )
    assert column(mine, "self_score")[0] == 30
    officer.post(url, older | {first: "25", f"was-{first}": row.seals["self_score"]})
    assert column(mine, "self_score")[0] == 25


def test_explanation_keeps_lines_and_composes_letters(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    cell = names(mine, "explanation")[0]
    text = unicodedata.normalize("NFD", "Đã giải ngân 100 %\r\ntheo Quyết định")
    browser.post(url, page_fields(browser, url, {cell: text}))
    assert column(mine, "explanation")[0] == "Đã giải ngân 100 %\ntheo Quyết định"


def test_every_saved_cell_stands_in_the_history(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    first, second, *_rest = names(mine, "self_score")
    browser.post(url, page_fields(browser, url, {first: "30", second: "20"}))
    browser.post(url, page_fields(browser, url, {first: "31,5"}))
    entry = AuditEntry.objects.filter(action="change").first()
    assert (entry.user, entry.unit) == (scoring_cast.officer, mine.unit)
    told = {"of": "1 Giải ngân", "row": int(first.partition("-")[2]), "what": "self score"}
    assert entry.changes == [told | {"before": "30", "after": "31,5"}]


def test_sheet_of_four_hundred_criteria_is_saved_in_one_go(db, as_):
    rows = [("I", "Mục", "400", [(str(n), f"Tiêu chí {n}", "1", "direct") for n in range(1, 401)])]
    cast = assemble(factories.scoring_year(rows=rows))
    sheet = factories.sheet(year=cast.year)
    browser, url = as_(cast.officer), sheet.get_absolute_url()
    fields = page_fields(browser, url) | dict.fromkeys(names(sheet, "self_score"), "0,5")
    assert len(fields) > 1000
    browser.post(url, fields)
    assert column(sheet, "self_score") == [Decimal("0.5")] * 400


def test_unscored_lines_keep_a_sheet_from_being_submitted(scoring_cast, mine, as_):
    factories.fill(mine, "30", None, "-", "0")
    page = as_(scoring_cast.officer).post(mine.step_url("submit"))
    assert (page.status_code, len(page.context["obstacles"])) == (409, 1)
    assert "(I.2)" in page.context["obstacles"][0]


def test_submitted_sheet_is_closed_to_its_unit_until_sent_back(scoring_cast, mine, as_):
    officer, secretary = as_(scoring_cast.officer), as_(scoring_cast.secretary)
    factories.fill(mine, "30", "20", "0", "0")
    url, fields = mine.get_absolute_url(), page_fields(officer, mine.get_absolute_url())
    officer.post(mine.step_url("submit"))
    first = names(mine, "self_score")[0]
    refused = officer.post(url, fields | {first: "40"})
    assert (refused.status_code, refused.context["form"].rows[0].typed["self_score"]) == (409, "40")
    assert column(mine, "self_score")[0] == 30
    assert secretary.post(mine.step_url("send_back"), {"reason": " "}).status_code == 200
    secretary.post(mine.step_url("send_back"), {"reason": "Thiếu giải trình"})
    assert officer.get(url).context["returned"].reason == "Thiếu giải trình"
    officer.post(url, fields | {first: "40"})
    assert column(mine, "self_score")[0] == 40


def test_approving_names_unreviewed_lines_and_missing_reasons_apart(scoring_cast, mine, as_):
    factories.fill(mine, 30, 20, 20, 10)
    mine.scores.filter(pk=factories.lines(mine)[0].pk).update(reviewed_score=28)
    mine.take("submit", scoring_cast.officer)
    page = as_(scoring_cast.secretary).post(mine.step_url("approve"))
    named = [words.partition("(")[2] for words in page.context["obstacles"]]
    assert named == ["I.2; II.1; II.2).", "I.1)."]


def test_cell_saved_beside_a_wrong_one_is_not_contested_afterwards(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    first, second, *_rest = names(mine, "self_score")
    page = browser.post(url, page_fields(browser, url, {first: "5", second: "abc"}))
    assert page.context["totals"]["self"] == "5,00"
    again = {}
    for row in page.context["form"].rows:
        again[f"self_score-{row.score.pk}"] = row.typed["self_score"]
        again[f"was-self_score-{row.score.pk}"] = row.seals["self_score"]
    browser.post(url, again | {first: "6", second: "20"})
    assert column(mine, "self_score") == [6, 20, None, None]


def test_control_characters_do_not_reach_the_rows(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    cell = names(mine, "explanation")[0]
    browser.post(url, page_fields(browser, url, {cell: "Đạt\x00 100\x07 %\tkế hoạch"}))
    assert column(mine, "explanation")[0] == "Đạt 100 %\tkế hoạch"


def test_totals_of_a_sheet_follow_the_regulation(db, as_):
    cast = assemble(factories.scoring_year(rows=[*factories.TREE, factories.BONUS]))
    type(cast.year.regulation).objects.update(bonus_may_exceed=False, decimals=1)
    sheet = factories.sheet(year=cast.year)
    factories.fill(sheet, 40, 20, "25.5", "14.5", 10)
    assert as_(cast.officer).get(sheet.get_absolute_url()).context["totals"]["self"] == "100,0"


def test_self_scoring_is_closed_outside_its_stages(scoring_cast, mine, as_):
    type(mine.bloc_year).objects.filter(pk=mine.bloc_year_id).update(stage=Stage.CONFERENCE)
    page = as_(scoring_cast.officer).get(mine.get_absolute_url())
    assert (page.context["scoring_closed"], "form" in page.context) == (True, False)
    assert as_(scoring_cast.officer).post(mine.get_absolute_url(), {}).status_code == 409


def test_list_of_sheets_needs_the_same_queries_for_3_and_9_units(db, as_, django_assert_num_queries):
    counts = []
    for members in (3, 9):
        cast = assemble(factories.scoring_year(members=members))
        browser = as_(cast.secretary)
        url = reverse("sheets", args=(cast.year.bloc.slug, cast.year.year))
        browser.get(url)
        with django_assert_num_queries(15, exact=False) as counted:
            browser.get(url)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_sheet_needs_the_same_queries_for_4_and_80_criteria(db, as_, django_assert_num_queries):
    counts = []
    for rows in (None, [("I", "Mục", "80", [(str(n), f"Tiêu chí {n}", "1", "direct") for n in range(80)])]):
        cast = assemble(factories.scoring_year(rows=rows))
        browser, url = as_(cast.officer), factories.sheet(year=cast.year).get_absolute_url()
        browser.get(url)
        with django_assert_num_queries(20, exact=False) as counted:
            browser.get(url)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_section_shows_its_difference_once_all_of_it_is_reviewed(scoring_cast, mine, as_):
    factories.fill(mine, 30, 20, 20, 10)
    mine.take("submit", scoring_cast.officer)
    first, second, *_others = factories.lines(mine)
    mine.scores.filter(pk=first.pk).update(reviewed_score=28)
    url = mine.get_absolute_url()
    rows = as_(scoring_cast.secretary).get(url).context["table"].rows
    assert [row.difference for row in rows] == ["", "−2", "", "", "", ""]
    mine.scores.filter(pk=second.pk).update(reviewed_score=20)
    rows = as_(scoring_cast.secretary).get(url).context["table"].rows
    assert [row.difference for row in rows] == ["−2", "−2", "", "", "", ""]
