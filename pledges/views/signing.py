"""Number, place, date and signers of the joint pledge."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from blocs import audit
from blocs.frame import year_or_404
from blocs.models import BlocYear
from pledges.forms import SigningForm
from pledges.models import Pledge


def pledge_signing(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """What the conference needs on paper: entered before it or after it, until the signing is recorded."""
    bloc_year = year_or_404(request, bloc, year)
    found = get_object_or_404(Pledge, bloc_year=bloc_year)
    if request.method == "POST":
        form, saved = _saved(request, bloc_year)
        if saved:
            messages.success(request, _("Saved."))
            return redirect(found)
    elif not found.signing_editable_by(request.user):
        raise PermissionDenied
    else:
        form = SigningForm(instance=found, agreements=list(found.agreements.select_related("unit")))
    return render(request, "pledges/signing.html", {"pledge": found, "form": form})


@transaction.atomic
def _saved(request: HttpRequest, bloc_year: BlocYear) -> tuple[SigningForm, bool]:
    """Store the entries in the rows as they are now: nobody's agreement is written over."""
    bloc_year.hold()
    found = Pledge.objects.select_for_update().get(bloc_year=bloc_year)
    if not found.signing_editable_by(request.user):
        raise PermissionDenied
    agreements = list(found.agreements.select_for_update().prefetch_related("unit"))
    form = SigningForm(request.POST, instance=found, agreements=agreements)
    if not form.is_valid():
        return form, False
    for one in (form, *form.signers):
        audit.save_form(request.user, one)
    return form, True
