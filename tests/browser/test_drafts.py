"""What is typed outlives a log-in that ran out, and is forgotten once the page shows it as saved."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import session
from tests.scoring.grid import column

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_typed_cells_come_back_after_a_log_in_that_ran_out(desk, scoring_cast):
    sheet = factories.sheet(year=scoring_cast.year)
    officer = desk(scoring_cast.officer).go("sheet", sheet.pk)
    officer.page.locator("input.cell").nth(0).fill("12,5")
    Session.objects.all().delete()
    officer.press("Save")
    assert settings.LOGIN_URL in officer.page.url
    assert column(sheet, "self_score")[0] is None
    ((name, value),) = session(scoring_cast.officer).items()
    officer.page.context.add_cookies([{"name": name, "value": value, "url": officer.root}])
    officer.go("sheet", sheet.pk)
    expect(officer.page.locator("input.cell").nth(0)).to_have_value("12,5")
    officer.press("Save")
    assert column(sheet, "self_score")[0] == Decimal("12.5")
    assert officer.page.evaluate("sessionStorage.length") == 0
