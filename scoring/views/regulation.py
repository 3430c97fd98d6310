"""The regulation: its criteria as a table that can be edited while it is a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.audit import Action
from blocs.frame import stand_in, year_or_404
from blocs.models import BlocYear
from blocs.permissions import heads
from blocs.stages import Activity
from blocs.views import held, in_one_transaction, step_page
from scoring.forms.regulation import CriterionForm, RegulationForm, TieBreakForm
from scoring.models import Criterion, Regulation, TieBreak
from scoring.tables import regulation_rows


def _of_year(request: HttpRequest, bloc: str, year: int) -> Regulation:
    """The year's regulation, for someone who may change it now."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    found = get_object_or_404(Regulation.objects.select_related("bloc_year__bloc"), bloc_year=bloc_year)
    if not found.editable_by(request.user):
        raise PermissionDenied
    return found


def _editable_criterion(request: HttpRequest, pk: int) -> Criterion:
    """The line, for someone who may change it now."""
    visible = Criterion.objects.filter(regulation__in=Regulation.objects.visible_to(request.user))
    lines = visible.select_related("regulation__bloc_year__bloc", "parent")
    bloc_year = stand_in(request, get_object_or_404(lines, pk=pk).regulation.bloc_year)
    held(request, bloc_year)
    found = get_object_or_404(lines, pk=pk)
    if not found.regulation.editable_by(request.user):
        raise PermissionDenied
    return found


