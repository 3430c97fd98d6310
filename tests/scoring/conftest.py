"""Fixtures of pages that take files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.conftest import with_language


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where uploads wait between preview and confirmation."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def english(as_: Callable[[Any], Client]) -> Callable[[Any], Client]:
    """A browser of a person who reads English."""
    return with_language("en", as_)
