"""The score grid in a browser: the keyboard alone, pasting, two people, a line that is cut, no JavaScript."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from scoring.models import ScoreSheet
from tests import factories
from tests.cast import assemble
from tests.scoring.grid import column

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"Saved at \d\d:\d\d")
LINES = 176
LONG = [("I", "Mục", str(9 * LINES), [(str(n), f"Tiêu chí {n}", "9", "direct") for n in range(1, LINES + 1)])]
PASTE = """([text, at]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    at.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def mine(scoring_cast):
    """The sheet of the officer's unit: 40, 20 pass or fail, 25,5 and 14,5 points."""
    return factories.sheet(year=scoring_cast.year)


@pytest.fixture
def officer(desk, scoring_cast, mine):
    """The officer at the unit's sheet."""
    return desk(scoring_cast.officer).go("sheet", mine.pk)


def cells(browser, name="self_score"):
    return browser.page.locator(f".cell[name^={name}-]")


def texts(browser, name="self_score"):
    return [cell.input_value() for cell in cells(browser, name).all()]


def said(browser, words):
    expect(browser.page.locator("[data-grid-state]")).to_have_text(words)


def keys(browser, *pressed):
    """Press keys; what is no key is typed."""
    for one in pressed:
        if re.fullmatch(r"[A-Z]\w+(\+\w+)*", one):
            browser.page.keyboard.press(one)
        else:
            browser.page.keyboard.type(one)


def paste(browser, text):
    """Paste into the cell that has the focus."""
    at = browser.page.evaluate_handle("document.activeElement")
    browser.page.evaluate(PASTE, [text, at])


def test_176_lines_are_filled_by_keyboard_alone(db, desk):
    cast = assemble(factories.scoring_year(rows=LONG))
    sheet = factories.sheet(year=cast.year)
    officer = desk(cast.officer).go("sheet", sheet.pk)
    cells(officer).first.focus()
    for place in range(LINES):
        keys(officer, str(place % 10), "Enter")
    said(officer, SAVED)
    assert column(sheet, "self_score") == [place % 10 for place in range(LINES)]
    expect(officer.page.locator(".grid-left")).to_have_text("Everything is scored")
    expect(cells(officer).last).to_be_focused()


def test_keys_move_edit_restore_and_undo_as_in_a_spreadsheet(officer, mine):
    factories.fill(mine, 10, 20, 5)
    officer.go("sheet", mine.pk)
    cells(officer).first.focus()
    keys(officer, "Tab", "Đủ hồ sơ", "Enter")
    expect(cells(officer).nth(1)).to_be_focused()
    keys(officer, "ArrowDown", "ArrowDown", "F2", ",5", "Enter", "7", "Escape", "Shift+Enter", "Shift+Enter")
    keys(officer, "Delete", "Control+Home")
    said(officer, SAVED)
    assert (texts(officer), texts(officer, "explanation")[0]) == (["10,0", "", "5,5", ""], "Đủ hồ sơ")
    keys(officer, "Control+z")
    expect(cells(officer).nth(1)).to_have_value("20,0")
    keys(officer, "Control+z")
    expect(cells(officer).nth(2)).to_have_value("5")
    keys(officer, "Control+y", "F8", "2", "Control+s")
    said(officer, SAVED)
    assert column(mine, "self_score") == [10, 20, Decimal("5.5"), 2]


def test_value_over_the_maximum_is_refused_at_its_cell(officer, mine):
    cells(officer).first.focus()
    keys(officer, "40,5", "Enter")
    wrong = cells(officer).first
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description("40.5 is over the maximum of 40.")
    said(officer, "Not saved: 1; see the marked cells")
    keys(officer, "Shift+Enter", "40", "Enter")
    said(officer, SAVED)
    assert column(mine, "self_score")[0] == 40


def test_block_is_previewed_refused_whole_pasted_whole_and_taken_back_at_once(db, desk):
    rows = [("I", "Mục", "12", [(str(n), f"Tiêu chí {n}", "1", "direct") for n in range(1, 13)])]
    cast = assemble(factories.scoring_year(rows=rows))
    sheet = factories.sheet(year=cast.year)
    officer = desk(cast.officer).go("sheet", sheet.pk)
    panel = officer.page.locator("[data-grid-paste]")
    cells(officer).first.focus()
    paste(officer, "\r\n".join(["0,5"] * 7 + ["1,5x"] + ["0.25"] * 4) + "\r\n")
    expect(panel.locator("li")).to_have_text(re.compile("^8 Tiêu chí 8, Self score: “1,5x”"))
    keys(officer, "Escape")
    expect(cells(officer).first).to_be_focused()
    paste(officer, "\r\n".join(["0,5"] * 12) + "\r\n0,5\r\n")
    expect(panel.locator("li")).to_have_text("The block has 13 rows, but only 12 lines follow from here.")
    keys(officer, "Escape")
    assert column(sheet, "self_score") == [None] * 12
    paste(officer, "\r\n".join(["0,5"] * 8 + ["0.25"] * 4) + "\r\n")
    expect(panel.locator("tbody").first).to_have_text(re.compile(r"^\s*I Mục–5\.00Total–5\.00\s*$"))
    keys(officer, "Enter")
    said(officer, "Pasted: 12. Ctrl+Z takes it back")
    assert column(sheet, "self_score") == [Decimal("0.5")] * 8 + [Decimal("0.25")] * 4
    keys(officer, "Control+z")
    said(officer, "Undone: 12")
    assert (column(sheet, "self_score"), texts(officer)) == ([None] * 12, [""] * 12)


def test_two_people_in_one_sheet_hear_of_each_other_and_choose_by_keyboard(officer, desk, scoring_cast, mine):
    leader = desk(scoring_cast.leader).go("sheet", mine.pk)
    cells(officer).first.focus()
    keys(officer, "8", "Enter", "x", "Enter")
    said(officer, SAVED)
    cells(leader).first.focus()
    keys(leader, "9", "Enter")
    expect(leader.page.locator(".cell-error")).to_contain_text("Nguyễn Thị Cán Bộ wrote “8” here")
    expect(cells(leader).nth(1)).to_have_value("20")
    assert column(mine, "self_score")[:2] == [8, 20]
    keys(leader, "Shift+Enter", "Tab")
    expect(leader.page.get_by_role("button", name="Keep mine: 9")).to_be_focused()
    keys(leader, "Enter")
    said(leader, SAVED)
    assert column(mine, "self_score")[0] == 9


def test_line_that_is_cut_loses_nothing_and_saves_when_it_is_back(officer, mine):
    address = re.compile("/cells/")
    officer.page.route(address, lambda route: (route.fetch(), route.abort()))  # saved, but the answer is lost
    cells(officer).first.focus()
    keys(officer, "8", "Enter")
    said(officer, "Not saved: 1. No connection – kept here, will be tried again")
    assert column(mine, "self_score")[0] == 8
    keys(officer, "20", "Enter", "Control+Home", "9", "Enter")
    said(officer, "Not saved: 2. No connection – kept here, will be tried again")
    officer.page.unroute(address)
    officer.page.get_by_role("button", name="Try again now").click()
    said(officer, SAVED)
    assert column(mine, "self_score")[:2] == [9, 20]
    assert officer.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('grid:'))") == []


