"""A regulation's workbook on pages: seen before it is taken in, confirmed exactly as seen."""

import os
from datetime import timedelta

import pytest

from blocs.audit import Action, AuditEntry
from blocs.stages import Stage
from scoring.models import Criterion, Regulation
from tests import factories
from tests.cast import assemble
from tests.scoring.books import ROWS, book, changed, content, opened, values
from tests.scoring.pages import CHANGED, GONE, address, files, text, token, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


def test_preview_shows_counts_and_writes_nothing(cast, english, folder):
    factories.regulation(year=cast.year, adopted=False)
    page = english(cast.secretary).post(
        address("regulation_import", cast.year), {"file": upload(changed({"F4": None}))}
    )
    shown = text(page)
    assert page.status_code == 200
    assert "Criteria 6 8" in shown
    assert "Points of the table 100 80" in shown
    assert "No rule was given, so points are given directly: rows 4." in shown
    assert (Criterion.objects.count(), AuditEntry.objects.count()) == (6, 0)
    assert len(files(folder)) == 1


def test_confirmation_does_what_the_preview_showed(cast, english, folder):
    browser = english(cast.secretary)
    page = browser.post(address("regulation_import", cast.year), {"file": upload(content(book(ROWS)))})
    done = browser.post(address("regulation_import_now", cast.year), {"token": token(page)})
    assert (done.status_code, done.url) == (302, address("regulation", cast.year))
    assert Criterion.objects.filter(regulation__bloc_year=cast.year).count() == 8
    assert AuditEntry.objects.get(action=Action.IMPORT).user == cast.secretary
    assert files(folder) == []


def test_refused_file_lists_every_problem_and_keeps_nothing(cast, english, folder):
    data = changed({"E2": 51, "E9": "năm"})
    page = english(cast.secretary).post(address("regulation_import", cast.year), {"file": upload(data)})
    assert page.status_code == 422
    assert "“tệp.xlsx” was not taken in; nothing was changed" in text(page)
    assert "Row 2: I has the maximum 51, but the lines below it add up to 50." in text(page)
    assert "Row 9 (cell E9): “năm” is not a number; write it like 8,25." in text(page)
    assert (files(folder), Regulation.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "This field is required."),
        ({"file": b""}, "The file is empty."),
        ({"file": b"TT;Ten"}, "This is not an Excel workbook (.xlsx)."),
        ({"file": bytes(10 * 1024 * 1024 + 1)}, "The file is larger than 10 MB."),
    ],
)
def test_file_that_is_no_workbook_is_told_at_the_field(cast, english, data, sentence):
    page = english(cast.secretary).post(
        address("regulation_import", cast.year), {name: upload(value) for name, value in data.items()}
    )
    assert page.status_code == 422
    assert sentence in text(page)


def test_draft_changed_meanwhile_is_shown_again(cast, english):
    regulation = factories.regulation(year=cast.year, adopted=False)
    browser = english(cast.secretary)
    page = browser.post(address("regulation_import", cast.year), {"file": upload(content(book(ROWS)))})
    regulation.criteria.filter(code="II").update(name="Tên mới")
    again = browser.post(address("regulation_import_now", cast.year), {"token": token(page)})
    assert again.status_code == 409
    assert CHANGED in text(again)
    assert regulation.criteria.count() == 6
    browser.post(address("regulation_import_now", cast.year), {"token": token(again)})
    assert regulation.criteria.count() == 8


def test_adopted_meanwhile_is_refused(cast, english):
    regulation = factories.regulation(year=cast.year, adopted=False)
    browser = english(cast.secretary)
    page = browser.post(address("regulation_import", cast.year), {"file": upload(content(book(ROWS)))})
    regulation.take("adopt", cast.secretary)
    again = browser.post(address("regulation_import_now", cast.year), {"token": token(page)})
    assert "The regulation is adopted and frozen. Reopen it as a new draft first." in text(again)
    assert regulation.criteria.count() == 6


def test_stage_must_allow_it(english):
    cast = assemble(factories.bloc_year(stage=Stage.REVIEW))
    page = english(cast.secretary).post(
        address("regulation_import", cast.year), {"file": upload(content(book(ROWS)))}
    )
    assert "This is possible only in the stage: Preparation, Signing conference, Mid-year review." in text(
        page
    )


def test_preview_belongs_to_one_person_year_and_day(cast, english, clock, folder):
    browser, other = english(cast.secretary), factories.person("secretary", cast.year.head)
    page = browser.post(address("regulation_import", cast.year), {"file": upload(content(book(ROWS)))})
    now, sent = address("regulation_import_now", cast.year), {"token": token(page)}
    elsewhere = factories.bloc_year(year=2022, bloc=cast.year.bloc, units=cast.year.members)
    assert GONE in text(english(other).post(now, sent))
    assert GONE in text(browser.post(address("regulation_import_now", elsewhere), sent))
    assert GONE in text(browser.post(now, {"token": token(page) + "x"}))
    assert GONE in text(browser.post(now))
    clock.shift(timedelta(days=1, seconds=1))
    assert GONE in text(english(cast.secretary).post(now, sent))
    assert not Regulation.objects.exists()


def test_file_of_yesterday_is_removed(cast, english, folder):
    folder.mkdir()
    old = folder / "old"
    old.write_bytes(b"x")
    os.utime(old, (1, 1))
    english(cast.secretary).post(
        address("regulation_import", cast.year), {"file": upload(content(book(ROWS)))}
    )
    assert not old.exists()
    assert len(files(folder)) == 1


def test_export_is_for_everyone_in_the_bloc(cast, as_):
    factories.regulation(year=cast.year)
    page = as_(cast.officer).get(address("regulation_export", cast.year))
    assert page["Content-Disposition"] == f'attachment; filename="quy-che-{cast.year.bloc.slug}-2021.xlsx"'
    assert len(values(opened(page.content)["Quy chế"])) == 7
    assert as_(cast.stranger).get(address("regulation_export", cast.year)).status_code == 404


def test_workbook_to_fill_in_is_for_the_secretariat(cast, as_):
    assert as_(cast.officer).get(address("regulation_export", cast.year)).status_code == 404
    page = as_(cast.secretary).get(address("regulation_export", cast.year))
    assert len(values(opened(page.content)["Quy chế"])) == 1
