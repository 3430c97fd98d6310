"""What is typed outlives a log-in that ran out and a closed tab, and is forgotten once it is saved."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from scoring.models import ScoreSheet
from tests import factories
from tests.browser.conftest import session
from tests.scoring.grid import column

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('grid:')).length"


def log_in(browser, person):
    """The person logs in again in the same browser."""
    ((name, value),) = session(person).items()
    browser.page.context.add_cookies([{"name": name, "value": value, "url": browser.root}])


def state_of(browser):
    return browser.page.locator("[data-grid-state]")


def type_logged_out(browser, place, text):
    """A point is typed after the log-in ran out."""
    Session.objects.all().delete()
    cell = browser.page.locator("input.cell").nth(place)
    cell.fill(text)
    cell.press("Enter")
    expect(state_of(browser)).to_have_text(
        "Not saved: 1. You are logged out – kept here until you log in again"
    )


@pytest.fixture
def sheet(scoring_cast):
    """The sheet of the officer's unit."""
    return factories.sheet(year=scoring_cast.year)


@pytest.fixture
def officer(desk, scoring_cast, sheet):
    """The officer at it."""
    return desk(scoring_cast.officer).go("sheet", sheet.pk)


def test_typed_cells_outlive_a_log_in_that_ran_out_and_are_nobody_elses(officer, scoring_cast, sheet):
    first = officer.page.locator("input.cell").first
    type_logged_out(officer, 0, "12,5")
    expect(officer.page.get_by_role("link", name="Log in again")).to_be_visible()
    log_in(officer, scoring_cast.leader)  # on the same computer
    officer.page.get_by_role("button", name="Try again now").click()
    expect(state_of(officer)).to_have_text(re.compile("Somebody else has logged in meanwhile"))
    assert column(sheet, "self_score")[0] is None
    officer.page.goto("about:blank")  # the tab is closed
    officer.go("sheet", sheet.pk)
    expect(first).to_have_value("")
    log_in(officer, scoring_cast.officer)
    officer.go("sheet", sheet.pk)
    expect(first).to_have_value("12,5")
    officer.page.get_by_role("button", name="Save them now (1)").click()
    expect(state_of(officer)).to_have_text(re.compile("Saved at"))
    assert (column(sheet, "self_score")[0], officer.page.evaluate(KEPT)) == (Decimal("12.5"), 0)


def test_typed_cells_can_still_be_read_when_the_sheet_has_been_submitted(officer, scoring_cast, sheet):
    type_logged_out(officer, 2, "7")
    ScoreSheet.objects.filter(pk=sheet.pk).update(state="submitted")
    log_in(officer, scoring_cast.officer)
    officer.go("sheet", sheet.pk)
    officer.reads("Typed on this computer and never saved; its cells are no longer open: 1 Chi bộ: 7")
    officer.page.get_by_role("button", name="Discard them").click()
    assert officer.page.evaluate(KEPT) == 0
