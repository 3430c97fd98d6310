"""The page for the projector, driven by keyboard, with a connection that comes and goes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pledges.models import Agreement, Conference
from tests import factories
from tests.convened import conference as convened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFLINE = "Connection lost"


@pytest.fixture
def conference(cast) -> Conference:
    """The signing conference; the units have been asked."""
    factories.pledge(year=cast.year).take("ask_units", cast.secretary)
    return convened(cast.year)


def shown(page: Page, words: str) -> None:
    expect(page.locator(".screen-item.is-now .screen-content")).to_have_text(words)


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def lead(led: Page, hall: Page, first: str) -> None:
    """From the title to the signing; the hall follows by polling."""
    expect(hall.locator(".screen-opening")).to_be_visible()
    keys(led, "ArrowRight")
    shown(led, "Khai mạc")
    shown(hall, "Khai mạc")
    keys(led, "s")
    expect(led.get_by_text("Go to the item at which the units sign first.")).to_be_visible()
    keys(led, "Space", "PageUp", "PageDown")
    shown(led, "Ký kết giao ước")
    expect(led.locator("[data-turn-unit]")).to_have_text(first)
    size = led.locator("[data-turn-unit]").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 48
    keys(led, "s")
    expect(hall.locator("[data-signed]")).to_have_text("1")


def lead_offline(led: Page, hall: Page) -> None:
    """The others sign while the line is cut; the hall sees it when it is back."""
    led.context.set_offline(True)
    keys(led, "s", "s", "u", "s")
    expect(led.locator("[data-signed]")).to_have_text("3")
    expect(led.locator("[data-all-signed]")).to_be_visible()
    expect(led.get_by_text(OFFLINE)).to_be_visible()
    keys(led, "ArrowRight")
    shown(led, "Kết luận")
    expect(hall.locator("[data-signed]")).to_have_text("1")
    led.context.set_offline(False)
    expect(led.get_by_text(OFFLINE)).to_be_hidden()
    shown(hall, "Kết luận")


def test_conference_is_led_by_keyboard_through_a_cut_line(desk, cast, conference):
    led = desk(cast.secretary).go("conference_screen", *conference.address).page
    hall = desk(cast.observer).go("conference_screen", *conference.address).page
    lead(led, hall, cast.year.members[0].name)
    lead_offline(led, hall)
    assert Agreement.objects.filter(signed_at=None).count() == 0
    keys(led, "?")
    expect(led.get_by_role("dialog")).to_be_visible()
    keys(led, "ArrowLeft", "Escape")  # the page rests below the dialog
    keys(hall, "ArrowLeft", "s")  # who only looks changes nothing
    led.reload()
    shown(led, "Kết luận")
    expect(led.locator("[data-signed]")).to_have_text("3")


def test_acts_wait_for_the_next_log_in(desk, cast, conference):
    led = desk(cast.secretary).go("conference_screen", *conference.address).page
    cookies = led.context.cookies()
    led.context.clear_cookies(name="sessionid")
    keys(led, "ArrowRight")
    expect(led.get_by_text("You have been logged out.")).to_be_visible()
    shown(led, "Khai mạc")
    led.context.add_cookies(cookies)
    expect(led.get_by_text("You have been logged out.")).to_be_hidden()
    conference.refresh_from_db()
    assert conference.current.content == "Khai mạc"


def test_twenty_units_with_long_names_fit_on_the_screen(desk, db):
    name = "Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp và phát triển nông thôn số {}"
    units = [factories.unit(name=name.format(n), short_name=f"BQL Nông nghiệp {n}") for n in range(1, 21)]
    year = factories.bloc_year(units=units)
    secretary = factories.person("secretary", year.head)
    pledge = factories.pledge(year=year)
    pledge.take("ask_units", secretary)
    pledge.agreements.update(signer="Nguyễn Hoàng Phương Lan", signer_position="Phó Giám đốc phụ trách")
    page = desk(secretary).go("conference_screen", *convened(year).address).page
    keys(page, "ArrowRight", "ArrowRight", "s", "s")
    expect(page.locator("[data-signed]")).to_have_text("2")
    page.context.set_offline(True)
    keys(page, "s")
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    foot = page.locator(".screen-tools").bounding_box()["y"]
    for one in (*page.locator(".screen-signatory").all(), page.locator("[data-turn]")):
        box = one.bounding_box()
        assert box["y"] + box["height"] <= foot + 4
    least = page.locator(".screen-signatory .unit-short").first
    assert least.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 24
