"""Browsers of persons: logged in, in English, and with nothing to complain about in their consoles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from playwright.sync_api import BrowserContext, Page

from tests.browser.desk import Desk


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], live_server: Any) -> Iterator[Callable[..., Page]]:
    """A browser of a person's own: `open_page(person, width=390, …)`. No console may have said an error."""
    complaints: list[str] = []

    def opened(person: Any = None, *, language: str = "en", width: int = 1440, **options: Any) -> Page:
        context = new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(10_000)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language} | (session(person) if person else {})
        context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    assert [words for words in complaints if not is_refusal(words)] == []


def is_refusal(words: str) -> bool:
    """The browser's own note that a page was answered with 409 or 422, which our pages mean."""
    return "the server responded with a status of 4" in words


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
