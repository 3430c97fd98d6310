"""Documents that are zip archives (OOXML, OpenDocument): looked into without unpacking them."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from blocs.filetypes.kinds import DOCX, KINDS, PPTX, XLSX, Kind, RefusedFile

MEGABYTE = 1024 * 1024
SIGNATURE_OF_AN_ENTRY = b"PK\x01\x02"
MAX_ENTRIES = 10_000
MAX_UNPACKED = 300 * MEGABYTE
SMALL = 30 * MEGABYTE  # unpacked; text of that size may be packed as tightly as it will
MAX_RATIO = 100
LISTING = 2 * MEGABYTE  # so much of an archive's own list of contents is read

_CONTENT_TYPES, _MIMETYPE, _MANIFEST = "[Content_Types].xml", "mimetype", "META-INF/manifest.xml"
_MAIN_PARTS = {
    "wordprocessingml.document.main+xml": DOCX,
    "spreadsheetml.sheet.main+xml": XLSX,
    "presentationml.presentation.main+xml": PPTX,
    "presentationml.slideshow.main+xml": PPTX,
}
_MACROS = re.compile(r"(^|/)vbaProject\.bin$|/macrosheets/|^Basic/|^Scripts/", re.IGNORECASE)


def office_archive(stream: BinaryIO, size: int, entries: int) -> Kind:
    """The kind of an Office document; `entries` is counted in the bytes, before any list is built of them."""
    if entries > MAX_ENTRIES:
        raise _bomb()
    try:
        with zipfile.ZipFile(stream) as archive:
            _refuse_bombs(archive, size)
            _refuse_passwords(archive)
            kind = _open_document(archive) or _office_open_xml(archive)
    except RefusedFile:
        raise
    except Exception as error:  # a damaged archive can make the parser raise nearly anything
        raise RefusedFile(_("The file is damaged: its contents cannot be read.")) from error
    if kind is None:
        raise RefusedFile(_("Archives are not taken: unpack it and upload the documents one by one."))
    return kind


def _bomb() -> RefusedFile:
    return RefusedFile(
        _("Unpacked, the file would be many times as large. Save the document as PDF and upload that.")
    )


def _refuse_bombs(archive: zipfile.ZipFile, size: int) -> None:
    """By what the archive says of itself; entries that share bytes are packed larger than the file is."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked > MAX_RATIO * size) or packed > size:
        raise _bomb()


def _refuse_passwords(archive: zipfile.ZipFile) -> None:
    protected = any(part.flag_bits & 1 for part in archive.infolist())
    if protected or b"encryption-data" in _part(archive, _MANIFEST):
        raise RefusedFile(password_sentence())


def password_sentence() -> str:
    """Why a protected file is not taken."""
    return _("The file is protected by a password: nobody else could read it. Remove the password first.")


def macro_sentence() -> str:
    """Why a file with macros is not taken."""
    return _("The file holds macros. Save it without them (.docx, .xlsx, .pptx) or as PDF.")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part; nothing when there is none of that name."""
    if name not in archive.NameToInfo:
        return b""
    with archive.open(name) as part:
        return part.read(LISTING)


def _has_macros(archive: zipfile.ZipFile) -> bool:
    return any(_MACROS.search(name) for name in archive.namelist())


def _open_document(archive: zipfile.ZipFile) -> Kind | None:
    content_type = _part(archive, _MIMETYPE).decode("ascii", "replace").strip()
    kind = next((kind for kind in KINDS if kind.content_type == content_type), None)
    if kind and _has_macros(archive):
        raise RefusedFile(macro_sentence())
    return kind


def _office_open_xml(archive: zipfile.ZipFile) -> Kind | None:
    listed = _part(archive, _CONTENT_TYPES).decode("utf-8", "replace")
    if "macroEnabled" in listed or (listed and _has_macros(archive)):
        raise RefusedFile(macro_sentence())
    return next((kind for main, kind in _MAIN_PARTS.items() if main in listed), None)
