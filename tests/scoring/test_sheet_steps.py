"""The way of a sheet: every step in every state by every person, and what each step leaves behind."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from blocs.models.people import Role
from blocs.workflow import StepRefused
from scoring.models import ScoreSheet
from scoring.models.scoresheets import SheetState
from tests import factories
from tests.scoring.reviews import cast_in_review, line, put, reviewed

pytestmark = pytest.mark.django_db

PERSONS = (
    "secretary head_leader deputy_leader officer leader other_officer observer stranger nobody".split()  # noqa: SIM905
)
UNIT, REVIEWER, SENDERS = {"officer", "leader"}, {"secretary"}, {"secretary", "head_leader"}
WHO = {  # by whom, from which states to which; the sheet is that of the third unit, no head and no deputy
    "submit": (UNIT, {"draft", "returned"}, "submitted"),
    "withdraw": (UNIT, {"submitted"}, "draft"),
    "send_back": (SENDERS | {"deputy_leader"}, {"submitted", "explaining", "second_review"}, "returned"),
    "ask_explanation": (REVIEWER, {"submitted"}, "explaining"),
    "explain": (UNIT, {"explaining"}, "second_review"),
    "close_explanation": (REVIEWER, {"explaining"}, "second_review"),
    "approve": (REVIEWER, {"submitted", "second_review"}, "approved"),
    "reopen": (REVIEWER, {"approved"}, "second_review"),
}
OBSTACLES_APART = ("approve", "submitted")  # a changed line has to be shown to the unit first


@pytest.fixture
def world():
    """The third unit's sheet, scored, reviewed with one change, answered; and everybody around it."""
    cast = cast_in_review(members=3)
    third = cast.year.members[2]
    people = {name: getattr(cast, name) for name in PERSONS if hasattr(cast, name)}
    people |= {
        "deputy_leader": cast.leader,
        "officer": cast.other_officer,
        "leader": factories.person(Role.LEADER, third),
        "other_officer": cast.officer,
    }
    sheet = reviewed(cast.year, state="draft", unit=third, line_0=28)
    put(sheet, 0, agrees=True)
    factories.deadline(cast.year, "explanation", "2026-03-09 17:00:00")
    return sheet, people


def outcome(sheet: ScoreSheet, step: str, person) -> str:
    """The state after a step, or why it was not taken."""
    try:
        sheet.take(step, person, "Có lý do")
    except PermissionDenied:
        return "forbidden"
    except StepRefused:
        return "refused"
    return sheet.state


def expected(step: str, state: str, person: str) -> str:
    who, sources, target = WHO[step]
    if person not in who:
        return "forbidden"
    return target if state in sources and (step, state) != OBSTACLES_APART else "refused"


@pytest.mark.parametrize("step", WHO)
def test_step_moves_the_sheet_only_from_its_states_and_for_its_people(world, step):
    sheet, people = world
    found, due = {}, {}
    for state in SheetState.values:
        for name in PERSONS:
            ScoreSheet.objects.filter(pk=sheet.pk).update(state=state)
            put(sheet, 0, agrees=True)
            found[state, name] = outcome(ScoreSheet.objects.get(pk=sheet.pk), step, people[name])
            due[state, name] = expected(step, state, name)
    assert found == due


def test_table_of_this_test_knows_every_step():
    assert set(WHO) == {step.name for step in ScoreSheet.steps}


def test_buttons_are_those_of_the_steps(world):
    sheet, people = world
    ScoreSheet.objects.filter(pk=sheet.pk).update(state="second_review")
    sheet.refresh_from_db()
    offered = {name: [step.name for step in sheet.steps_for(people[name])] for name in PERSONS}
    assert offered == {name: [] for name in PERSONS} | {
        "secretary": ["send_back", "approve"],
        "head_leader": ["send_back"],
        "deputy_leader": ["send_back"],
    }


@pytest.mark.parametrize("step", ["withdraw", "send_back", "close_explanation", "reopen"])
def test_going_back_needs_a_reason(world, step):
    sheet, people = world
    who, sources, _target = WHO[step]
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=next(iter(sources)))
    person = people[next(iter(sorted(who & {"officer", "secretary"})))]
    with pytest.raises(StepRefused) as refusal:
        ScoreSheet.objects.get(pk=sheet.pk).take(step, person, "  ")
    assert len(refusal.value.reasons) == 1


def test_sheet_that_is_sent_back_is_answered_and_decided_anew(world):
    sheet, people = world
    ScoreSheet.objects.filter(pk=sheet.pk).update(state="second_review")
    put(sheet, 0, agrees=False, answer="Có đủ", final_score=29, final_reason="Hội nghị thống nhất")
    ScoreSheet.objects.get(pk=sheet.pk).take("send_back", people["secretary"], "Chấm lại mục I")
    kept = line(sheet, 0)
    assert (kept.agrees, kept.answer, kept.final_score, kept.final_reason) == (None, "Có đủ", None, "")
    assert (kept.reviewed_score, kept.review_reason) == (28, "Thiếu minh chứng")


def test_submission_leaves_a_receipt_to_the_second(world, clock):
    sheet, people = world
    clock.move_to("2026-03-10T02:14:07+00:00", tick=False)
    sheet.take("submit", people["officer"])
    assert (sheet.submitted_at.isoformat()[:19], sheet.submitted_by) == (
        "2026-03-10T02:14:07",
        people["officer"],
    )
    assert len(sheet.fingerprint) == 64


@pytest.mark.parametrize("person", ["head_leader", "deputy_leader"])
def test_leaders_and_council_send_back_but_edit_nothing(world, as_, person):
    sheet, people = world
    ScoreSheet.objects.filter(pk=sheet.pk).update(state="second_review")
    browser = as_(people[person])
    assert browser.get(sheet.step_url("send_back")).status_code == 200
    for name in ("review", "decisions", "assignments"):
        address = sheet.get_absolute_url() + f"{name}/"
        assert (name, browser.post(address).status_code) == (name, 403)
    assert sheet.step_url("send_back") in browser.get(sheet.get_absolute_url()).content.decode()
    browser.post(sheet.step_url("send_back"), {"reason": "Xem lại mục I"})
    sheet.refresh_from_db()
    assert sheet.state == "returned"
