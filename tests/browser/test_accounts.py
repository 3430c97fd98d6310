"""Log-in, log-out, password and language in a browser."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "một câu dài dễ nhớ"


@pytest.fixture
def person(db):
    """Somebody with a password."""
    someone = factories.user(username="nguyen", full_name="Nguyễn Văn Mẫu")
    someone.set_password(PASSWORD)
    someone.save()
    return someone


def log_in(desk, password):
    desk.write(username="nguyen", password=password)
    return desk.press("Log in")


def log_out(desk):
    desk.page.locator(".menu-person summary").click()
    desk.press("Log out")


def test_person_logs_in_where_they_wanted_to_go_and_out_again(desk, person):
    browser = desk().go("password")
    assert browser.page.url.endswith(f"{reverse('login')}?next={reverse('password')}")
    log_in(browser, PASSWORD)
    assert browser.page.url.endswith(reverse("password"))
    log_out(browser)
    assert browser.page.url.endswith(reverse("login"))
    browser.go("home")
    assert reverse("login") in browser.page.url
