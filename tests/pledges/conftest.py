"""Pages of this package are read in English, the language of the messages in the code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from blocs.models import BlocYear, User
from pledges.models import Reminder
from tests.cast import Cast
from tests.conftest import with_language
from tests.pledges.letters import prepared


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences outside of requests."""
    with translation.override("en"):
        yield


@pytest.fixture
def as_(as_: Callable[[Any], Client]) -> Callable[[Any], Client]:
    """Browsers of people who chose English."""
    return with_language("en", as_)


@pytest.fixture
def addressed(cast: Cast) -> BlocYear:
    """The member's leader and officer have addresses, the third unit's officer has none that works."""
    for name in ("leader", "officer"):
        User.objects.filter(pk=getattr(cast, name).pk).update(email=f"{name}@donvi.example")
    User.objects.filter(pk=cast.other_officer.pk).update(email="a@b.example\nBcc: x@y.example")
    return cast.year


@pytest.fixture
def letters(cast: Cast, addressed: BlocYear) -> list[Reminder]:
    """One letter to the leader and one to the officer of the member wait in the outbox."""
    return prepared(cast)
