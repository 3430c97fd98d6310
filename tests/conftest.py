"""Fixtures of every test: a clock that does not follow the day, the cast, and their browsers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client

from tests import factories
from tests.cast import Cast, assemble

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


HOLD = 'SELECT "blocs_blocyear"."id" '  # of the year nothing but its lock


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
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


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
