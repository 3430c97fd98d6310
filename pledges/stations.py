"""What the pledge needs before a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.stages import Item, Stage
from pledges.followup import board
from pledges.models.conferences import Occasion
from pledges.models.periods import Period
from pledges.models.pledges import PledgeState
from pledges.readiness import conference_of, is_ready

if TYPE_CHECKING:
    from blocs.models import BlocYear, Unit
    from pledges.models import Pledge


def checklist(bloc_year: BlocYear, stage: str) -> list[Item]:
    """Contents and registrations before the conference, the signatures after it."""
    address = bloc_year.address
    pledge = getattr(bloc_year, "pledge", None)
    if stage == Stage.SIGNING:
        return _before_signing(bloc_year, pledge)
    if stage == Stage.MIDYEAR:
        signed = pledge is not None and pledge.state == PledgeState.SIGNED
        return [Item(_("The joint pledge is signed."), signed, url=reverse("pledge", args=address))]
    if stage == Stage.SELF_SCORING:
        return _results(bloc_year, Period.MIDYEAR, _("Mid-year results entered: %(done)s of %(all)s units."))
    if stage == Stage.CONFERENCE:
        words = _("The year-end conference has day, venue and agenda.")
        entered = _("Year-end results entered: %(done)s of %(all)s units.")
        return [
            *_results(bloc_year, Period.YEAREND, entered),
            _conference(bloc_year, Occasion.YEAREND, words),
        ]
    return []


def _before_signing(bloc_year: BlocYear, pledge: Pledge | None) -> list[Item]:
    address = bloc_year.address
    confirmed = bloc_year.registrations.given().filter(unit__in=bloc_year.members).count()
    counts = {"done": confirmed, "all": len(bloc_year.members)}
    return [
        Item(
            _("The joint pledge has contents."),
            pledge is not None and pledge.sections.exists(),
            url=reverse("pledge", args=address),
        ),
        Item(
            _("Registrations confirmed: %(done)s of %(all)s.") % counts,
            confirmed >= len(bloc_year.members),
            blocking=False,
            url=reverse("pledges", args=address),
        ),
        _conference(bloc_year, Occasion.SIGNING, _("The signing conference has day, venue and agenda.")),
    ]


def _results(bloc_year: BlocYear, period: Period, words: str) -> list[Item]:
    """Whether the results of a review are there, where targets were confirmed; it stops nobody."""
    units = [one for one in board(bloc_year, period).units if one.lines]
    if not units:
        return []
    done = sum(one.is_complete for one in units)
    url = reverse("results", args=bloc_year.address) + f"?period={period}"
    return [Item(words % {"done": done, "all": len(units)}, done == len(units), False, url)]


def _conference(bloc_year: BlocYear, occasion: Occasion, words: str) -> Item:
    """Whether people can be invited; it stops nobody."""
    url = reverse("conference", args=(*bloc_year.address, occasion))
    found = conference_of(bloc_year, occasion)
    return Item(words, found is not None and is_ready(found), False, url)


def stays(bloc_year: BlocYear) -> list[str]:
    """A signed pledge stays signed in every stage."""
    return []


def prepare(bloc_year: BlocYear, stage: str, user: Any) -> None:
    """The pledge needs nothing prepared: its papers are begun by the people who write them."""


def reached(bloc_year: BlocYear, unit: Unit, user: Any) -> None:
    """Plans and results stand in the pledge already."""