def regulation(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The criteria as a table, with the sums that do not agree on top."""
    bloc_year = year_or_404(request, bloc, year)
    found = getattr(bloc_year, "regulation", None)
    may_begin = heads(request.user, bloc_year) and bloc_year.allows(Activity.REGULATION)
    if found is None:
        context: dict[str, Any] = {"may_begin": may_begin, "previous": _with_regulation(bloc_year.previous)}
        return render(request, "scoring/regulation_empty.html", context)
    context = {
        "regulation": found,
        "rows": regulation_rows(found),
        "editable": found.editable_by(request.user),
        "steps": found.steps_for(request.user),
        "tie_breaks": found.tie_breaks.select_related("criterion"),
    }
    return render(request, "scoring/regulation.html", context)


def _with_regulation(bloc_year: BlocYear | None) -> BlocYear | None:
    return bloc_year if bloc_year and hasattr(bloc_year, "regulation") else None


@require_POST
@in_one_transaction
def begin_regulation(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """An empty draft, or a copy of last year's regulation."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    if not heads(request.user, bloc_year) or not bloc_year.allows(Activity.REGULATION):
        raise PermissionDenied
    source = _with_regulation(bloc_year.previous) if "copy" in request.POST else None
    title, changes = Regulation.default_title(bloc_year.year), []
    found, created = Regulation.objects.get_or_create(bloc_year=bloc_year, defaults={"title": title})
    if created and source:
        found.copy_from(source.regulation)
        with audit.in_record_language():
            changes = [audit.change(gettext_noop("copied from"), "", str(source.regulation))]
    if created:
        audit.record(request.user, found, Action.CREATE, changes=changes)
    return redirect(found)


@in_one_transaction
def regulation_settings(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Title, number, rounding, bonus."""
    found = _of_year(request, bloc, year)
    form = RegulationForm(request.POST or None, instance=found)
    if form.is_valid():
        audit.save_form(request.user, form)
        return redirect(found)
    return render(request, "scoring/regulation_settings.html", {"form": form, "regulation": found})


@in_one_transaction
def tie_breaks(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Which points decide when percents are equal, in order."""
    found = _of_year(request, bloc, year)
    choices = [(row.pk, f"{row.key}  {row.name}") for row in regulation_rows(found)]
    form = TieBreakForm(request.POST or None, regulation=found, choices=choices)
    if form.is_valid():
        before = _tie_breaks(found)
        found.tie_breaks.all().delete()
        TieBreak.objects.bulk_create(
            TieBreak(regulation=found, criterion_id=criterion_id, position=place)
            for place, criterion_id in enumerate(form.chosen, start=1)
        )
        change = audit.change(gettext_noop("tie-breaks"), before, _tie_breaks(found))
        audit.record(request.user, found, Action.CHANGE, changes=[change])
        return redirect(found)
    return render(request, "scoring/tie_breaks.html", {"form": form, "regulation": found})


def _tie_breaks(regulation: Regulation) -> str:
    return "; ".join(str(tie) for tie in regulation.tie_breaks.select_related("criterion"))


def _line(regulation: Regulation, pk: str) -> Criterion:
    """The line that an address names; whatever is no line of the regulation is not there."""
    lines = {str(line.pk): line for line in regulation.criteria.all()}
    if pk not in lines:
        raise Http404
    return lines[pk]


@in_one_transaction
def criterion_new(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """A new line: a top section, or below the line named by ``?below=``."""
    found = _of_year(request, bloc, year)
    below = request.GET.get("below", "")
    parent = _line(found, below) if below else None
    last = found.criteria.filter(parent=parent).aggregate(last=Max("position"))["last"] or 0
    instance = Criterion(regulation=found, parent=parent, position=last + 1)
    form = CriterionForm(request.POST or None, instance=instance)
    if form.is_valid():
        saved = audit.save_form(request.user, form)
        _without_rule(request, parent)
        messages.success(request, _("Added: %(line)s.") % {"line": saved})
        if "another" in request.POST:
            return redirect(request.get_full_path())
        return redirect(f"{found.get_absolute_url()}#criterion-{saved.pk}")
    return render(request, "scoring/criterion.html", {"form": form, "regulation": found, "parent": parent})


def _without_rule(request: HttpRequest, parent: Criterion | None) -> None:
    """A line that gets its first line below is a sum from now on and has no rule of its own."""
    if parent and parent.rule:
        with audit.in_record_language():
            change = audit.change(gettext_noop("rule"), parent.get_rule_display(), "")
        parent.rule = ""
        parent.save(update_fields=["rule"])
        audit.record(request.user, parent, Action.CHANGE, changes=[change])


@in_one_transaction
def criterion(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line."""
    found = _editable_criterion(request, pk)
    form = CriterionForm(request.POST or None, instance=found)
    if form.is_valid():
        audit.save_form(request.user, form)
        return redirect(f"{found.regulation.get_absolute_url()}#criterion-{found.pk}")
    context = {"form": form, "regulation": found.regulation, "criterion": found}
    return render(request, "scoring/criterion.html", context)


@in_one_transaction
def criterion_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a line with all below it; asked once, with their number."""
    found = _editable_criterion(request, pk)
    rows = regulation_rows(found.regulation)
    key = next(row.key for row in rows if row.pk == found.pk)
    below = [row for row in rows if row.key.startswith(f"{key}/")]
    gone = {found.pk, *(row.pk for row in below)}
    ties = found.regulation.tie_breaks.filter(criterion__in=gone).select_related("criterion")
    if request.method == "POST":
        lines = [audit.change("", f"{row.key} {row.name}", "") for row in below]
        lines += [audit.change(gettext_noop("tie-break"), str(tie), "") for tie in ties]
        audit.record(request.user, found, Action.DELETE, changes=lines)
        found.delete()
        messages.success(request, _("Deleted: %(line)s.") % {"line": found})
        return redirect(found.regulation)
    context = {"criterion": found, "below": below, "tie_breaks": ties}
    return render(request, "scoring/criterion_delete.html", context)


@require_POST
@in_one_transaction
def criterion_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among its neighbours."""
    found = _editable_criterion(request, pk)
    neighbours = list(found.regulation.criteria.filter(parent=found.parent_id))
    place = neighbours.index(found)
    target = place - 1 if "up" in request.POST else place + 1
    if 0 <= target < len(neighbours):
        neighbours.insert(target, neighbours.pop(place))
        for position, neighbour in enumerate(neighbours, start=1):
            neighbour.position = position
        Criterion.objects.bulk_update(neighbours, ["position"])
        change = audit.change(gettext_noop("order"), str(place + 1), str(target + 1))
        audit.record(request.user, found, Action.CHANGE, changes=[change])
    return redirect(f"{found.regulation.get_absolute_url()}#criterion-{found.pk}")


def regulation_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Adopt or reopen."""
    visible = Regulation.objects.visible_to(request.user).select_related("bloc_year__bloc")
    found = get_object_or_404(visible, pk=pk)
    stand_in(request, found.bloc_year)
    return step_page(request, found, name)
