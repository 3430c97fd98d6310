"""Units that are not considered this year: who, why, by which paper; the secretariat names them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from blocs import audit
from blocs.audit import Action
from blocs.frame import stand_in, year_or_404
from blocs.views import held, in_one_transaction
from scoring.forms.exclusions import ExclusionForm
from scoring.models import Exclusion
from scoring.models.exclusions import history
from scoring.permissions import excludes, is_published, sees_standing


@in_one_transaction
def exclusions(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The units that are not considered, and the form that names another."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    may_exclude = excludes(request.user, bloc_year)
    if not (may_exclude or (request.method != "POST" and sees_standing(request.user, bloc_year))):
        raise PermissionDenied
    form = ExclusionForm(request.POST or None, instance=Exclusion(bloc_year=bloc_year))
    if form.is_valid():
        _save(request, form, Action.CREATE)
        messages.success(request, _("Not considered: %(unit)s.") % {"unit": form.instance.unit})
        return redirect(form.instance)
    regulation = getattr(bloc_year, "regulation", None)
    context = {
        "rows": bloc_year.exclusions.select_related("unit").order_by("unit__name"),
        "form": form,
        "may_exclude": may_exclude,
        "is_published": is_published(bloc_year),
        "reasons": list(regulation.exclusion_reasons.all()) if regulation else [],
        "regulation": regulation,
        "entries": history(bloc_year) if may_exclude else [],
    }
    return render(request, "scoring/exclusions.html", context)


def _save(request: HttpRequest, form: ExclusionForm, action: Action) -> None:
    """Save with an entry that the secretariat alone reads until the ranking is published."""
    changes, saved = audit.form_changes(form), form.save()
    audit.record(request.user, saved, action, changes=changes, inner=True)


def _changeable(request: HttpRequest, pk: int) -> Exclusion:
    """The exclusion, for someone who may change it now."""
    visible = Exclusion.objects.visible_to(request.user).select_related("bloc_year__bloc", "unit")
    bloc_year = stand_in(request, get_object_or_404(visible, pk=pk).bloc_year)
    held(request, bloc_year)
    if not excludes(request.user, bloc_year):
        raise PermissionDenied
    return get_object_or_404(visible, pk=pk)


@in_one_transaction
def exclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Change reason and paper."""
    found = _changeable(request, pk)
    form = ExclusionForm(request.POST or None, instance=found)
    if form.is_valid():
        if form.has_changed():
            _save(request, form, Action.CHANGE)
        return redirect(found)
    return render(request, "scoring/exclusion.html", {"form": form, "exclusion": found})


@in_one_transaction
def exclusion_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Consider the unit again; asked once, with its name."""
    found = _changeable(request, pk)
    if request.method == "POST":
        lines = [audit.change("reason for exclusion", found.reason, "")]
        audit.record(request.user, found, Action.DELETE, changes=lines, inner=True)
        found.delete()
        messages.success(request, _("Considered again: %(unit)s.") % {"unit": found.unit})
        return redirect(found)
    return render(request, "scoring/exclusion_delete.html", {"exclusion": found})
