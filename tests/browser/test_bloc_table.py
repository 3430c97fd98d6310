"""The whole bloc in one table: a reviewer types into two units' columns, each saved in its own sheet."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blocs.models.people import Role
from tests import factories
from tests.browser import acts
from tests.browser.measures import check
from tests.scoring.grid import column

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"^Saved at \d\d:\d\d$")
SAVED_OR_HEARD = r"(Saved at \d\d:\d\d|Someone else is entering here too; .*)"  # sent at once or in two


@pytest.fixture
def sheets(scoring_cast):
    """The sheets of the second and the third unit, both submitted; the head's is still being scored."""
    _head, *others = scoring_cast.year.members
    found = [factories.sheet(year=scoring_cast.year, unit=unit, state="submitted") for unit in others]
    for sheet in found:
        factories.fill(sheet, 30, 20, 25, 14)
    return found


def table(browser, year, round_="review"):
    address = reverse("bloc_table", args=acts.address(year))
    return browser.go(f"{address}?round={round_}")


def cell(browser, sheet, place):
    """The cell of a unit's line, counted from 0."""
    line = factories.lines(sheet)[place]
    return browser.page.locator(f".cell[name^=reviewed_score-{line.pk}-]")


def total(browser, sheet):
    return browser.page.locator(f"tfoot [data-cells='{reverse('cells', args=(sheet.pk,))}']")


def reviewed(sheets):
    return [column(sheet, "reviewed_score") for sheet in sheets]


def test_reviewer_types_two_units_columns_and_hears_of_a_colleague(desk, scoring_cast, sheets):
    second, third = sheets
    secretary = table(desk(scoring_cast.secretary), scoring_cast.year)
    person = factories.person(Role.SECRETARY, scoring_cast.year.head, full_name="Đỗ Thị Cùng Tổ")
    colleague = desk(person)
    acts.review_one(colleague, second, 3, "10", "Enter")
    cell(secretary, second, 0).focus()
    typed = ("28", "Tab", "19,5", "Enter", "20", "Enter", "25", "Enter")
    acts.type_keys(secretary, *typed, said=SAVED_OR_HEARD)
    assert reviewed(sheets) == [[28, 20, 25, 10], [Decimal("19.5"), None, None, None]]
    expect(total(secretary, third)).to_have_text("19.50")

    contested = cell(secretary, second, 3)
    expect(contested).to_have_value("10")  # has come in, and is replaced by what is typed
    acts.type_keys(colleague, "11", "Enter", said=SAVED_OR_HEARD)
    for press in ("9", "Enter"):
        secretary.page.keyboard.press(press)
    expect(contested).to_have_accessible_description(re.compile("^Đỗ Thị Cùng Tổ wrote “11” here at "))
    assert reviewed(sheets)[0][3] == 11
    secretary.page.keyboard.press("Tab")
    expect(secretary.page.get_by_role("button", name="Keep mine: 9")).to_be_focused()
    secretary.page.keyboard.press("Enter")
    expect(total(secretary, second)).to_have_text("82.00")
    assert reviewed(sheets)[0] == [28, 20, 25, 9]


def test_panel_follows_the_cell_and_the_next_one_is_what_is_not_reviewed(desk, scoring_cast, sheets):
    second, third = sheets
    factories.fill(second, 30, 20, reviewed=True)
    secretary = table(desk(scoring_cast.secretary, language="vi"), scoring_cast.year)
    keys, panel = secretary.page.keyboard, secretary.page.locator("[data-grid-line]")
    cell(secretary, second, 0).focus()
    keys.press("F6")
    expect(panel).to_contain_text("Giải ngân")
    expect(panel).to_contain_text(second.unit.name)
    keys.press("Escape")
    keys.press("Tab")
    expect(panel).to_contain_text(third.unit.name)
    expect(cell(secretary, third, 0)).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("F8")
    expect(cell(secretary, third, 1)).to_be_focused()
    keys.type("7")
    keys.press("F8")
    expect(cell(secretary, third, 2)).to_be_focused()
    expect(secretary.page.locator(".cell-error")).to_be_visible()
    check(secretary.page, "the bloc's table with a refused cell and a line beside it")
    check(table(secretary, scoring_cast.year, "self").page, "the bloc's table of self scores")
    check(secretary.go("bloc_changes", *acts.address(scoring_cast.year)).page, "changes of nothing yet")


def test_cells_of_the_table_that_were_never_saved_come_back(desk, scoring_cast, sheets):
    second, _third = sheets
    secretary = table(desk(scoring_cast.secretary), scoring_cast.year)
    secretary.page.route(re.compile("/cells/"), lambda route: route.abort())
    cell(secretary, second, 0).fill("12")
    secretary.page.close(run_before_unload=False)
    secretary.page = secretary.page.context.new_page()
    table(secretary, scoring_cast.year)
    expect(cell(secretary, second, 0)).to_have_value("12")
    secretary.page.get_by_role("button", name="Save them now (1)").click()
    expect(secretary.page.locator("[data-grid-state]")).to_have_text(SAVED)
    assert reviewed(sheets)[0] == [12, None, None, None]
