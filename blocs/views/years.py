"""Setting up a year: head and deputy, members, dates; and beginning the next year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.forms import HeadReviewerForm, MemberFormSet, NewYearForm, StageDatesForm, YearForm
from blocs.frame import stand_in, year_or_404
from blocs.models import BlocYear, StageDates
from blocs.permissions import heads
from blocs.stages import Activity, Stage, checklist, following
from blocs.views.changing import held, in_one_transaction


def _editable_year(request: HttpRequest, bloc: str, year: int) -> BlocYear:
    """The year, for its secretariat and while its set-up is open."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    if not heads(request.user, bloc_year) or not bloc_year.allows(Activity.SETUP):
        raise PermissionDenied
    return bloc_year


@in_one_transaction
def setup(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Head, deputy, members, dates, and what is missing before the next stage."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    editable = heads(request.user, bloc_year) and bloc_year.allows(Activity.SETUP)
    if request.method == "POST" and not editable:
        raise PermissionDenied
    form = YearForm(request.POST or None, instance=bloc_year) if editable else None
    if form and form.is_valid():
        audit.save_form(request.user, form)
        messages.success(request, _("Saved."))
        return redirect("setup", bloc, year)
    next_stage = following(bloc_year.stage)
    context = {
        "form": form,
        "reviewer_form": HeadReviewerForm(instance=bloc_year)
        if _names_reviewer(request, bloc_year)
        else None,
        "next_stage": next_stage,
        "checklist": checklist(bloc_year, next_stage) if next_stage else [],
        "stages": [(stage, bloc_year.dates.get(stage)) for stage in Stage],
        "steps": bloc_year.steps_for(request.user),
        "may_begin_next": heads(request.user, bloc_year) and _is_latest(bloc_year),
    }
    return render(request, "blocs/setup.html", context)


def _names_reviewer(request: HttpRequest, bloc_year: BlocYear) -> bool:
    """The secretariat, until everything is scored and handed on."""
    finished = (Stage.SUBMISSION, Stage.CLOSED)
    return heads(request.user, bloc_year) and bloc_year.stage not in finished


@in_one_transaction
def head_reviewer(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Who reviews the head's own sheet: nobody their own unit."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    if not _names_reviewer(request, bloc_year):
        raise PermissionDenied
    form = HeadReviewerForm(request.POST or None, instance=bloc_year)
    if form.is_valid():
        audit.save_form(request.user, form)
        messages.success(request, _("Saved."))
        return redirect("setup", bloc, year)
    return render(request, "blocs/head_reviewer.html", {"form": form})


def _is_latest(bloc_year: BlocYear) -> bool:
    return not BlocYear.objects.filter(bloc=bloc_year.bloc_id, year__gt=bloc_year.year).exists()


@in_one_transaction
def members(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The member units and their order."""
    bloc_year = _editable_year(request, bloc, year)
    formset = MemberFormSet(request.POST or None, instance=bloc_year)
    if formset.is_valid():
        _save_members(request, bloc_year, formset)
        messages.success(request, _("Saved."))
        return redirect("setup", bloc, year)
    return render(request, "blocs/members.html", {"formset": formset})


def _save_members(request: HttpRequest, bloc_year: BlocYear, formset: Any) -> None:
    before = "; ".join(unit.short_name for unit in bloc_year.members)
    formset.save()
    del bloc_year.members
    after = "; ".join(unit.short_name for unit in bloc_year.members)
    if before != after:
        change = audit.change(gettext_noop("member units"), before, after)
        audit.record(request.user, bloc_year, audit.Action.CHANGE, changes=[change])


@in_one_transaction
def dates(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The planned days of every stage."""
    bloc_year = _editable_year(request, bloc, year)
    forms = [
        StageDatesForm(
            request.POST or None,
            stage=stage,
            instance=bloc_year.dates.get(stage) or StageDates(bloc_year=bloc_year),
        )
        for stage in Stage
        if stage != Stage.CLOSED
    ]
    if request.method == "POST" and all([form.is_valid() for form in forms]):
        for form in forms:
            _save_dates(request, form)
        messages.success(request, _("Saved."))
        return redirect("setup", bloc, year)
    return render(request, "blocs/dates.html", {"forms": forms})


def _save_dates(request: HttpRequest, form: StageDatesForm) -> None:
    if form.cleaned_data.get("opens"):
        audit.save_form(request.user, form)
    elif form.instance.pk:
        emptied = StageDates.objects.get(pk=form.instance.pk)
        audit.record(request.user, emptied, audit.Action.DELETE)
        emptied.delete()


@in_one_transaction
def new_year(request: HttpRequest, bloc: str) -> HttpResponse:
    """Begin the next year from the latest one; its head's secretariat goes on from there."""
    visible = BlocYear.objects.visible_to(request.user).select_related("bloc", "head", "deputy")
    latest = BlocYear.objects.filter(bloc__slug=bloc).order_by("-year").values("pk")[:1]
    source = held(request, stand_in(request, get_object_or_404(visible, pk=latest)))
    if not heads(request.user, source):
        raise PermissionDenied
    form = NewYearForm(request.POST or None, source=source)
    if form.is_valid():
        created = audit.save_form(request.user, form)
        created.copy_set_up(source, request.user)
        messages.success(request, _("The year %(year)s has begun.") % {"year": created.year})
        return redirect(created)
    return render(request, "blocs/new_year.html", {"form": form, "source": source})
