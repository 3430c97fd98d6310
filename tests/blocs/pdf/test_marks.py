"""Code and QR code on issued papers, and what a paper for reading tells a screen reader."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from datetime import date

import pikepdf
import pytest
import segno
from PIL import Image

from blocs import pdf
from blocs.pdf.letterhead import letterhead, place_and_date
from tests.layout import measured

URL = "https://thidua.khanhhoa.gov.vn/verify/ABCDEFGHJK/"
MARKS = pdf.Marks("ABCDEFGHJK", URL)
QR_LEFT, QR_TOP, QR_SIZE = 30.5, 297 - 20.5 + 0.3, 17.0  # millimetres
BOTTOM_MARGIN = 297 - 20.5
DPI = 300


def composition(*, for_signing=False, sheets=()):
    day = date(2021, 3, 1)
    context = {
        "title": "Bản giao ước thi đua năm 2021",
        "letterhead": letterhead(
            superior="Hội đồng Thi đua - Khen thưởng tỉnh Khánh Hòa",
            issuer="Khối thi đua các Ban Quản lý",
            number="05/GUTĐ-KTĐ",
            place_and_date=place_and_date("Khánh Hòa", day),
        ),
        "about": ["Năm 2021 của Khối thi đua", "các Ban Quản lý"],
        "opening": "Các đơn vị cùng thống nhất. " * 150,
        "sections": [{"number": "I", "title": "NỘI DUNG", "points": ["Phát động phong trào. " * 20] * 6}],
        "targets_number": "II",
        "year": "2021",
    }
    return pdf.Composition("pledge", context, sheets, day, for_signing=for_signing)


@pytest.fixture(scope="module")
def read():
    """A paper to be read, with its marks."""
    return composition().pdf(MARKS)


@pytest.fixture(scope="module")
def signed():
    """A paper to be signed, with its marks."""
    return composition(for_signing=True).pdf(MARKS)


def below(paper):
    """The lines in the bottom margin, page by page."""
    return [[line for line in page.lines if line.baseline > BOTTOM_MARGIN] for page in paper.pages]


def structure(element):
    """Every element of the tags, depth first."""
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from structure(kid)


def test_every_page_bears_the_code_and_the_first_says_where_to_look_it_up(signed):
    texts = [[line.text for line in lines] for lines in below(measured(signed))]
    code, where = "Mã tra cứu: ABCDE-FGHJK", "Quét mã QR hoặc vào thidua.khanhhoa.gov.vn/verify/ để kiểm tra"
    assert texts == [[where, code], *[[code]] * (len(texts) - 1)]
    assert len(texts) > 1
    assert {line.size for lines in below(measured(signed)) for line in lines} == {9.5}


def test_paper_without_marks_has_an_empty_bottom_margin():
    assert below(measured(composition().pdf())) == [[]] * 3


def test_qr_code_is_printed_module_by_module_below_the_text(signed):
    picture = subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-l", "1", "-gray", "-"], input=signed, capture_output=True, check=True
    ).stdout
    page = Image.open(io.BytesIO(picture))
    expected = list(segno.make_qr(URL.upper(), error="m").matrix_iter(border=4))
    module = QR_SIZE / len(expected) * DPI / 25.4
    left, top = QR_LEFT * DPI / 25.4, QR_TOP * DPI / 25.4
    printed = [
        [
            page.getpixel((int(left + (x + 0.5) * module), int(top + (y + 0.5) * module))) < 128
            for x in range(len(row))
        ]
        for y, row in enumerate(expected)
    ]
    assert printed == [[bool(dark) for dark in row] for row in expected]
    assert segno.make_qr(URL.upper(), error="m").error in "MQH"


def test_address_in_capitals_needs_a_smaller_code_and_one_in_a_folder_stays_as_it_is():
    assert b'viewBox="0 0 37 37"' in MARKS.qr
    folder = "https://example.org/thidua/verify/ABCDEFGHJK/"
    assert pdf.Marks("ABCDEFGHJK", folder).qr == svg(folder)
    assert MARKS.qr == svg(URL.upper())


def svg(address):
    picture = io.BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(picture, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return picture.getvalue()


@pytest.mark.parametrize("kind", ["read", "signed"])
def test_every_paper_has_title_language_and_bookmarks(kind, request):
    with pikepdf.open(io.BytesIO(request.getfixturevalue(kind))) as document:
        assert document.docinfo["/Title"] == "Bản giao ước thi đua năm 2021"
        assert (document.Root.Lang, document.Root.ViewerPreferences.DisplayDocTitle) == ("vi", True)
        with document.open_outline() as outline:
            (heading,) = outline.root
            assert heading.title == "BẢN GIAO ƯỚC THI ĐUA Năm 2021 của Khối thi đua các Ban Quản lý"
            assert [one.title for one in heading.children] == [
                "I. NỘI DUNG",
                "II. CHỈ TIÊU ĐĂNG KÝ THI ĐUA NĂM 2021",
            ]
        assert ("/StructTreeRoot" in document.Root) is (kind == "read")


def test_paper_for_reading_is_tagged_as_pdf_ua(read):
    with pikepdf.open(io.BytesIO(read)) as document:
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            assert (metadata["pdfuaid:part"], metadata["dc:title"]) == ("1", "Bản giao ước thi đua năm 2021")
        elements = list(structure(document.Root.StructTreeRoot.K[0]))
        kinds = [str(element.S) for element in elements]
        assert (kinds.count("/H1"), kinds.count("/H2"), kinds.count("/Figure")) == (1, 2, 1)
        assert kinds.index("/H1") < kinds.index("/Table")  # the letterhead is no table of data
        (figure,) = [element for element in elements if element.S == "/Figure"]
        assert str(figure.Alt) == f"Mã QR dẫn đến trang kiểm tra văn bản này: {URL}"


def test_paper_that_is_never_issued_is_tagged_too():
    whole = composition()
    content = pdf.paper(whole.name, whole.context, sheets=(pdf.LANDSCAPE,), day=whole.day)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert "/StructTreeRoot" in document.Root


def test_tagged_paper_with_marks_is_the_same_in_another_process(read):
    program = (
        "import sys, hashlib, django; django.setup()\n"
        "from tests.blocs.pdf.test_marks import MARKS, composition\n"
        "print(hashlib.sha256(composition().pdf(MARKS)).hexdigest())"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, env=environment
    )
    assert other.stdout.strip() == hashlib.sha256(read).hexdigest()
