"""A paper from its list to the public page, and a file that is compared without leaving the browser."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blocs.stages import Stage
from pledges.models import Paper
from tests import factories
from tests.browser.measures import check
from tests.cast import assemble

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """async ([bytes, name]) => {
    const carried = new DataTransfer()
    carried.items.add(new File([new Uint8Array(bytes)], name))
    for (const kind of ["dragover", "drop"]) {
        const event = new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true})
        document.querySelector("h1").dispatchEvent(event)
    }
}"""
MORE = "Your file begins with this paper, and something was added after it"
SIGNED_OUTSIDE = b"\n% signed, or changed"


def issued(desk):
    """A joint pledge that the secretary issues page by page."""
    year = factories.bloc_year(year=2026, bloc=factories.bloc(symbol="KTĐ"), stage=Stage.MIDYEAR)
    factories.pledge(year=year, state="signed", place="Khánh Hòa", signed_on=date(2026, 3, 1))
    secretary = desk(assemble(year).secretary).go("documents", year.bloc.slug, year.year)
    secretary.press("Issue: Joint pledge")
    secretary.write(serial="05").press("Go on")
    secretary.reads("nothing in it changes any more")
    secretary.press(secretary.page.get_by_role("button", name="Issue as 05/GUTĐ-KTĐ"))
    secretary.told("Issued as 05/GUTĐ-KTĐ.")
    return Paper.objects.get()


def answered(page, words):
    """The one answer that is seen."""
    expect(page.locator("[data-answer]:visible h2")).to_have_text([words])


def test_issued_paper_is_checked_by_anyone_and_no_file_leaves_the_browser(desk, open_page, live_server):
    paper = issued(desk)
    with paper.content.open() as file:
        content = file.read()
    page = open_page(width=390)
    page.goto(live_server.url + reverse("verification"))
    page.get_by_label("Code on the paper").fill(paper.shown_code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="No. 05/GUTĐ-KTĐ is in force")).to_be_visible()
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    changed = content[:900] + bytes([content[900] ^ 1]) + content[901:]
    for name, given, words in (
        ("goc.pdf", content, "Your file is exactly this paper"),
        ("ky-so.pdf", content + SIGNED_OUTSIDE, MORE),
        ("sua.pdf", changed, "Your file is not this paper"),
        ("cat.pdf", content[:-1], "Your file is not this paper"),
    ):
        chosen = {"name": name, "mimeType": "application/pdf", "buffer": given}
        page.get_by_label("Choose the PDF, or drop it here").set_input_files(chosen)
        answered(page, words)
    page.evaluate(DROP, [list(content), "tha.pdf"])
    answered(page, "Your file is exactly this paper")
    expect(page.locator("[data-answer]:visible")).to_contain_text("tha.pdf")
    assert (sent, page.url) == ([], live_server.url + reverse("verify", args=(paper.code,)))
    check(page, "the public page with an answer")


def test_wrong_code_and_page_without_script_say_what_to_do(open_page, live_server):
    paper = factories.paper()
    page = open_page()
    page.goto(live_server.url + reverse("verify", args=("ABC",)))
    expect(page.get_by_role("alert")).to_contain_text("No paper has the code “ABC”")
    check(page, "a wrong code")
    plain = open_page(java_script_enabled=False)
    plain.goto(live_server.url + reverse("verify", args=(paper.code,)))
    expect(plain.get_by_text("certutil -hashfile FILE SHA256")).to_be_visible()
    expect(plain.locator("input[type=file]")).to_be_hidden()
