"""Evidence at the screen: files go up by themselves, are described, and prove criteria."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.scoring import samples
from tests.scoring.shelves import lines, shelf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def chosen(desk, *files):
    """Files as one picks them from one's computer, all calling themselves PDF."""
    desk.page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/pdf", "buffer": content} for name, content in files]
    )


def sent(desk, name):
    """The line that tells how far a file is."""
    return desk.page.locator(".upload-item").filter(has_text=name)


def test_files_become_documents_that_prove_criteria(desk, scoring_cast, settings):
    settings.UPLOAD_LIMIT = 3_000_000
    library, officer = shelf(scoring_cast.year), desk(scoring_cast.officer)
    officer.go(library.get_absolute_url())
    program, large = samples.EXECUTABLE, samples.pdf(size=3_100_000)
    chosen(officer, ("bao-cao.pdf", samples.pdf("a")), ("quyet-dinh.pdf", program), ("to.pdf", large))
    expect(sent(officer, "bao-cao.pdf")).to_contain_text("Uploaded: PDF")
    expect(sent(officer, "quyet-dinh.pdf")).to_contain_text("By its content this is none of the kinds taken")
    expect(sent(officer, "to.pdf")).to_contain_text("The file is larger than")
    officer.press(sent(officer, "bao-cao.pdf").get_by_role("link"))
    officer.write(title="Báo cáo quý III", number="41/BC-BQL").press("Save")
    officer.reads("41/BC-BQL").press("Choose criteria")
    search = officer.page.get_by_label("Find a criterion")
    search.fill("chi bo")
    expect(officer.page.locator("tbody tr:visible")).to_have_count(2)  # the section and its line
    officer.page.keyboard.press("Tab")
    officer.page.get_by_label("Chi bộ").press("Space")
    expect(officer.page.locator("[data-picker-count]")).to_have_text("Ticked: 1")
    officer.press("Save")
    officer.told("Links added: 1, taken away: 0.").reads("II.1")


def test_a_new_document_for_a_line_and_one_that_is_there_already(desk, scoring_cast):
    """Neither a log-in that ran out nor a refusal loses what was typed or uploaded."""
    library, officer = shelf(scoring_cast.year), desk(scoring_cast.officer)
    line = lines(library)[0]
    officer.go("line_evidence", line.sheet_id, line.criterion_id).press("Add a new document")
    officer.write(issued_on="31/12/2099")
    upload = f"**{reverse('evidence_upload', args=library.address)}"
    officer.page.route(upload, lambda route: route.fulfill(body="<title>Log in</title>"))
    chosen(officer, ("Bao_cao nam.pdf", samples.pdf("b")))
    expect(sent(officer, "Bao_cao nam.pdf")).to_contain_text("you are logged out")
    officer.page.unroute(upload)
    officer.find("Try again").click()
    kept = officer.page.get_by_label("With the file Bao_cao nam.pdf")
    expect(kept).to_be_checked()
    expect(officer.page.locator("[name=title]")).to_have_value("Bao cao nam")
    expect(officer.page.locator(".preview iframe")).to_have_count(1)
    assert officer.press("Save").status == 422
    expect(kept).to_be_checked()
    officer.write(issued_on="01/03/2021").press("Save")
    officer.told("Saved: Bao cao nam.").reads("Documents that prove it (1)")
    officer.press("Add a new document")
    chosen(officer, ("khac.pdf", samples.pdf("b")))
    expect(sent(officer, "khac.pdf")).to_contain_text("The library has this file already: “Bao cao nam”.")
