"""Describing, correcting and deleting documents; a file that came in stays, whatever else is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from blocs.filetypes import RefusedFile
from blocs.workflow import StepRefused
from scoring.forms.evidence import EvidenceForm
from scoring.library import document_row, file_view, line_url, lines_of
from scoring.models import Evidence, EvidenceFile, Score
from scoring.models.filing import delete_document, link, save_document, take_in
from scoring.models.libraries import Library
from scoring.views.evidence import document_or_404, library_or_404, to_library, upload_context
from scoring.views.evidence_files import document_of, same_sentence

OK, CONFLICT, UNPROCESSABLE = 200, 409, 422


@dataclass
class _Chosen:
    """The file that goes with a form: kept from before or just sent; else why it was not taken."""

    file: EvidenceFile | None = None
    problem: str = ""
    same: Evidence | None = None  # the document that has the file already


def evidence_new(request: HttpRequest, bloc: str, year: int, unit: int) -> HttpResponse:
    """Describe a document, with its file or without; from a line of the sheet it is linked at once."""
    library = library_or_404(request, bloc, year, unit)
    if not library.owned_by(request.user):
        raise PermissionDenied
    if request.method != "POST" and not library.open_to(request.user):
        raise PermissionDenied
    document = Evidence(bloc_year=library.bloc_year, unit=library.unit)
    return _page(request, library, document, _line(request, library))


def evidence_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a document, or give it another file."""
    library, document = document_or_404(request, pk)
    if not library.owned_by(request.user):
        raise PermissionDenied
    if request.method != "POST" and (not library.open_to(request.user) or library.keeps(document.added_at)):
        raise PermissionDenied
    return _page(request, library, document, None)


def _line(request: HttpRequest, library: Library) -> Score | None:
    """The line of the unit's own sheet that the document is added for."""
    asked = request.POST.get("line", request.GET.get("line", ""))
    if not asked.isdecimal() or len(asked) > 18:
        return None
    found: Score | None = library.lines.filter(pk=int(asked)).first()
    return found


def _page(request: HttpRequest, library: Library, document: Evidence, line: Score | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = EvidenceForm(sent, instance=document, documents=library.documents)
    chosen = _chosen(request, library, document)
    if chosen.problem:
        form.add_error(None, chosen.problem)
    status = UNPROCESSABLE if form.is_bound else OK
    if form.is_valid():
        try:
            saved = save_document(library, request.user, form, chosen.file)
            linked = link(library, request.user, [saved], [line]) if line else 0
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT
        else:
            return _after(request, saved, line if linked else None)
    return render(request, "scoring/evidence_form.html", _context(library, form, chosen, line), status=status)


def _chosen(request: HttpRequest, library: Library, document: Evidence) -> _Chosen:
    """The file of the form; a new one is taken in first, so that no other field can lose it."""
    if request.method != "POST":
        return _Chosen(_kept(library, document, request.GET.get("file", "")) or document.file)
    sent = request.POST.get("kept", "")
    before = _kept(library, document, sent) or (document.file if sent else None)
    if not (upload := request.FILES.get("file")):
        return _Chosen(before)
    try:
        file = take_in(library, request.user, upload)
    except (RefusedFile, StepRefused) as refusal:
        return _Chosen(before, f"{upload.name}: {refusal}")
    owner = document_of(file)
    if owner and owner.pk != document.pk:
        return _Chosen(before, same_sentence(file), owner)
    return _Chosen(file)


def _kept(library: Library, document: Evidence, pk: str) -> EvidenceFile | None:
    """A file that came in before: one without a document, or this document's own."""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    if document.file is not None and document.file.pk == int(pk):
        return document.file
    found: EvidenceFile | None = library.loose_files.filter(pk=int(pk)).first()
    return found


def _context(library: Library, form: EvidenceForm, chosen: _Chosen, line: Score | None) -> dict[str, Any]:
    document = form.instance
    issuers = library.documents.exclude(issuer="").order_by().values_list("issuer", flat=True).distinct()
    context = {
        "library": library,
        "form": form,
        "document": document if document.pk else None,
        "file": file_view(chosen.file) if chosen.file else None,
        "same": chosen.same or form.same,
        "issuers": sorted({*issuers, library.unit.name}),
        "line": line,
    }
    if line:
        context["line_name"] = lines_of(library.bloc_year)[line.criterion_id]
        context["line_url"] = line_url(line.sheet_id, line.criterion_id)
    return context | upload_context()


def _after(request: HttpRequest, document: Evidence, line: Score | None) -> HttpResponse:
    """Where one goes on: to the line one came from, to the next document, or to this one."""
    messages.success(request, _("Saved: %(document)s.") % {"document": document})
    if line:
        return redirect("line_evidence", line.sheet_id, line.criterion_id)
    if "another" in request.POST:
        return redirect("evidence_new", *_address(document))
    return redirect(document)


def _address(document: Evidence) -> tuple[str, int, int]:
    return *document.bloc_year.address, document.unit_id


def evidence_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before deleting a document, with the criteria that lose it (GET), and delete it (POST)."""
    library, document = document_or_404(request, pk)
    if not library.open_to(request.user) or library.keeps(document.added_at):
        raise PermissionDenied
    if request.method == "POST":
        try:
            delete_document(library, request.user, document)
        except StepRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(document)
        messages.success(request, _("Deleted: %(document)s.") % {"document": document})
        return to_library(library)
    context = {"library": library, "document": document, "row": document_row(library, document)}
    return render(request, "scoring/evidence_delete.html", context)
