"""From the ranking to why, and from there to a supposition: without any script, and by the keyboard."""

from __future__ import annotations

import pytest

from blocs.models.people import Role
from tests import factories
from tests.browser import acts
from tests.browser.measures import check
from tests.cast import assemble

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POINTS = [(36, 20, 18, 10), (30, 20, 20, 10), (30, 20, 19, 11), (10, 0, 20, 10)]


@pytest.fixture
def year(db):
    """A year at its conference: a tie in the second place, and a unit that is not considered."""
    created = assemble(factories.approved_year(POINTS)).year
    created.regulation.grades.create(label="Xuất sắc", threshold=95)
    created.regulation.quotas.create(award="Bằng khen", units=2)
    factories.exclusion(year=created, unit=created.members[3])
    return created


def test_why_leads_to_a_supposition_without_any_script(year, desk):
    secretary = factories.person(Role.SECRETARY, year.head)
    browser = desk(secretary, java_script_enabled=False)
    second = year.members[1]
    browser.go("ranking", *acts.address(year)).reads("Provisional")
    browser.press(f"{second.name}: why")
    browser.reads(f"Why {second.name} stands in place 2")
    browser.page.get_by_text("As a table").click()
    browser.press(browser.page.get_by_role("link", name="Suppose it").first)
    browser.reads("This page is a copy").reads(f"{second.name}: place 1 instead of 2.")
    field = browser.page.get_by_label("Points: I.1")
    field.fill("3x")
    with browser.page.expect_navigation():
        field.press("Enter")
    browser.warned("“3x” is not a number")
    browser.page.get_by_label("Points: I.1").fill("31")
    browser.press("Show the supposed order")
    browser.reads("Only points or percents would change")
    browser.press("Back to the real ranking")
    browser.reads("Provisional")
    assert "31" not in browser.row(second.name).inner_text()


def test_ranking_with_everything_in_it_is_accessible(year, desk):
    browser = desk(factories.person(Role.SECRETARY, year.head), language="vi")
    check(browser.go("ranking", *acts.address(year)).page, "ranking with classes, quotas, exclusions")
    check(browser.go("why", *acts.address(year), year.members[1].pk).page, "why in a shared place")
    browser.press(browser.page.get_by_role("link", name="Thử giả định").first)
    check(browser.page, "what if with its outcome")
