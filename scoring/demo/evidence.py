"""What the demonstration's units hand in to prove their scores: papers, scans of them, a photograph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import fontpkg
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from blocs.formats import long_date, short_date
from scoring.demo.calendar import happened
from scoring.demo.people import Cast
from scoring.forms.evidence import EvidenceForm
from scoring.models import Criterion, Evidence, EvidenceLink, ScoreSheet
from scoring.models.filing import link, save_document, take_in
from scoring.models.libraries import Library

PAGE, LEFT, WIDTH = (744, 1052), 80, 46  # a page of A4 at 90 dots an inch; letters in a line
NOTICE = "Dữ liệu mẫu, không có giá trị pháp lý"
NO_FILE, SCAN, PHOTOGRAPH = "", "pdf", "jpg"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: its number (`{unit}` stands for the unit), who issued it, when, what it proves."""

    number: str
    title: str
    issued: tuple[int, int]  # month and day
    proves: tuple[str, ...]
    issuer: str = ""  # the unit itself
    kind: str = NO_FILE
    place: str = ""


PAPERS = (
    Paper(
        "41/BC-{unit}", "Báo cáo tình hình giải ngân vốn đầu tư quý III", (10, 4), ("1.1", "1.2"), kind=SCAN
    ),
    Paper(
        "118/KBNN-KSC",
        "Xác nhận số liệu thanh toán vốn đầu tư đến hết tháng 10",
        (11, 3),
        ("1.1", "1.3"),
        "Kho bạc Nhà nước Khánh Hòa",
        SCAN,
        "trang 2, biểu 01",
    ),
    Paper("27/TTr-{unit}", "Tờ trình phê duyệt quyết toán dự án hoàn thành", (8, 17), ("1.4",), kind=SCAN),
    Paper("09/BB-{unit}", "Biên bản kiểm tra an toàn lao động tại các công trường", (9, 21), ("2.3",)),
    Paper(
        "52/BC-{unit}",
        "Báo cáo kết quả công tác cải cách hành chính năm",
        (10, 29),
        ("3.1", "3.2", "3.3", "3.4"),
        kind=SCAN,
        place="mục II",
    ),
    Paper(
        "77-QĐ/ĐU",
        "Quyết định xếp loại tổ chức đảng và đảng viên",
        (10, 26),
        ("5.1",),
        "Đảng ủy các cơ quan tỉnh",
        SCAN,
    ),
    Paper("", "Ảnh lễ bàn giao nhà đại đoàn kết cho hộ nghèo", (9, 2), ("7.2", "7.5"), kind=PHOTOGRAPH),
)
CERTIFICATE = Paper(
    "1460/QĐ-UBND",
    "Quyết định tặng Bằng khen của Chủ tịch UBND tỉnh",
    (10, 8),
    ("9.2",),
    "Ủy ban nhân dân tỉnh Khánh Hòa",
    SCAN,
)
INITIATIVE = Paper(
    "212/QĐ-SKHCN",
    "Quyết định công nhận hiệu quả áp dụng sáng kiến",
    (9, 30),
    ("9.3",),
    "Sở Khoa học và Công nghệ tỉnh Khánh Hòa",
    SCAN,
)
LISTED = PAPERS[2:5]  # in the year of the seed, when paper was kept in binders
MORE = {
    "VP": (CERTIFICATE,),
    "NN": (CERTIFICATE,),
    "PT": (INITIATIVE,),
    "CR": (CERTIFICATE,),
}
UNLINKED = {"GT": 4}  # who is still scoring has linked only so many
UNDESCRIBED = {"GT": "ke-hoach-phat-dong-dot-cao-diem.pdf"}  # a file that waits for its description


