"""Telling a file by its content: the name and what the browser says are never believed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from blocs.filetypes.archives import SIGNATURE_OF_AN_ENTRY, office_archive
from blocs.filetypes.compounds import old_office_file
from blocs.filetypes.kinds import JPEG, PDF, PNG, WEBP, Kind, RefusedFile
from blocs.filetypes.pictures import checked_picture

END_OF_A_PDF = 64 * 1024  # somewhere in so many last bytes a PDF says where its contents are listed
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ARCHIVES = (b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is known of a file after reading it once: by `sha256` the same content is recognised."""

    sha256: str
    size: int
    entries: int  # what could be an entry of a zip archive


def fingerprint(chunks: Iterable[bytes]) -> Fingerprint:
    """Read a file piece by piece; it is never in memory as a whole."""
    digest, size, entries, last = hashlib.sha256(), 0, 0, b""
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        entries += (last + chunk).count(SIGNATURE_OF_AN_ENTRY)
        last = chunk[-len(SIGNATURE_OF_AN_ENTRY) + 1 :]
    return Fingerprint(digest.hexdigest(), size, entries)


def kind_of(stream: BinaryIO, found: Fingerprint) -> Kind:
    """What the file is; raises `RefusedFile` when it is none of the kinds taken, or damaged or dangerous."""
    if not found.size:
        raise RefusedFile(
            _("The file is empty (0 bytes). Open it to see whether it was saved, and choose it again.")
        )
    stream.seek(0)
    head = stream.read(16)
    stream.seek(0)
    for fits, check in _CHECKS:
        if fits(head):
            return check(stream, found)
    if head.startswith(_ARCHIVES):
        raise RefusedFile(_("Archives are not taken: unpack it and upload the documents one by one."))
    raise RefusedFile(
        _(
            "By its content this is none of the kinds taken: PDF, Word, Excel, PowerPoint, OpenDocument, "
            "JPEG, PNG, WebP. The ending of the name does not count; save the document as PDF."
        )
    )


def _pdf(stream: BinaryIO, found: Fingerprint) -> Kind:
    stream.seek(max(0, found.size - END_OF_A_PDF))
    if b"startxref" not in stream.read():
        raise RefusedFile(_("The PDF breaks off: its end is missing. Copy or scan it once more."))
    return PDF


def _picture(kind: Kind) -> Callable[[BinaryIO, Fingerprint], Kind]:
    return lambda stream, found: checked_picture(stream, kind)


_CHECKS: tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO, Fingerprint], Kind]], ...] = (
    (lambda head: head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"), _pdf),
    (
        lambda head: head.startswith(_ZIP),
        lambda stream, found: office_archive(stream, found.size, found.entries),
    ),
    (lambda head: head.startswith(_OLE), lambda stream, found: old_office_file(stream)),
    (lambda head: head.startswith(b"\xff\xd8\xff"), _picture(JPEG)),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), _picture(PNG)),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", _picture(WEBP)),
)
