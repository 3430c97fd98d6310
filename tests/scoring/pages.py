"""Pages of imports for tests: addresses, uploads, and what the pages say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

CHANGED = "Something changed since the preview. This is what the file would do now."
GONE = "The preview is out of date. Choose the file again."


def address(name: str, year: Any) -> str:
    """A page of a year."""
    return reverse(name, args=(year.bloc.slug, year.year))


def upload(data: bytes, name: str = "tệp.xlsx") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def text(response: HttpResponse) -> str:
    """What the page says, without tags and with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def token(response: HttpResponse) -> str:
    """The token that a preview hands out."""
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def files(folder: Path) -> list[Path]:
    """The uploads that are kept."""
    return list(folder.iterdir()) if folder.is_dir() else []
