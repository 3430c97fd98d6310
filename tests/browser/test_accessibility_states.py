"""What no address shows by itself, measured like the pages: empty stations, errors, previews, open menus."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blocs.stages import Stage
from scoring.models import ScoreSheet
from tests import factories
from tests.browser import acts
from tests.browser.measures import check, faults
from tests.scoring.books import ROWS, book, content
from tests.scoring.grids import grid

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def secretary(world, desk):
    """The secretary of the world."""
    return desk(world.cast.secretary)


def test_measures_name_page_rule_and_node(desk):
    page = desk().page
    page.set_content(
        "<html lang=en><title>x</title><h1>One</h1><h1>Two</h1>"
        "<p id=pale style='color:#ccc'>Hardly to be read</p><p style='width:60em'>Far too wide</p>"
    )
    found = list(faults(page, "sample"))
    assert found[0] == "sample: 2 titles"
    assert found[1].startswith("sample, light, 390 px: color-contrast at ['#pale']: ")
    assert found[2].startswith("sample, dark, 390 px: color-contrast at ['#pale']: ")
    assert "sample: 968 px wide on a screen of 390 px" in found


def test_stations_of_an_empty_year_are_accessible(world, secretary):
    empty = factories.bloc_year(bloc=world.prepared.bloc, year=2023, units=world.prepared.members)
    for name in ("regulation", "pledge", "pledges", "sheets", "ranking", "documents", "history"):
        check(secretary.go(name, *acts.address(empty)).page, f"{name} of an empty year")


def test_joint_pledge_with_the_units_is_accessible(world, desk, secretary):
    url = world.agreement.get_absolute_url()
    check(desk(world.cast.leader).go(url).page, "joint pledge for a leader")
    check(secretary.go(url).page, "joint pledge for the secretary")
    secretary.press("Enter place, date and signers")
    secretary.write(number="1", signed_on="31/02/2021").press("Save")
    check(secretary.page, "signing with errors")


def test_pages_of_errors_are_accessible(world, desk, secretary):
    for browser, address, name in (
        (secretary, "/blocs/khong-co/2020/", "404"),
        (desk(world.cast.observer), reverse("members", args=acts.address(world.prepared)), "403"),
    ):
        browser.page.goto(browser.root + address)
        check(browser.page, name)


def test_log_in_of_a_demonstration_and_a_paused_one_are_accessible(world, desk, settings):
    settings.DEMO = True
    browser = desk().go("login")
    check(browser.page, "log-in of a demonstration")
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        browser.write(username="nguoi", password="sai").press("Log in")
    check(browser.page, "log-in that is paused")


def test_forms_with_errors_are_accessible(world, desk, secretary):
    year = acts.address(world.prepared)
    secretary.go("members", *year).write(**{"memberships-1-unit": str(world.prepared.head_id)}).press("Save")
    check(secretary.page, "members with errors")
    secretary.go("dates", *year).write(**{"prepare-opens": "31/02/2022", "signing-opens": "01/03/2022"})
    secretary.press("Save")
    check(secretary.page, "dates with errors")
    secretary.go("criterion_new", *year).write(code="I", name="", maximum="x").press("Save")
    check(secretary.page, "criterion with errors")
    officer = desk(world.cast.officer).go(world.address("registration_targets"))
    officer.write(**{"new-1-measure": "%"}).press("Save")
    check(officer.page, "targets with errors")


def test_grids_with_all_that_stands_at_their_cells_are_accessible(world, desk, secretary):
    officer = desk(world.cast.other_officer).go("sheet", world.draft.pk)
    first, second = (officer.page.locator(".cell[name^=self_score-]").nth(place) for place in (0, 1))
    factories.fill(world.draft, 30)
    for cell, text in ((first, "8"), (second, "7")):
        cell.fill(text)
        cell.press("Enter")
    expect(officer.page.get_by_role("button", name="Keep mine: 8")).to_be_visible()
    officer.page.locator("textarea.cell").first.press_sequentially("chưa lưu")
    officer.page.keyboard.press("F6")
    expect(officer.page.locator(".line-title")).to_be_visible()
    check(officer.page, "sheet with a refused, a contested and an unsaved cell, and a line beside it")
    ScoreSheet.objects.filter(pk=world.draft.pk).update(state="submitted")
    secretary.go("review", world.draft.pk).page.locator(".cell[name^=reviewed_score-]").first.fill("x")
    secretary.page.keyboard.press("Enter")
    expect(secretary.page.locator(".cell-error")).to_be_visible()
    secretary.page.locator("[data-grid-keys] summary").click()
    check(secretary.page, "review with a refused cell and its keys")


def test_steps_that_ask_and_refuse_are_accessible(world, secretary):
    secretary.go(world.reviewed.ranking.step_url("publish"))
    check(secretary.page, "step that is refused")
    year = factories.approved_year(
        [(1, 0, 1, 1)] * 3, bloc=world.old.bloc, year=2018, units=world.old.members
    )
    secretary.go(year.ranking.step_url("publish"))
    check(secretary.page, "step that asks for words")
    secretary.write(typed="công").press("Publish the ranking")
    check(secretary.page, "step with wrong words")


def test_previews_of_workbooks_are_accessible(world, secretary):
    secretary.go("regulation_import", *acts.address(world.prepared))
    assert acts.choose(secretary, b"no workbook") == 422
    check(secretary.page, "file that cannot be read")
    assert acts.choose(secretary, content(book([*ROWS, ROWS[0]]))) == 422
    check(secretary.page, "workbook of a regulation that is refused")
    assert acts.choose(secretary, content(book(ROWS))) == 200
    check(secretary.page, "preview of a regulation")
    secretary.go("scores_import", *acts.address(world.reviewed))
    secretary.page.locator("[name=round][value=self]").check()
    assert acts.choose(secretary, grid(world.reviewed, *[(None,) * 4] * 2, (1, 0, 2, 3))) == 200
    secretary.page.locator("details.panel summary").click()
    check(secretary.page, "preview of scores")


def test_year_with_a_history_and_open_menus_is_accessible(world, secretary):
    acts.enter_dates(secretary, world.prepared, prepare=("01/01/2022", "31/01/2022"))
    acts.open_stage(secretary, world.prepared, Stage.SIGNING)
    check(secretary.page, "overview with dates that have passed")
    check(secretary.go("history", *acts.address(world.prepared)).page, "history with entries")
    for menu in (".menu-years", ".menu-person"):
        secretary.page.locator(f"{menu} summary").click()
        check(secretary.page, f"{menu} opened")


def test_decisions_are_accessible_with_errors_and_with_who_moves(world, secretary):
    line = factories.lines(world.second)[0]
    reply = {f"final_score-{line.pk}": "41", f"final_reason-{line.pk}": "Hội nghị thống nhất"}
    secretary.go("decisions", world.second.pk).write(**reply)
    secretary.press(secretary.find("Show who moves, then save").last)
    check(secretary.page, "decisions with an error")
    secretary.write(**reply | {f"final_score-{line.pk}": "29"})
    secretary.press(secretary.find("Show who moves, then save").last)
    check(secretary.page, "who moves")
