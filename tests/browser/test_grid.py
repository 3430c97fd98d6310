"""The score grid: keyboard, wrong cells, what is not saved yet, two people at once, and no JavaScript."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mine(scoring_cast):
    """The sheet of the officer's unit: 40, 20 pass or fail, 25,5 and 14,5 points."""
    return factories.sheet(year=scoring_cast.year)


@pytest.fixture
def officer(desk, scoring_cast, mine):
    """The officer at the unit's sheet."""
    return desk(scoring_cast.officer).go("sheet", mine.pk)


def points(browser):
    return browser.page.locator("input.cell")


def texts(browser):
    return browser.page.locator("textarea.cell")


def state(browser):
    return browser.page.locator("[data-grid-state]")


def stored(sheet, field="self_score"):
    return [getattr(line, field) for line in factories.lines(sheet)]


def shown(browser):
    return [cell.input_value() for cell in points(browser).all()]


# --- the keyboard ----------------------------------------------------------------------------------
def test_enter_goes_down_the_column_and_with_shift_up(officer):
    points(officer).nth(0).focus()
    officer.page.keyboard.press("Enter")
    expect(points(officer).nth(1)).to_be_focused()
    officer.page.keyboard.press("Shift+Enter")
    expect(points(officer).nth(0)).to_be_focused()
    texts(officer).nth(2).focus()
    officer.page.keyboard.press("Enter")
    expect(texts(officer).nth(3)).to_be_focused()
    officer.page.keyboard.press("Enter")
    expect(texts(officer).nth(3)).to_be_focused()


def test_entering_a_cell_selects_it_so_that_typing_replaces(officer, mine):
    factories.fill(mine, 10, 20)
    officer.go("sheet", mine.pk)
    points(officer).nth(0).focus()
    officer.page.keyboard.press("Enter")
    officer.page.keyboard.type("0")
    assert shown(officer) == ["10", "0", "", ""]


def test_escape_restores_what_is_saved(officer, mine):
    factories.fill(mine, "8.25")
    cell = points(officer.go("sheet", mine.pk)).first
    cell.fill("9")
    expect(state(officer)).to_have_text("Not saved yet: 1")
    cell.press("Escape")
    expect(cell).to_have_value("8,25")
    expect(state(officer)).to_be_empty()


def test_text_gets_a_new_line_with_alt_enter(officer, mine):
    cell = texts(officer).first
    cell.press_sequentially("Có minh chứng")
    cell.press("Alt+Enter")
    cell.press_sequentially("kèm theo")
    officer.press("Save")
    assert stored(mine, "explanation")[0] == "Có minh chứng\nkèm theo"


# --- saving ----------------------------------------------------------------------------------------
def test_comma_and_point_are_both_decimals_and_come_back_with_a_comma(officer, mine):
    points(officer).nth(2).fill("8,25")
    points(officer).nth(3).fill("8.25")
    officer.press("Save")
    officer.told("2 cells saved at 09:")
    assert stored(mine) == [None, None, Decimal("8.25"), Decimal("8.25")]
    assert shown(officer) == ["", "", "8,25", "8,25"]


def test_wrong_value_is_named_at_its_cell_while_the_others_are_saved(officer, mine):
    points(officer).nth(0).fill("40,5")
    points(officer).nth(1).fill("20")
    points(officer).nth(2).fill("không")
    assert officer.press("Save").status == 422
    officer.warned("2 cells are not saved; everything else is.")
    officer.warned("I.1 Giải ngân: ").warned("II.1 Chi bộ: ")
    assert stored(mine) == [None, 20, None, None]
    assert shown(officer) == ["40,5", "20", "không", ""]
    wrong = points(officer).nth(0)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description("40.5 is over the maximum of 40.")
    wrong.fill("40")
    points(officer).nth(2).fill("25,5")
    officer.press("Save")
    assert stored(mine) == [40, 20, Decimal("25.5"), None]


def test_only_what_changed_is_sent(officer, mine):
    points(officer).nth(1).fill("20")
    with officer.page.expect_request(lambda request: request.method == "POST") as sent:
        officer.press("Save")
    fields = [part.split("=")[0] for part in str(sent.value.post_data).split("&")]
    line = factories.lines(mine)[1].pk
    assert sorted(fields) == ["csrfmiddlewaretoken", f"self_score-{line}", f"was-self_score-{line}"]


def test_unsaved_cells_are_counted_marked_and_guarded(officer, mine):
    points(officer).nth(0).fill("8")
    texts(officer).nth(0).fill("Đủ minh chứng")
    expect(state(officer)).to_have_text("Not saved yet: 2")
    expect(officer.page.locator("td.is-edited")).to_have_count(2)
    asked = []
    officer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    officer.page.get_by_role("link", name="Regulation", exact=True).click(no_wait_after=True)
    expect(points(officer).nth(0)).to_have_value("8")
    officer.press("Save")
    assert (asked, stored(mine)[0]) == (["beforeunload"], 8)
    expect(state(officer)).to_be_empty()


# --- two people at once ----------------------------------------------------------------------------
def test_two_people_save_different_cells_of_one_sheet(officer, desk, scoring_cast, mine):
    leader = desk(scoring_cast.leader).go("sheet", mine.pk)
    points(officer).nth(0).fill("8")
    points(leader).nth(3).fill("9")
    officer.press("Save")
    leader.press("Save")
    assert stored(mine) == [8, None, None, 9]


def test_second_of_two_people_in_one_cell_is_told_and_decides(officer, desk, scoring_cast, mine):
    leader = desk(scoring_cast.leader).go("sheet", mine.pk)
    points(officer).nth(0).fill("8")
    points(leader).nth(0).fill("9")
    officer.press("Save")
    leader.press("Save")
    leader.warned("Someone else wrote “8” here meanwhile.")
    assert (stored(mine)[0], shown(leader)[0]) == (8, "9")
    leader.press("Save")
    assert stored(mine)[0] == 9


# --- without JavaScript ----------------------------------------------------------------------------
def test_grid_works_without_javascript(desk, scoring_cast, mine):
    plain = desk(scoring_cast.officer, java_script_enabled=False).go("sheet", mine.pk)
    points(plain).nth(0).fill("8,25")
    points(plain).nth(1).fill("7")
    texts(plain).nth(0).fill("Đủ minh chứng")
    plain.press("Save")
    plain.warned("1 cell is not saved; everything else is.").warned("I.2 Báo cáo: ")
    points(plain).nth(1).fill("20")
    with plain.page.expect_navigation():
        points(plain).nth(1).press("Enter")
    plain.told("1 cell saved at 09:")
    assert stored(mine) == [Decimal("8.25"), 20, None, None]
    assert stored(mine, "explanation")[0] == "Đủ minh chứng"


def test_review_works_without_javascript(desk, scoring_cast, mine):
    factories.fill(mine, 30, 20, 20, 10)
    mine.take("submit", scoring_cast.officer)
    plain = desk(scoring_cast.secretary, java_script_enabled=False).go("review", mine.pk)
    points(plain).nth(0).fill("28,5")
    texts(plain).nth(0).fill("Thiếu minh chứng")
    plain.press("Save")
    plain.press("Accept the remaining self scores")
    plain.press("Accept 3 scores")
    plain.take("Approve")
    assert stored(mine, "reviewed_score") == [Decimal("28.5"), 20, 20, 10]
