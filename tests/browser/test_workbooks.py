"""Workbooks through the pages: chosen, previewed, and taken in only then."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scoring.models import Score
from tests import factories
from tests.browser import acts
from tests.browser.measures import check
from tests.scoring.books import ROWS, book, changed, content, opened, values
from tests.scoring.grids import grid, points
from tests.scoring.sheet_books import filled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def secretary(desk, cast):
    return desk(cast.secretary)


def downloaded(browser, link):
    with browser.page.expect_download() as download:
        browser.find(link).click()
    return opened(download.value.path().read_bytes())


def test_regulation_is_previewed_before_it_is_imported(secretary, cast):
    secretary.go("regulation", *acts.address(cast.year)).press("Import a workbook")
    assert acts.choose(secretary, content(book(ROWS))) == 200
    secretary.reads("Nothing is written yet.")
    expect(secretary.row("of them with points of their own")).to_contain_text("5")
    expect(secretary.row("Nhiệm vụ chuyên môn")).to_contain_text("50")
    assert not hasattr(cast.year, "regulation")
    secretary.press("Import now")
    secretary.told("Imported: tệp.xlsx.")
    expect(secretary.page.locator("table.criteria tbody tr")).to_have_count(len(ROWS))
    secretary.take("Adopt the regulation")


def test_regulation_with_a_mistake_is_refused_by_row_and_changes_nothing(secretary, cast):
    secretary.go("regulation_import", *acts.address(cast.year))
    assert acts.choose(secretary, changed({"A3": "I"})) == 422
    secretary.warned("“tệp.xlsx” was not taken in; nothing was changed")
    expect(secretary.page.get_by_role("alert")).to_contain_text("3")
    secretary.go("regulation", *acts.address(cast.year)).reads("This year has no regulation yet")


def test_exported_regulation_is_the_workbook_to_import(secretary, cast):
    secretary.go("regulation_import", *acts.address(cast.year))
    acts.choose(secretary, content(book(ROWS)))
    secretary.press("Import now")
    sheet = downloaded(secretary, "Download as workbook").active
    assert [row[0] for row in values(sheet)][-len(ROWS) :] == [row[0] for row in ROWS]


def test_scores_of_the_bloc_are_previewed_before_they_are_imported(desk, scoring_cast):
    year = scoring_cast.year
    secretary = desk(scoring_cast.secretary).go("sheets", *acts.address(year))
    secretary.press("Import a workbook")
    secretary.page.locator("[name=round][value=self]").check()
    assert acts.choose(secretary, grid(year, (40, 20, "25,5", 14), (30, 0, 20, 10))) == 200
    expect(secretary.row(year.members[0].name).first).to_contain_text("99.50")
    assert points(year) == [None] * 4
    secretary.press("Import now")
    secretary.told("Imported: tệp.xlsx.")
    assert [str(value) for value in points(year)] == ["40.0000", "20.0000", "25.5000", "14.0000"]


def test_sheet_taken_home_is_compared_and_asks_where_both_wrote(desk, scoring_cast):
    sheet = factories.sheet(year=scoring_cast.year)
    factories.fill(sheet, 1, 20, 3, None)
    officer = desk(scoring_cast.officer).go("sheet", sheet.pk)
    officer.press(officer.page.get_by_role("link", name="Excel"))
    data = content(downloaded(officer, "Download the workbook"))
    lines = factories.lines(sheet)
    Score.objects.filter(pk=lines[0].pk).update(self_score=10)
    figures = {("I/1", "self_score"): 39, ("II/1", "self_score"): "3,5"}
    assert acts.choose(officer, filled(data, figures), "Compare") == 200
    check(officer.page, "workbook of a sheet that asks")
    officer.press("Save")
    officer.warned("Nothing was saved: 1 cell is not decided yet.")
    officer.row("Giải ngân").get_by_label("39").check()
    officer.press("Save")
    officer.told("2 cells taken from “tệp.xlsx”.")
    assert [line.self_score for line in factories.lines(sheet)][:3] == [39, 20, 3.5]
