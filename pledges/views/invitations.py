"""All invitations of a conference issued at once: the day, then the numbers and names, then the issue."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from blocs.seals import seal
from blocs.views import in_one_transaction
from pledges.documents.invitations import INVITATION
from pledges.forms.conferences import InvitationsForm
from pledges.issuing import Order, issue, next_serial, obstacles
from pledges.models import Conference
from pledges.papers import Subject
from pledges.views.conferences import editable_or_403


@in_one_transaction
def conference_invitations(request: HttpRequest, bloc: str, year: int, occasion: str) -> HttpResponse:
    """Issue every invitation that is not issued yet, under numbers that follow each other."""
    found = editable_or_403(request, bloc, year, occasion)
    subjects = _not_issued(found)
    form = InvitationsForm(request.POST or None, conference=found)
    orders = _orders(found, subjects, form.cleaned_data["day"]) if form.is_valid() else []
    missing = obstacles(found.bloc_year, INVITATION, subjects[0]) if subjects else []
    mark = seal(*((order.serial, order.subject.key, order.day) for order in orders))
    if orders and not missing and request.POST.get("confirmed") == mark:
        for order in orders:
            issue(found.bloc_year, request.user, order)
        words = ngettext("%(count)s invitation issued.", "%(count)s invitations issued.", len(orders))
        messages.success(request, words % {"count": len(orders)})
        return redirect(found)
    context = {
        "conference": found,
        "form": form,
        "subjects": subjects,
        "orders": [(f"{order.serial:02d}/{order.symbol}", order.subject) for order in orders],
        "missing": missing,
        "mark": mark,
        "changed": "confirmed" in request.POST,
    }
    return render(request, "pledges/conference_invitations.html", context)


def _not_issued(found: Conference) -> list[Subject]:
    """The member units and the guests who have no invitation in force."""
    issued = set(
        found.bloc_year.papers.in_force().filter(kind=INVITATION.name).values_list("subject", flat=True)
    )
    return [
        subject
        for subject in INVITATION.subjects(found.bloc_year)
        if subject.key.partition("-")[0] == found.occasion and subject.key not in issued
    ]


def _orders(found: Conference, subjects: list[Subject], day: date) -> list[Order]:
    """Consecutive numbers from the next free one."""
    if not subjects:
        return []
    year, symbol = found.bloc_year, INVITATION.symbol(found.bloc_year, subjects[0])
    first = next_serial(year, INVITATION, subjects[0], day)
    return [
        Order(INVITATION, subject, serial, symbol, day)
        for serial, subject in enumerate(subjects, start=first)
    ]
