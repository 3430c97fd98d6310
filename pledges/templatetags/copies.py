"""The signed copies of a paper on its page."""

from __future__ import annotations

from typing import Any

from django import template

from pledges.copies.pages import signing
from pledges.models import Paper

register = template.Library()


@register.inclusion_tag("pledges/_signed_copies.html", takes_context=True)
def signed_copies(context: template.Context, paper: Paper) -> dict[str, Any]:
    """Who signs in which order and what was brought back."""
    return signing(paper, context["request"].user)
