"""A small regulation of three rules, written by keyboard: fields, examples and sums follow what is typed."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser import acts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE, ANOTHER = "Save", "Save and add another"


def enter(desk, words):
    """Go to a button or link with the keys and press it."""
    button = desk.find(words)
    button.focus()
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")


def write_line(desk, *texts):
    """Code, name and maximum one after the other, beginning where the page put the cursor."""
    expect(desk.page.locator("#id_code")).to_be_focused()
    for place, words in enumerate(texts):
        if place:
            desk.page.keyboard.press("Tab")
        desk.page.keyboard.press("Control+A")
        desk.page.keyboard.type(words)


def choose(desk, rule, *keys):
    """Go on to the rules and to one of them; only its fields are there. A neighbour's rule is offered."""
    for key in ("Tab", *keys):
        desk.page.keyboard.press(key)
    expect(desk.page.locator(f"[name=rule][value={rule}]")).to_be_checked()
    expect(desk.page.locator(".rule-fields:visible")).to_have_count(1)


def says(desk, words):
    expect(desk.page.locator(".example-headline:visible")).to_have_text(words)


def write_three_rules(desk):
    write_line(desk, "1", "Giải ngân", "5")
    choose(desk, "quantitative", *["ArrowDown"] * 5)
    says(desk, "target 10, result 15 → 3.75 points")
    enter(desk, ANOTHER)
    write_line(desk, "2", "Sáng kiến", "3")
    choose(desk, "count", "ArrowUp")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.type("0,75")
    says(desk, "result 2 → 1.5 points")
    enter(desk, ANOTHER)
    write_line(desk, "3", "Hồ sơ đúng hạn", "2")
    choose(desk, "bands", "ArrowUp")
    for text in ("", "80", "1", "95", "2"):
        desk.page.keyboard.press("Tab")
        desk.page.keyboard.type(text)
        if text in ("1", "2"):
            desk.page.keyboard.press("Tab")
            desk.page.keyboard.press("Tab")
    says(desk, "target 10, result 8 → 1 points")
    enter(desk, SAVE)


def line(desk, words):
    """The row of the table whose name is this."""
    return desk.page.locator("tr[data-line]").filter(has=desk.page.locator(f"textarea:text-is('{words}')"))


def test_regulation_of_three_rules_is_written_by_keyboard(desk, cast):
    secretary = desk(cast.secretary).go("regulation", *acts.address(cast.year))
    enter(secretary, "Begin with an empty table")
    enter(secretary, "Add a section")
    write_line(secretary, "I", "Chuyên môn", "12")
    secretary.page.keyboard.press("Enter")
    secretary.told("Added: I Chuyên môn.")
    enter(secretary, "Add below I")
    write_three_rules(secretary)
    correct_the_sum(secretary)
    secretary.take("Adopt the regulation")
    secretary.reads("0.75 points for each item, at most 3 points")


def correct_the_sum(desk):
    """The difference is told at once, follows what is typed, and is gone before anything is saved."""
    section, keys = desk.page.locator("tr[data-line]").first, desk.page.keyboard
    expect(section.locator("[data-sum]")).to_have_text("10")
    expect(section.locator("[data-difference] b")).to_have_text("−2")
    section.locator("[data-maximum]").focus()
    keys.press("Enter")
    keys.press("Control+A")
    keys.type("7")
    expect(section.locator("[data-sum]")).to_have_text("12")
    expect(section.locator("[data-difference]")).to_be_hidden()
    expect(desk.page.locator('[data-total="wrong"]')).to_have_text("0")
    expect(desk.page.locator("[data-outline-state]")).to_have_text("not saved yet: 1")
    keys.press("Alt+ArrowDown")
    expect(desk.page.locator("tr[data-line] textarea").nth(1)).to_have_value("Sáng kiến")
    expect(desk.page.locator("tr[data-line] [data-maximum]").nth(2)).to_be_focused()
    expect(desk.page.locator("[data-outline-state]")).to_contain_text("Saved at ")


def test_what_is_typed_into_the_table_outlives_a_log_in_that_ran_out(desk, cast):
    acts.write_regulation(desk(cast.secretary), cast.year, [("I", "Chuyên môn", "12", "direct")], {})
    secretary = desk(cast.secretary).go("regulation", *acts.address(cast.year))
    maximum = secretary.page.locator("[data-maximum]")
    maximum.fill("13")
    Session.objects.all().delete()
    secretary.find(SAVE).last.click()
    expect(secretary.page.locator("[data-outline-state]")).to_contain_text("Not saved: no connection")
    expect(maximum).to_have_value("13")
