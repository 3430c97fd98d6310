"""The lines of a regulation one by one: a new one, its rule, where it stands, and that it goes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.audit import Action
from blocs.formats import number
from blocs.views import in_one_transaction
from scoring.core import rules
from scoring.core.codes import next_code
from scoring.core.tree import ZERO
from scoring.forms.criteria import CriterionForm, MoveForm
from scoring.forms.examples import DEFAULTS, Example
from scoring.forms.parameters import ParameterForm
from scoring.models import Criterion, Regulation
from scoring.models.arrangement import (
    CannotStand,
    below,
    make_section,
    move_by,
    neighbours_of,
    put,
    renumber,
)
from scoring.outline import OutlineRow, outline_rows
from scoring.results import SEPARATOR
from scoring.views.drafts import address_of, editable_criterion, editable_regulation, line_named

INDENT = "\N{NO-BREAK SPACE}" * 3  # of the names in a list to choose from
LONGEST = 100  # of such a name


@in_one_transaction
def criterion_new(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """A new line: a top section, below the line named by ``?below=``, or after that named by ``?after=``."""
    found = editable_regulation(request, bloc, year)
    after = line_named(found, request.GET["after"]) if request.GET.get("after") else None
    parent = after.parent if after else None
    if request.GET.get("below"):
        parent = line_named(found, request.GET["below"])
    instance = _begun(found, parent, after)
    form = CriterionForm(request.POST or None, instance=instance)
    if "try" not in request.POST and form.is_valid():
        saved = form.save_for(request.user)
        neighbours = neighbours_of(saved, parent)
        place = neighbours.index(after) + 1 if after in neighbours else len(neighbours)
        neighbours.insert(place, saved)
        renumber(neighbours)
        make_section(request.user, parent)
        messages.success(request, _("Added: %(line)s.") % {"line": saved})
        return redirect(_next_page(request, saved, after))
    context = {"form": form, "regulation": found, "parent": parent, "after": after}
    return render(request, "scoring/criterion.html", context)


def _begun(regulation: Regulation, parent: Criterion | None, after: Criterion | None) -> Criterion:
    """A line that is not there yet, with what its neighbours suggest."""
    neighbours = list(regulation.criteria.filter(parent=parent))
    last = after or (neighbours[-1] if neighbours else None)
    code = next_code(last.code if last else "", parent.code if parent else "")
    taken = {line.code for line in neighbours}
    while code in taken:
        code = next_code(code)
    rule = last.rule if last and last.rule else rules.DIRECT
    return Criterion(regulation=regulation, parent=parent, position=len(neighbours) + 1, code=code, rule=rule)


def _next_page(request: HttpRequest, saved: Criterion, after: Criterion | None) -> str:
    """Another line after this one, or back to the table."""
    if "another" not in request.POST:
        return address_of(saved)
    if not after:
        return request.get_full_path()
    bloc_year = saved.regulation.bloc_year
    return f"{reverse('criterion_new', args=bloc_year.address)}?after={saved.pk}"


@in_one_transaction
def criterion(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line: what it says, and how its points are given."""
    found = editable_criterion(request, pk)
    form = CriterionForm(request.POST or None, instance=found)
    if "try" not in request.POST and form.is_valid():
        return redirect(address_of(form.save_for(request.user)))
    context = {"form": form, "regulation": found.regulation, "criterion": found}
    return render(request, "scoring/criterion.html", context)


def rule_example(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """What a rule with these parameters would give for these figures; nothing is stored."""
    found = editable_regulation(request, bloc, year)
    rule = request.GET.get("rule", "")
    if rule not in DEFAULTS:
        raise Http404
    example = Example(rule, request.GET, ParameterForm(rule, request.GET))
    example.work_out(found, request.GET.get("maximum", ""), request.GET.get("measure", ""))
    return render(request, "scoring/_example_outcome.html", {"example": example})


@in_one_transaction
def criterion_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a line with all below it; asked once, with what follows."""
    found = editable_criterion(request, pk)
    rows = outline_rows(found.regulation)
    key = next(row.key for row in rows if row.pk == found.pk)
    gone = [row for row in rows if row.key.startswith(f"{key}{SEPARATOR}")]
    pks = {found.pk, *(row.pk for row in gone)}
    ties = found.regulation.tie_breaks.filter(criterion__in=pks).select_related("criterion")
    if request.method == "POST":
        lines = [audit.change("", f"{row.key} {row.name}", "") for row in gone]
        lines += [audit.change(gettext_noop("tie-break"), str(tie), "") for tie in ties]
        audit.record(request.user, found, Action.DELETE, changes=lines)
        found.delete()
        messages.success(request, _("Deleted: %(line)s.") % {"line": found})
        return redirect(found.regulation)
    context = {"criterion": found, "below": gone, "tie_breaks": ties, "above": _above(found, rows)}
    return render(request, "scoring/criterion_delete.html", context)


def _above(criterion: Criterion, rows: list[OutlineRow]) -> dict[str, Any]:
    """What becomes of the line above: its sum, or that nothing is left below it."""
    parent = criterion.parent
    if parent is None:
        return {}
    left = [row for row in rows if row.parent == parent.pk and row.pk != criterion.pk]
    rest = sum((line.maximum for line in neighbours_of(criterion, parent)), ZERO)
    return {"line": parent, "is_empty": not left, "sum": number(rest), "maximum": number(parent.maximum)}


@in_one_transaction
def criterion_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among its neighbours, or below another line."""
    found = editable_criterion(request, pk)
    if request.method == "POST" and ({"up", "down"} & request.POST.keys()):
        move_by(request.user, found, -1 if "up" in request.POST else 1)
        return redirect(address_of(found))
    form = MoveForm(request.POST or None, criterion=found, parents=_parents(found))
    if form.is_valid() and _moved(request, found, form):
        return redirect(address_of(found))
    context = {"form": form, "criterion": found, "below": len(below(found)) - 1}
    return render(request, "scoring/criterion_move.html", context)


def _parents(criterion: Criterion) -> list[tuple[str, str]]:
    """The lines below which it can stand; those that have a rule would lose it."""
    own = {line.pk for line in below(criterion)}
    loses = _("%(line)s (has points of its own now; it would become a section)")
    return [
        (str(row.pk), name if not row.rule else loses % {"line": name})
        for row in outline_rows(criterion.regulation)
        if row.pk not in own
        for name in [f"{INDENT * (row.level - 1)}{row.code} {row.name}"[:LONGEST]]
    ]


def _moved(request: HttpRequest, criterion: Criterion, form: MoveForm) -> bool:
    """Whether it could be put there; else the form says why not."""
    chosen, data = form.cleaned_data["parent"], form.cleaned_data
    parent = line_named(criterion.regulation, chosen) if chosen else None
    place = 0 if data["place"] == form.FIRST else len(neighbours_of(criterion, parent))
    had_rule = bool(parent and parent.rule)
    try:
        put(request.user, criterion, parent, place, data["code"])
    except CannotStand as error:
        form.add_error("code", str(error))
        return False
    messages.success(request, _("Moved: %(line)s.") % {"line": criterion})
    if had_rule:
        words = _("%(line)s is a section now; it has no rule of its own any more.")
        messages.warning(request, words % {"line": parent})
    return True
