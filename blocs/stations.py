"""What the year itself needs before a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.stages import Item, Stage

if TYPE_CHECKING:
    from blocs.models import BlocYear, Unit

FEWEST_MEMBERS = 2


def checklist(bloc_year: BlocYear, stage: str) -> list[Item]:
    """Members, head and dates before the signing conference."""
    if stage != Stage.SIGNING:
        return []
    url = reverse("setup", args=bloc_year.address)
    return [
        Item(_("The bloc has at least two member units."), len(bloc_year.members) >= FEWEST_MEMBERS, url=url),
        Item(_("The head is a member unit."), bloc_year.head in bloc_year.members, url=url),
        Item(_("A deputy is named."), bloc_year.deputy_id is not None, blocking=False, url=url),
        Item(_("The stages have dates."), len(bloc_year.dates) >= len(Stage) - 1, blocking=False, url=url),
    ]


def stays(bloc_year: BlocYear) -> list[str]:
    """The year itself never minds."""
    return []


def prepare(bloc_year: BlocYear, stage: str, user: Any) -> None:
    """The year itself prepares nothing."""


def reached(bloc_year: BlocYear, unit: Unit, user: Any) -> None:
    """The year itself takes nothing over."""
