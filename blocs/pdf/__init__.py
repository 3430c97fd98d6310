"""Official papers: a template and its context → the bytes of a PDF, in one place.

Beside it `letterhead` and `signatures` say what stands at the head and at the foot of a paper (Decree 30),
`bloc_papers` what all papers of a bloc share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.http import content_disposition_header

from blocs.pdf.marks import QR_ADDRESS, Marks

__all__ = ["DEMO", "DRAFT", "LANDSCAPE", "PROVISIONAL", "Composition", "Marks", "paper", "shown"]

# style sheets beside print.css
LANDSCAPE, DRAFT, PROVISIONAL, DEMO = "landscape", "draft", "provisional", "demo"


@dataclass(frozen=True, slots=True)
class Composition:
    """A paper before it is set: the template `templates/print/<name>.html` and what it prints.

    `sheets` are further style sheets (`LANDSCAPE`, `DRAFT`, `PROVISIONAL`, `DEMO`); `day` is the day the
    paper bears, the only date that goes into the file. What is `for_signing` is not tagged: signatures in
    tagged files take long to check. What is for reading is tagged (PDF/UA-1).
    """

    name: str
    context: Mapping[str, Any]
    sheets: tuple[str, ...] = ()
    day: date | None = None
    for_signing: bool = False

    def html(self, marks: Marks | None = None, *, in_browser: bool = False) -> str:
        """The paper as a page, written in Vietnamese whatever the reader's language.

        For a browser its style sheets have our addresses, and one more imitates the sheets of paper.
        """
        names = ("print", *self.sheets, *(("marks",) if marks else ()), *(("design",) if in_browser else ()))
        address = static if in_browser else str
        extra = {
            "style_sheets": [address(f"print/{name}.css") for name in names],
            "created": f"{self.day:%Y-%m-%d}" if self.day else "",
            "marks": marks,
            "qr": marks.qr_data if marks and in_browser else QR_ADDRESS,
        }
        with translation.override("vi"):
            return render_to_string(f"print/{self.name}.html", {**self.context, **extra})

    def pdf(self, marks: Marks | None = None) -> bytes:
        """The paper's bytes: the same for the same composition and marks."""
        from blocs.pdf import typesetting  # slow import

        pictures = ((QR_ADDRESS, marks.qr),) if marks else ()
        return typesetting.pdf(self.html(marks), tagged=not self.for_signing, pictures=pictures)


def paper(
    name: str, context: Mapping[str, Any], *, sheets: tuple[str, ...] = (), day: date | None = None
) -> bytes:
    """The bytes of a paper that is printed to be read and never issued: tagged, and without marks."""
    return Composition(name, context, sheets, day).pdf()


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