def test_phone_shows_one_criterion_at_a_time(desk, scoring_cast, mine):
    phone = desk(scoring_cast.officer, width=390).go("sheet", mine.pk)
    expect(cells(phone).locator("visible=true")).to_have_count(1)
    phone.page.get_by_role("button", name="Next line").click()
    expect(phone.page.locator("[data-grid-place]")).to_have_text("2 of 4")
    cells(phone).nth(1).fill("20")
    cells(phone).nth(1).press("Enter")
    expect(phone.page.locator("[data-grid-place]")).to_have_text("3 of 4")
    phone.page.get_by_role("button", name="Next one").click()
    expect(cells(phone).nth(3)).to_be_focused()
    said(phone, SAVED)
    assert column(mine, "self_score")[1] == 20


# --- without JavaScript ----------------------------------------------------------------------------
def test_grid_works_without_javascript(desk, scoring_cast, mine):
    plain = desk(scoring_cast.officer, java_script_enabled=False).go("sheet", mine.pk)
    cells(plain).nth(0).fill("8,25")
    cells(plain).nth(1).fill("7")
    cells(plain, "explanation").nth(0).fill("Đủ minh chứng")
    plain.press("Save")
    plain.warned("1 cell is not saved; everything else is.").warned("I.2 Báo cáo: ")
    cells(plain).nth(1).fill("20")
    with plain.page.expect_navigation():
        cells(plain).nth(1).press("Enter")
    plain.told("1 cell saved at 09:")
    assert column(mine, "self_score") == [Decimal("8.25"), 20, None, None]
    assert column(mine, "explanation")[0] == "Đủ minh chứng"


def test_review_works_without_javascript(desk, scoring_cast, mine):
    factories.fill(mine, 30, 20, 20, 10)
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    plain = desk(scoring_cast.secretary, java_script_enabled=False).go("review", mine.pk)
    cells(plain, "reviewed_score").nth(0).fill("28,5")
    cells(plain, "review_reason").nth(0).fill("Thiếu minh chứng")
    plain.press("Save")
    plain.press("Accept the remaining self scores")
    plain.press("Accept 3 scores")
    plain.take("Ask the unit to explain")
    assert column(mine, "reviewed_score") == [Decimal("28.5"), 20, 20, 10]
