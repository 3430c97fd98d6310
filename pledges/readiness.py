"""What a conference still lacks, and which one is to be prepared now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.stages import Item, Stage
from pledges.models import Conference
from pledges.models.conferences import Occasion
from pledges.models.pledges import PledgeState

if TYPE_CHECKING:
    from blocs.models import BlocYear

# the stage in which a conference is prepared and held; the signing conference is begun before its stage
IN_STAGE = {
    Stage.PREPARE: Occasion.SIGNING,
    Stage.SIGNING: Occasion.SIGNING,
    Stage.MIDYEAR: Occasion.MIDYEAR,
    Stage.REVIEW: Occasion.YEAREND,
    Stage.CONFERENCE: Occasion.YEAREND,
}


def occasion_now(bloc_year: BlocYear) -> Occasion:
    """The conference that people mean in this stage."""
    stage = Stage(bloc_year.stage)
    late = stage in (Stage.SELF_SCORING, Stage.SUBMISSION, Stage.CLOSED)
    return Occasion.YEAREND if late else IN_STAGE[stage]


def conference_of(bloc_year: BlocYear, occasion: str) -> Conference | None:
    """The year's conference of a kind, if it has been begun."""
    related = ("bloc_year__bloc", "bloc_year__head", "current")
    return bloc_year.conferences.filter(occasion=occasion).select_related(*related).first()


def lacking(conference: Conference) -> list[Item]:
    """Every line that a conference is ready by, done or not."""
    return [*_facts(conference), *_agenda(conference), *_signing(conference)]


def _facts(conference: Conference) -> list[Item]:
    url = reverse("conference_facts", args=conference.address)
    where = bool(conference.held_on and conference.begins and conference.venue)
    guests = conference.guests.count()
    words = ngettext("%(count)s guest is on the list.", "%(count)s guests are on the list.", guests)
    return [
        _item(_("Day, time and venue are set."), where, url),
        _item(_("Chair and secretary are named."), bool(conference.chair and conference.secretary), url),
        _item(
            words % {"count": guests} if guests else _("Guests are on the list."),
            guests > 0,
            reverse("conference_guests", args=conference.address),
        ),
    ]


def _agenda(conference: Conference) -> list[Item]:
    url, items = reverse("conference_agenda", args=conference.address), list(conference.items.all())
    found = [_item(_("The agenda has items."), bool(items), url)]
    if items and conference.is_signing:
        signing = any(item.is_signing for item in items)
        found.append(_item(_("The agenda says where the units sign."), signing, url))
    return found


def _signing(conference: Conference) -> list[Item]:
    if not conference.is_signing:
        return []
    year, pledge = conference.bloc_year, getattr(conference.bloc_year, "pledge", None)
    url = reverse("pledge", args=conference.address[:2])
    if pledge is None or pledge.state == PledgeState.DRAFT:
        return [_item(_("The joint pledge is with the units for agreement."), False, url)]
    agreements = conference.agreements
    agreed = sum(one.is_agreed for one in agreements)
    named = sum(bool(one.signer) for one in agreements)
    everyone = len(year.members)
    words = _("Units that agreed to the joint pledge: %(done)s of %(all)s.")
    signers = _("Signers named: %(done)s of %(all)s.") % {"done": named, "all": everyone}
    signing = reverse("pledge_signing", args=conference.address[:2])
    return [
        _item(words % {"done": agreed, "all": everyone}, agreed >= everyone, url),
        _item(signers, named >= everyone, signing),
    ]


def _item(text: str, done: bool, url: str) -> Item:
    return Item(text, done, False, url)


def is_ready(conference: Conference) -> bool:
    """Whether people can be invited to it."""
    return bool(conference.held_on and conference.begins and conference.venue and conference.items.exists())


def is_over(conference: Conference) -> bool:
    """Whether its day has passed or its end is entered."""
    past = conference.held_on is not None and conference.held_on < timezone.localdate()
    return past or conference.ended is not None


def has_minutes(conference: Conference) -> bool:
    """Whether the end and what was concluded are written down."""
    return conference.ended is not None and bool(conference.conclusions)


class Duty(NamedTuple):
    """What the secretariat has to do about the conference of a stage: prepare it, or write its minutes."""

    occasion: Occasion
    is_over: bool
    url: str
    until: date | None


def duty(bloc_year: BlocYear) -> Duty | None:
    """What is due in the stage in which a conference is held; before it the checklist asks."""
    stage = Stage(bloc_year.stage)
    if stage not in (Stage.SIGNING, Stage.MIDYEAR, Stage.CONFERENCE):
        return None
    occasion, closes = IN_STAGE[stage], bloc_year.closes(stage)
    url = reverse("conference", args=(*bloc_year.address, occasion))
    found = conference_of(bloc_year, occasion)
    if found is None:
        return Duty(occasion, False, url, closes)
    if is_over(found):
        return None if has_minutes(found) else Duty(occasion, True, url, closes)
    if all(item.done for item in lacking(found)):
        return None
    return Duty(occasion, False, url, found.held_on or closes)
