"""One line of a sheet in full: what stands beside the grid, for whom."""

from __future__ import annotations

import pytest
from django.urls import reverse

from scoring.models import Criterion, ScoreSheet
from tests import factories
from tests.scoring.grid import Page, names

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(scoring_cast):
    """The sheet of the officer's unit."""
    return factories.sheet(year=scoring_cast.year)


def about(browser, sheet, line=0, **query):
    """The page of a line."""
    return browser.get(reverse("line", args=(sheet.pk, factories.lines(sheet)[line].criterion_id)), query)


def test_line_leads_to_its_neighbours_and_the_grid_gets_only_the_part_beside_it(scoring_cast, mine, as_):
    browser = as_(scoring_cast.officer)
    middle, last = about(browser, mine, 1), about(browser, mine, 3)
    assert (middle.context["before"].number, middle.context["after"].number) == ("I.1", "II.1")
    assert (last.context["before"].number, last.context["after"]) == ("II.1", None)
    beside = about(browser, mine, 1, beside="")
    assert ("<html" in middle.content.decode(), "<html" in beside.content.decode()) == (True, False)


def test_history_of_a_line_is_its_own(scoring_cast, mine, as_):
    officer = Page(as_(scoring_cast.officer), mine, scoring_cast.officer)
    first, second, *_others = names(mine, "self_score")
    officer.save({first: "8", second: "20"})
    officer.save({second: "0"})
    acts = about(officer.browser, mine, 1).context["acts"]
    assert [[(one["before"], one["after"]) for one in act.changes] for act in acts] == [
        [("20", "0")],
        [("", "20")],
    ]


def test_review_of_a_line_and_its_history_wait_until_they_are_disclosed(scoring_cast, mine, as_):
    factories.fill(mine, 30, 20, "25.5", 0)
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    secretary = Page(as_(scoring_cast.secretary), mine, scoring_cast.secretary, review=True)
    secretary.save({names(mine, "reviewed_score")[0]: "28", names(mine, "review_reason")[0]: "Thiếu hồ sơ"})
    leader, seen = as_(scoring_cast.leader), []
    for _time in range(2):
        page = about(leader, mine)
        seen.append(("Thiếu hồ sơ" in page.content.decode(), len(page.context["acts"])))
        secretary.browser.post(mine.step_url("send_back"), {"reason": "Bổ sung"})
    assert seen == [(False, 0), (True, 1)]
    assert "Thiếu hồ sơ" not in about(as_(scoring_cast.other_officer), mine).content.decode()


def test_points_of_a_line_are_derived_in_sentences(scoring_cast, mine, as_):
    line = factories.lines(mine)[0]
    Criterion.objects.filter(pk=line.criterion_id).update(rule="count", parameters={"per_item": "3"})
    mine.scores.filter(pk=line.pk).update(actual=4, self_score=10)
    (derivation,) = about(as_(scoring_cast.officer), mine).context["derivations"]
    assert (derivation.label, derivation.points) == ("Điểm tự chấm", "10")
    assert [("12" in words, "10" in words) for words in derivation.sentences] == [(True, False), (True, True)]


def test_line_of_another_sheet_or_a_section_is_not_there(scoring_cast, mine, as_):
    browser, section = as_(scoring_cast.officer), Criterion.objects.get(code="I", parent=None)
    assert browser.get(reverse("line", args=(mine.pk, section.pk))).status_code == 404
    other = factories.sheet(year=scoring_cast.year, unit=scoring_cast.year.members[2])
    assert about(browser, other).status_code == 404
