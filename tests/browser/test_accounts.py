"""Log-in, log-out, password, language and theme in a browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blocs.views.accounts import DEMO_PASSWORD
from tests import factories
from tests.browser import acts
from tests.browser.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OLD, NEW = "một câu dài dễ nhớ", "một câu khác còn dài hơn"


@pytest.fixture
def person(db):
    """Somebody with a password."""
    someone = factories.user(username="nguyen", full_name="Nguyễn Văn Mẫu")
    someone.set_password(OLD)
    someone.save()
    return someone


def log_in(browser, password, username="nguyen"):
    browser.write(username=username, password=password).press("Log in")


def log_out(browser):
    browser.page.locator(".menu-person summary").click()
    browser.press("Log out")


def at(browser):
    """The path of the page."""
    return browser.page.url.removeprefix(browser.root)


def theme(browser):
    return browser.page.evaluate("document.documentElement.dataset.bsTheme")


def language(browser):
    return browser.page.locator("html").get_attribute("lang")


def button(browser, code):
    return browser.page.locator(f"button[name=language][value={code}]")


def test_person_logs_in_where_they_wanted_to_go_and_out_again(desk, person):
    browser = desk().go("password")
    assert at(browser) == f"{reverse('login')}?next={reverse('password')}"
    log_in(browser, "không phải")
    browser.warned("Please enter a correct username and password.")
    log_in(browser, OLD)
    assert at(browser) == reverse("password")
    log_out(browser)
    assert at(browser) == reverse("login")
    assert at(browser.go("home")) == f"{reverse('login')}?next={reverse('home')}"


def test_password_is_changed_and_the_new_one_counts(desk, person):
    browser = desk().go("password")
    log_in(browser, OLD)
    browser.write(old_password=OLD, new_password1=NEW, new_password2="khác").press("Change password")
    expect(browser.page.locator(".invalid-feedback")).to_have_count(1)
    browser.write(old_password=OLD, new_password1=NEW, new_password2=NEW).press("Change password")
    browser.told("The password is changed.")
    log_out(browser)
    log_in(browser, NEW)
    assert at(browser) == reverse("home")


def test_demonstration_offers_log_ins_and_fills_the_form(desk, settings, cast):
    settings.DEMO = True
    cast.officer.set_password(DEMO_PASSWORD)
    cast.officer.save()
    browser = desk().go("login")
    expect(browser.page.locator(".demo-ribbon")).to_be_visible()
    browser.find(f"Use {cast.officer.username}").click()
    browser.press("Log in")
    assert at(browser) == reverse("home")
    expect(browser.page.locator(".person-name")).to_have_text("Nguyễn Thị Cán Bộ")


def test_real_site_shows_no_log_ins(desk, cast):
    browser = desk().go("login")
    expect(browser.page.locator(".demo-logins, .demo-ribbon")).to_have_count(0)
    expect(browser.page.locator("main")).not_to_contain_text(cast.officer.username)


def test_language_is_switched_and_switched_back_on_the_same_page(desk, cast):
    browser = desk(cast.secretary, language="vi").go("members", *acts.address(cast.year))
    address = at(browser)
    assert language(browser) == "vi"
    browser.press(button(browser, "en"))
    assert (at(browser), language(browser)) == (address, "en")
    expect(browser.page.get_by_role("heading", level=1)).to_have_text("Members and their order")
    browser.press(button(browser, "vi"))
    assert (at(browser), language(browser)) == (address, "vi")
    browser.go("home")
    assert language(browser) == "vi"


def test_vietnamese_is_the_first_language_whatever_the_browser_asks_for(open_page, live_server):
    page = open_page(language="", extra_http_headers={"Accept-Language": "en-GB,en"})
    assert language(Desk(page, live_server.url).go("login")) == "vi"


def test_theme_follows_the_system_until_a_person_chooses(desk, cast):
    browser = desk(cast.officer, color_scheme="dark").go("home")
    assert theme(browser) == "dark"
    browser.find("Switch between light and dark").click()
    assert theme(browser) == "light"
    assert theme(browser.go("home")) == "light"
