"""A conference: its page, beginning it, its facts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.frame import year_or_404
from blocs.models import BlocYear
from blocs.views import held, in_one_transaction
from pledges.documents.conferences import sheets_for
from pledges.documents.invitations import INVITATION
from pledges.documents.minutes import MINUTES
from pledges.documents.programmes import PROGRAMME
from pledges.forms.conferences import ConferenceForm
from pledges.models import Conference
from pledges.models.conferences import Occasion
from pledges.models.convening import begin, earlier
from pledges.models.pledges import PledgeState
from pledges.readiness import conference_of, has_minutes, is_over, lacking, occasion_now

CONFLICT = 409


def conference_or_404(request: HttpRequest, bloc: str, year: int, occasion: str) -> Conference:
    """The conference of the address, if the person may see its year and it has been begun."""
    found = conference_of(held(request, _year(request, bloc, year, occasion)), occasion)
    if found is None:
        raise Http404
    return found


def editable_or_403(request: HttpRequest, bloc: str, year: int, occasion: str) -> Conference:
    """The same, for those who may write it now."""
    found = conference_or_404(request, bloc, year, occasion)
    if not found.editable_by(request.user):
        raise PermissionDenied
    return found


def _year(request: HttpRequest, bloc: str, year: int, occasion: str) -> BlocYear:
    if occasion not in Occasion.values:
        raise Http404
    return year_or_404(request, bloc, year)


def conferences(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The conference that people mean in this stage."""
    occasion = occasion_now(year_or_404(request, bloc, year))
    return redirect("conference", bloc, year, occasion)


def conference(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """Everything about a conference on one page, and what is still missing before it."""
    bloc_year = _year(request, bloc, year, occasion)
    found = conference_of(bloc_year, occasion)
    if found is None:
        planned = Conference(bloc_year=bloc_year, occasion=occasion)
        may_begin = planned.editable_by(request.user)
        context = {
            "conference": planned,
            "may_begin": may_begin,
            "earlier": earlier(bloc_year, occasion) if may_begin else None,
        }
        return render(request, "pledges/conference_empty.html", context)
    return render(request, "pledges/conference.html", _context(request, found))


def _context(request: HttpRequest, found: Conference) -> dict[str, Any]:
    missing = lacking(found)
    return {
        "conference": found,
        "editable": found.editable_by(request.user),
        "items": list(found.items.all()),
        "missing": missing,
        "all_done": all(item.done for item in missing),
        "is_over": is_over(found),
        "has_minutes": has_minutes(found),
        **_papers(found),
        **_attendance(found),
        **_signing(found),
    }


def _papers(found: Conference) -> dict[str, Any]:
    """What can be printed; the guests' invitations apart."""
    sheets = sheets_for(found, (PROGRAMME, INVITATION, MINUTES))
    invited = [sheet for sheet in sheets if sheet.is_invitation]
    return {
        "papers": [sheet for sheet in sheets if not sheet.is_for_guest],
        "invitations": [sheet for sheet in invited if sheet.is_for_guest],
        "to_issue": any(not sheet.number for sheet in invited),
    }


def _attendance(found: Conference) -> dict[str, Any]:
    presences, guests = found.presences, list(found.guests.all())
    marks = [row.is_present for row in presences]
    guest_marks = [guest.is_present for guest in guests]
    return {
        "guests": guests,
        "presences": presences,
        "present": marks.count(True),
        "guests_present": guest_marks.count(True),
        "attendance_taken": any(mark is not None for mark in (*marks, *guest_marks)),
    }


def _signing(found: Conference) -> dict[str, Any]:
    """Who signs in which order, and whether the signing is only left to be recorded."""
    agreements = found.agreements
    signed = [one for one in agreements if one.is_signed]
    asked = bool(agreements) and agreements[0].pledge.state == PledgeState.AGREEING
    return {
        "agreements": agreements,
        "signed": len(signed),
        "to_record": asked and len(signed) == len(agreements),
    }


@require_POST
@transaction.atomic
def conference_begin(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """Begin a conference with the usual agenda, or as last year; if another was quicker, go to it."""
    bloc_year = held(request, _year(request, bloc, year, occasion))
    if not Conference(bloc_year=bloc_year, occasion=occasion).editable_by(request.user):
        raise PermissionDenied
    found = conference_of(bloc_year, occasion)
    if found is None:
        source = earlier(bloc_year, occasion) if "copy" in request.POST else None
        found = begin(bloc_year, occasion, request.user, source)
        messages.success(request, _("Begun. Look through day, venue and agenda, and correct what differs."))
    return redirect(found)


@transaction.atomic
def conference_delete(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """Ask before deleting a conference that was begun by mistake (GET), and delete it (POST)."""
    found = editable_or_403(request, bloc, year, occasion)
    issued = found.bloc_year.papers.filter(subject__startswith=found.occasion)
    if request.method == "POST" and not issued.exists():
        audit.record(request.user, found, audit.Action.DELETE)
        found.delete()
        messages.success(request, _("Deleted: %(conference)s.") % {"conference": found})
        return redirect("conference", bloc, year, occasion)
    context = {"conference": found, "issued": issued, "counts": _counts(found)}
    refused = request.method == "POST"
    return render(request, "pledges/conference_delete.html", context, status=CONFLICT if refused else 200)


def _counts(found: Conference) -> list[str]:
    """What goes with it."""
    items, guests, rows = found.items.count(), found.guests.count(), found.attendances.count()
    return [
        ngettext("%(count)s agenda item", "%(count)s agenda items", items) % {"count": items},
        ngettext("%(count)s guest", "%(count)s guests", guests) % {"count": guests},
        ngettext("attendance of %(count)s unit", "attendance of %(count)s units", rows) % {"count": rows},
    ]


@in_one_transaction
def conference_facts(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """Day, venue, chair and secretary."""
    found = editable_or_403(request, bloc, year, occasion)
    form = ConferenceForm(request.POST or None, instance=found)
    if form.is_valid():
        audit.save_form(request.user, form)
        messages.success(request, _("Saved."))
        return redirect(found)
    return render(request, "pledges/conference_facts.html", {"conference": found, "form": form})
