"""What a year under review still misses before its next stage, and who is told."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from blocs.models.people import Role
from blocs.stages import Stage
from blocs.workflow import StepRefused
from scoring.stations import checklist
from scoring.tasks import tasks
from tests import factories
from tests.cast import assemble
from tests.scoring.reviews import cast_in_review, put, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def lines(year, stage):
    fresh = type(year).objects.get(pk=year.pk)
    return [(item.text, item.done, item.blocking) for item in checklist(fresh, stage)]


def test_sheets_count_as_submitted_from_then_on():
    cast = cast_in_review(members=6)
    for unit, state in zip(
        cast.year.members,
        ("draft", "returned", "submitted", "explaining", "second_review", "approved"),
        strict=True,
    ):
        factories.sheet(year=cast.year, unit=unit, state=state)
    assert lines(cast.year, Stage.REVIEW)[0] == ("Sheets submitted: 4 of 6.", False, False)


@pytest.mark.parametrize("named", [True, False])
def test_review_waits_until_someone_is_named_for_the_heads_own_sheet(named):
    cast = assemble(factories.scoring_year())
    reviewer = cast.year.members[2] if named else None
    type(cast.year).objects.filter(pk=cast.year.pk).update(deputy=None, head_reviewer=reviewer)
    item = lines(cast.year, Stage.REVIEW)[1]
    words = "A unit is named that reviews the head's own sheet."
    people = f"{cast.year.members[2]} has people who can review the head's own sheet."
    assert item == ((people, True, False) if named else (words, False, True))
    year = type(cast.year).objects.get(pk=cast.year.pk)
    if not named:
        with pytest.raises(StepRefused, match="reviews the head"):
            year.take("open_review", cast.secretary)


def test_unit_without_people_for_the_review_is_told_but_blocks_nothing():
    year = factories.scoring_year()
    person = factories.person(Role.LEADER, year.deputy)
    assert lines(year, Stage.REVIEW)[1][1:] == (False, False)
    person.roles.update(role=Role.OFFICER)
    assert lines(year, Stage.REVIEW)[1][1:] == (True, False)


def finished(members=3):
    cast = cast_in_review(members=members)
    for unit in cast.year.members:
        reviewed(cast.year, unit=unit, state="approved")
    return cast


def test_conference_opens_with_disputed_lines_and_publishing_waits_for_their_decision():
    cast = finished()
    mine = reviewed(cast.year, state="second_review", line_0=28)
    put(mine, 0, agrees=False, answer="Có đủ")
    assert lines(cast.year, Stage.CONFERENCE) == [
        ("Sheets whose review is finished: 3 of 3.", True, True),
        ("Disputed items decided: 0 of 1; the others are for the conference.", False, False),
    ]
    cast.year.take("open_conference", cast.secretary)
    ranking = cast.year.ranking
    with pytest.raises(StepRefused, match="Not yet approved"):
        ranking.take("publish", cast.secretary)
    put(mine, 0, final_score=29, final_reason="Hội nghị thống nhất")
    mine = type(mine).objects.get(pk=mine.pk)
    mine.take("approve", cast.secretary)
    ranking.take("publish", cast.secretary)
    assert ranking.is_published


@pytest.mark.parametrize("state", ["draft", "returned", "submitted", "explaining"])
def test_conference_waits_for_sheets_whose_review_is_not_finished(state):
    cast = finished()
    factories.sheet(year=cast.year, state=state)
    assert lines(cast.year, Stage.CONFERENCE) == [
        ("Sheets whose review is finished: 2 of 3.", False, True),
    ]


def test_conference_waits_for_a_line_that_was_assigned_after_the_review():
    cast = finished()
    mine = reviewed(cast.year, state="second_review")
    put(mine, 3, reviewed_score=None)
    assert lines(cast.year, Stage.CONFERENCE)[0][1] is False
    put(mine, 3, assigned=False)
    assert lines(cast.year, Stage.CONFERENCE)[0][1] is True


def test_submission_for_awards_waits_for_all_sheets_and_the_ranking():
    cast = finished()
    factories.sheet(year=cast.year, state="second_review")
    assert lines(cast.year, Stage.SUBMISSION) == [
        ("Sheets approved: 2 of 3.", False, True),
        ("The ranking is published.", False, True),
    ]


# --- tasks of the review ---------------------------------------------------------------------------
def urls(user, year):
    return [task.url for task in tasks(user, type(year).objects.get(pk=year.pk))]


def test_unit_is_asked_to_explain_with_its_deadline():
    cast = cast_in_review()
    mine = reviewed(cast.year, state="explaining", line_0=28)
    factories.deadline(cast.year, "explanation", "2026-03-12 17:00:00", hard=True)
    (task,) = tasks(cast.officer, type(cast.year).objects.get(pk=cast.year.pk))
    assert (task.url, task.until, task.urgency) == (
        reverse("explanation", args=(mine.pk,)),
        "17:00:00 12/03/2026",
        "soon",
    )


def test_secretariat_decides_approves_and_goes_on_without_late_answers(clock):
    cast = cast_in_review()
    mine = reviewed(cast.year, state="explaining", line_0=28)
    factories.deadline(cast.year, "explanation", "2026-03-12 17:00:00")
    decide = reverse("decisions", args=(mine.pk,))
    assert mine.step_url("close_explanation") not in urls(cast.secretary, cast.year)
    clock.move_to("2026-03-12T10:00:01+00:00")
    assert mine.step_url("close_explanation") in urls(cast.secretary, cast.year)
    mine.take("close_explanation", cast.secretary, "Hết hạn")
    texts = {task.url: task.text for task in tasks(cast.secretary, cast.year)}
    assert texts[decide].startswith("Approve the reviewed sheet")
    put(mine, 0, agrees=False, answer="Có đủ")
    texts = {task.url: task.text for task in tasks(cast.secretary, cast.year)}
    assert texts[decide].startswith("Decide the disputed lines")


def test_heads_own_sheet_is_the_task_of_its_reviewers_only():
    cast = cast_in_review()
    head = factories.sheet(year=cast.year, unit=cast.year.head, state="submitted")
    review = reverse("review", args=(head.pk,))
    assert [
        review in urls(getattr(cast, name), cast.year) for name in ("secretary", "officer", "leader")
    ] == [
        False,
        True,
        False,
    ]
    type(cast.year).objects.filter(pk=cast.year.pk).update(head_reviewer=cast.year.members[2])
    assert [review in urls(getattr(cast, name), cast.year) for name in ("officer", "other_officer")] == [
        False,
        True,
    ]
