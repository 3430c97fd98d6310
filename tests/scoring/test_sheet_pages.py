"""Score sheets in the browser: typing, submitting, reviewing; nothing lost, nothing overwritten."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.audit import AuditEntry
from blocs.stages import Stage
from scoring.models import ScoreSheet
from tests import factories
from tests.cast import assemble

pytestmark = pytest.mark.django_db


def page_fields(browser, url):
    """What a browser sends back from the page at `url` when nothing is typed."""
    form = browser.get(url).context["form"]
    fields = {}
    for row in form.rows:
        for field in form.fields:
            fields[f"{field}-{row.score.pk}"] = row.typed[field]
            fields[f"was-{field}-{row.score.pk}"] = row.seals[field]
    return fields


def names(sheet, field):
    """The inputs of a column in the order of the table."""
    return [f"{field}-{line.pk}" for line in factories.lines(sheet)]


def column(sheet, field):
    return [getattr(line, field) for line in factories.lines(sheet)]


@pytest.fixture
def mine(scoring_cast):
    """The sheet of the officer's unit."""
    return factories.sheet(year=scoring_cast.year)


def test_blank_zero_and_a_number_are_three_things(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    first, second, third, _fourth = names(mine, "self_score")
    answer = browser.post(url, page_fields(browser, url) | {first: "8,25", second: "0", third: ""})
    assert answer.status_code == 302
    assert column(mine, "self_score") == [Decimal("8.25"), 0, None, None]


def test_wrong_cell_is_named_and_kept_while_the_others_are_saved(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    first, second, third, fourth = names(mine, "self_score")
    typed = {first: "40,5", second: "10", third: "8,5x", fourth: "3"}
    page = browser.post(url, page_fields(browser, url) | typed)
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
    leader.post(url, page_fields(leader, url) | {first: "30"})
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
    browser.post(url, page_fields(browser, url) | {cell: text})
    assert column(mine, "explanation")[0] == "Đã giải ngân 100 %\ntheo Quyết định"


def test_every_saved_cell_stands_in_the_history(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    first, second, *_rest = names(mine, "self_score")
    browser.post(url, page_fields(browser, url) | {first: "30", second: "20"})
    browser.post(url, page_fields(browser, url) | {first: "31,5"})
    entry = AuditEntry.objects.filter(action="change").first()
    assert (entry.user, entry.unit) == (scoring_cast.officer, mine.unit)
    assert entry.changes == [{"of": "1 Giải ngân", "what": "self score", "before": "30", "after": "31.5"}]


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
    assert officer.post(url, fields | {first: "40"}).status_code == 403
    assert secretary.post(mine.step_url("send_back"), {"reason": " "}).status_code == 200
    secretary.post(mine.step_url("send_back"), {"reason": "Thiếu giải trình"})
    assert officer.get(url).context["returned"].reason == "Thiếu giải trình"
    officer.post(url, fields | {first: "40"})
    assert column(mine, "self_score")[0] == 40


def test_differing_review_needs_a_reason_before_approval(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0")
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    browser, url = as_(scoring_cast.secretary), reverse("review", args=(mine.pk,))
    first, *others = names(mine, "reviewed_score")
    fields = page_fields(browser, url) | dict(zip([first, *others], ["28", "20", "25,5", "0"], strict=True))
    browser.post(url, fields)
    refused = browser.post(mine.step_url("approve"))
    assert (refused.status_code, "(I.1)" in refused.context["obstacles"][0]) == (409, True)
    reason = names(mine, "review_reason")[0]
    browser.post(url, page_fields(browser, url) | {reason: "Minh chứng chưa đủ"})
    browser.post(mine.step_url("approve"))
    mine.refresh_from_db()
    assert (mine.state, column(mine, "reviewed_score")[0]) == ("approved", 28)


def test_approving_names_unreviewed_lines_and_missing_reasons_apart(scoring_cast, mine, as_):
    factories.fill(mine, 30, 20, 20, 10)
    mine.scores.filter(pk=factories.lines(mine)[0].pk).update(reviewed_score=28)
    mine.take("submit", scoring_cast.officer)
    page = as_(scoring_cast.secretary).post(mine.step_url("approve"))
    named = [words.partition("(")[2] for words in page.context["obstacles"]]
    assert named == ["I.2; II.1; II.2).", "I.1)."]


def test_remaining_self_scores_are_accepted_only_as_they_were_shown(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0")
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    browser, url = as_(scoring_cast.secretary), reverse("acceptance", args=(mine.pk,))
    shown = browser.get(url).context
    assert [row.self_score for row in shown["lines"]] == ["30,0", "20,0", "25,5", "0,0"]
    line = factories.lines(mine)[0]
    line.reviewed_score = Decimal(29)
    line.save()
    assert browser.post(url, {"seal": shown["seal"]}).status_code == 200
    assert column(mine, "reviewed_score") == [29, None, None, None]
    browser.post(url, {"seal": browser.get(url).context["seal"]})
    assert column(mine, "reviewed_score") == [29, 20, Decimal("25.5"), 0]


def test_criterion_not_assigned_leaves_the_maximum(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.secretary), reverse("assignments", args=(mine.pk,))
    line = factories.lines(mine)[0]
    browser.post(url, {f"off-{line.pk}": "1"})
    assert browser.get(mine.get_absolute_url()).context["totals"]["maximum"] == "60"
    browser.post(url, {})
    assert browser.get(mine.get_absolute_url()).context["totals"]["maximum"] == "100"


def test_draft_of_another_unit_is_not_there_and_its_review_stays_hidden(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0", reviewed=True)
    other, url = as_(scoring_cast.other_officer), mine.get_absolute_url()
    assert other.get(url).status_code == 404
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    page = other.get(url)
    assert (page.status_code, page.context["totals"]["reviewed"]) == (200, "")
    assert [row.reviewed for row in page.context["table"].rows if row.is_leaf] == [""] * 4


def test_own_review_is_seen_once_decided(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0", reviewed=True)
    seen = {}
    for state in ("submitted", "returned", "approved"):
        ScoreSheet.objects.filter(pk=mine.pk).update(state=state)
        seen[state] = as_(scoring_cast.leader).get(mine.get_absolute_url()).context["totals"]["reviewed"]
    assert seen == {"submitted": "", "returned": "75,50", "approved": "75,50"}


def test_history_keeps_reviewed_scores_from_the_unit_until_they_are_decided(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0")
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    review, url = reverse("review", args=(mine.pk,)), reverse("history", args=mine_address(mine))
    secretary = as_(scoring_cast.secretary)
    secretary.post(review, page_fields(secretary, review) | {names(mine, "reviewed_score")[0]: "28"})
    assert len(secretary.get(url).context["page"]) == 1
    assert len(as_(scoring_cast.leader).get(url).context["page"]) == 0


def mine_address(sheet):
    return (sheet.bloc_year.bloc.slug, sheet.bloc_year.year)


def test_self_scoring_is_closed_outside_its_stages(scoring_cast, mine, as_):
    type(mine.bloc_year).objects.filter(pk=mine.bloc_year_id).update(stage=Stage.CONFERENCE)
    page = as_(scoring_cast.officer).get(mine.get_absolute_url())
    assert (page.context["scoring_closed"], "form" in page.context) == (True, False)
    assert as_(scoring_cast.officer).post(mine.get_absolute_url(), {}).status_code == 403


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
