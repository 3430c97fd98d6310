"""The outbox: letters are looked at, sent once each, and decided about when sending broke off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blocs.audit import AuditEntry
from pledges import checks, reminding
from pledges.models import Reminder
from pledges.models.reminders import ReminderState
from tests.cast import Cast
from tests.pledges.letters import prepared, url

pytestmark = pytest.mark.usefixtures("english")
Browser = Callable[[Any], Client]
HERE = "tests.pledges.test_outbox"


def states() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("state", flat=True))


def test_sending_asks_first_and_sends_exactly_what_was_shown(
    cast: Cast, as_: Browser, letters: list[Reminder]
) -> None:
    client = as_(cast.secretary)
    page = client.get(url(cast.year, "send_reminders"))
    assert {letter.pk for letter in page.context["waiting"]} == {one.pk for one in letters}
    page = client.post(url(cast.year, "send_reminders"), {"reminder": [letters[0].pk]}, follow=True)
    assert "1 letter was sent." in page.content.decode()
    (message,) = mail.outbox
    assert (message.to, message.subject, message.reply_to) == ([letters[0].address], letters[0].subject, [])
    assert states() == ["sent", "waiting"]
    client.post(url(cast.year, "send_reminders"), {"reminder": [one.pk for one in letters]})
    client.post(url(cast.year, "send_reminders"), {"reminder": [one.pk for one in letters]})
    assert sorted(one.to[0] for one in mail.outbox) == sorted(one.address for one in letters)


def test_who_was_reminded_is_not_proposed_again_for_two_days(
    cast: Cast, letters: list[Reminder], clock: Any
) -> None:
    def proposed() -> bool:
        calls = reminding.calls(cast.year)
        return next(call.is_due for call in calls if call.lack.unit == cast.year.members[1])

    assert not proposed()
    reminding.send(letters, cast.secretary)
    assert not proposed()
    clock.move_to(timezone.now() + timedelta(days=2, minutes=1))
    assert proposed()


def test_two_people_send_at_once_each_letter_goes_once(cast: Cast, letters: list[Reminder]) -> None:
    stale = [Reminder.objects.get(pk=one.pk) for one in letters]
    assert len(reminding.send(letters, cast.secretary).sent) == 2
    assert reminding.send(stale, cast.secretary) == reminding.Outcome([], [])
    assert len(mail.outbox) == 2


class Refusing(EmailBackend):
    """A mail server that takes no letter to officers."""

    def send_messages(self, messages: Any) -> int:
        if messages[0].to == ["officer@donvi.example"]:
            raise SMTPServerDisconnected("550 no such mailbox")
        return super().send_messages(messages)


class Crashing(EmailBackend):
    """A program that is killed while the letter is on its way."""

    def send_messages(self, messages: Any) -> int:
        raise KeyboardInterrupt


class Unreachable(EmailBackend):
    """No mail server answers."""

    def open(self) -> bool:
        raise ConnectionRefusedError("Connection refused")


def test_a_refused_letter_says_why_and_goes_back_into_the_outbox_by_a_person(
    cast: Cast, as_: Browser, letters: list[Reminder], settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Refusing"
    client = as_(cast.secretary)
    page = client.post(
        url(cast.year, "send_reminders"), {"reminder": [one.pk for one in letters]}, follow=True
    )
    assert f"Not delivered: {cast.officer}." in page.content.decode()
    failed = Reminder.objects.get(person=cast.officer)
    assert (failed.state, failed.problem) == ("failed", "550 no such mailbox")
    assert [step.name for step in failed.steps_for(cast.secretary)] == ["retry"]
    newer = prepared(cast)[0]
    assert client.post(failed.step_url("retry")).status_code == 409
    newer.delete()
    assert client.post(failed.step_url("retry")).status_code == 302
    failed.refresh_from_db()
    assert failed.state == "waiting"


def test_a_crash_leaves_the_letter_to_a_persons_decision(
    cast: Cast, as_: Browser, letters: list[Reminder], settings: Any, clock: Any
) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Crashing"
    with pytest.raises(KeyboardInterrupt):
        reminding.send(letters, cast.secretary)
    assert states().count("sending") == 1
    letter, client = Reminder.objects.get(state="sending"), as_(cast.secretary)
    assert "Being sent" in client.get(url(cast.year)).content.decode()
    assert client.post(letter.step_url("settle")).status_code == 409
    clock.move_to(timezone.now() + timedelta(minutes=3))
    assert "Not known whether it was sent" in client.get(url(cast.year)).content.decode()
    assert client.post(letter.step_url("settle")).status_code == 302
    assert sorted(states()) == ["sent", "waiting"]


def test_without_a_mail_server_every_letter_waits_on(
    cast: Cast, as_: Browser, letters: list[Reminder], settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{HERE}.Unreachable"
    page = as_(cast.secretary).post(
        url(cast.year, "send_reminders"), {"reminder": [one.pk for one in letters]}, follow=True
    )
    assert "the mail server cannot be reached (Connection refused)" in page.content.decode()
    assert states() == ["waiting", "waiting"]


def test_a_real_site_without_mail_does_not_print_letters_and_call_them_sent(
    cast: Cast, as_: Browser, letters: list[Reminder], settings: Any, capsys: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.DEMO = settings.DEBUG = False
    sending = {"reminder": [one.pk for one in letters]}
    page = as_(cast.secretary).post(url(cast.year, "send_reminders"), sending, follow=True)
    assert "none is named in EMAIL_URL" in page.content.decode()
    assert (states(), capsys.readouterr().out) == (["waiting", "waiting"], "")
    assert [one.id for one in checks.mail(None)] == ["pledges.W003"]
    settings.DEMO = True
    assert checks.mail(None) == []


def test_a_letter_is_changed_while_it_waits_and_no_header_slips_in(
    cast: Cast, as_: Browser, letters: list[Reminder]
) -> None:
    client, address = as_(cast.secretary), reverse("reminder", args=(letters[0].pk,))
    typed = {"subject": "Nhắc\r\nBcc: x@y.example", "body": "Kính gửi"}
    assert client.post(address, typed).status_code == 302
    letters[0].refresh_from_db()
    assert letters[0].subject == "Nhắc Bcc: x@y.example"
    Reminder.objects.filter(pk=letters[0].pk).update(subject="Nhắc\nBcc: x@y.example")
    reminding.send(Reminder.objects.filter(pk=letters[0].pk), cast.secretary)
    assert "\nBcc" not in mail.outbox[0].message().as_string()
    assert client.post(address, typed).status_code == 409
    assert "Kính gửi" in client.get(address).content.decode()


def test_a_letter_is_deleted_after_asking_and_only_while_it_waits(
    cast: Cast, as_: Browser, letters: list[Reminder]
) -> None:
    client, address = as_(cast.secretary), reverse("reminder_delete", args=(letters[0].pk,))
    assert letters[0].subject in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert list(Reminder.objects.all()) == [letters[1]]
    reminding.send([letters[1]], cast.secretary)
    assert client.post(reverse("reminder_delete", args=(letters[1].pk,))).status_code == 403


def test_the_history_tells_of_letters_without_addresses(
    cast: Cast, as_: Browser, letters: list[Reminder]
) -> None:
    reminding.send(letters, cast.secretary)
    page = as_(cast.leader).get(url(cast.year, "history")).content.decode()
    assert (str(cast.officer) in page, "officer@donvi.example" in page) == (True, False)
    assert AuditEntry.objects.filter(detail="deliver").count() == 2


STEPS = {"settle": ({"sending"}, "sent"), "retry": ({"sending", "failed"}, "waiting")}


@pytest.mark.parametrize(("step", "state"), [*product(STEPS, ReminderState.values)])
def test_only_the_secretariat_decides_about_a_letter(
    cast: Cast, as_: Browser, letters: list[Reminder], step: str, state: str
) -> None:
    sources, target = STEPS[step]
    for person in ("secretary", "head_leader", "leader", "observer", "stranger"):
        Reminder.objects.filter(pk=letters[0].pk).update(state=state)
        status = as_(getattr(cast, person)).post(letters[0].step_url(step)).status_code
        after = Reminder.objects.get(pk=letters[0].pk).state
        moved = person == "secretary" and state in sources
        expected = (302 if moved else 409, target if moved else state)
        assert (status, after) == (expected if person == "secretary" else (404, state)), person


@pytest.mark.parametrize("step", ["send", "deliver", "fail"])
def test_the_steps_of_sending_are_no_pages(
    cast: Cast, as_: Browser, letters: list[Reminder], step: str
) -> None:
    assert as_(cast.secretary).post(letters[0].step_url(step)).status_code == 403
    assert states() == ["waiting", "waiting"]
