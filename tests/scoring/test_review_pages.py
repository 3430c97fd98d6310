"""The review of a sheet: who sees what when, reasons, acceptance, criteria not assigned."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from scoring.models import ScoreSheet
from tests import factories
from tests.scoring.grid import address_of, assignment_seals, column, names, page_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(scoring_cast):
    """The sheet of the officer's unit."""
    return factories.sheet(year=scoring_cast.year)


def test_differing_review_needs_a_reason_before_the_unit_is_asked(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0")
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    browser, url = as_(scoring_cast.secretary), reverse("review", args=(mine.pk,))
    first, *others = names(mine, "reviewed_score")
    typed = dict(zip([first, *others], ["28", "20", "25,5", "0"], strict=True))
    browser.post(url, page_fields(browser, url, typed))
    refused = browser.post(mine.step_url("ask_explanation"))
    assert (refused.status_code, "(I.1)" in refused.context["obstacles"][0]) == (409, True)
    reason = names(mine, "review_reason")[0]
    browser.post(url, page_fields(browser, url, {reason: "Minh chứng chưa đủ"}))
    browser.post(mine.step_url("ask_explanation"))
    mine.refresh_from_db()
    assert (mine.state, column(mine, "reviewed_score")[0]) == ("explaining", 28)


def test_remaining_self_scores_are_accepted_only_as_they_were_shown(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0")
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    browser, url = as_(scoring_cast.secretary), reverse("acceptance", args=(mine.pk,))
    shown = browser.get(url).context
    assert [row.own_points for row in shown["rows"]] == ["30,0", "20,0", "25,5", "0,0"]
    line = factories.lines(mine)[0]
    line.reviewed_score = Decimal(29)
    line.save()
    assert browser.post(url, {"seal": shown["seal"]}).status_code == 200
    assert column(mine, "reviewed_score") == [29, None, None, None]
    browser.post(url, {"seal": browser.get(url).context["seal"]})
    assert column(mine, "reviewed_score") == [29, 20, Decimal("25.5"), 0]


def test_criterion_not_assigned_leaves_the_maximum(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.secretary), reverse("assignments", args=(mine.pk,))
    line = factories.lines(mine)[0]
    seals = assignment_seals(browser, url)
    browser.post(url, seals | {f"off-{line.pk}": "1"})
    assert browser.get(mine.get_absolute_url()).context["totals"]["maximum"] == "60"
    browser.post(url, assignment_seals(browser, url))
    assert browser.get(mine.get_absolute_url()).context["totals"]["maximum"] == "100"


def test_older_page_of_assignments_keeps_a_colleagues_tick(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.secretary), reverse("assignments", args=(mine.pk,))
    first, second, *_rest = factories.lines(mine)
    older = assignment_seals(browser, url)
    browser.post(url, older | {f"off-{first.pk}": "1"})
    browser.post(url, older | {f"off-{second.pk}": "1"})
    assert column(mine, "assigned") == [False, False, True, True]


def test_reviewed_total_of_zero_is_a_total_and_no_review_is_none(scoring_cast, mine, as_):
    browser, url = as_(scoring_cast.secretary), mine.get_absolute_url()
    factories.fill(mine, "30", "20", "25.5", "0")
    mine.take("submit", scoring_cast.officer)
    before = browser.get(url).context["totals"]["reviewed_score"]
    mine.scores.update(reviewed_score=0)
    assert (before, browser.get(url).context["totals"]["reviewed_score"]) == ("–", "0,00")


def test_draft_of_another_unit_is_not_there_and_its_review_stays_hidden(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0", reviewed=True)
    other, url = as_(scoring_cast.other_officer), mine.get_absolute_url()
    assert other.get(url).status_code == 404
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    page = other.get(url)
    assert (page.status_code, page.context["totals"]["reviewed_score"]) == (200, "")
    assert [column.name for column in page.context["table"].columns] == [
        "target",
        "actual",
        "self_score",
        "explanation",
    ]


def test_own_review_is_seen_once_decided(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0", reviewed=True)
    seen = {}
    for state in ("submitted", "returned", "approved"):
        ScoreSheet.objects.filter(pk=mine.pk).update(state=state)
        seen[state] = (
            as_(scoring_cast.leader).get(mine.get_absolute_url()).context["totals"]["reviewed_score"]
        )
    assert seen == {"submitted": "", "returned": "75,50", "approved": "75,50"}


def test_history_keeps_reviewed_scores_from_the_unit_until_they_are_decided(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0")
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    review, url = reverse("review", args=(mine.pk,)), reverse("history", args=address_of(mine))
    secretary = as_(scoring_cast.secretary)
    secretary.post(review, page_fields(secretary, review, {names(mine, "reviewed_score")[0]: "28"}))
    leader = as_(scoring_cast.leader)
    assert (len(secretary.get(url).context["page"]), len(leader.get(url).context["page"])) == (1, 0)
    secretary.post(mine.step_url("send_back"), {"reason": "Bổ sung minh chứng"})
    assert [entry.action for entry in leader.get(url).context["page"]] == ["step", "change"]


def test_only_the_step_that_can_be_taken_is_offered(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0")
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    browser, url = as_(scoring_cast.secretary), reverse("review", args=(mine.pk,))
    before = [step.name for step in browser.get(url).context["steps"]]
    mine.scores.filter(pk=factories.lines(mine)[0].pk).update(reviewed_score=28)
    after = [step.name for step in browser.get(url).context["steps"]]
    assert (before, after) == (["send_back", "approve"], ["send_back", "ask_explanation"])


def test_page_counts_what_is_not_reviewed_and_what_the_reviewer_has_to_do(scoring_cast, mine, as_):
    factories.fill(mine, "30", "20", "25.5", "0")
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    first, second, *_others = factories.lines(mine)
    mine.scores.filter(pk=first.pk).update(reviewed_score=28)
    mine.scores.filter(pk=second.pk).update(reviewed_score=20)
    page = as_(scoring_cast.secretary).get(reverse("review", args=(mine.pk,)))
    counts = page.context["counts"]
    assert (counts["unreviewed"], counts["differing"], counts["mine"]) == (2, 1, 3)
    assert page.context["acceptable"] == 2
