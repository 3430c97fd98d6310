"""From the first review to the final score: secretariat, unit and conference, each at their own desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from blocs.stages import Stage
from scoring.models import ScoreSheet
from tests import factories
from tests.browser import acts
from tests.scoring.reviews import cast_in_review, line, reviewed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"^Saved at \d\d:\d\d$")
ANSWER = "Đủ minh chứng theo Quyết định số 15"


@pytest.fixture
def cast(db):
    """Head 83 and third 80 points; the member's own 85 are submitted."""
    found = cast_in_review()
    head, member, third = found.year.members
    reviewed(found.year, unit=head, state="approved", own=(30, 20, 23, 10))
    reviewed(found.year, unit=third, state="approved", own=(30, 20, 20, 10))
    sheet = factories.sheet(year=found.year, unit=member)
    factories.fill(sheet, 30, 20, 25, 10)
    sheet.take("submit", found.officer)
    return found


@pytest.fixture
def mine(cast):
    return factories.sheet(year=cast.year)


def review(secretary, mine):
    """One line is reviewed lower, the others as they are; the unit is asked."""
    acts.review_one(secretary, mine, 0, "23", "Tab", "Thiếu minh chứng", "Enter")
    acts.accept_remaining(secretary, mine, 3)
    secretary.go("review", mine.pk).take("Ask the unit to explain")


def answer(officer, mine):
    """The unit comes from its task; what is chosen without a connection is saved when it is back."""
    officer.go("home").press(f"Explain: Answer the review of {mine.unit.short_name}, line by line")
    row = officer.page.locator("tr[data-line]")
    state, left = row.locator("[data-state]"), officer.page.locator("[data-left]")
    expect(left).to_have_text("1 line is not answered yet.")
    officer.page.context.set_offline(True)
    row.get_by_label("We do not agree").check()
    expect(state).to_have_text("Not saved: no connection. It stays here and is tried again.")
    officer.page.context.set_offline(False)
    expect(state).to_have_text(SAVED)
    row.get_by_role("textbox").fill(ANSWER)
    row.get_by_role("textbox").blur()
    expect(left).to_have_text("Every line is answered.")
    expect(state).to_have_text(SAVED)
    officer.take("Send the answers")


def decide(secretary, mine):
    """From the agenda to the line; who moves is shown before, and only then saved."""
    secretary.press("Decide: I.1")
    acts.decide(secretary, line(mine, 0), "29", "Hội nghị thống nhất")
    expect(secretary.row(mine.unit.name)).to_contain_text("84.00")
    expect(secretary.row(mine.bloc_year.head.name).locator("td").last).to_have_text("2")
    acts.save_decision(secretary)


def test_disputed_line_goes_from_review_to_the_conferences_decision(desk, cast, mine):
    secretary, officer, leader = desk(cast.secretary), desk(cast.officer), desk(cast.head_leader)
    review(secretary, mine)
    answer(officer, mine)
    acts.open_stage(secretary, cast.year, Stage.CONFERENCE)
    leader.go("agenda", *acts.address(cast.year)).reads(ANSWER)
    assert leader.kind_of("For the conference (PDF)") == "200 application/pdf"
    expect(leader.find("Decide: I.1")).to_have_count(0)
    secretary.go("agenda", *acts.address(cast.year))
    decide(secretary, mine)
    secretary.take("Approve")
    assert ScoreSheet.objects.get(pk=mine.pk).state == "approved"
    leader.go("comparison", mine.pk).reads("Hội nghị thống nhất").reads("84.00")
