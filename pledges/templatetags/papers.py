"""Where a page about something leads to the paper of it."""

from __future__ import annotations

from typing import Any

from django import template

from pledges import papers
from pledges.issuing import in_force, may_issue, obstacles

register = template.Library()


@register.inclusion_tag("pledges/_paper_link.html", takes_context=True)
def paper_link(context: template.Context, kind_name: str, key: str = "") -> dict[str, Any]:
    """The issued paper; before it is issued the way to issue it, for whoever may and as soon as it can be."""
    bloc_year, kind = context["bloc_year"], papers.kinds()[kind_name]
    subject = kind.subject(bloc_year, key)
    if subject is None:
        return {}
    if paper := in_force(bloc_year, kind_name, key):
        return {"paper": paper}
    user = context["request"].user
    is_ready = may_issue(user, bloc_year, subject) and not obstacles(bloc_year, kind, subject)
    return {"kind": kind.label, "address": papers.address(bloc_year, kind, subject) if is_ready else None}
