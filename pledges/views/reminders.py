"""The outbox of the bloc's secretariat: who is reminded of what, looked at before it is sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blocs import audit
from blocs.frame import stand_in, year_or_404
from blocs.models import BlocYear
from blocs.permissions import heads
from blocs.views import step_page
from pledges import reminding
from pledges.forms.reminders import ReminderForm
from pledges.missing import duties
from pledges.models import Reminder
from pledges.models.reminders import ReminderState
from pledges.permissions import reminds

CONFLICT = 409
KEPT = 50  # letters that went, shown; the history has them all


def _headed_year(request: HttpRequest, bloc: str, year: int) -> BlocYear:
    found = year_or_404(request, bloc, year)
    if not heads(request.user, found):
        raise PermissionDenied
    return found


def reminders(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Who owes what, the letters that wait, and those that went."""
    bloc_year = _headed_year(request, bloc, year)
    letters = bloc_year.reminders.select_related("unit", "person", "prepared_by")
    unclear = [one for one in letters.filter(state=ReminderState.SENDING)]
    context = {
        "calls": reminding.calls(bloc_year),
        "waiting": letters.waiting(),
        "unclear": [(one, one.steps_for(request.user)) for one in unclear],
        "gone": [
            (one, one.steps_for(request.user))
            for one in letters.filter(state__in=(ReminderState.SENT, ReminderState.FAILED))[:KEPT]
        ],
        "labels": {name: duty.label for name, duty in duties().items()},
    }
    return render(request, "pledges/reminders.html", context)


@require_POST
def prepare_reminders(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Put letters to the people of the chosen units into the outbox."""
    bloc_year = _headed_year(request, bloc, year)
    prepared = reminding.prepare(bloc_year, request.user, request.POST.getlist("call"))
    if prepared:
        count = len(prepared)
        words = ngettext("%(count)s letter is in the outbox.", "%(count)s letters are in the outbox.", count)
        messages.success(request, words % {"count": count} + " " + _("Look at them, then send them."))
    else:
        messages.error(request, _("No letter was prepared: choose units whose people have an address."))
    return redirect("reminders", bloc, year)


def send_reminders(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Ask before letters are sent (GET), and send exactly those that were shown (POST)."""
    bloc_year = _headed_year(request, bloc, year)
    waiting = bloc_year.reminders.waiting().select_related("unit", "person", "prepared_by", "bloc_year")
    if request.method != "POST":
        return render(request, "pledges/reminders_send.html", {"waiting": waiting})
    chosen = [int(key) for key in request.POST.getlist("reminder") if key.isdecimal()]
    outcome = reminding.send(waiting.filter(pk__in=chosen), request.user)
    _tell(request, outcome)
    return redirect("reminders", bloc, year)


def _tell(request: HttpRequest, outcome: reminding.Outcome) -> None:
    if outcome.problem:
        words = _("Nothing was sent: the mail server cannot be reached (%(problem)s). The letters wait.")
        messages.error(request, words % {"problem": outcome.problem})
    if count := len(outcome.sent):
        words = ngettext("%(count)s letter was sent.", "%(count)s letters were sent.", count)
        messages.success(request, words % {"count": count})
    if outcome.failed:
        names = "; ".join(str(one.person) for one in outcome.failed)
        messages.error(request, _("Not delivered: %(names)s.") % {"names": names})


def _visible(request: HttpRequest, pk: int) -> Reminder:
    visible = Reminder.objects.visible_to(request.user)
    related = ("unit", "person", "bloc_year__bloc", "bloc_year__head")
    found = get_object_or_404(visible.select_related(*related), pk=pk)
    if not reminds(request.user, found):
        raise PermissionDenied
    stand_in(request, found.bloc_year)
    return found


def reminder(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a letter; while it waits, change it."""
    found = _visible(request, pk)
    posted = request.method == "POST"
    form, saved = _saved(request, found) if posted else (ReminderForm(instance=found), False)
    if saved:
        messages.success(request, _("Saved."))
        return redirect(found)
    found.refresh_from_db(fields=["state"])
    may_write = found.editable_by(request.user)
    context = {"reminder": found, "form": form, "may_write": may_write, "posted": posted}
    return render(
        request, "pledges/reminder.html", context, status=CONFLICT if posted and not may_write else 200
    )


@transaction.atomic
def _saved(request: HttpRequest, seen: Reminder) -> tuple[ReminderForm, bool]:
    found = _held(seen)
    form = ReminderForm(request.POST, instance=found)
    possible = form.is_valid() and found.editable_by(request.user)
    if possible:
        audit.save_form(request.user, form)
    return form, possible


def _held(seen: Reminder) -> Any:
    """The letter as it is now, held with its year until the transaction ends."""
    seen.hold()
    return get_object_or_404(Reminder.objects.select_for_update(), pk=seen.pk)


@transaction.atomic
def reminder_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before a letter that waits is deleted (GET), and delete it (POST)."""
    found = _held(_visible(request, pk))
    if not found.editable_by(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "pledges/reminder_delete.html", {"reminder": found})
    audit.record(request.user, found, audit.Action.DELETE)
    found.delete()
    messages.success(request, _("Deleted: %(letter)s.") % {"letter": found})
    return redirect(found.get_absolute_url())


def reminder_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Decide about a letter of which nobody knows whether it arrived, or that was refused."""
    found = _visible(request, pk)
    if name in Reminder.inner_steps:
        raise PermissionDenied
    return step_page(request, found, name)
