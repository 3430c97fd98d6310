"""Who may do what with registrations and the joint pledge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blocs.permissions import heads, leads, speaks_for
from blocs.stages import Activity

if TYPE_CHECKING:
    from blocs.models import BlocYear, Unit
    from pledges.models import Agreement, Conference, MeetingPack, Paper, Pledge, Registration, Reminder


def owns(user: Any, registration: Registration) -> bool:
    """People of the unit whose registration it is."""
    return speaks_for(user, registration.unit)


def confirms(user: Any, registration: Registration) -> bool:
    """The unit's leader gives the unit's word."""
    return leads(user, registration.unit)


def receives(user: Any, registration: Registration) -> bool:
    """The bloc's secretariat receives what the units registered."""
    return heads(user, registration.bloc_year)


def returns(user: Any, registration: Registration) -> bool:
    """The bloc's secretariat may send a registration back."""
    return heads(user, registration.bloc_year)


def reminds(user: Any, reminder: Reminder) -> bool:
    """The bloc's secretariat reminds units."""
    return heads(user, reminder.bloc_year)


def composes(user: Any, pledge: Pledge) -> bool:
    """The bloc's secretariat writes the joint pledge."""
    return heads(user, pledge.bloc_year)


def agrees(user: Any, agreement: Agreement) -> bool:
    """The unit's leader agrees to the joint pledge."""
    return leads(user, agreement.unit)


def issues(user: Any, paper: Paper) -> bool:
    """The bloc's secretariat issues the bloc's papers, a unit's leader those of the unit."""
    return leads(user, paper.unit) if paper.unit else heads(user, paper.bloc_year)


def convenes(user: Any, conference: Conference) -> bool:
    """The bloc's secretariat prepares, leads and records a conference."""
    return heads(user, conference.bloc_year)


def packs(user: Any, pack: MeetingPack) -> bool:
    """The bloc's secretariat puts the papers of a conference together, and nobody else sees the pack."""
    return heads(user, pack.bloc_year)


def works(user: Any, pack: MeetingPack) -> bool:
    """The worker, which is nobody."""
    return user is None


def launches(user: Any, bloc_year: BlocYear) -> bool:
    """The bloc's secretariat launches movements and wraps them up until the year is handed over."""
    return heads(user, bloc_year) and bloc_year.allows(Activity.MOVEMENTS)


def brings_back(user: Any, paper: Paper, unit: Unit | None) -> bool:
    """Signed copies come from the signer's unit or through the secretariat; one sheet for all through it."""
    return heads(user, paper.bloc_year) or (unit is not None and speaks_for(user, unit))
