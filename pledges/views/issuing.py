"""From a kind of paper to an issued one: the preview, the form with number and day, the asking page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from blocs import pdf
from blocs.frame import year_or_404
from blocs.models import BlocYear
from blocs.workflow import StepRefused
from pledges import papers
from pledges.forms import PaperForm
from pledges.issuing import in_force, issue, may_issue, obstacles
from pledges.models import Paper
from pledges.papers import WHOLE_YEAR, Kind, Subject

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Planned:
    """A paper that can be printed: of which year, which kind, about whom."""

    bloc_year: BlocYear
    kind: Kind
    subject: Subject

    @property
    def address(self) -> tuple[str, int, str, str]:
        """The arguments of its pages' addresses."""
        return papers.address(self.bloc_year, self.kind, self.subject)

    @property
    def key(self) -> str:
        """The subject as it stands in addresses."""
        return self.address[-1]

    @property
    def name(self) -> str:
        """The kind and about whom it is."""
        return " · ".join(filter(None, (str(self.kind.label), self.subject.label)))

    @property
    def issuer(self) -> str:
        """The body that issues it."""
        return self.kind.issuer(self.bloc_year, self.subject)

    @property
    def current(self) -> Paper | None:
        """The paper that counts today."""
        return in_force(self.bloc_year, self.kind.name, self.subject.key)

    def form(self, data: Any = None) -> PaperForm:
        """The form for its issue."""
        return PaperForm(data, bloc_year=self.bloc_year, kind=self.kind, subject=self.subject)

    def obstacles(self) -> list[str]:
        """Why it cannot be issued yet."""
        return obstacles(self.bloc_year, self.kind, self.subject)


def planned_or_404(request: HttpRequest, bloc: str, year: int, kind: str, subject: str) -> Planned:
    """The paper of the address, if the person may see its year and there is something to print."""
    bloc_year = year_or_404(request, bloc, year)
    found = papers.kinds().get(kind)
    about = found.subject(bloc_year, "" if subject == WHOLE_YEAR else subject) if found else None
    if found is None or about is None:
        raise Http404
    return Planned(bloc_year, found, about)


def issuable_or_403(request: HttpRequest, bloc: str, year: int, kind: str, subject: str) -> Planned:
    """The paper of the address, for whoever may issue it."""
    planned = planned_or_404(request, bloc, year, kind, subject)
    if not may_issue(request.user, planned.bloc_year, planned.subject):
        raise PermissionDenied
    return planned


def paper_preview(request: HttpRequest, bloc: str, year: int, kind: str, subject: str) -> HttpResponse:
    """The paper as it stands now; with number and day in the address as it would be issued. Never final."""
    planned = planned_or_404(request, bloc, year, kind, subject)
    if not planned.kind.drafts_for(request.user, planned.bloc_year, planned.subject):
        raise PermissionDenied
    form = planned.form(request.GET) if request.GET else None
    face = form.face if form and form.is_valid() else papers.DRAFT
    composition = planned.kind.compose(planned.bloc_year, planned.subject, face)
    if pdf.DRAFT not in composition.sheets and pdf.PROVISIONAL not in composition.sheets:
        composition = replace(composition, sheets=(*composition.sheets, pdf.DRAFT))
    return pdf.shown(composition.pdf(), f"{planned.name} {year}.pdf")


def paper_issue(request: HttpRequest, bloc: str, year: int, kind: str, subject: str) -> HttpResponse:
    """Number and day (GET), what that means (first POST), and the issue itself (confirmed POST)."""
    planned = issuable_or_403(request, bloc, year, kind, subject)
    missing, form = planned.obstacles(), planned.form(request.POST if request.method == "POST" else None)
    asking = form.is_valid() and not missing
    if asking and "confirmed" in request.POST:
        try:
            issued = _issued(request, planned, form)
        except StepRefused as refusal:
            missing, asking = refusal.reasons, False
        else:
            messages.success(request, _("Issued as %(number)s.") % {"number": issued.number})
            return redirect(issued)
    context = {"planned": planned, "form": form, "obstacles": missing, "asking": asking}
    context |= _replaced(planned.current) | {"query": _query(form) if asking else ""}
    context["refused"] = form.is_bound and missing
    status = CONFLICT if context["refused"] else 200
    return render(request, "pledges/paper_issue.html", context, status=status)


def _replaced(current: Paper | None) -> dict[str, Any]:
    """The paper that would be replaced, and how many signatures would have to be given again."""
    return {"current": current, "copies": current.signed_copies.count() if current else 0}


@transaction.atomic
def _issued(request: HttpRequest, planned: Planned, form: PaperForm) -> Paper:
    """The issue, unless someone has issued the same paper since the page asked."""
    planned.bloc_year.hold()
    current = planned.current
    if request.POST["confirmed"] != (str(current.pk) if current else "none"):
        raise StepRefused(_told(current))
    return issue(planned.bloc_year, request.user, form.order)


def _told(current: Paper | None) -> str:
    if current is None:
        return _(
            "The paper that would have been replaced was withdrawn meanwhile. Look again before you issue."
        )
    words = _("%(person)s has issued it meanwhile as %(number)s. Look at that paper before you replace it.")
    return words % {"person": current.issued_by, "number": current.number}


def _query(form: PaperForm) -> str:
    """The entries of the form as the preview takes them."""
    query = QueryDict(mutable=True)
    query.update({name: form.data.get(name, "") for name in form.fields})
    return query.urlencode()
