"""Tags of the scoring pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.stages import Activity
from pledges import papers
from scoring.models import PledgedTarget, Regulation
from scoring.permissions import compares, drafts, feeds, sees_standing, sets_deadlines

if TYPE_CHECKING:
    from pledges.models import Registration

register = template.Library()


@register.inclusion_tag("blocs/_tabs.html", takes_context=True)
def scoring_tabs(context: template.Context, current: str) -> dict[str, Any]:
    """The pages about the scoring of a whole year that are open to the person."""
    user, bloc_year = context["request"].user, context["bloc_year"]
    address = bloc_year.address
    pages = (
        ("sheets", _("Score sheets"), True),
        ("bloc_table", _("Score table of the bloc"), True),
        ("evidence_libraries", _("Evidence"), True),
        ("agenda", _("Disputed items"), sees_standing(user, bloc_year)),
        ("bloc_changes", _("What the review changed"), compares(user, bloc_year)),
        ("deadlines", _("Deadlines"), sets_deadlines(user, bloc_year)),
    )
    tabs = [
        {"label": label, "url": reverse(name, args=address), "is_current": name == current}
        for name, label, is_open in pages
        if is_open
    ]
    return {"tabs": tabs, "label": _("Pages about scoring")}


@register.inclusion_tag("blocs/_tabs.html", takes_context=True)
def regulation_tabs(context: template.Context, current: str) -> dict[str, Any]:
    """The pages about the regulation of a year."""
    bloc_year = context["bloc_year"]
    address = bloc_year.address
    pages = (
        ("regulation", _("Criteria")),
        ("articles", _("Text")),
        ("consultations", _("Opinions")),
    )
    tabs = [
        {"label": label, "url": reverse(name, args=address), "is_current": name == current}
        for name, label in pages
    ]
    return {"tabs": tabs, "label": _("Pages about the regulation")}


@register.inclusion_tag("scoring/_fed_criteria.html", takes_context=True)
def fed_criteria(context: template.Context, registration: Registration) -> dict[str, Any]:
    """The criteria that take their figures from a registration; nothing where there is nothing to link."""
    links = PledgedTarget.objects.filter(target__registration=registration)
    return {
        "links": links.select_related("criterion", "target").order_by("target__position", "target"),
        "may_link": feeds(context["request"].user, registration),
        "url": reverse("registration_criteria", args=(registration.pk,)),
    }


@register.inclusion_tag("scoring/_regulation_in_force.html", takes_context=True)
def regulation_issue(context: template.Context, regulation: Regulation) -> dict[str, Any]:
    """Whether the regulation is issued, what still counts while a new draft is written, and who issues it."""
    bloc_year = regulation.bloc_year
    in_force = bloc_year.papers.in_force().filter(kind="regulation").first()
    may_issue = drafts(context["request"].user, regulation) and bloc_year.allows(Activity.PAPERS)
    is_waiting = regulation.is_adopted and in_force is None and regulation.articles.exists()
    return {
        "regulation": regulation,
        "in_force": in_force,
        "issue_url": reverse(
            "paper_issue", args=papers.address(bloc_year, papers.kinds()["regulation"], papers.Subject())
        )
        if may_issue and is_waiting
        else "",
    }
