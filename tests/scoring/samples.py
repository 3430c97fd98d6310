"""Small files of every kind, and files that pretend to be some: bytes for uploads."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

OOXML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": f"{OOXML}.wordprocessingml.document.main+xml",
    "xlsx": f"{OOXML}.spreadsheetml.sheet.main+xml",
    "pptx": f"{OOXML}.presentationml.presentation.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}
EXECUTABLE = b"MZ\x90\x00\x03" + bytes(200) + b"PE\x00\x00" + bytes(500)


def pdf(words: str = "Mau", *, size: int = 0) -> bytes:
    """A PDF; `size` fills it up with a comment."""
    filling = b"%" + b"x" * size + b"\n" if size else b""
    return b"%PDF-1.4\n%" + words.encode() + b"\n" + filling + b"trailer<<>>\nstartxref\n0\n%%EOF\n"


def archive(parts: dict[str, bytes], *, packed: bool = True) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def office(kind: str, more: dict[str, bytes] | None = None) -> bytes:
    """A document of today's Office: docx, xlsx, pptx, and with macros docm, xlsm."""
    listing = f'<Types><Override PartName="/main.xml" ContentType="{MAIN[kind]}"/></Types>'
    return archive({"[Content_Types].xml": listing.encode(), "word/document.xml": b"<w/>"} | (more or {}))


def open_document(kind: str = "text", more: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument file: text, spreadsheet, presentation."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": mimetype, "content.xml": b"<office/>"} | (more or {}))


def compound(*streams: str) -> bytes:
    """An old Office file (OLE): one sector of allocation, the directory, and streams without content."""
    free, chain_end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors = 1 + (len(streams) + 4) // 4  # of the directory, four entries in each
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, chain_end, 0, chain_end, 0, 0)
    head = head[:512] + struct.pack("<I", free) * ((512 - len(head)) // 4)
    chain = [table, *range(2, sectors + 1), chain_end]
    allocation = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    entries = [_entry("Root Entry", 5, child=1 if streams else free)]
    for place, name in enumerate(streams, start=1):
        after = place + 1 if place < len(streams) else free
        entries.append(_entry(name, 1 if name in ("Macros", "_VBA_PROJECT_CUR") else 2, after=after))
    entries += [bytes(128)] * (4 * sectors - len(entries))
    return head + allocation + b"".join(entries) + bytes(1024)


def _entry(name: str, kind: int, *, after: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, after, child) + bytes(36)
    return (entry + struct.pack("<IQ", 0xFFFFFFFE, 0)).ljust(128, b"\0")


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    """A picture: PNG, JPEG, WEBP, GIF, TIFF."""
    stream = io.BytesIO()
    Image.new("RGB", size, "#9b1c1f").save(stream, kind)
    return stream.getvalue()


def huge_picture() -> bytes:
    """A PNG of some bytes that says it has 200 million pixels."""
    content = picture("PNG")
    header = b"IHDR" + struct.pack(">II", 20_000, 10_000) + content[24:29]
    return content[:12] + header + struct.pack(">I", zlib.crc32(header)) + content[33:]


def bomb() -> bytes:
    """A .docx of some ten kilobytes that unpacks to 32 MB."""
    return office("docx", {"word/media/a.xml": bytes(32 * 1024 * 1024)})


def crowd(count: int = 10_001) -> bytes:
    """A .docx with more parts than any document has."""
    return office("docx", {f"word/{number}": b"" for number in range(count)})