def handed_in(cast: Cast, sheet: ScoreSheet, day: date, listed: tuple[Paper, ...] = ()) -> None:
    """The unit puts its papers into the library and links them to the lines that they prove.

    Papers that are only `listed` come without files.
    """
    library, unit = Library(sheet.bloc_year, sheet.unit), sheet.unit.short_name
    user, papers = cast.writer(unit), listed or PAPERS + MORE.get(unit, ())
    criteria = {row.code: row for row in sheet.bloc_year.regulation.criteria.all()}
    with happened(sheet.bloc_year, day, hour=14) as moment:
        for place, paper in enumerate(papers):
            document = _described(library, user, replace(paper, kind=NO_FILE) if listed else paper)
            if listed or place < UNLINKED.get(unit, len(papers)):
                _linked(library, user, document, paper, criteria)
        if not listed and (name := UNDESCRIBED.get(unit)):
            take_in(library, user, _file(SCAN, ["KẾ HOẠCH", "Phát động đợt thi đua cao điểm"], name))
    library.documents.update(added_at=moment)
    EvidenceLink.objects.filter(score__sheet=sheet).update(added_at=moment)


def _described(library: Library, user: Any, paper: Paper) -> Evidence:
    issuer = paper.issuer or library.unit.name
    issued = date(library.bloc_year.year, *paper.issued)
    data = {
        "number": paper.number.format(unit=library.unit.short_name),
        "issuer": issuer,
        "issued_on": short_date(issued),
        "title": paper.title,
    }
    form = EvidenceForm(data, instance=Evidence(), documents=library.documents)
    if not form.is_valid():
        raise ValueError(f"{paper.title}: {form.errors.as_text()}")
    head = [issuer.upper(), f"Số: {data['number']}", f"Khánh Hòa, {long_date(issued)}", ""]
    body = [paper.title.upper(), "", f"{library.unit.name}, năm {issued.year}", "", NOTICE]
    file = None
    if paper.kind:
        file = take_in(library, user, _file(paper.kind, head + body, f"{paper.title}.{paper.kind}"))
    return save_document(library, user, form, file)


def _linked(
    library: Library, user: Any, document: Evidence, paper: Paper, criteria: dict[str, Criterion]
) -> None:
    rows = [criteria[code] for code in paper.proves]
    link(library, user, [document], library.lines.filter(criterion__in=rows))
    if paper.place:
        document.links.update(place=paper.place)


def _file(kind: str, words: list[str], name: str) -> SimpleUploadedFile:
    """A scan or a photograph with these words on it."""
    stream, picture = BytesIO(), _page(words) if kind == SCAN else _photograph(words)
    picture.save(stream, "PDF" if kind == SCAN else "JPEG", resolution=90, quality=60)
    return SimpleUploadedFile(name, stream.getvalue())


def _page(words: list[str]) -> Image.Image:
    page = Image.new("L", PAGE, 246)
    _write(ImageDraw.Draw(page), words, 90, 40)
    return page


def _photograph(words: list[str]) -> Image.Image:
    """Hills under a sky, with what it would show written below."""
    photograph = Image.new("RGB", (800, 600), "#a9c4d8")
    draw = ImageDraw.Draw(photograph)
    draw.ellipse((-200, 300, 520, 900), fill="#5f8a5b")
    draw.ellipse((300, 360, 1100, 1000), fill="#7ba06a")
    draw.polygon([(330, 380), (420, 300), (510, 380)], fill="#9b1c1f")
    draw.rectangle((345, 380, 495, 470), fill="#f0e6d2")
    draw.rectangle((0, 520, 800, 600), fill="#fffefc")
    _write(draw, words[4:5], 540, 10)
    return photograph


def _write(draw: ImageDraw.ImageDraw, words: list[str], top: int, left: int) -> None:
    for text in words:
        for line in _lines(text):
            draw.text((LEFT + left - 40, top), line, fill=40, font=_font())
            top += 32
        top += 8


def _lines(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@cache
def _font() -> Any:
    return ImageFont.truetype(fontpkg.path("Be Vietnam Pro", weight=400), 20)
