"""Fixtures of every test: the cast and their browsers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.cast import Cast, assemble


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
