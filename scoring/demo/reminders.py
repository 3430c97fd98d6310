"""Letters that the secretariat of the demonstration has sent, or still has in its outbox."""

from __future__ import annotations

from datetime import date

from blocs.models import BlocYear
from pledges import reminding
from pledges.models import Reminder
from scoring.demo.calendar import happened
from scoring.demo.people import Cast


def sent(cast: Cast, bloc_year: BlocYear, unit: str, day: date) -> None:
    """The people of a unit were reminded of their registration; no mail server is asked for it."""
    with happened(bloc_year, day, hour=9) as moment:
        letters = _prepared(cast, bloc_year, unit)
        for letter in letters:
            letter.take("send", cast.persons["thuky"])
            letter.take("deliver", cast.persons["thuky"])
    written = Reminder.objects.filter(pk__in=[letter.pk for letter in letters])
    written.update(prepared_at=moment, sent_at=moment)


def waiting(cast: Cast, bloc_year: BlocYear, unit: str, day: date) -> None:
    """Letters to a unit's people lie in the outbox."""
    with happened(bloc_year, day, hour=16) as moment:
        letters = _prepared(cast, bloc_year, unit)
    Reminder.objects.filter(pk__in=[letter.pk for letter in letters]).update(prepared_at=moment)


def _prepared(cast: Cast, bloc_year: BlocYear, unit: str) -> list[Reminder]:
    return reminding.prepare(bloc_year, cast.persons["thuky"], [f"registration-{cast.units[unit].pk}"])
