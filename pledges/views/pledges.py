"""The joint pledge: its text, who has agreed, its steps."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.frame import stand_in, year_or_404
from blocs.stages import Activity
from blocs.views import step_page
from pledges.models import Agreement, Pledge
from pledges.permissions import composes


def pledge(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The text that all units sign, and where it stands."""
    bloc_year = year_or_404(request, bloc, year)
    found = getattr(bloc_year, "pledge", None) or Pledge(bloc_year=bloc_year)
    editable = found.editable_by(request.user)
    if found.pk is None:
        context = {"may_begin": editable, "earlier": found.earlier if editable else None}
        return render(request, "pledges/pledge_empty.html", context)
    answers = found.answers()
    asked = [answer.agreement for answer in answers if answer.agreement]
    sections = list(found.sections.all())
    context = {
        "pledge": found,
        "sections": sections,
        "editable": editable,
        "earlier": found.earlier if editable and not sections else None,
        "signing_editable": found.signing_editable_by(request.user),
        "steps": found.steps_for(request.user),
        "answers": answers,
        "agreed": sum(answer.is_agreed for answer in answers),
        "to_agree": [(one, steps) for one in asked if (steps := one.steps_for(request.user))],
        "taken_back": audit.latest(found, "take_back") if found.state == "draft" else None,
    }
    return render(request, "pledges/pledge.html", context)


@require_POST
@transaction.atomic
def begin_pledge(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Begin the joint pledge, empty or with last year's contents; an empty one can be filled so later."""
    bloc_year = year_or_404(request, bloc, year)
    bloc_year.hold()
    bloc_year.refresh_from_db()
    if not composes(request.user, Pledge(bloc_year=bloc_year)) or not bloc_year.allows(Activity.PLEDGE):
        raise PermissionDenied
    begun, created = Pledge.objects.get_or_create(bloc_year=bloc_year)
    if created:
        audit.record(request.user, begun, audit.Action.CREATE)
    locked = Pledge.objects.select_for_update().get(pk=begun.pk)
    fillable = locked.editable_by(request.user) and not locked.sections.exists()
    if "copy" in request.POST and fillable and (earlier := locked.earlier):
        locked.copy_sections(earlier, request.user)
    return redirect(begun)


def pledge_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask the units, take the text back, record the signing."""
    visible = Pledge.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("bloc_year__bloc", "bloc_year__head"), pk=pk)
    stand_in(request, found.bloc_year)
    return step_page(request, found, name)


def agreement_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A leader agrees to the joint pledge."""
    visible = Agreement.objects.visible_to(request.user)
    related = ("unit", "pledge__bloc_year__bloc", "pledge__bloc_year__head")
    found = get_object_or_404(visible.select_related(*related), pk=pk)
    stand_in(request, found.bloc_year)
    return step_page(request, found, name)
