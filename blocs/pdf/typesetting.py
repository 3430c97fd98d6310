"""WeasyPrint, tamed: our own files only, one font set per process, the same bytes every time.

Importing this takes most of a second and needs Pango: `blocs.pdf` does it when the first paper is asked for.
"""

from __future__ import annotations

import logging
import mimetypes
import unicodedata
from functools import cache
from pathlib import Path
from threading import Lock

import pydyf
from django.contrib.staticfiles import finders
from weasyprint import HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

FONT = "Liberation Serif"
HOME = "https://static.invalid/"  # stands for the static files; no such host can exist

Pictures = tuple[tuple[str, bytes], ...]  # address below HOME → SVG: made for one paper, in no folder

logger = logging.getLogger(__name__)
_one_at_a_time = Lock()


class TypesettingError(RuntimeError):
    """A paper that would not look as it must: a file is not ours or missing, or the font is not there."""


class OwnFiles:
    """What WeasyPrint gets for an address: a static file of ours, a picture of this paper, or nothing.

    No network, no `file:`, no `data:`.
    """

    _fail_on_errors = True  # WeasyPrint asks: a missing style sheet ends the rendering

    def __init__(self, pictures: Pictures = ()) -> None:
        self.pictures = dict(pictures)

    def __call__(self, url: str) -> URLFetcherResponse:
        """The static file or picture behind `url`; anything else raises `TypesettingError`."""
        path = url.removeprefix(HOME)
        if path != url and path in self.pictures:
            return URLFetcherResponse(url, self.pictures[path], {"Content-Type": "image/svg+xml"})
        found = finders.find(path) if path != url else None
        if not found:
            raise TypesettingError(f"{url} is none of our static files")
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": kind})


@cache
def _fonts() -> FontConfiguration:
    """One for the process: one for each paper leaks, one shared by threads at work corrupts the memory."""
    return FontConfiguration()


def pdf(html: str, *, tagged: bool = False, pictures: Pictures = ()) -> bytes:
    """The bytes of `html` on paper: letters composed, no clock; `tagged` as PDF/UA-1 for screen readers.

    Every paper has title, language and bookmarks, and windows show its title. The file's identifier is a
    hash of its content. Raises `TypesettingError`.
    """
    composed = unicodedata.normalize("NFC", html)
    with _one_at_a_time:
        try:
            document = HTML(string=composed, base_url=HOME, url_fetcher=OwnFiles(pictures)).render(
                font_config=_fonts()
            )
        except FatalURLFetchingError as error:
            raise TypesettingError(str(error.__cause__ or error)) from error
        variant = "pdf/ua-1" if tagged else None
        content = document.write_pdf(
            finisher=_show_title, pdf_identifier=True, pdf_tags=tagged, pdf_variant=variant
        )
        _check_fonts({font.family for font in document.fonts.values()})
    return content


def _show_title(document: Document, made: pydyf.PDF) -> None:
    """Readers show the paper's title in their window, not the name of the file."""
    made.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _check_fonts(families: set[str]) -> None:
    """Without its font a paper is not made; a sign the font does not have is only reported."""
    if FONT not in families:
        raise TypesettingError(f"The font {FONT} is not installed")
    if others := families - {FONT}:
        logger.warning(
            "A paper has signs that %s lacks; they were taken from %s", FONT, ", ".join(sorted(others))
        )
