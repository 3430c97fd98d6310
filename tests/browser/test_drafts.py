"""What is typed outlives a log-in that ran out and a closed tab, and is forgotten once it is saved."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import session
from tests.scoring.grid import column

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('grid:')).length"


def log_in(browser, person):
    """The person logs in again in the same browser."""
    ((name, value),) = session(person).items()
    browser.page.context.add_cookies([{"name": name, "value": value, "url": browser.root}])


def test_typed_cells_outlive_a_log_in_that_ran_out_and_are_nobody_elses(desk, scoring_cast):
    sheet = factories.sheet(year=scoring_cast.year)
    officer = desk(scoring_cast.officer).go("sheet", sheet.pk)
    points, state = officer.page.locator("input.cell"), officer.page.locator("[data-grid-state]")
    Session.objects.all().delete()
    points.nth(0).fill("12,5")
    points.nth(0).press("Enter")
    expect(state).to_have_text("Not saved: 1. You are logged out – kept here until you log in again")
    expect(officer.page.get_by_role("link", name="Log in again")).to_be_visible()
    log_in(officer, scoring_cast.leader)  # on the same computer
    officer.page.get_by_role("button", name="Try again now").click()
    expect(state).to_have_text(re.compile("Somebody else has logged in meanwhile"))
    assert column(sheet, "self_score")[0] is None
    officer.page.goto("about:blank")  # the tab is closed
    officer.go("sheet", sheet.pk)
    expect(points.nth(0)).to_have_value("")
    log_in(officer, scoring_cast.officer)
    officer.go("sheet", sheet.pk)
    expect(points.nth(0)).to_have_value("12,5")
    officer.page.get_by_role("button", name="Save them now (1)").click()
    expect(state).to_have_text(re.compile("Saved at"))
    assert (column(sheet, "self_score")[0], officer.page.evaluate(KEPT)) == (Decimal("12.5"), 0)
    assert settings.LOGIN_URL not in officer.page.url
