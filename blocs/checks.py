"""System checks: what this machine lacks for the documents and the pages, and the package that brings it."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.translation import gettext as _

# what WeasyPrint loads, the Debian package that has it, and the identifier of its message
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0-0", "blocs.E001"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "blocs.E002"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset0", "blocs.E003"),
)
DOCUMENT_FONT = "Liberation Serif"
WEB_FONTS = ("Regular", "Medium", "SemiBold")


@register()
def libraries(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """The libraries behind the documents."""
    return [
        Error(
            _("The library %(library)s is missing; documents need it.") % {"library": library},
            hint=_("Install it: apt-get install %(package)s") % {"package": package},
            id=identifier,
        )
        for library, package, identifier in LIBRARIES
        if not _loads(library)
    ]


@register()
def document_font(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """The font of the documents, in a version that has every Vietnamese letter."""
    if not (command := shutil.which("fc-list")):
        hint = _("Install it: apt-get install %(package)s") % {"package": "fontconfig"}
        return [
            Error(_("fontconfig is missing; documents find their font with it."), hint=hint, id="blocs.E004")
        ]
    query = [command, f"{DOCUMENT_FONT}:lang=vi", "family"]
    found = subprocess.run(query, capture_output=True, text=True, check=False).stdout  # noqa: S603  # our own words
    if DOCUMENT_FONT in found:
        return []
    words = _("There is no font %(font)s with the Vietnamese letters; documents need it.")
    hint = _(
        "Install it: apt-get install fonts-liberation2 (Debian 12) or fonts-liberation (newer releases)."
    )
    return [Error(words % {"font": DOCUMENT_FONT}, hint=hint, id="blocs.E005")]


@register()
def web_fonts(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """The fonts of the pages, which a command makes."""
    folder = settings.VAR / "fonts"
    if all((folder / f"BeVietnamPro-{name}.woff2").is_file() for name in WEB_FONTS):
        return []
    hint = _("Make them: python manage.py build_fonts")
    return [Warning(_("The fonts of the pages are not there."), hint=hint, id="blocs.W001")]


@register()
def public_url(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """The address printed on papers as a QR code: on a real site it must lead to the site from outside."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    if settings.DEBUG or settings.DEMO or host not in ("", "localhost", "127.0.0.1"):
        return []
    words = _("The QR codes of issued papers would lead to %(url)s, which nobody else can open.")
    hint = _("Set PUBLIC_URL to the address of the site, e.g. https://thidua.example.gov.vn")
    return [Warning(words % {"url": settings.PUBLIC_URL}, hint=hint, id="blocs.W002")]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
