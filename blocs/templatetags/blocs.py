"""What every page needs from the program: the address of a step, an icon, the text of a block."""

from __future__ import annotations

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template.context import RequestContext
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from blocs.workflow import Stateful, Step

register = template.Library()


@register.simple_tag
def step_url(document: Stateful, step: Step) -> str:
    """Where `step` of `document` is asked about and taken."""
    return document.step_url(step.name)


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """The drawing `name` of static/img/icons.svg, in the colour of the text around it."""
    markup = '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    return format_html(markup, css, static("img/icons.svg"), name)


@register.simple_tag(takes_context=True)
def csrf_field(context: RequestContext) -> SafeString:
    """The hidden field of a form inside a template that was included with `only`."""
    token = get_token(context.request)
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


@register.simple_tag(takes_context=True)
def block_text(context: Any, name: str) -> SafeString:
    """What the page put into the block `name`: the title is shown twice, an empty lead not at all."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return SafeString(block.render(context).strip() if block else "")
