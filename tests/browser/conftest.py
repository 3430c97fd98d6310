"""Browsers of persons: logged in, in English, and with nothing to complain about in their consoles."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import WSGIRequestHandler
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.utils import translation
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from blocs.models import Bloc, Unit
from pledges.models import Movement, Target
from scoring.models import Criterion
from tests.browser.desk import Desk
from tests.browser.measures import none
from tests.world import World

expect.set_options(timeout=15_000)  # a busy machine is not a wrong page


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], live_server: Any) -> Iterator[Callable[..., Page]]:
    """A browser of a person's own: `open_page(person, width=390, …)`. No console may have said an error."""
    complaints: list[str] = []

    def hear(page: Page, said: ConsoleMessage) -> None:
        if said.type == "error" and not is_refusal(said):
            complaints.append(f"{page.url}: {said.text} {said.location['url']}")

    def opened(person: Any = None, *, language: str = "en", width: int = 1440, **options: Any) -> Page:
        context = new_context(viewport={"width": width, "height": 900}, **options)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language} | (session(person) if person else {})
        url = live_server.url
        context.add_cookies(
            [{"name": name, "value": text, "url": url} for name, text in cookies.items() if text]
        )
        page = context.new_page()
        page.on("console", lambda said: hear(page, said))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield opened
    none(complaints)


@pytest.fixture(scope="session", autouse=True)
def served_as_in_production() -> Iterator[None]:
    """WhiteNoise serves the static files, to be kept by browsers; no part of an answer waits for another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "_should_handle", lambda *_request: False)
        patch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
        yield


@pytest.fixture(scope="session", autouse=True)
def served_to_the_end(served_as_in_production: None, live_server: Any) -> Iterator[None]:
    """The server answers all it was asked before it stops: a late answer would find its database gone."""
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(10)


def is_refusal(said: ConsoleMessage) -> bool:
    """The browser's own note of an answer that our pages mean (403, 404, 409, 422), or of a cut line."""
    meant = "responded with a status of 4" in said.text or "net::ERR_" in said.text
    return meant and "/static/" not in said.location["url"]


def session(person: Any) -> dict[str, str]:
    """The cookie of a person who is logged in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


@pytest.fixture
def desk(open_page: Callable[..., Page], live_server: Any) -> Callable[..., Desk]:
    """The desk of a person, the same each time: ``desk(cast.officer).go("sheet", pk)``."""

    @cache
    def desk_of(person: Any = None, **options: Any) -> Desk:
        return Desk(open_page(person, **options), live_server.url)

    return desk_of


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The tests name stages and states in the language of the pages."""
    with translation.override("en"):
        yield


@pytest.fixture
def world(db: None) -> World:
    """The world of the access table, with names as long as real ones."""
    made = World()
    unit = "Ban Quản lý dự án Đầu tư xây dựng các công trình Nông nghiệp và Phát triển nông thôn "
    Unit.objects.update(name=Concat(Value(unit), F("short_name")))
    Bloc.objects.update(name=Concat(Value("Khối thi đua các Ban Quản lý tỉnh Khánh Hòa "), F("slug")))
    policy = ", tổ chức thực hiện các chủ trương của Đảng, chính sách, pháp luật của Nhà nước"
    Criterion.objects.update(name=Concat(F("name"), Value(policy)))
    Target.objects.update(
        content="Giải ngân vốn đầu tư công đạt từ 95% kế hoạch được giao trở lên", plan="95"
    )
    Movement.objects.update(aim="Giúp đỡ 02 hộ nghèo trên địa bàn vươn lên thoát nghèo bền vững")
    return made
