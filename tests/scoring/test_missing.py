"""Units are reminded of the opinions that they have not given."""

from __future__ import annotations

from datetime import date

from blocs.models import BlocYear, User
from pledges import reminding
from scoring.missing import DUTIES
from tests import factories
from tests.cast import Cast
from tests.scoring import consultations


def test_who_is_silent_owes_an_opinion_until_the_rounds_last_day(cast: Cast, clock) -> None:
    (duty,) = DUTIES
    head, member, other = cast.year.members
    found = consultations.consultation(
        factories.regulation(year=cast.year, adopted=False), closes_on=date(2026, 3, 20)
    )
    consultations.reply(found, head, given=True)
    consultations.reply(found, member, {"article": 1})
    lacks = duty.lacks(cast.year)
    assert [(lack.unit, lack.until) for lack in lacks] == [
        (member, date(2026, 3, 20)),
        (other, date(2026, 3, 20)),
    ]
    User.objects.filter(pk=cast.officer.pk).update(email="canbo@donvi.example")
    (letter,) = reminding.prepare(cast.year, cast.secretary, [f"opinion-{member.pk}"])
    assert "trước ngày 20/03/2026" in letter.body
    assert f"http://127.0.0.1:8000{found.get_absolute_url()}" in letter.body
    clock.move_to("2026-03-21 00:00:00+07:00")
    assert duty.lacks(BlocYear.objects.get(pk=cast.year.pk)) == []


def test_without_a_round_nobody_owes_an_opinion(cast: Cast) -> None:
    assert DUTIES[0].lacks(cast.year) == []
