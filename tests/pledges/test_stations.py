"""What the pledge asks for before a stage."""

from __future__ import annotations

from datetime import date

import pytest

from blocs.stages import Item, Stage
from pledges import stations
from pledges.models.pledges import PledgeState
from pledges.models.registrations import RegistrationState
from tests import factories
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("english")

CONFERENCE = "The signing conference has day, venue and agenda."
ASKED = (Stage.SIGNING, Stage.MIDYEAR, Stage.CONFERENCE)


def lines(items: list[Item]) -> list[tuple[str, bool, bool]]:
    return [(item.text, item.done, item.blocking) for item in items]


def test_signing_waits_for_contents_and_counts_registrations(cast: Cast) -> None:
    pledge = factories.pledge(year=cast.year, sections=0)
    factories.registration(year=cast.year, state=RegistrationState.CONFIRMED)
    counts = "Registrations confirmed: 1 of 3."
    assert lines(stations.checklist(cast.year, Stage.SIGNING)) == [
        ("The joint pledge has contents.", False, True),
        (counts, False, False),
        (CONFERENCE, False, False),
    ]
    pledge.sections.create(title="Mục", body="Điểm")
    for place in (0, 2):
        unit = cast.year.members[place]
        factories.registration(year=cast.year, unit=unit, state=RegistrationState.CONFIRMED)
    assert lines(stations.checklist(cast.year, Stage.SIGNING)) == [
        ("The joint pledge has contents.", True, True),
        ("Registrations confirmed: 3 of 3.", True, False),
        (CONFERENCE, False, False),
    ]


@pytest.mark.parametrize(("state", "done"), [(PledgeState.AGREEING, False), (PledgeState.SIGNED, True)])
def test_midyear_waits_for_the_signature(cast: Cast, state: str, done: bool) -> None:
    factories.pledge(year=cast.year, state=state, place="Khánh Hòa", signed_on=date(2021, 3, 1))
    assert lines(stations.checklist(cast.year, Stage.MIDYEAR)) == [
        ("The joint pledge is signed.", done, True)
    ]


def test_a_year_without_pledge_waits_too(cast: Cast) -> None:
    assert [item.done for item in stations.checklist(cast.year, Stage.SIGNING)] == [False] * 3
    assert [item.done for item in stations.checklist(cast.year, Stage.MIDYEAR)] == [False]


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in ASKED])
def test_other_stages_ask_nothing_of_the_pledge(cast: Cast, stage: str) -> None:
    assert stations.checklist(cast.year, stage) == []
