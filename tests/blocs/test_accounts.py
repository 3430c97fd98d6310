"""Log-in, log-out, password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import reverse

from blocs.models import User
from blocs.views.accounts import DEMO_PASSWORD
from tests import factories
from tests.cast import Cast

Browser = Callable[[Any], Client]
PASSWORD = "mot cau dai de nho"


@pytest.fixture
def officer(cast: Cast) -> User:
    cast.officer.username = "officer"
    cast.officer.set_password(PASSWORD)
    cast.officer.save()
    return cast.officer


def log_in(client: Client, password: str, **sent: str) -> Any:
    client.cookies[site.LANGUAGE_COOKIE_NAME] = "en"
    return client.post(reverse("login"), {"username": "officer", "password": password} | sent)


def test_log_in_leads_to_where_one_wanted(client: Client, officer: User, cast: Cast):
    wanted = reverse("setup", args=(cast.year.bloc.slug, cast.year.year))
    assert client.get(wanted).url == f"{reverse('login')}?next={wanted}"
    assert log_in(client, PASSWORD, next=wanted).url == wanted


def test_log_in_leads_to_no_other_site(client: Client, officer: User):
    assert log_in(client, PASSWORD, next="https://example.org/").url == reverse("home")


def test_log_in_with_a_wrong_password_keeps_the_name(client: Client, officer: User):
    html = log_in(client, "sai").content.decode()
    assert ("Please correct this" in html, 'value="officer"' in html) == (True, True)


def test_log_in_is_paused_after_too_many_attempts(client: Client, officer: User):
    answers = [log_in(client, "sai").status_code for _ in range(site.AXES_FAILURE_LIMIT)]
    assert answers == [200] * (site.AXES_FAILURE_LIMIT - 1) + [429]
    response = log_in(client, PASSWORD)
    assert (response.status_code, "Log-in is paused" in response.content.decode()) == (429, True)


def test_log_in_shows_the_demonstration_only_in_one(client: Client, cast: Cast, settings: Any):
    client.cookies[site.LANGUAGE_COOKIE_NAME] = "en"
    factories.user(username="root", is_superuser=True)
    assert DEMO_PASSWORD not in client.get(reverse("login")).content.decode()
    settings.DEMO = True
    response = client.get(reverse("login"))
    assert DEMO_PASSWORD in response.content.decode()
    people = ("secretary", "head_leader", "leader", "officer", "other_officer", "observer", "stranger")
    words = ("Secretariat", "Leader", "Leader", "Officer", "Officer", "Observer", "Secretariat")
    expected = [(getattr(cast, one).username, word) for one, word in zip(people, words, strict=True)]
    shown = [(username, str(word)) for username, word, _ in response.context["demo_logins"]]
    assert shown == [*expected, ("root", "Site administration")]


def test_log_out_is_a_post(officer: User, as_: Browser):
    browser = as_(officer)
    assert browser.get(reverse("logout")).status_code == 405
    assert browser.post(reverse("logout")).url == reverse("login")
    assert browser.get(reverse("home")).status_code == 302


def test_password_is_changed_and_said_so(officer: User, as_: Browser):
    browser = as_(officer)
    again = {"new_password1": "mot cau khac dai hon", "new_password2": "mot cau khac dai hon"}
    response = browser.post(reverse("password"), {"old_password": PASSWORD} | again)
    assert response.url == reverse("home")
    officer.refresh_from_db()
    assert officer.check_password("mot cau khac dai hon")


@pytest.mark.parametrize("new", ["ngan", "12345678901", "password123"])
def test_password_that_is_weak_is_refused(officer: User, as_: Browser, new: str):
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    html = as_(officer).post(reverse("password"), sent).content.decode()
    assert "Please correct this" in html
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)
