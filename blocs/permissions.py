"""Who may do what, as one-line predicates. Roles are rows with dates (`Representative`): no row, no right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blocs.models import BlocYear, Representative, Unit

LEADER, OFFICER, SECRETARY, OBSERVER = "leader", "officer", "secretary", "observer"


def roles(user: Any) -> list[Representative]:
    """The roles `user` holds today, fetched once per request."""
    return user.current_roles if user.is_authenticated else []


def speaks_for(user: Any, unit: Unit) -> bool:
    """An officer or a leader of `unit`."""
    return any(role.unit_id == unit.pk and role.role in (LEADER, OFFICER) for role in roles(user))


def leads(user: Any, unit: Unit) -> bool:
    """A leader of `unit`."""
    return any(role.unit_id == unit.pk and role.role == LEADER for role in roles(user))


def heads(user: Any, bloc_year: BlocYear) -> bool:
    """A secretary of the unit that heads the bloc in this year."""
    return any(role.unit_id == bloc_year.head_id and role.role == SECRETARY for role in roles(user))


def observes(user: Any, bloc_year: BlocYear) -> bool:
    """An observer of the bloc."""
    return any(role.bloc_id == bloc_year.bloc_id and role.role == OBSERVER for role in roles(user))


def unit_ids(user: Any) -> set[int]:
    """The units `user` belongs to in any role."""
    return {role.unit_id for role in roles(user) if role.unit_id}


def observed_bloc_ids(user: Any) -> set[int]:
    """The blocs `user` observes."""
    return {role.bloc_id for role in roles(user) if role.bloc_id}


def headed_unit_ids(user: Any) -> set[int]:
    """The units for which `user` is a secretary; in years that such a unit heads, `user` runs the bloc."""
    return {role.unit_id for role in roles(user) if role.role == SECRETARY and role.unit_id}
