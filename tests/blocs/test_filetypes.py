"""Files are told by their content, whatever their names say."""

from __future__ import annotations

import io
import re

import pytest
from django.utils import translation

from blocs.filetypes import RefusedFile, fingerprint, kind_of
from tests.scoring import samples

TAKEN = {
    "pdf": samples.pdf(),
    "pdf after a byte order mark": b"\xef\xbb\xbf" + samples.pdf(),
    "docx": samples.office("docx"),
    "xlsx": samples.office("xlsx"),
    "pptx": samples.office("pptx"),
    "odt": samples.open_document("text"),
    "ods": samples.open_document("spreadsheet"),
    "odp": samples.open_document("presentation"),
    "doc": samples.compound("WordDocument", "1Table"),
    "xls": samples.compound("Workbook"),
    "xls of Excel 5": samples.compound("Book"),
    "ppt": samples.compound("Current User", "PowerPoint Document"),
    "jpg": samples.picture("JPEG"),
    "png": samples.picture("PNG"),
    "webp": samples.picture("WEBP"),
}
REFUSED = {
    "nothing": (b"", "is empty"),
    "a program": (samples.EXECUTABLE, "none of the kinds taken"),
    "a program that holds a PDF": (samples.EXECUTABLE + samples.pdf(), "none of the kinds taken"),
    "text": (b"Bao cao", "none of the kinds taken"),
    "a page": (b"<html><script>alert(1)</script>", "none of the kinds taken"),
    "a drawing with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "none of the"),
    "half a PDF": (samples.pdf(size=100_000)[:50_000], "breaks off"),
    "any archive": (samples.archive({"a.txt": b"a"}), "Archives are not taken"),
    "an empty archive": (samples.archive({}), "Archives are not taken"),
    "a rar": (b"Rar!\x1a\x07\x01\x00" + bytes(100), "Archives are not taken"),
    "a jar": (samples.archive({"META-INF/MANIFEST.MF": b"", "A.class": b"\xca\xfe"}), "Archives are not"),
    "half an archive": (samples.office("docx")[:200], "is damaged"),
    "docm": (samples.office("docm"), "holds macros"),
    "xlsm": (samples.office("xlsm"), "holds macros"),
    "docm named docx": (samples.office("docx", {"word/vbaProject.bin": b"x"}), "holds macros"),
    "xlsx of Excel 4 macros": (samples.office("xlsx", {"xl/macrosheets/s1.xml": b"x"}), "holds macros"),
    "odt with Basic": (samples.open_document(more={"Basic/Standard/Module1.xml": b"x"}), "holds macros"),
    "doc with macros": (samples.compound("WordDocument", "Macros"), "holds macros"),
    "xls with macros": (samples.compound("Workbook", "_VBA_PROJECT_CUR"), "holds macros"),
    "protected docx": (samples.compound("EncryptionInfo", "EncryptedPackage"), "protected by a password"),
    "protected odt": (
        samples.open_document(more={"META-INF/manifest.xml": b"<m:encryption-data/>"}),
        "protected by a password",
    ),
    "a mail": (samples.compound("__properties_version1.0"), "Of the old Office files only"),
    "half an old file": (samples.compound("WordDocument")[:600], "is damaged"),
    "a gif": (samples.picture("GIF"), "none of the kinds taken"),
    "half a picture": (samples.picture("PNG")[:40], "picture is damaged"),
    "a huge picture": (samples.huge_picture(), "more than 120 million pixels"),
}


def told(content: bytes) -> str:
    stream = io.BytesIO(content)
    chunks = iter(lambda: stream.read(1000), b"")
    with translation.override("en"):
        return kind_of(stream, fingerprint(chunks)).endings[0]


@pytest.mark.parametrize("name", TAKEN)
def test_documents_are_told_by_their_content(name):
    assert told(TAKEN[name]) == "." + name.split()[0]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused_with_a_sentence(name):
    content, words = REFUSED[name]
    with pytest.raises(RefusedFile, match=re.escape(words)):
        told(content)


@pytest.mark.parametrize("made", [samples.bomb, samples.crowd])
def test_archives_that_grow_when_unpacked_are_refused(made):
    with pytest.raises(RefusedFile, match="many times as large"):
        told(made())


def test_entries_that_share_their_bytes_are_a_bomb():
    """A list of contents that names one packed part a hundred times (as in overlapping zip bombs)."""
    content = samples.office("docx", {"word/a.xml": bytes(3_000_000)})
    start = content.rindex(b"PK\x01\x02")
    entry, end = content[start : content.rindex(b"PK\x05\x06")], content.rindex(b"PK\x05\x06")
    overlapping = content[:end] + entry * 99 + content[end:]
    tail = bytearray(overlapping)
    at = overlapping.rindex(b"PK\x05\x06")
    first = int.from_bytes(tail[at + 16 : at + 20], "little")
    tail[at + 8 : at + 12] = (102).to_bytes(2, "little") * 2
    tail[at + 12 : at + 16] = (at - first).to_bytes(4, "little")
    with pytest.raises(RefusedFile, match="many times as large"):
        told(bytes(tail))


def test_fingerprint_is_of_the_content_however_it_is_read():
    content = samples.crowd(300)
    whole, pieces = fingerprint([content]), fingerprint(content[n : n + 7] for n in range(0, len(content), 7))
    assert whole == pieces
    assert (whole.size, whole.entries) == (len(content), 302)
