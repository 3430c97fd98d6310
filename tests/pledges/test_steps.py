"""Every step of registrations, joint pledge and agreements: state x person, through its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.test import Client

from blocs.audit import AuditEntry
from blocs.models import BlocYear
from blocs.stages import Stage
from pledges.models import Pledge, Registration
from pledges.models.pledges import AgreementState, PledgeState
from pledges.models.registrations import RegistrationState
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("english")


Browser = Callable[[Any], Client]
INSIDE = ("secretary", "head_leader", "leader", "officer", "other_officer", "observer")
PERSONS = (*INSIDE, "stranger", "nobody")
REASON = {"reason": "Kế hoạch chưa khớp"}

# step: who may take it, from which states, to which
REGISTRATION = {
    "confirm": ("leader", {"draft", "returned"}, "confirmed"),
    "receive": ("secretary", {"confirmed"}, "received"),
    "send_back": ("secretary", {"confirmed", "received"}, "returned"),
}
PLEDGE = {
    "ask_units": ("secretary", {"draft"}, "agreeing"),
    "take_back": ("secretary", {"agreeing"}, "draft"),
    "sign": ("secretary", {"agreeing"}, "signed"),
}
# step: who may take it, from which state of the agreement in which state of the pledge, to which
AGREEMENT = {
    "agree": ("leader", ("open", "agreeing"), "agreed"),
}


def tried(as_: Browser, cast: Cast, document: Any, step: str, state: str) -> dict[str, tuple[int, str]]:
    """What everyone gets who tries `step` on the document in `state`, and the state it is in afterwards."""
    results = {}
    for person in PERSONS:
        type(document).objects.filter(pk=document.pk).update(state=state)
        response = as_(getattr(cast, person)).post(document.step_url(step), REASON)
        document.refresh_from_db()
        results[person] = (response.status_code, document.state)
    return results


def expected(taker: str, state: str, target: str | None) -> dict[str, tuple[int, str]]:
    """Only `taker` moves, and only to a `target`; strangers see nothing at all."""
    results = {person: (403 if person in INSIDE else 404, state) for person in PERSONS}
    return results | {taker: (302, target) if target else (409, state)}


def signable(year: BlocYear, state: str = PledgeState.AGREEING) -> Pledge:
    """A joint pledge to which every unit has agreed, with place, day and signers."""
    pledge = factories.pledge(year=year, state=state, place="Khánh Hòa", signed_on=date(2021, 3, 1))
    for unit in year.members:
        pledge.agreements.create(unit=unit, state=AgreementState.AGREED, signer="Nguyễn Văn Mẫu")
    return pledge


@pytest.mark.parametrize(("step", "state"), [*product(REGISTRATION, RegistrationState.values)])
def test_registration_step_moves_for_its_person_and_state_only(
    cast: Cast, as_: Browser, step: str, state: str
) -> None:
    registration = factories.registration(year=cast.year)
    taker, sources, target = REGISTRATION[step]
    outcome = tried(as_, cast, registration, step, state)
    assert outcome == expected(taker, state, target if state in sources else None)


@pytest.mark.parametrize(("step", "state"), [*product(PLEDGE, PledgeState.values)])
def test_pledge_step_moves_for_its_person_and_state_only(
    cast: Cast, as_: Browser, step: str, state: str
) -> None:
    BlocYear.objects.update(stage=Stage.SIGNING)
    pledge = signable(cast.year)
    taker, sources, target = PLEDGE[step]
    outcome = tried(as_, cast, pledge, step, state)
    assert outcome == expected(taker, state, target if state in sources else None)


@pytest.mark.parametrize(
    ("step", "state", "pledge_state"), [*product(AGREEMENT, AgreementState.values, PledgeState.values)]
)
def test_agreement_step_moves_for_its_person_and_states_only(
    cast: Cast, as_: Browser, step: str, state: str, pledge_state: str
) -> None:
    agreement = signable(cast.year, pledge_state).agreements.get(unit=cast.year.members[1])
    taker, sources, target = AGREEMENT[step]
    outcome = tried(as_, cast, agreement, step, state)
    assert outcome == expected(taker, state, target if (state, pledge_state) == sources else None)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.PREPARE, Stage.SIGNING)])
def test_registration_cannot_be_confirmed_outside_its_stages(cast: Cast, as_: Browser, stage: str) -> None:
    registration = factories.registration(year=cast.year)
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=stage)
    assert as_(cast.leader).post(registration.step_url("confirm")).status_code == 409
    registration.refresh_from_db()
    assert registration.state == RegistrationState.DRAFT


def test_signing_is_possible_only_in_its_stage(cast: Cast, as_: Browser) -> None:
    pledge = signable(cast.year)
    assert as_(cast.secretary).post(pledge.step_url("sign")).status_code == 409
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.SIGNING)
    assert as_(cast.secretary).post(pledge.step_url("sign")).status_code == 302


def test_confirmation_names_every_row_that_is_not_complete(cast: Cast) -> None:
    registration = factories.registration(year=cast.year, targets=3)
    registration.targets.filter(position=2).update(plan="")
    registration.targets.filter(position=3).update(measure="")
    registration.movements.update(aim="")
    (confirm,) = registration.steps_for(cast.leader)
    assert confirm.obstacles(registration) == [
        "Targets without unit of measure or plan: 2; 3.",
        "Movements without an aim: 1.",
    ]
    registration.targets.all().delete()
    assert confirm.obstacles(registration)[0] == "No target is registered yet."


def test_two_people_confirm_at_once_one_is_told_so(cast: Cast, as_: Browser) -> None:
    registration = factories.registration(year=cast.year)
    first, second = as_(cast.leader), as_(cast.leader)
    assert second.get(registration.step_url("confirm")).status_code == 200
    assert first.post(registration.step_url("confirm")).status_code == 302
    late = second.post(registration.step_url("confirm"))
    assert late.status_code == 409
    assert "Someone was quicker" in late.content.decode()
    assert AuditEntry.objects.filter(detail="confirm").count() == 1


def test_asking_the_units_names_each_leader_as_signer(cast: Cast) -> None:
    pledge = factories.pledge(year=cast.year)
    pledge.take("ask_units", cast.secretary)
    signers = [(one.unit, one.signer, one.signer_position) for one in pledge.agreements.all()]
    head, member, other = cast.year.members
    assert signers == [
        (head, "Trần Văn Trưởng", "Trưởng Ban"),
        (member, "Phạm Văn Lãnh Đạo", "Trưởng Ban"),
        (other, "", ""),
    ]


def test_of_two_leaders_the_one_who_began_last_signs(cast: Cast) -> None:
    member = cast.year.members[1]
    for name in ("Vũ Thị Mới", "An Văn Xưa"):
        began = date(2021, 1, 1) if name == "Vũ Thị Mới" else date(2010, 1, 1)
        factories.person("leader", member, full_name=name, starts=began)
    pledge = factories.pledge(year=cast.year)
    pledge.take("ask_units", cast.secretary)
    assert pledge.agreements.get(unit=member).signer == "Vũ Thị Mới"


def test_the_units_are_not_asked_about_an_empty_text(cast: Cast, as_: Browser) -> None:
    pledge = factories.pledge(year=cast.year, sections=0)
    response = as_(cast.secretary).post(pledge.step_url("ask_units"))
    assert "The joint pledge has no contents yet." in response.content.decode()


def test_asking_again_keeps_the_signers_that_were_named(cast: Cast) -> None:
    pledge = signable(cast.year)
    pledge.take("take_back", cast.secretary, "Sửa mục 2")
    pledge.take("ask_units", cast.secretary)
    assert [(one.signer, one.state) for one in pledge.agreements.all()] == [("Nguyễn Văn Mẫu", "open")] * 3


def test_taking_back_ends_every_agreement_and_the_history_says_whose(cast: Cast) -> None:
    pledge = signable(cast.year)
    pledge.agreements.filter(unit=cast.year.head).update(state=AgreementState.OPEN)
    pledge.take("take_back", cast.secretary, "Sửa mục 2")
    assert set(pledge.agreements.values_list("state", flat=True)) == {AgreementState.OPEN}
    told = AuditEntry.objects.filter(action="change").order_by("pk")
    assert [entry.unit for entry in told] == cast.year.members[1:]
    assert {(change["before"], change["after"]) for entry in told for change in entry.changes} == {
        ("Đã đồng ý", "Chưa đồng ý")
    }


def test_a_leader_is_not_offered_a_text_that_is_being_changed(cast: Cast) -> None:
    pledge = signable(cast.year)
    pledge.take("take_back", cast.secretary, "Sửa mục 2")
    agreement = pledge.agreements.get(unit=cast.year.members[1])
    assert agreement.steps_for(cast.leader) == []
    pledge.take("ask_units", cast.secretary)
    agreement = pledge.agreements.get(unit=cast.year.members[1])
    assert [step.name for step in agreement.steps_for(cast.leader)] == ["agree"]


@pytest.fixture
def signing(cast: Cast) -> Pledge:
    """All is ready: the step is possible."""
    BlocYear.objects.filter(pk=cast.year.pk).update(stage=Stage.SIGNING)
    return signable(cast.year)


def obstacles(pledge: Pledge) -> list[str]:
    fresh = Pledge.objects.get(pk=pledge.pk)
    step = fresh.step("sign")
    assert step
    return step.obstacles(fresh)


def test_signing_has_no_obstacle_when_all_is_there(signing: Pledge) -> None:
    assert obstacles(signing) == []


@pytest.mark.parametrize("missing", [{"place": ""}, {"signed_on": None}])
def test_signing_needs_place_and_day(signing: Pledge, missing: dict[str, Any]) -> None:
    Pledge.objects.update(**missing)
    assert obstacles(signing) == ["Place and date of the signing are not entered yet."]


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        (date(2026, 3, 10), []),
        (date(2026, 3, 11), ["The day of the signing, 11/03/2026, is still to come."]),
    ],
)
def test_signing_is_not_recorded_before_its_day(signing: Pledge, day: date, sentences: list[str]) -> None:
    Pledge.objects.update(signed_on=day)
    assert obstacles(signing) == sentences


def test_signing_names_units_that_have_not_agreed_or_have_no_plain_signer(
    signing: Pledge, cast: Cast
) -> None:
    head, member, other = cast.year.members
    signing.agreements.filter(unit=head).update(state=AgreementState.OPEN)
    signing.agreements.filter(unit=member).update(signer="")
    signing.agreements.filter(unit=other).update(signer="TS. Nguyễn Văn Mẫu")
    assert obstacles(signing) == [
        f"Not yet agreed: {head.short_name}.",
        f"No signer is named for: {member.short_name}.",
        f"The signer's name must stand without title or degree: {other.short_name}.",
    ]


def test_signing_names_a_member_added_after_the_units_were_asked(signing: Pledge, cast: Cast) -> None:
    late = factories.unit()
    cast.year.memberships.create(unit=late, position=9)
    assert obstacles(signing) == [
        f"Not yet asked: {late.short_name}. Take the pledge back and send it to the units again."
    ]


def test_signing_names_a_unit_that_left_after_the_units_were_asked(signing: Pledge, cast: Cast) -> None:
    gone = cast.year.members[2]
    cast.year.memberships.filter(unit=gone).delete()
    assert obstacles(signing) == [
        f"No longer a member: {gone.short_name}. Take the pledge back and send it to the units again."
    ]


def test_every_step_leaves_an_entry_with_reason_and_states(cast: Cast) -> None:
    registration = factories.registration(year=cast.year, state=RegistrationState.CONFIRMED)
    registration.take("send_back", cast.secretary, "Kế hoạch chưa khớp")
    entry = AuditEntry.objects.get()
    assert (entry.user, entry.unit, entry.target, entry.reason) == (
        cast.secretary,
        registration.unit,
        registration,
        "Kế hoạch chưa khớp",
    )
    assert entry.changes == [
        {"of": "", "what": "state", "before": "Lãnh đạo đã xác nhận", "after": "Trả lại"}
    ]
    assert Registration.objects.get().state == RegistrationState.RETURNED


@pytest.mark.parametrize(
    ("step", "state"), [("confirm", "draft"), ("send_back", "confirmed"), ("send_back", "received")]
)
def test_registrations_stay_as_they_are_once_the_pledge_is_signed(
    cast: Cast, as_: Browser, step: str, state: str
) -> None:
    registration = factories.registration(year=cast.year, state=state)
    signable(cast.year, PledgeState.SIGNED)
    person = cast.leader if step == "confirm" else cast.secretary
    response = as_(person).post(registration.step_url(step), REASON)
    assert response.status_code == 409
    assert "The joint pledge is signed, and what the units registered with it." in response.content.decode()
    assert not registration.editable_by(cast.leader)
