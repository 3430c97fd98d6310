"""Signed copies: brought back in requests of their own, shown in plain words, taken away when wrong."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.filetypes import RefusedFile
from blocs.frame import stand_in
from blocs.models import Unit
from blocs.workflow import StepRefused
from pledges.copies.intake import Delivery, check_again, remove, take_in
from pledges.copies.notices import notices
from pledges.copies.pages import copy_view, file_name, to_sign
from pledges.copies.standing import copies_of, may_remove, named_signer, open_to, refused, rows, signers
from pledges.forms import CopyForm
from pledges.models import Paper, SignedCopy
from pledges.permissions import brings_back
from pledges.views.papers import paper_or_404

CONFLICT, UNPROCESSABLE = 409, 422
# A file from outside runs nothing and fetches nothing, even when somebody opens it beside the page.
LOCKED = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
# Browsers draw a PDF with parts of their own, which a stricter policy would forbid.
SHOWN = "frame-ancestors 'none'"


def signed_copies(request: HttpRequest, pk: int) -> HttpResponse:
    """What to sign (GET), and a signed copy that is brought back (POST)."""
    paper = paper_or_404(request, pk)
    if not any(brings_back(request.user, paper, one.unit) for one in signers(paper)):
        raise PermissionDenied
    units = open_to(request.user, paper)
    if request.method != "POST":
        return _page(request, paper, CopyForm(units=units, initial=_asked(request, paper, units)), 200)
    form = CopyForm(request.POST, request.FILES, units=units)
    if not units:
        return _page(request, paper, form, CONFLICT)
    if form.is_valid() and (copy := _taken_in(request, paper, form)):
        return redirect(copy)
    return _page(request, paper, form, UNPROCESSABLE)


def _asked(request: HttpRequest, paper: Paper, units: list[Unit | None]) -> dict[str, Any]:
    """The unit of the address, else the first from which nothing came back."""
    if "unit" in request.GET:
        return {"unit": request.GET["unit"]}
    waiting = (row.signer.unit for row in rows(paper, copies_of(paper)) if not row.is_done)
    return {"unit": next((unit.pk for unit in waiting if unit in units), None)}


def _taken_in(request: HttpRequest, paper: Paper, form: CopyForm) -> SignedCopy | None:
    """The copy that is kept; else the form says why it is not."""
    facts = form.cleaned_data
    try:
        copy = take_in(paper, request.user, Delivery(form.chosen, facts["means"], facts["file"]))
    except (RefusedFile, StepRefused) as refusal:
        form.add_error("file", str(refusal))
        return None
    messages.success(request, _("The signed copy is kept. What was found in it stands below."))
    for sentence in notices(copy, copies_of(paper), named_signer(copy)):
        messages.warning(request, sentence)
    return copy


def _page(request: HttpRequest, paper: Paper, form: CopyForm, status: int) -> HttpResponse:
    context = {
        "paper": paper,
        "form": form,
        "refused": "" if form.units else refused(paper),
        "to_sign": to_sign(paper, copies_of(paper)),
        "limit": filesizeformat(settings.UPLOAD_LIMIT),
    }
    return render(request, "pledges/signed_copies.html", context, status=status)


def copy_or_404(request: HttpRequest, pk: int) -> SignedCopy:
    """The copy, if the person may see its paper; the page stands in the year's frame."""
    related = ("paper__bloc_year__bloc", "paper__bloc_year__head", "unit", "uploaded_by")
    found = get_object_or_404(SignedCopy.objects.visible_to(request.user).select_related(*related), pk=pk)
    stand_in(request, found.bloc_year)
    return found


def signed_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was found in a copy."""
    copy = copy_or_404(request, pk)
    context = {
        "copy": copy,
        "view": copy_view(copy, copies_of(copy.paper), request.user),
        "may_remove": may_remove(request.user, copy),
    }
    return render(request, "pledges/signed_copy.html", context)


def signed_copy_file(request: HttpRequest, pk: int) -> FileResponse:
    """The very bytes that were brought back, to save; `?inline` shows them."""
    copy = copy_or_404(request, pk)
    inline = "inline" in request.GET
    try:
        content = copy.content.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=not inline, filename=file_name(copy), content_type=copy.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SHOWN if inline and not copy.kind.is_picture else LOCKED
    response["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def signed_copy_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it once more with the certificates that are trusted today."""
    copy = copy_or_404(request, pk)
    try:
        changed = check_again(copy, request.user)
    except FileNotFoundError as error:
        raise Http404 from error
    if changed:
        messages.warning(request, _("Checked again: the result is another one now."))
    else:
        messages.success(request, _("Checked again: the result is the same."))
    return redirect(copy)


def signed_copy_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before a wrong copy is taken away (GET), and take it away (POST)."""
    copy = copy_or_404(request, pk)
    if not brings_back(request.user, copy.paper, copy.unit):
        raise PermissionDenied
    view = copy_view(copy, copies_of(copy.paper), request.user)
    if request.method != "POST":
        return render(request, "pledges/signed_copy_remove.html", {"copy": copy, "view": view})
    try:
        remove(copy, request.user)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(copy)
    messages.success(request, _("Removed: %(file)s.") % {"file": copy.name})
    return redirect(copy.paper)
