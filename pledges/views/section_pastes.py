"""Many sections of the joint pledge at once: those that are proposed, those pasted from a document."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.frame import year_or_404
from blocs.views.changing import in_one_transaction
from pledges.forms.section_paste import SectionPasteForm
from pledges.models import Pledge, Section
from pledges.models.proposals import CONTENTS


@require_POST
@in_one_transaction
def propose_sections(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Fill a joint pledge without contents with those that are usual."""
    found = _open_pledge(request, bloc, year)
    if not found.sections.exists():
        worded, words = found.bloc_year.bloc.worded, {"year": found.bloc_year.year}
        new = [
            Section(pledge=found, position=place, title=one.title, body=worded(one.body.format(**words)))
            for place, one in enumerate(CONTENTS, start=1)
        ]
        _add(request, found, new)
    return redirect(found)


@in_one_transaction
def paste_sections(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Paste a text (GET), look at the sections that are made of it and add them (POST)."""
    found = _open_pledge(request, bloc, year)
    posted = request.method == "POST"
    form = SectionPasteForm(request.POST if posted else None)
    if posted and form.is_valid() and "save" in request.POST:
        last = found.sections.aggregate(last=Max("position"))["last"] or 0
        _add(request, found, form.new_sections(found, last))
        return redirect(found)
    sections = form.new_sections(found, 0) if posted and form.is_valid() else []
    context = {"form": form, "pledge": found, "sections": sections, "present": found.sections.count()}
    return render(request, "pledges/sections_paste.html", context)


def _open_pledge(request: HttpRequest, bloc: str, year: int) -> Pledge:
    """The pledge, if the person may write it now; for a change it is held with its year."""
    bloc_year = year_or_404(request, bloc, year)
    found = get_object_or_404(Pledge, bloc_year=bloc_year)
    if request.method == "POST":
        found.hold()
        found = Pledge.objects.select_for_update().get(pk=found.pk)
    if not found.editable_by(request.user):
        raise PermissionDenied
    return found


def _add(request: HttpRequest, found: Pledge, new: list[Section]) -> None:
    Section.objects.bulk_create(new)
    changes = [
        audit.change(gettext_noop("added"), "", f"{one.title}\n{one.body}", of=one.title) for one in new
    ]
    audit.record(request.user, found, audit.Action.CHANGE, changes=changes)
    words = ngettext("%(count)s section was added.", "%(count)s sections were added.", len(new))
    messages.success(request, words % {"count": len(new)})
