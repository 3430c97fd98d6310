"""Tags of the pages about the pledge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from pledges.models import MeetingPack
from pledges.models.conferences import Occasion
from pledges.permissions import packs

if TYPE_CHECKING:
    from pledges.models import Conference

register = template.Library()


@register.inclusion_tag("blocs/_tabs.html", takes_context=True)
def pledges_tabs(context: template.Context, current: str) -> dict[str, Any]:
    """The pages about what a bloc pledges in a year, in the order of the year."""
    bloc_year = context["bloc_year"]
    address = bloc_year.address
    pages = (
        ("movements", _("Movements")),
        ("pledges", _("Registrations and joint pledge")),
        ("conferences", _("Conferences")),
        ("results", _("Results")),
    )
    tabs = [
        {"label": label, "url": reverse(name, args=address), "is_current": name == current}
        for name, label in pages
    ]
    return {"tabs": tabs, "label": _("Pages about the pledge")}


@register.inclusion_tag("pledges/_occasions.html")
def occasions(conference: Conference) -> dict[str, Any]:
    """The conferences of the year, to go from one to another."""
    bloc_year = conference.bloc_year
    found = [
        {
            "label": occasion.label,
            "url": reverse("conference", args=(*bloc_year.address, occasion)),
            "is_current": occasion == conference.occasion,
        }
        for occasion in Occasion
    ]
    return {"occasions": found}


@register.inclusion_tag("pledges/_pack.html", takes_context=True)
def meeting_pack(context: template.Context, conference: Conference) -> dict[str, Any]:
    """The one click that makes the pack of a conference, for those who may; the latest pack beside it."""
    may_pack = packs(context["user"], MeetingPack(conference=conference))
    latest = conference.packs.first() if may_pack else None
    return {"conference": conference, "may_pack": may_pack, "latest": latest}
