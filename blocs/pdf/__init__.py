"""Official papers: a template and its context → the bytes of a PDF, in one place.

Beside it `letterhead` and `signatures` say what stands at the head and at the foot of a paper (Decree 30).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import content_disposition_header

# style sheets beside print.css
LANDSCAPE, DRAFT, PROVISIONAL, DEMO = "landscape", "draft", "provisional", "demo"


def paper(
    name: str, context: Mapping[str, Any], *, sheets: tuple[str, ...] = (), day: date | None = None
) -> bytes:
    """The paper `templates/print/<name>.html`, written in Vietnamese whatever the reader's language.

    `sheets` are further style sheets (`LANDSCAPE`, `DRAFT`, `PROVISIONAL`, `DEMO`); `day` is the day the
    paper bears, the only date that goes into the file.
    """
    from blocs.pdf import typesetting  # slow import

    extra = {"sheets": sheets, "created": f"{day:%Y-%m-%d}" if day else ""}
    with translation.override("vi"):
        html = render_to_string(f"print/{name}.html", {**context, **extra})
    return typesetting.pdf(html)


def shown(content: bytes, filename: str) -> HttpResponse:
    """A PDF for the browser to show, under a name that keeps its Vietnamese letters when it is saved.

    Browsers draw a PDF with parts of their own, which the policy of our pages would forbid: of that policy
    only the ban on being framed remains.
    """
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(False, filename))
    response["Content-Security-Policy"] = "frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-cache"
    return response
