"""Files of evidence: uploads are requests of their own, downloads ask who wants them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs.filetypes import RefusedFile
from blocs.frame import stand_in
from blocs.workflow import StepRefused
from scoring.library import file_view
from scoring.models import EvidenceFile
from scoring.models.filing import delete_loose_file, take_in
from scoring.models.libraries import Library, library_of
from scoring.views.evidence import library_or_404, to_library

CREATED, CONFLICT, UNPROCESSABLE = 201, 409, 422
# A file from outside runs nothing and fetches nothing, even when somebody opens it beside the page.
LOCKED = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
# Browsers draw a PDF with parts of their own, which a stricter policy would forbid.
FRAMED = "frame-ancestors 'self'"


@require_POST
def evidence_upload(request: HttpRequest, bloc: str, year: int, unit: int) -> HttpResponse:
    """Take in files: one with an answer for the script, or several from a plain form."""
    library = library_or_404(request, bloc, year, unit)
    if not library.owned_by(request.user):
        raise PermissionDenied
    if request.accepts("text/html"):
        return _taken_in(request, library)
    return _answer(request, library)


def _answer(request: HttpRequest, library: Library) -> HttpResponse:
    """For the script: the file that is kept, or a sentence; with the document that has this file already."""
    if not (upload := request.FILES.get("file")):
        return JsonResponse({"error": _("Choose a file.")}, status=UNPROCESSABLE)
    try:
        file = take_in(library, request.user, upload)
    except RefusedFile as refusal:
        return JsonResponse({"error": str(refusal)}, status=UNPROCESSABLE)
    except StepRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=CONFLICT)
    if document := document_of(file):
        same = {"id": document.pk, "title": str(document), "url": document.get_absolute_url()}
        return JsonResponse({"error": same_sentence(file), "same": same}, status=CONFLICT)
    view = file_view(file)
    facts = {"id": file.pk, "name": view.name, "kind": view.kind, "size": view.size, "url": view.url}
    facts |= {"shown": view.shown_url, "next": _describe_url(library, file)}
    return JsonResponse(facts, status=CREATED)


def document_of(file: EvidenceFile) -> Any:
    """The document that a file belongs to, if it has been described."""
    return getattr(file, "evidence", None)


def same_sentence(file: EvidenceFile) -> str:
    """Which document has a file already."""
    return _("The library has this file already: “%(document)s”.") % {"document": document_of(file)}


def _describe_url(library: Library, file: EvidenceFile) -> str:
    return f"{reverse('evidence_new', args=library.address)}?file={file.pk}"


def _taken_in(request: HttpRequest, library: Library) -> HttpResponse:
    """For a plain form: every file for itself, refusals named; a single one goes on to its description."""
    uploads, kept = request.FILES.getlist("file"), []
    if not uploads:
        messages.error(request, _("Choose a file."))
    for upload in uploads:
        try:
            file = take_in(library, request.user, upload)
        except (RefusedFile, StepRefused) as refusal:
            messages.error(request, f"{upload.name}: {refusal}")
            continue
        if document_of(file):
            messages.warning(request, f"{upload.name}: {same_sentence(file)}")
        else:
            kept.append(file)
    if kept:
        words = ngettext("%(count)s file is uploaded.", "%(count)s files are uploaded.", len(kept))
        messages.success(request, words % {"count": len(kept)})
    if len(kept) == len(uploads) == 1:
        return redirect(_describe_url(library, kept[0]))
    return to_library(library)


def evidence_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file to save; `?inline` shows a PDF or a picture, also framed by our own pages."""
    file = get_object_or_404(EvidenceFile.objects.visible_to(request.user), pk=pk)
    kind = file.kind
    inline = "inline" in request.GET and kind.shown_by_browsers
    try:
        content = file.content.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=not inline, filename=file.name, content_type=kind.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FRAMED if inline and not kind.is_picture else LOCKED
    if inline:
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def evidence_file_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before deleting a file that was never described (GET), and delete it (POST)."""
    visible = EvidenceFile.objects.visible_to(request.user).filter(evidence=None)
    related = ("bloc_year__bloc", "bloc_year__head", "unit")
    file = get_object_or_404(visible.select_related(*related), pk=pk)
    stand_in(request, file.bloc_year)
    library = library_of(file)
    if not library.open_to(request.user):
        raise PermissionDenied
    if request.method != "POST":
        context = {"library": library, "file": file_view(file)}
        return render(request, "scoring/evidence_file_delete.html", context)
    try:
        delete_loose_file(library, request.user, file.pk)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Deleted: %(file)s.") % {"file": file.name})
    return to_library(library)
