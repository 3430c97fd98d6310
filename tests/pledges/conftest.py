"""Pages of this package are read in English, the language of the messages in the code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences outside of requests."""
    with translation.override("en"):
        yield


@pytest.fixture
def as_(as_: Callable[[Any], Client]) -> Callable[[Any], Client]:
    """Browsers of people who chose English."""

    def browser(user: Any) -> Client:
        client = as_(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return browser
