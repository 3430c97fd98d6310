"""Criteria that take their target and result from the pledge: linking them, and following it on a line."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs.frame import stand_in
from blocs.workflow import StepRefused
from pledges.models import Registration
from scoring.forms.pledged import LinksForm
from scoring.models.entries import Cell, enter
from scoring.models.pledged import comparisons_of, take_over
from scoring.permissions import feeds, owns
from scoring.views.sheet_frame import visible_sheet

OK, UNPROCESSABLE = 200, 422


def registration_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """Which criteria take their figures from a registration; changed while it, or self-scoring, is open."""
    visible = Registration.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("unit", "bloc_year__bloc", "bloc_year__head"), pk=pk)
    stand_in(request, found.bloc_year)
    if request.method != "POST":
        return _page(request, found, LinksForm(found))
    form, count = _saved(request, found)
    if count is None:
        return _page(request, found, form, UNPROCESSABLE)
    words = ngettext("%(count)s link saved.", "%(count)s links saved.", count) % {"count": count}
    messages.success(request, words if count else _("Nothing had changed."))
    return redirect(request.path)


def _page(request: HttpRequest, found: Registration, form: LinksForm, status: int = OK) -> HttpResponse:
    context = {"registration": found, "form": form, "may_link": feeds(request.user, found)}
    return render(request, "scoring/registration_criteria.html", context, status=status)


@transaction.atomic
def _saved(request: HttpRequest, found: Registration) -> tuple[LinksForm, int | None]:
    """Store the links and let the unit's sheet follow them; how many changed, None when refused."""
    found.hold()
    found.refresh_from_db()
    if not feeds(request.user, found):
        raise PermissionDenied
    form = LinksForm(found, request.POST)
    if not form.is_valid():
        return form, None
    count = form.save(request.user)
    if count:
        take_over(found.bloc_year, found.unit, request.user)
    return form, count


@require_POST
def follow_pledge(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """Put what the pledge says on a line of one's sheet, in place of what was typed there."""
    found = visible_sheet(request, pk)
    if not owns(request.user, found):
        raise PermissionDenied
    score = get_object_or_404(found.scores.select_related("criterion"), criterion=criterion)
    cells = [
        Cell(score.pk, one.field, one.pledged, request.POST.get(one.field, ""))
        for one in comparisons_of(found, [score]).get(score.pk, [])
        if one.differs
    ]
    user = request.user
    try:
        saved = enter(found, user, cells, lambda fresh: fresh.scorable_by(user))
    except StepRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if saved.conflicts:
            messages.error(request, _("The line was changed meanwhile: look at it again."))
        else:
            take_over(found.bloc_year, found.unit, user)  # from now on the line follows the pledge
            messages.success(request, _("The line now says what the pledge says."))
    return redirect(reverse("line", args=(found.pk, criterion)))
