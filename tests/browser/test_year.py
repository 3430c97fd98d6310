"""The set-up of a year and its stages in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from blocs.stages import Stage
from tests import factories
from tests.browser import acts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def secretary(desk, cast):
    return desk(cast.secretary)


def test_next_year_begins_with_the_members_and_dates_of_this_one(secretary, cast):
    acts.enter_dates(secretary, cast.year, prepare=("01/02/2021", "28/02/2021"))
    secretary.go("setup", *acts.address(cast.year)).press("Begin the next year")
    secretary.write(head=cast.year.head.name, deputy=cast.year.members[2].name).press("Begin the year")
    secretary.told("The year 2022 has begun.")
    secretary.go("setup", cast.year.bloc.slug, 2022)
    for unit in cast.year.members:
        expect(secretary.row(unit.short_name)).to_have_count(1)
    expect(secretary.row("Preparation")).to_contain_text("01/02/2022")


def test_stage_names_what_is_missing_and_leads_there(secretary, cast):
    secretary.go("overview", *acts.address(cast.year))
    secretary.take_refused("Open the stage: Signing conference", "The joint pledge has contents.")
    secretary.go("overview", *acts.address(cast.year))
    secretary.press("The joint pledge has contents.")
    expect(secretary.find("Begin the joint pledge")).to_be_visible()


def test_sums_that_disagree_are_named_and_stop_the_adoption(secretary, cast):
    rows = [("I", "Chuyên môn", "50", [("1", "Giải ngân", "49.5", "direct")])]
    factories.regulation(year=cast.year, rows=rows, adopted=False)
    secretary.go("regulation", *acts.address(cast.year))
    expect(secretary.row("Chuyên môn")).to_contain_text("49.5 difference −0.5")
    secretary.take_refused("Adopt the regulation", "I Chuyên môn")
    expect(secretary.find("Adopt the regulation")).to_have_count(0)
    secretary.press("Back")
    secretary.press("Edit I")
    secretary.write(maximum="49,5").press("Save")
    secretary.take("Adopt the regulation")


def test_stage_goes_back_with_a_reason_only(desk, scoring_cast):
    secretary = desk(scoring_cast.secretary).go("overview", *acts.address(scoring_cast.year))
    secretary.press("Go back to the stage: Mid-year review")
    reason = secretary.page.locator("[name=reason]")
    secretary.find("Go back to the stage: Mid-year review").click()
    assert reason.evaluate("field => field.validity.valueMissing")
    secretary.write(reason="Mở nhầm").press("Go back to the stage: Mid-year review")
    expect(secretary.page.locator(".stage-now strong")).to_have_text(str(Stage.MIDYEAR.label))
    secretary.press("History of the year")
    expect(secretary.row("Mở nhầm")).to_have_count(1)


def test_years_are_switched_in_the_bar(secretary, cast):
    factories.bloc_year(bloc=cast.year.bloc, units=cast.year.members, year=2020)
    secretary.go("regulation", *acts.address(cast.year))
    secretary.page.locator(".menu-years summary").click()
    secretary.press(secretary.page.locator(".menu-years a").filter(has_text="2020"))
    expect(secretary.page.locator(".bloc-year")).to_have_text("2020")


def test_double_click_takes_a_step_once(desk, scoring_cast):
    sheet = factories.sheet(year=scoring_cast.year)
    factories.fill(sheet, 30, 20, 20, 10)
    officer = desk(scoring_cast.officer).go("sheet", sheet.pk)
    officer.press("Submit")
    with officer.page.expect_navigation():
        officer.find("Submit").dblclick()
    officer.told("Done: Submit.")
    assert officer.page.get_by_role("alert").count() == 0
