"""A unit types its results with the keyboard alone; the bloc sees at once where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from blocs.stages import Stage
from tests import factories
from tests.browser.measures import faults, none
from tests.cast import Cast, assemble

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Mid-year: a pledge signed on 1 January, three confirmed targets of the second member."""
    year = factories.bloc_year(stage=Stage.MIDYEAR, year=2026)
    factories.pledge(year=year, state="signed", place="Khánh Hòa", signed_on=date(2025, 10, 1))
    factories.registration(year=year, unit=year.members[1], state="confirmed", targets=3)
    return assemble(year)


def test_results_are_typed_without_a_mouse_and_tell_who_is_late(desk, cast):
    address = (cast.year.bloc.slug, 2026)
    officer = desk(cast.officer).go("results", *address)
    officer.press(f"Enter results: {cast.year.members[1]}")
    keyboard = officer.page.keyboard
    officer.page.locator("tbody input:not([type=hidden])").first.focus()
    for value in ("100", "5", "Xong"):
        keyboard.type(value)
        keyboard.press("Enter")  # the last one goes to the button
    expect(officer.find("Save")).to_be_focused()
    with officer.page.expect_navigation():
        keyboard.press("Enter")
    officer.told("3 results saved.").reads("late against the pledge").reads("5.0 % of the plan")
    officer.reads("The result is written in words")
    none(faults(officer.page, "unit_results"))
    secretary = desk(cast.secretary, language="vi").go("results", *address)
    secretary.reads("đạt 1/3 · 1 chậm")
    none(faults(secretary.page, "results"))
    secretary.go("review_report", *address, "midyear")
    none(faults(secretary.page, "review_report"))
