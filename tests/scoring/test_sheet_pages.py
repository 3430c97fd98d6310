"""Score sheets in the browser: typing and submitting; nothing lost, nothing overwritten."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.audit import AuditEntry
from blocs.stages import Stage
from scoring.models import Criterion, ScoreSheet
from tests import factories
from tests.cast import assemble
from tests.scoring.grid import column, names, page_fields, shown

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
    cells = shown(page, "self_score")
    assert [cell.error != "" for cell in cells] == [True, True, True, False]
    assert [cell.text for cell in cells] == ["40,5", "10", "8,5x", "3"]
    assert [(cell, words.split()[0]) for cell, words in page.context["problems"]] == [
        (first, "I.1"),
        (second, "I.2"),
        (third, "II.1"),
    ]


def test_two_stale_pages_keep_both_persons_cells(scoring_cast, mine, as_):
    officer, leader = as_(scoring_cast.officer), as_(scoring_cast.leader)
    url = mine.get_absolute_url()
    first, second, *_rest = names(mine, "self_score")
    older, newer = page_fields(officer, url, {second: "20"}), page_fields(leader, url, {first: "30"})
    leader.post(url, newer)
    officer.post(url, older)
    assert column(mine, "self_score") == [30, 20, None, None]


def test_cell_changed_by_someone_else_meanwhile_is_shown_and_not_overwritten(scoring_cast, mine, as_):
    officer, leader = as_(scoring_cast.officer), as_(scoring_cast.leader)
    url = mine.get_absolute_url()
    first = names(mine, "self_score")[0]
    older = page_fields(officer, url, {first: "25"})
    leader.post(url, page_fields(leader, url, {first: "30"}))
    page = officer.post(url, older)
    cell = shown(page, "self_score")[0]
    assert (page.status_code, cell.text, "“30”" in cell.error) == (422, "25", True)
    assert column(mine, "self_score")[0] == 30
    officer.post(url, {cell.name: "25"})
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
    browser.post(url, page_fields(browser, url, dict.fromkeys(names(sheet, "self_score"), "0,5")))
    assert column(sheet, "self_score") == [Decimal("0.5")] * 400


def test_unscored_lines_keep_a_sheet_from_being_submitted(scoring_cast, mine, as_):
    factories.fill(mine, "30", None, "-", "0")
    page = as_(scoring_cast.officer).post(mine.step_url("submit"))
    assert (page.status_code, len(page.context["obstacles"])) == (409, 1)
    assert "(I.2)" in page.context["obstacles"][0]


def test_submitted_sheet_is_closed_to_its_unit_until_sent_back(scoring_cast, mine, as_):
    officer, secretary = as_(scoring_cast.officer), as_(scoring_cast.secretary)
    factories.fill(mine, "30", "20", "0", "0")
    url, first = mine.get_absolute_url(), names(mine, "self_score")[0]
    fields = page_fields(officer, url, {first: "40"})
    officer.post(mine.step_url("submit"))
    refused = officer.post(url, fields)
    assert (refused.status_code, shown(refused, "self_score")[0].text) == (409, "40")
    assert column(mine, "self_score")[0] == 30
    assert secretary.post(mine.step_url("send_back"), {"reason": " "}).status_code == 200
    secretary.post(mine.step_url("send_back"), {"reason": "Thiếu giải trình"})
    assert officer.get(url).context["returned"].reason == "Thiếu giải trình"
    officer.post(url, fields)
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
    assert page.context["totals"]["self_score"] == "5,00"
    one, two, *_others = shown(page, "self_score")
    browser.post(url, {one.name: "6", two.name: "20"})
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
    assert as_(cast.officer).get(sheet.get_absolute_url()).context["totals"]["self_score"] == "100,0"


def test_self_scoring_is_closed_outside_its_stages(scoring_cast, mine, as_):
    type(mine.bloc_year).objects.filter(pk=mine.bloc_year_id).update(stage=Stage.CONFERENCE)
    page = as_(scoring_cast.officer).get(mine.get_absolute_url())
    assert (page.context["scoring_closed"], "problems" in page.context) == (True, False)
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


def test_reviewed_line_tells_how_far_it_lies_from_the_units_own(scoring_cast, mine, as_):
    factories.fill(mine, 30, 20, 20, 10)
    mine.take("submit", scoring_cast.officer)
    first, second, *_others = factories.lines(mine)
    mine.scores.filter(pk=first.pk).update(reviewed_score=28)
    mine.scores.filter(pk=second.pk).update(reviewed_score=20)
    page = as_(scoring_cast.secretary).get(mine.get_absolute_url())
    reviewed = [row.cell("reviewed_score") for row in page.context["table"].rows]
    assert [cell.text for cell in reviewed] == ["48", "28", "20", "", "", ""]
    assert [cell.note for cell in reviewed] == ["", "−2", "", "", "", ""]


def test_ten_columns_stand_in_their_order_as_far_as_each_may_see_them(scoring_cast, mine, as_):
    mine.scores.update(self_score=1)
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    heads = {}
    for person in (scoring_cast.secretary, scoring_cast.leader):
        page = as_(person).get(mine.get_absolute_url())
        heads[person] = [str(column.label) for column in page.context["table"].columns]
    own = ["Chỉ tiêu được giao", "Kết quả thực hiện", "Điểm tự chấm", "Giải trình"]
    assert heads[scoring_cast.secretary] == [*own, "Điểm thẩm định", "Lý do", "Tổng điểm"]
    assert heads[scoring_cast.leader] == own


def test_lines_are_filtered_with_their_sections_and_counted(scoring_cast, mine, as_):
    factories.fill(mine, 30, None, "-", 0)
    Criterion.objects.filter(name="Giải ngân").update(needs_evidence=True)
    browser = as_(scoring_cast.officer)
    page = browser.get(mine.get_absolute_url(), {"show": "unscored"})
    assert [row.number for row in page.context["table"].rows if not row.is_hidden] == ["I", "I.2"]
    filters = {one.flag: one.count for one in page.context["filters"]}
    assert filters == {"": 4, "mine": 2, "unscored": 1, "unproved": 1}
    whole = browser.get(mine.get_absolute_url(), {"show": "khong-co"})
    assert not any(row.is_hidden for row in whole.context["table"].rows)


def test_deduction_is_taken_off_and_waits_for_nobody(db, as_):
    rows = [*factories.TREE, ("IV", "Điểm trừ", "10", [("1", "Nộp báo cáo muộn", "10", "direct")])]
    cast = assemble(factories.scoring_year(rows=rows))
    Criterion.objects.filter(name="Điểm trừ").update(kind="deduction")
    sheet = factories.sheet(year=cast.year)
    factories.fill(sheet, 40, 20, "25.5", "14.5", 3)
    page = as_(cast.officer).get(sheet.get_absolute_url())
    section = page.context["table"].row_of("IV")
    assert (section.cell("self_score").text, page.context["totals"]["self_score"]) == ("−3,0", "97,00")
    sheet.scores.filter(criterion__name="Nộp báo cáo muộn").update(self_score=None)
    page = as_(cast.officer).get(sheet.get_absolute_url())
    assert (page.context["counts"]["unscored"], page.context["totals"]["left"]) == (0, "0")


def test_line_not_assigned_while_the_page_was_open_is_told(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.officer), mine.get_absolute_url()
    first, second, *_others = names(mine, "self_score")
    fields = page_fields(browser, url, {first: "8", second: "20"})
    mine.scores.filter(pk=factories.lines(mine)[0].pk).update(assigned=False)
    page = browser.post(url, fields)
    ((cell, words),) = page.context["problems"]
    assert (page.status_code, cell, "không giao" in words) == (422, first, True)
    assert column(mine, "self_score")[:2] == [None, 20]
