"""What came of the targets: the bloc at a glance, a unit's targets, entering its results, the margin."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs import audit, stages
from blocs.frame import year_or_404
from blocs.models import BlocYear, Unit
from blocs.permissions import heads, speaks_for
from blocs.stages import Activity, Stage
from blocs.views import held
from pledges import charts
from pledges.followup import UnitResults, board, enterable_by, is_open, period_or_current
from pledges.forms.results import FollowUpForm, ResultRows
from pledges.models import FollowUp, Period

CONFLICT = 409


def results(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """How many targets every unit has met, who is late, who has entered nothing yet."""
    bloc_year = year_or_404(request, bloc, year)
    period = period_or_current(bloc_year, request.GET.get("period", ""))
    found = board(bloc_year, period)
    context = {
        "board": found,
        "period": period,
        "periods": Period,
        "rows": [(unit, _may_enter(request, unit, period)) for unit in found.units],
        "bars": charts.unit_bars(found),
        "line": charts.year_line(found, timezone.localdate()),
        "behind": [(unit.unit, line) for unit in found.units for line in unit.lines if line.is_behind],
        "is_open": is_open(bloc_year, period),
        "runs": heads(request.user, bloc_year),
        "may_set": _may_set(request, bloc_year),
        "begun": bloc_year.stage not in (Stage.PREPARE, Stage.SIGNING),
    }
    return render(request, "pledges/results.html", context)


def _may_enter(request: HttpRequest, unit: UnitResults, period: Period) -> bool:
    return unit.registration is not None and enterable_by(request.user, unit.registration, period)


def unit_results(request: HttpRequest, bloc: str, year: int, unit: int) -> HttpResponse:
    """A unit's targets: plan, results of both reviews, progress, what is late."""
    bloc_year = year_or_404(request, bloc, year)
    period = period_or_current(bloc_year, request.GET.get("period", ""))
    found = _unit_or_404(bloc_year, unit, period)
    context = {
        "one": found,
        "period": period,
        "periods": Period,
        "rows": [(line, charts.target_bar(line)) for line in found.lines],
        "may_enter": _may_enter(request, found, period),
        "is_open": is_open(bloc_year, period),
    }
    return render(request, "pledges/unit_results.html", context)


def _unit_or_404(bloc_year: BlocYear, pk: int, period: Period) -> UnitResults:
    unit = get_object_or_404(Unit, pk=pk, memberships__bloc_year=bloc_year)
    return next(one for one in board(bloc_year, period).units if one.unit == unit)


def results_entry(request: HttpRequest, bloc: str, year: int, unit: int, period: str) -> HttpResponse:
    """The results of one review as one table, for the unit's people."""
    bloc_year = year_or_404(request, bloc, year)
    if period not in Period.values:
        raise Http404
    review = Period(period)
    found, posted = _unit_or_404(bloc_year, unit, review), request.method == "POST"
    if not speaks_for(request.user, found.unit):
        raise PermissionDenied
    may_write = _may_enter(request, found, review)
    if not posted and not may_write:
        raise PermissionDenied
    rows, saved = _saved(request, bloc_year, found, review) if posted else (ResultRows(found, review), None)
    if saved is not None:
        messages.success(request, _told(saved))
        address = reverse("unit_results", args=(bloc, year, unit)) + f"?period={review}"
        return redirect(request.path if "more" in request.POST else address)
    if posted:
        bloc_year.refresh_from_db(fields=["stage"])
        may_write = _may_enter(request, found, review)
    context = {"one": found, "period": review, "rows": rows, "may_write": may_write}
    return render(request, "pledges/results_entry.html", context, status=200 if may_write else CONFLICT)


@transaction.atomic
def _saved(
    request: HttpRequest, bloc_year: BlocYear, seen: UnitResults, period: Period
) -> tuple[ResultRows, int | None]:
    """Store what was sent if all of it is right and the review is open; how many rows changed."""
    bloc_year.hold()
    bloc_year.refresh_from_db()
    found = _unit_or_404(bloc_year, seen.unit.pk, period)
    rows = ResultRows(found, period, request.POST)
    if not rows.is_valid() or not _may_enter(request, found, period):
        return rows, None
    count = rows.save(request.user)
    if count:
        stages.reached(bloc_year, found.unit, request.user)
    return rows, count


def _told(count: int) -> str:
    if not count:
        return _("Nothing had changed.")
    return ngettext("%(count)s result saved.", "%(count)s results saved.", count) % {"count": count}


def _may_set(request: HttpRequest, bloc_year: BlocYear) -> bool:
    """The secretariat, until the year is handed over."""
    return heads(request.user, bloc_year) and bloc_year.allows(Activity.PAPERS)


@transaction.atomic
def results_margin(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """From when on a target counts as late: a setting of the year."""
    bloc_year = year_or_404(request, bloc, year)
    held(request, bloc_year)
    if not _may_set(request, bloc_year):
        raise PermissionDenied
    setting = FollowUp.objects.filter(bloc_year=bloc_year).first() or FollowUp(bloc_year=bloc_year)
    form = FollowUpForm(request.POST if request.method == "POST" else None, instance=setting)
    if request.method == "POST" and form.is_valid():
        audit.save_form(request.user, form)
        messages.success(request, _("Saved."))
        return redirect("results", bloc, year)
    return render(request, "pledges/results_margin.html", {"form": form})
