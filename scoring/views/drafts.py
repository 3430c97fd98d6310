"""The regulation and its lines for someone who may change them now: locked, and read again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from blocs.frame import stand_in, year_or_404
from blocs.views import held
from scoring.models import Criterion, Regulation


def editable_regulation(request: HttpRequest, bloc: str, year: int) -> Regulation:
    """The year's regulation."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    found = get_object_or_404(Regulation.objects.select_related("bloc_year__bloc"), bloc_year=bloc_year)
    if not found.editable_by(request.user):
        raise PermissionDenied
    return found


def editable_criterion(request: HttpRequest, pk: int) -> Criterion:
    """A line of it."""
    visible = Criterion.objects.filter(regulation__in=Regulation.objects.visible_to(request.user))
    lines = visible.select_related("regulation__bloc_year__bloc", "parent")
    bloc_year = stand_in(request, get_object_or_404(lines, pk=pk).regulation.bloc_year)
    held(request, bloc_year)
    found = get_object_or_404(lines, pk=pk)
    if not found.regulation.editable_by(request.user):
        raise PermissionDenied
    return found


def line_named(regulation: Regulation, pk: str) -> Criterion:
    """The line that an address names; whatever is no line of the regulation is not there."""
    lines = {str(line.pk): line for line in regulation.criteria.all()}
    if pk not in lines:
        raise Http404
    return lines[pk]


def address_of(criterion: Criterion) -> str:
    """Where the line stands on the page of the regulation."""
    return f"{criterion.regulation.get_absolute_url()}#criterion-{criterion.pk}"
