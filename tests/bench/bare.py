"""What everything is compared with: a view that only returns a template of the same content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from blocs.pdf import typesetting
from tests.bench.clock import Act

_numbers = count(1)


def bare_view(content: bytes) -> Act:
    """Asking the bare view for this content, through the same middleware."""
    name = f"bare-{next(_numbers)}"
    text = content.decode().replace("{%", "{ %").replace("{{", "{ {").replace("{#", "{ #")
    Path(settings.BARE_TEMPLATES, f"{name}.html").write_text(text, encoding="utf-8")
    client, url = Client(), reverse("bare", args=(name,))
    return lambda: client.get(url)


@dataclass(frozen=True)
class Setting:
    """What WeasyPrint was asked to set."""

    html: str
    how: dict[str, Any]

    def alone(self) -> object:
        """WeasyPrint on the same HTML, without anything of ours."""
        return typesetting.pdf(self.html, **self.how)


@contextmanager
def html_of_papers() -> Iterator[list[Setting]]:
    """The HTML of every paper that is set meanwhile."""
    found: list[Setting] = []
    original = typesetting.pdf

    def keeping(html: str, **how: Any) -> bytes:
        found.append(Setting(html, how))
        return original(html, **how)

    typesetting.pdf = keeping
    try:
        yield found
    finally:
        typesetting.pdf = original
