"""Meeting packs: asked for in one click, made outside the request, downloaded as a PDF or a ZIP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs import audit
from blocs.frame import stand_in
from blocs.views import step_page
from pledges import tasks
from pledges.forms.packs import PackForm
from pledges.models import Conference, MeetingPack
from pledges.models.packs import UNFINISHED, PackState
from pledges.packing import contents
from pledges.packing.archives import file_name
from pledges.permissions import packs

if TYPE_CHECKING:
    from blocs.models import User

FILES = {
    "pdf": ("pdf", "application/pdf", gettext_lazy("Download as one PDF")),
    "zip": ("archive", "application/zip", gettext_lazy("Download as ZIP")),
}


def pack_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the papers of a conference's pack and have it made; `all` in the form is the one click."""
    conference = _conference(request, pk)
    pack = MeetingPack(conference=conference)
    if not packs(request.user, pack):
        raise PermissionDenied
    parts = contents.offered(conference, request.user)
    sent = request.POST.copy() if request.method == "POST" else None
    if sent is not None and "all" in sent:
        sent.setlist("chosen", [part.key for part in parts])
    form = PackForm(sent, parts=parts, instance=pack)
    if form.is_valid():
        return redirect(_asked_for(request, form))
    earlier = conference.packs.select_related("requested_by")
    context = {"conference": conference, "form": form, "parts": parts, "packs": earlier}
    return render(request, "pledges/pack_new.html", context)


def _conference(request: HttpRequest, pk: int) -> Conference:
    visible = Conference.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("bloc_year__bloc", "bloc_year__head"), pk=pk)
    stand_in(request, found.bloc_year)
    return found


@transaction.atomic
def _asked_for(request: HttpRequest, form: PackForm) -> MeetingPack:
    """The pack in the queue; one that is being made already is shown instead of a second."""
    pack: MeetingPack = form.save(commit=False)
    pack.hold()
    if under_way := pack.conference.packs.filter(state__in=UNFINISHED).first():
        messages.info(request, _("This pack is being made already."))
        return under_way
    pack.requested_by = cast("User", request.user)
    pack.parts = [part.stored for part in form.chosen_parts]
    pack.total = len(pack.parts)
    pack.save()
    audit.record(request.user, pack, audit.Action.CREATE)
    tasks.enqueue(pack)
    return pack


def pack_or_404(request: HttpRequest, pk: int) -> MeetingPack:
    """The pack, for the secretariat of its year; the page stands in the year's frame."""
    related = ("conference__bloc_year__bloc", "conference__bloc_year__head", "requested_by")
    visible = MeetingPack.objects.visible_to(request.user).select_related(*related)
    found = get_object_or_404(visible, pk=pk)
    stand_in(request, found.bloc_year)
    return found


def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; then the downloads."""
    return render(request, "pledges/pack.html", _context(request, pack_or_404(request, pk)))


def pack_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes, for the script that asks every second."""
    return render(request, "pledges/_pack_progress.html", _context(request, pack_or_404(request, pk)))


def _context(request: HttpRequest, found: MeetingPack) -> dict[str, Any]:
    files = [
        {"kind": kind, "label": label, "size": filesizeformat(getattr(found, field).size)}
        for kind, (field, _type, label) in FILES.items()
        if found.is_ready
    ]
    return {
        "pack": found,
        "conference": found.conference,
        "next": found.next_label,
        "parts": list(enumerate(found.parts, start=1)),
        "steps": found.steps_for(request.user),
        "files": files,
    }


def pack_file(request: HttpRequest, pk: int, kind: str) -> FileResponse:
    """The PDF or the ZIP."""
    found = pack_or_404(request, pk)
    if kind not in FILES or not found.is_ready:
        raise Http404
    field, content_type, _label = FILES[kind]
    name = file_name(found.conference.bloc_year.year, {"label": str(found)})
    file = getattr(found, field).open()
    response = FileResponse(file, as_attachment=True, filename=f"{name}.{kind}", content_type=content_type)
    response["Cache-Control"] = "private, no-cache"
    return response


def meetingpack_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Try again, or stop."""
    found = pack_or_404(request, pk)
    answer = step_page(request, found, name)
    if found.state == PackState.WAITING:
        tasks.enqueue(found)
    return answer
