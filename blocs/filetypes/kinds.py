"""The kinds of files that are taken as evidence."""

from __future__ import annotations

from dataclasses import dataclass

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


class RefusedFile(Exception):
    """A file that is not taken; its text is a sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name for people, its type for browsers, the endings its name may have."""

    name: str
    content_type: str
    endings: tuple[str, ...]
    is_picture: bool = False

    @property
    def shown_by_browsers(self) -> bool:
        """Whether every browser shows it by itself."""
        return self.is_picture or self is PDF


PDF = Kind("PDF", "application/pdf", (".pdf",))
DOCX = Kind("Word", f"{_OOXML}wordprocessingml.document", (".docx",))
XLSX = Kind("Excel", f"{_OOXML}spreadsheetml.sheet", (".xlsx",))
PPTX = Kind("PowerPoint", f"{_OOXML}presentationml.presentation", (".pptx", ".ppsx"))
DOC = Kind("Word 97-2003", "application/msword", (".doc",))
XLS = Kind("Excel 97-2003", "application/vnd.ms-excel", (".xls",))
PPT = Kind("PowerPoint 97-2003", "application/vnd.ms-powerpoint", (".ppt", ".pps"))
ODT = Kind("OpenDocument", f"{_ODF}text", (".odt",))
ODS = Kind("OpenDocument", f"{_ODF}spreadsheet", (".ods",))
ODP = Kind("OpenDocument", f"{_ODF}presentation", (".odp",))
JPEG = Kind("JPEG", "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), is_picture=True)
PNG = Kind("PNG", "image/png", (".png",), is_picture=True)
WEBP = Kind("WebP", "image/webp", (".webp",), is_picture=True)

KINDS = (PDF, DOCX, XLSX, PPTX, DOC, XLS, PPT, ODT, ODS, ODP, JPEG, PNG, WEBP)


def kind_named(content_type: str) -> Kind:
    """The kind of a content type that was found before."""
    return next(kind for kind in KINDS if kind.content_type == content_type)
