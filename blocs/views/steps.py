"""The page on which a step is asked about and taken, the same for every document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from blocs.forms import StepForm
from blocs.frame import year_or_404
from blocs.workflow import Stateful, Step, StepRefused

CONFLICT = 409


def year_step(request: HttpRequest, bloc: str, year: int, name: str) -> HttpResponse:
    """Move the year to another stage."""
    return step_page(request, year_or_404(request, bloc, year), name)


def step_page(request: HttpRequest, document: Any, name: str) -> HttpResponse:
    """Ask before a step (GET) and take it (POST); a refusal says what to do and loses nothing."""
    step = document.step(name)
    if step is None:
        raise Http404
    if not step.may(request.user, document):
        raise PermissionDenied
    form = StepForm(step, request.POST if request.method == "POST" else None)
    obstacles = step.obstacles(document) if document.offers(step) else [_too_late(document)]
    if form.is_valid():
        try:
            document.take(name, request.user, form.cleaned_data.get("reason", ""))
        except StepRefused as refusal:
            obstacles = refusal.reasons
            document.refresh_from_db()
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": step.label})
            return redirect(document.get_absolute_url())
    return _page(request, document, step, form, obstacles)


def _too_late(document: Stateful) -> str:
    now = {"state": _label(document, document.current), "stage": document.bloc_year.get_stage_display()}
    return _("It is now “%(state)s”, in the stage “%(stage)s”: this step does not belong here.") % now


def _label(document: Any, state: str) -> str:
    return str(dict(document._meta.get_field(document.state_field).flatchoices)[state])


def _page(
    request: HttpRequest, document: Stateful, step: Step, form: StepForm, obstacles: list[str]
) -> HttpResponse:
    """What the step does, what stands in its way, and the form; what was typed stays in it."""
    context = {
        "document": document,
        "step": step,
        "form": form,
        "obstacles": obstacles,
        "asking": document.offers(step) and (form.is_bound or not obstacles),
        "state_now": _label(document, document.current),
        "state_then": _label(document, step.target) if step.target != document.current else "",
    }
    status = CONFLICT if obstacles and form.is_bound else 200
    return render(request, "blocs/step.html", context, status=status)
