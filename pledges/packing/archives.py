"""The pack as a ZIP: every paper exactly as it is stored, an index, and the fingerprints to check them by."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone

from blocs.formats import short_date
from pledges.models import MeetingPack, Paper

INDEX, SUMS = "00 Danh mục.txt", "SHA256SUMS.txt"
LONGEST = 120  # letters of a file's name: Windows counts the folders before it too


def stored(name: str | None) -> bytes:
    """The bytes of a file in the storage of the papers."""
    with MeetingPack.pdf.field.storage.open(str(name)) as file:
        return bytes(file.read())


def archive(pack: MeetingPack) -> bytes:
    """The bytes of the ZIP: the same for the same papers."""
    files = list(_files(pack))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files)
    target = BytesIO()
    with ZipFile(target, "w") as bundle:
        _put(bundle, pack, INDEX, index(pack).encode("utf-8-sig"), ZIP_DEFLATED)
        for name, content in files:
            _put(bundle, pack, name, content, ZIP_STORED)
        _put(bundle, pack, SUMS, sums.encode(), ZIP_DEFLATED)
    return target.getvalue()


def _files(pack: MeetingPack) -> Iterator[tuple[str, bytes]]:
    """Every paper; behind an issued one the copies of it that came back signed."""
    for place, part in enumerate(pack.parts, start=1):
        name = file_name(place, part)
        yield f"{name}.pdf", stored(part["file"])
        paper = Paper.objects.filter(pk=part["paper"]).first()
        copies = paper.signed_copies.order_by("pk") if paper else ()
        for number, copy in enumerate(copies, start=1):
            ending = copy.name.rpartition(".")[2].lower()
            yield f"{name} - bản ký {number}.{ending}", stored(copy.content.name)


def file_name(place: int, part: dict[str, Any]) -> str:
    """A part's name among the files, without its ending."""
    words = unicodedata.normalize("NFC", f"{place:02d} {part['label']}")
    return re.sub(r'[\\/:*?"<>|\s]+', " ", words).strip(" .")[:LONGEST].strip(" .")


def index(pack: MeetingPack) -> str:
    """What is in the pack, for people; lines end as every editor reads them."""
    conference = pack.conference
    asked = timezone.localtime(pack.requested_at)
    lines = [
        f"BỘ TÀI LIỆU {str(conference.get_occasion_display()).upper()} NĂM {conference.bloc_year.year}",
        conference.bloc_year.bloc.name,
        f"Lập lúc {asked:%H:%M} ngày {short_date(asked.date())}",
        "",
    ]
    for place, part in enumerate(pack.parts, start=1):
        state = f"số {part['number']}, " if part["number"] else "dự thảo, " * part["draft"]
        lines.append(f"{place:02d}. {part['title']} ({state}{part['pages']} trang)")
    lines += ["", f"{SUMS} có mã SHA-256 của từng tệp; kiểm tra bằng lệnh: sha256sum -c {SUMS}", ""]
    return "\r\n".join(lines)


def _put(bundle: ZipFile, pack: MeetingPack, name: str, content: bytes, how: int) -> None:
    at = timezone.localtime(pack.requested_at).timetuple()[:6]
    entry = ZipInfo(name, date_time=at)
    entry.compress_type, entry.external_attr = how, 0o644 << 16
    bundle.writestr(entry, content)
