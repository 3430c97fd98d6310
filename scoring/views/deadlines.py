"""Until when units submit and explain, exact to the second; set by the secretariat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.frame import year_or_404
from blocs.models import BlocYear
from blocs.views.changing import held, in_one_transaction
from scoring.forms.deadlines import DeadlineForm
from scoring.models import Deadline
from scoring.models.deadlines import Duty, deadline_of
from scoring.models.scoresheets import SheetState
from scoring.permissions import sets_deadlines

OWING = {
    Duty.SUBMISSION: (SheetState.DRAFT, SheetState.RETURNED),
    Duty.EXPLANATION: (SheetState.EXPLAINING,),
}


@dataclass(frozen=True, slots=True)
class DutyPanel:
    """A duty on the page: its form, the deadline that holds now, and the units that still owe it."""

    label: str
    form: DeadlineForm
    deadline: Deadline | None
    owing: list[str]

    @property
    def is_derived(self) -> bool:
        """Whether the deadline follows from the dates of the year, because none is set."""
        return self.deadline is not None and self.deadline.pk is None


@in_one_transaction
def deadlines(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Soft or hard, for submitting and for explaining."""
    bloc_year = held(request, year_or_404(request, bloc, year))
    if not sets_deadlines(request.user, bloc_year):
        raise PermissionDenied
    forms = [DeadlineForm(request.POST or None, instance=_stored(bloc_year, duty)) for duty in Duty]
    if request.method == "POST" and all([form.is_valid() for form in forms]):
        for form in forms:
            form.keep(request.user)
        messages.success(request, _("Saved."))
        return redirect("deadlines", bloc, year)
    panels = [_panel(bloc_year, duty, form) for duty, form in zip(Duty, forms, strict=True)]
    return render(request, "scoring/deadlines.html", {"panels": panels, "now": timezone.localtime()})


def _stored(bloc_year: BlocYear, duty: Duty) -> Deadline:
    """The deadline that is set, else a new one."""
    found = next((one for one in bloc_year.deadlines.all() if one.duty == duty), None)
    return found or Deadline(bloc_year=bloc_year, duty=duty)


def _panel(bloc_year: BlocYear, duty: Duty, form: Any) -> DutyPanel:
    sheets = bloc_year.score_sheets.filter(state__in=OWING[duty], unit__in=bloc_year.members)
    units = [sheet.unit.short_name for sheet in sheets.select_related("unit")]
    return DutyPanel(str(duty.label), form, deadline_of(bloc_year, duty), units)
