"""Where the access table's rows about the parts of a registration and about reminders point."""

from __future__ import annotations

from django.urls import reverse

from blocs.models import User
from pledges.models import Registration, Reminder


def addresses(registration: Registration, secretary: User) -> dict[str, str]:
    """Parts of the member's registration, and letters to its people: one that waits, one that was refused."""
    letters = {state: _letter(registration, secretary, state) for state in ("waiting", "failed")}
    year = registration.bloc_year
    of_year = ("reminders", "prepare_reminders", "send_reminders", "receive_registrations")
    parts = ("registration_titles", "registration_commitments", "suggested_targets")
    of_letter = ("reminder", "reminder_delete")
    return (
        {name: reverse(name, args=(year.bloc.slug, year.year)) for name in of_year}
        | {name: reverse(name, args=(registration.pk,)) for name in parts}
        | {name: reverse(name, args=(letters["waiting"].pk,)) for name in of_letter}
        | {
            "registration_step[receive]": registration.step_url("receive"),
            "reminder_step": letters["failed"].step_url("retry"),
        }
    )


def _letter(registration: Registration, secretary: User, state: str) -> Reminder:
    letter, _created = Reminder.objects.get_or_create(
        bloc_year=registration.bloc_year,
        unit=registration.unit,
        person=secretary,
        about=state,
        defaults={"address": "a@b.example", "subject": "Nhắc", "prepared_by": secretary, "state": state},
    )
    return letter
