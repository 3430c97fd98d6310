"""The draft regulation from a pasted text to an answer taken up, every act by the person whose act it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scoring.models import Consultation
from tests import factories
from tests.browser.measures import faults, none
from tests.cast import assemble

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTED = (
    "Chương I. Quy định chung\nĐiều 1. Phạm vi\n1. Toàn khối.\nĐiều 2. Hội nghị\n1. Một phần hai đơn vị dự."
)
BETTER = "1. Hai phần ba đơn vị dự."


def test_draft_is_pasted_put_to_the_units_commented_answered_and_changed(db, desk):
    year = factories.bloc_year(year=2026)
    cast = assemble(year)
    factories.regulation(year=year, adopted=False)
    address = (year.bloc.slug, year.year)
    secretary, leader = desk(cast.secretary), desk(cast.leader)

    asked(secretary, address)
    said(desk(cast.officer), leader, address)
    answered(secretary, address)

    leader.go("consultations", *address).press("Changes since")
    expect(leader.page.locator("del")).to_contain_text("Một phần hai")
    expect(leader.page.locator("ins")).to_contain_text("Hai phần ba")
    none(faults(leader.page, "changes"))
    assert Consultation.objects.get().unanswered.count() == 0


def asked(secretary, address):
    secretary.go("articles", *address).press("Paste a whole text")
    secretary.write(text=PASTED).press("See what will be made")
    secretary.reads("2 articles are made of it").press("Save these articles")
    secretary.go("consultation_open", *address)
    none(faults(secretary.page, "opening a round"))
    secretary.write(closes_on="20/03/2026").press("Ask the units")


def said(officer, leader, address):
    officer.go("consultations", *address).press("Begin the reply")
    officer.press("Comment: Article 2. Hội nghị")
    officer.write(comment="Nên cao hơn", wording=BETTER).press("Save")
    leader.go("consultations", *address).press("Go on")
    leader.take("Give the opinions")


def answered(secretary, address):
    secretary.go("consultations", *address)
    secretary.press(secretary.page.locator("a[href$='/answer/']"))
    secretary.page.get_by_label("Taken up", exact=True).check()
    secretary.press("Save")
    secretary.press("Change the text")
    secretary.press("Edit: Hội nghị")
    secretary.write(body=BETTER).press("Save")
