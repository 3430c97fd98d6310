"""Tags of the pages about the pledge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from pledges.models.conferences import Occasion

if TYPE_CHECKING:
    from pledges.models import Conference

register = template.Library()


@register.inclusion_tag("blocs/_tabs.html", takes_context=True)
def pledges_tabs(context: template.Context, current: str) -> dict[str, Any]:
    """The pages about what a bloc pledges in a year, in the order of the year."""
    bloc_year = context["bloc_year"]
    address = (bloc_year.bloc.slug, bloc_year.year)
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
            "url": reverse("conference", args=(bloc_year.bloc.slug, bloc_year.year, occasion)),
            "is_current": occasion == conference.occasion,
        }
        for occasion in Occasion
    ]
    return {"occasions": found}
