"""Fixtures of every test: a clock that does not follow the day, the cast, and their browsers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client

from tests import factories
from tests.cast import Cast, assemble

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


HOLD = 'SELECT "blocs_blocyear"."id" '  # of the year nothing but its lock


def pytest_addoption(parser: pytest.Parser) -> None:
    """`./run test postgresql` does not repeat what `./run test sqlite` has answered for any database."""
    parser.addoption("--second-database", action="store_true", help="leave out what no database can change")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of drawn examples no coverage: the written ones must reach every line, and tracing doubles the time."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")
    if config.getoption("second_database"):
        left_out = [item for item in items if item.get_closest_marker("once") or not touches_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def touches_database(item: pytest.Item) -> bool:
    """Whether a test has rows: it asks for them itself or through a fixture."""
    fixtures = getattr(item, "fixturenames", ())
    return "db" in fixtures or "transactional_db" in fixtures or bool(item.get_closest_marker("django_db"))


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is `NOW`, and time goes on from there; `clock.move_to(...)` goes to another day."""
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture(scope="session", autouse=True)
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No test writes into the site's own folder of uploads."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    return settings.MEDIA_ROOT


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast in a year that is being prepared."""
    return assemble(factories.bloc_year())


@pytest.fixture
def scoring_cast(db: None) -> Cast:
    """The cast in a year of self-scoring, with an adopted regulation and open sheets."""
    return assemble(factories.scoring_year())


@pytest.fixture
def as_() -> Callable[[Any], Client]:
    """A browser logged in as a person: ``as_(cast.officer).get(…)``."""

    def browser(user: Any) -> Client:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
        return client

    return browser


def with_language(language: str, as_: Callable[[Any], Client]) -> Callable[[Any], Client]:
    """Browsers like `as_`, of people who chose a language."""

    def browser(user: Any) -> Client:
        client = as_(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return browser


def session_of(user: Any) -> str:
    """The session of a person who logged in before; the log-in itself is tests/blocs/test_accounts.py's."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@pytest.fixture
def papers_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper that several people ask for is typeset for the first: the same page gives the same bytes."""
    from blocs.pdf import typesetting  # slow import

    monkeypatch.setattr(typesetting, "pdf", cache(typesetting.pdf))


@pytest.fixture
def during_post() -> Callable[..., AbstractContextManager[None]]:
    """Someone is quicker: ``with during_post(act): browser.post(…)`` acts once, as the year is being held.

    `before` is the beginning of another statement.
    """

    @contextmanager
    def meanwhile(act: Callable[[], Any], before: str = HOLD) -> Iterator[None]:
        acted = False

        def interrupt(execute: Any, sql: str, *rest: Any) -> Any:
            nonlocal acted
            if sql.startswith(before) and not acted:
                acted = True
                act()
            return execute(sql, *rest)

        with connection.execute_wrapper(interrupt):
            yield
        assert acted

    return meanwhile


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """`./run test` names the Chromium that it found; Playwright's own is never downloaded."""
    return browser_type_launch_args | {"executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium")}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Vietnamese browser without animations."""
    return browser_context_args | {
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "reduced_motion": "reduce",
    }
