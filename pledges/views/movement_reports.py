"""What a unit did for the movements: written by its people, read by the whole bloc."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.frame import year_or_404
from blocs.models import BlocYear, Unit
from blocs.permissions import speaks_for
from blocs.views.changing import held, in_one_transaction
from pledges.forms.movements import AdoptionForm, ReportForms, adoptable
from pledges.models import Period, Registration
from pledges.models.movements import takes_reports
from pledges.views.registrations import visible_registration

CONFLICT = 409


def movement_reports(request: HttpRequest, bloc: str, year: int, period: str, unit: int) -> HttpResponse:
    """A unit's texts on every movement for a review."""
    bloc_year = year_or_404(request, bloc, year)
    if period not in Period.values:
        raise Http404
    found = get_object_or_404(Unit, pk=unit, memberships__bloc_year=bloc_year)
    if request.method != "POST":
        return _page(request, bloc_year, ReportForms(bloc_year, found, period))
    if not speaks_for(request.user, found):
        raise PermissionDenied
    forms, saved = _saved(request, bloc_year, found, period)
    if not saved:
        return _page(request, bloc_year, forms)
    messages.success(request, _("Saved."))
    if "more" in request.POST:
        return redirect(request.path)
    return redirect("movements", *bloc_year.address)


def _page(request: HttpRequest, bloc_year: BlocYear, forms: ReportForms) -> HttpResponse:
    posted, is_open = request.method == "POST", takes_reports(bloc_year)
    own = speaks_for(request.user, forms.unit)
    context = {
        "unit": forms.unit,
        "period": Period(forms.period),
        "other": next(one for one in Period if one != forms.period),
        "forms": forms.forms,
        "problems": forms.problems,
        "own": own,
        "is_open": is_open,
        "editable": posted or (own and is_open),
    }
    status = CONFLICT if posted and not is_open else 200
    return render(request, "pledges/movement_reports.html", context, status=status)


@transaction.atomic
def _saved(request: HttpRequest, bloc_year: BlocYear, unit: Unit, period: str) -> tuple[ReportForms, bool]:
    """Store what was sent, if it is right and units still report; else it stays on the page."""
    held(request, bloc_year)
    forms = ReportForms(bloc_year, unit, period, request.POST)
    possible = forms.is_valid() and takes_reports(bloc_year)
    if possible:
        forms.save(request.user)
    return forms, possible


@in_one_transaction
def adopt_movements(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose movements of the bloc for the unit's registration (GET), and add them to it (POST)."""
    found = visible_registration(request, pk)
    if request.method == "POST":
        found.hold()
        found = get_object_or_404(Registration.objects.select_for_update(), pk=pk)
    if not found.editable_by(request.user):
        raise PermissionDenied
    form = AdoptionForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        count = form.save(request.user)
        words = ngettext("%(count)s movement was added.", "%(count)s movements were added.", count)
        messages.success(request, words % {"count": count})
        return redirect("registration_movements", found.pk)
    offered = adoptable(found)
    context = {"form": form, "registration": found, "offered": offered}
    return render(request, "pledges/adopt_movements.html", context)
