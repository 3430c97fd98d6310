"""The designer's page: a paper as HTML on a sheet with rulers, for those who may issue it."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from blocs.pdf import Marks
from pledges import papers
from pledges.issuing import proposal
from pledges.views.issuing import issuable_or_403

SPECIMEN = "0000000000"  # no paper's code: none has a zero


def paper_design(request: HttpRequest, bloc: str, year: int, kind: str, subject: str) -> HttpResponse:
    """The sheet in a frame, and links to see it as a draft or as issued, with marks or without."""
    planned = issuable_or_403(request, bloc, year, kind, subject)
    chosen = "issued" in request.GET, "marks" in request.GET
    choices = (
        (_("Draft"), "", (False, False)),
        (_("With number and day"), "?issued", (True, False)),
        (_("With number, day, code and QR code"), "?issued&marks", (True, True)),
    )
    links = [(words, query, which == chosen) for words, query, which in choices]
    query = next((query for _words, query, is_chosen in links if is_chosen), "")
    context = {"planned": planned, "links": links, "query": query}
    return render(request, "pledges/paper_design.html", context)


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]  # its types know no arguments of addresses
def paper_sheet(request: HttpRequest, bloc: str, year: int, kind: str, subject: str) -> HttpResponse:
    """The paper as a page of its own: the same composition that is printed."""
    planned = issuable_or_403(request, bloc, year, kind, subject)
    found = proposal(planned.bloc_year, planned.kind, planned.subject)
    face = found.face if "issued" in request.GET else papers.DRAFT
    composition = planned.kind.compose(planned.bloc_year, planned.subject, face)
    address = settings.PUBLIC_URL + reverse("verify", args=(SPECIMEN,))
    marks = Marks(SPECIMEN, address) if "marks" in request.GET else None
    return HttpResponse(composition.html(marks, in_browser=True))
