"""From a kind of paper to an issued one: the preview, the form with number and day, the asking page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from blocs import pdf
from blocs.frame import year_or_404
from blocs.models import BlocYear
from blocs.workflow import StepRefused
from pledges import papers
from pledges.forms import PaperForm
from pledges.issuing import in_force, issue, may_issue
from pledges.models import Paper
from pledges.papers import Kind, Subject

CONFLICT = 409
WHOLE_YEAR = "-"  # stands in addresses for the paper of which a year has one


@dataclass(frozen=True, slots=True)
class Planned:
    """A paper that can be printed: of which year, which kind, about whom."""

    bloc_year: BlocYear
    kind: Kind
    subject: Subject

    @property
    def address(self) -> tuple[str, int, str, str]:
        """The arguments of its pages' addresses."""
        year = self.bloc_year
        return year.bloc.slug, year.year, self.kind.name, self.subject.key or WHOLE_YEAR

    @property
    def name(self) -> str:
        """The kind and about whom it is."""
        return " · ".join(filter(None, (str(self.kind.label), self.subject.label)))


def planned_or_404(request: HttpRequest, bloc: str, year: int, kind: str, subject: str) -> Planned:
    """The paper of the address, if the person may see its year and there is something to print."""
    bloc_year = year_or_404(request, bloc, year)
    found = papers.kinds().get(kind)
    key = "" if subject == WHOLE_YEAR else subject
    about = found.subject(bloc_year, key) if found else None
    if found is None or about is None:
        raise Http404
    return Planned(bloc_year, found, about)


def paper_preview(request: HttpRequest, bloc: str, year: int, kind: str, subject: str) -> HttpResponse:
    """The paper as it stands now, as PDF, marked as a draft."""
    planned = planned_or_404(request, bloc, year, kind, subject)
    composition = planned.kind.compose(planned.bloc_year, planned.subject, papers.DRAFT)
    return pdf.shown(composition.pdf(), f"{planned.name} {year}.pdf")


def paper_issue(request: HttpRequest, bloc: str, year: int, kind: str, subject: str) -> HttpResponse:
    """Number and day (GET), what that means (first POST), and the issue itself (confirmed POST)."""
    planned = planned_or_404(request, bloc, year, kind, subject)
    if not may_issue(request.user, planned.bloc_year, planned.subject):
        raise PermissionDenied
    obstacles = planned.kind.obstacles(planned.bloc_year, planned.subject)
    data = request.POST if request.method == "POST" else None
    form = PaperForm(data, bloc_year=planned.bloc_year, kind=planned.kind, subject=planned.subject)
    current = in_force(planned.bloc_year, planned.kind.name, planned.subject.key)
    asking = form.is_valid() and not obstacles
    if asking and "confirmed" in request.POST:
        try:
            issued = _issued(request, planned, form)
        except StepRefused as refusal:
            obstacles, asking = refusal.reasons, False
        else:
            messages.success(request, _("Issued as %(number)s.") % {"number": issued.number})
            return redirect(issued)
    context = {"planned": planned, "form": form, "current": current, "obstacles": obstacles, "asking": asking}
    refused = bool(form.is_bound and obstacles)
    return render(request, "pledges/paper_issue.html", context, status=CONFLICT if refused else 200)


@transaction.atomic
def _issued(request: HttpRequest, planned: Planned, form: PaperForm) -> Paper:
    """The issue, unless someone has issued the same paper since the page asked."""
    planned.bloc_year.hold()
    current = in_force(planned.bloc_year, planned.kind.name, planned.subject.key)
    if request.POST["confirmed"] != _seen(current):
        raise StepRefused(_told(current))
    return issue(planned.bloc_year, request.user, form.order)


def _seen(current: Paper | None) -> str:
    return str(current.pk) if current else "none"


def _told(current: Paper | None) -> str:
    if current is None:
        return _(
            "The paper that would have been replaced was withdrawn meanwhile. Look again before you issue."
        )
    facts: dict[str, Any] = {"person": current.issued_by, "number": current.number}
    return (
        _("%(person)s has issued it meanwhile as %(number)s. Look at that paper before you replace it.")
        % facts
    )
