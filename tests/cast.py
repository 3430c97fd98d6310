"""The people every test knows, and the year they live in."""

from __future__ import annotations

from dataclasses import dataclass

from blocs.models import BlocYear, User
from blocs.models.people import Role
from tests import factories

ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Cast:
    """One year of three units: the head, a member (the deputy) and another member; and people around it."""

    year: BlocYear
    secretary: User
    head_leader: User
    leader: User
    officer: User
    other_officer: User
    observer: User
    stranger: User
    nobody: User


def assemble(year: BlocYear) -> Cast:
    """People for a year: `leader` and `officer` belong to its second member, `other_officer` to its third."""
    head, member, other = year.members[:3]
    elsewhere = factories.bloc_year()
    return Cast(
        year=year,
        secretary=factories.person(Role.SECRETARY, head, full_name="Lê Thị Thư Ký"),
        head_leader=factories.person(Role.LEADER, head, full_name="Trần Văn Trưởng", position="Trưởng Ban"),
        leader=factories.person(Role.LEADER, member, full_name="Phạm Văn Lãnh Đạo", position="Trưởng Ban"),
        officer=factories.person(Role.OFFICER, member, full_name="Nguyễn Thị Cán Bộ"),
        other_officer=factories.person(Role.OFFICER, other),
        observer=factories.person(Role.OBSERVER, year.bloc),
        stranger=factories.person(Role.SECRETARY, elsewhere.head),
        nobody=factories.user(),
    )
