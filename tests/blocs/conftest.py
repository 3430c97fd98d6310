"""Tests of this package read sentences in English, the language of the messages in the code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.conftest import with_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences outside of requests."""
    with translation.override("en"):
        yield


@pytest.fixture
def as_(as_: Callable[[Any], Client]) -> Callable[[Any], Client]:
    """Browsers of people who chose English."""
    return with_language("en", as_)
