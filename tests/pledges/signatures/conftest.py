"""An issued paper, made once, and a reader of what was signed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from pledges.signatures.certificates import trusted
from pledges.signatures.findings import Findings, Relation
from pledges.signatures.reading import Question, read
from tests.conftest import with_language
from tests.pledges.signatures import pki

PAGE = """<html lang="vi"><title>Giao ước</title><body style="font-family: Liberation Serif">
<h1>Bản giao ước</h1><p style="break-after: page">Giải ngân 100 %</p><p>Trang hai</p></html>"""


@pytest.fixture(scope="session")
def issued() -> bytes:
    """The bytes of a paper of two pages, untagged as what is signed."""
    from blocs.pdf import typesetting  # slow import

    return typesetting.pdf(PAGE)


@pytest.fixture
def trust_folder(tmp_path: Path, settings) -> Path:
    """The operator has installed the usual authority."""
    settings.TRUST_FOLDER = pki.trust(tmp_path, pki.authority())
    return settings.TRUST_FOLDER


@pytest.fixture
def reading(issued: bytes, trust_folder: Path) -> Callable[[bytes], Findings]:
    """What is found in a file that is said to be a signed copy of the issued paper."""

    def found(content: bytes, *, paper: bytes = issued) -> Findings:
        relation = Relation.EXTENDS if content.startswith(paper) else Relation.OTHER
        relation = Relation.ISSUED if content == paper else relation
        trusts = tuple(trusted(trust_folder))
        return read(content, Question(timezone.now(), trusts, relation, len(paper)))

    return found


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences outside of requests in the language of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def as_(as_: Callable[[Any], Client]) -> Callable[[Any], Client]:
    """Browsers in Vietnamese: what signed copies are called is what officials read."""
    return with_language("vi", as_)
