"""Composing the joint pledge: adding, changing, moving and deleting its sections."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.frame import stand_in, year_or_404
from pledges.forms import SectionForm
from pledges.models import Pledge, Section
from pledges.permissions import composes

CONFLICT = 409


def pledge_sections(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Add a section at the end."""
    bloc_year = year_or_404(request, bloc, year)
    found = get_object_or_404(Pledge, bloc_year=bloc_year)
    return _page(request, found, Section(pledge=found))


def pledge_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a section."""
    section = _visible_section(request, pk)
    return _page(request, section.pledge, section)


def _visible_section(request: HttpRequest, pk: int) -> Section:
    visible = Section.objects.filter(pledge__in=Pledge.objects.visible_to(request.user))
    related = ("pledge__bloc_year__bloc", "pledge__bloc_year__head")
    section = get_object_or_404(visible.select_related(*related), pk=pk)
    stand_in(request, section.bloc_year)
    return section


def _page(request: HttpRequest, found: Pledge, section: Section) -> HttpResponse:
    posted = request.method == "POST"
    if not composes(request.user, found) or not (posted or found.editable_by(request.user)):
        raise PermissionDenied
    form, saved = _saved(request, found, section) if posted else (SectionForm(instance=section), False)
    if saved:
        messages.success(request, _("Saved."))
        address = found.bloc_year.address
        return redirect("pledge_sections", *address) if "more" in request.POST else redirect(found)
    found.refresh_from_db(fields=["state", "bloc_year"])
    may_write = found.editable_by(request.user)
    context = {"form": form, "section": section, "pledge": found, "may_write": may_write}
    return render(request, "pledges/section.html", context, status=200 if may_write else CONFLICT)


@transaction.atomic
def _saved(request: HttpRequest, seen: Pledge, section: Section) -> tuple[SectionForm, bool]:
    """Store the section, if the text is still open; else what was typed stays on the page."""
    seen.hold()
    found = Pledge.objects.select_for_update().get(pk=seen.pk)
    if section.pk:
        section = get_object_or_404(found.sections, pk=section.pk)
    else:
        section.position = (found.sections.aggregate(last=Max("position"))["last"] or 0) + 1
    form = SectionForm(request.POST, instance=section)
    possible = form.is_valid() and found.editable_by(request.user)
    if possible:
        audit.save_form(request.user, form)
    return form, possible


def _open_section(request: HttpRequest, pk: int) -> Section:
    """A section that the person may change now, held with its pledge and year until the transaction ends."""
    seen = _visible_section(request, pk).pledge
    seen.hold()
    found = Pledge.objects.select_for_update().get(pk=seen.pk)
    if not found.editable_by(request.user):
        raise PermissionDenied
    return get_object_or_404(found.sections, pk=pk)


@transaction.atomic
def pledge_section_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before deleting a section (GET), and delete it (POST); the history keeps its text."""
    section = _open_section(request, pk)
    if request.method != "POST":
        return render(request, "pledges/section_delete.html", {"section": section})
    changes = [
        audit.change(gettext_noop("title"), section.title, ""),
        audit.change(gettext_noop("points"), section.body, ""),
    ]
    audit.record(request.user, section, audit.Action.DELETE, changes=changes)
    section.delete()
    messages.success(request, _("Deleted: %(section)s.") % {"section": section.title})
    return redirect(section.pledge)


@require_POST
@transaction.atomic
def pledge_section_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a section up or down by one place."""
    section = _open_section(request, pk)
    ordered = list(section.pledge.sections.all())
    before = ordered.index(section)
    after = before - 1 if "up" in request.POST else before + 1
    if 0 <= after < len(ordered):
        ordered.insert(after, ordered.pop(before))
        for position, one in enumerate(ordered, start=1):
            Section.objects.filter(pk=one.pk).update(position=position)
        change = audit.change(gettext_noop("order"), str(before + 1), str(after + 1))
        audit.record(request.user, section, audit.Action.CHANGE, changes=[change])
    return redirect(section.pledge)
