"""From html to bytes: our own files only, the document font, the same bytes on every run."""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
import unicodedata

import pytest

from blocs import pdf
from blocs.pdf import typesetting
from tests.layout import fonts, measured

PAGE = """<!doctype html><html lang="vi"><head><title>Thử chữ</title>
<link rel="stylesheet" href="print/print.css">{head}</head><body>{body}</body></html>"""
ALPHABET = "ăâđêôơư ĂÂĐÊÔƠƯ ằắẳẵặ ầấẩẫậ ềếểễệ ồốổỗộ ờớởỡợ ừứửữự ỳýỷỹỵ ỲÝỶỸỴ"


def html(body="<p>Giao ước</p>", head=""):
    return PAGE.format(body=body, head=head)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/print.css",
        "http://127.0.0.1/print.css",
        "file:///etc/passwd",
        "data:text/css,p{}",
        "print/missing.css",
        "../../etc/passwd",
        "https://static.invalid/../blocs/settings.py",
        "https://static.invalid.example.org/print/print.css",
    ],
)
def test_pdf_fetches_nothing_but_our_static_files(address):
    with pytest.raises(typesetting.TypesettingError):
        typesetting.pdf(html(head=f'<link rel="stylesheet" href="{address}">'))


def test_pdf_fetches_no_picture_from_elsewhere():
    with pytest.raises(typesetting.TypesettingError):
        typesetting.pdf(html('<p>Ảnh <img src="file:///etc/hostname" alt=""></p>'))


def test_pdf_is_the_same_in_another_process():
    source = html(f"<p>{ALPHABET}</p><table class='grid'><tr><td>1.234,5</td></tr></table>")
    program = (
        "import sys, hashlib, django; django.setup()\n"
        "from blocs.pdf import typesetting\n"
        "print(hashlib.sha256(typesetting.pdf(sys.stdin.buffer.read().decode())).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        input=source.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "7"},
    )
    assert other.stdout.decode().strip() == hashlib.sha256(typesetting.pdf(source)).hexdigest()


def test_pdf_does_not_follow_the_clock(clock):
    first = typesetting.pdf(html())
    clock.shift(86_400)
    assert typesetting.pdf(html()) == first
    assert "CreationDate" not in measured(first).metadata


def test_pdf_composes_letters_and_draws_them_all_in_the_document_font():
    content = typesetting.pdf(html(f"<p>{unicodedata.normalize('NFD', ALPHABET)}</p>"))
    assert measured(content).text == ALPHABET
    assert fonts(content) == [("Liberation-Serif", True)]


def test_pdf_bears_title_and_language_and_no_tags():
    content = typesetting.pdf(html())
    assert measured(content).metadata["Title"] == "Thử chữ"
    catalog = measured(content).catalog
    assert (catalog["Lang"], "StructTreeRoot" in catalog) == (b"vi", False)


def test_pdf_reports_signs_from_another_font(caplog):
    with caplog.at_level(logging.WARNING, logger="blocs.pdf.typesetting"):
        typesetting.pdf(html("<p>Chữ thường</p><p style='font-family: Liberation Sans'>và chữ khác</p>"))
    assert [record.name for record in caplog.records] == ["blocs.pdf.typesetting"]


def test_pdf_without_the_document_font_is_an_error(monkeypatch):
    monkeypatch.setattr(typesetting, "FONT", "A Font Nobody Has")
    with pytest.raises(typesetting.TypesettingError, match="not installed"):
        typesetting.pdf(html())


def test_shown_keeps_the_vietnamese_name_and_lets_the_browser_draw():
    response = pdf.shown(b"%PDF", "Giao ước thi đua 2021.pdf")
    assert response["Content-Disposition"] == (
        "inline; filename*=utf-8''Giao%20%C6%B0%E1%BB%9Bc%20thi%20%C4%91ua%202021.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == "frame-ancestors 'none'"
