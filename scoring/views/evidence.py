"""Evidence to look at: the libraries of a year, a unit's library, a document."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat

from blocs import pdf
from blocs.filetypes import KINDS
from blocs.frame import stand_in, year_or_404
from scoring import documents as papers
from scoring.library import SHOWN, chosen, document_row, file_view, library_rows, needs, summaries
from scoring.models import Evidence
from scoring.models.evidence import missing_evidence
from scoring.models.libraries import Library, library_of
from scoring.views.sheet_frame import tabs

ACCEPTED = ",".join(ending for kind in KINDS for ending in kind.endings)


def evidence_libraries(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Every unit's library: how much is in it, and how many lines miss evidence."""
    rows = summaries(year_or_404(request, bloc, year), request.user)
    own = [row for row in rows if row.is_own]
    return render(request, "scoring/evidence_libraries.html", {"rows": rows, "own": own})


def library_or_404(request: HttpRequest, bloc: str, year: int, unit: int) -> Library:
    """The library of the address, if the person may see it."""
    bloc_year = year_or_404(request, bloc, year)
    found = next((member for member in bloc_year.members if member.pk == unit), None)
    if found is None or not (library := Library(bloc_year, found)).visible_to(request.user):
        raise Http404
    return library


def document_or_404(request: HttpRequest, pk: int) -> tuple[Library, Evidence]:
    """A document of a library that the person may see."""
    related = ("bloc_year__bloc", "bloc_year__head", "unit", "file")
    visible = Evidence.objects.visible_to(request.user).select_related(*related)
    document = get_object_or_404(visible, pk=pk)
    stand_in(request, document.bloc_year)
    return library_of(document), document


def to_library(library: Library) -> HttpResponse:
    """Back to the library."""
    return redirect(library.get_absolute_url())


def upload_context() -> dict[str, Any]:
    """What the places where files are chosen say beforehand."""
    return {
        "accepted": ACCEPTED,
        "upload_limit": settings.UPLOAD_LIMIT,
        "limit_words": filesizeformat(settings.UPLOAD_LIMIT),
    }


def evidence_library(request: HttpRequest, bloc: str, year: int, unit: int) -> HttpResponse:
    """A unit's documents, with what they prove; files that wait for a description; lines without evidence."""
    library = library_or_404(request, bloc, year, unit)
    every = library_rows(library)
    query, show = request.GET.get("q", "").strip()[:100], request.GET.get("show", "")
    show = show if show in SHOWN else ""
    missing = missing_evidence(library.sheet) if library.sheet else []
    owned = library.owned_by(request.user)
    context = {
        "library": library,
        "tabs": tabs(request.user, library.sheet, "evidence") if library.sheet else [],
        "rows": chosen(every, query, show),
        "count": len(every),
        "query": query,
        "show": show,
        "choices": SHOWN.items(),
        "loose": [file_view(file) for file in library.loose_files] if owned else [],
        "needs": needs(library, missing) if missing else [],
        "may_add": library.open_to(request.user),
        "used": filesizeformat(library.used),
        "room": filesizeformat(settings.EVIDENCE_LIMIT),
    }
    return render(request, "scoring/evidence_library.html", context | upload_context())


def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """A document: what it is, what it proves, and how it looks."""
    library, document = document_or_404(request, pk)
    open_ = library.open_to(request.user)
    row = document_row(library, document)
    context = {
        "library": library,
        "document": document,
        "row": row,
        "may_change": open_ and not library.keeps(document.added_at),
        "may_link": open_ and library.sheet is not None,
        "fixed": open_ and library.keeps(document.added_at),
    }
    return render(request, "scoring/evidence.html", context)


def evidence_pdf(request: HttpRequest, bloc: str, year: int, unit: int) -> HttpResponse:
    """The list of evidence on paper; marked as a draft until the sheet is submitted."""
    library = library_or_404(request, bloc, year, unit)
    return pdf.shown(papers.evidence_list(library), papers.evidence_filename(library))
