"""What the machine lacks is named, with the package that brings it; and the fonts of the pages."""

from __future__ import annotations

import unicodedata
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from blocs import checks
from blocs.management.commands import build_fonts

MARKS = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Path:
    """The web fonts, made once."""
    var = tmp_path_factory.mktemp("var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.VAR", var)
        call_command("build_fonts", stdout=StringIO())
    return var / "fonts"


def test_machine_has_what_documents_need():
    """Where tests run, everything is installed: ./run sees to it."""
    assert [*checks.libraries(None), *checks.document_font(None)] == []


def test_library_that_is_missing_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checks, "LIBRARIES", (("libnothere.so.7", "libnothere7", "blocs.E009"),))
    (message,) = checks.libraries(None)
    assert (message.id, message.msg, message.hint) == (
        "blocs.E009",
        "The library libnothere.so.7 is missing; documents need it.",
        "Install it: apt-get install libnothere7",
    )


def test_font_without_vietnamese_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checks, "DOCUMENT_FONT", "No Such Serif")
    (message,) = checks.document_font(None)
    assert (message.id, "No Such Serif" in message.msg, "fonts-liberation2" in message.hint) == (
        "blocs.E005",
        True,
        True,
    )


def test_fontconfig_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    (message,) = checks.document_font(None)
    assert (message.id, message.hint) == ("blocs.E004", "Install it: apt-get install fontconfig")


def test_web_fonts_that_are_not_made_are_named(settings: Any, tmp_path: Path, fonts: Path):
    settings.VAR = fonts.parent
    assert checks.web_fonts(None) == []
    settings.VAR = tmp_path
    assert [message.id for message in checks.web_fonts(None)] == ["blocs.W001"]


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_web_font_has_every_vietnamese_letter(fonts: Path, weight: int):
    letters = {unicodedata.normalize("NFC", vowel + mark) for vowel in VOWELS for mark in MARKS}
    wanted = {ord(letter) for letter in letters | set("đĐ–“”…×−≤≥·")}
    font = TTFont(fonts / build_fonts.web_font(weight).name)
    assert wanted - set(font.getBestCmap()) == set()


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_web_font_has_figures_of_one_width(fonts: Path, weight: int):
    font = TTFont(fonts / build_fonts.web_font(weight).name)
    features = font["GSUB"].table.FeatureList.FeatureRecord
    lookups = {index for one in features if one.FeatureTag == "tnum" for index in one.Feature.LookupListIndex}
    mapping = {
        before: after
        for index in lookups
        for subtable in font["GSUB"].table.LookupList.Lookup[index].SubTable
        for before, after in subtable.mapping.items()
    }
    digits = [mapping[font.getBestCmap()[ord(digit)]] for digit in "0123456789"]
    assert len({font["hmtx"][name][0] for name in digits}) == 1


def test_web_fonts_are_made_once(settings: Any, fonts: Path):
    settings.VAR = fonts.parent
    before = {path.name: path.stat().st_mtime_ns for path in fonts.iterdir()}
    call_command("build_fonts")
    assert {path.name: path.stat().st_mtime_ns for path in fonts.iterdir()} == before
    assert set(before) == {build_fonts.web_font(weight).name for weight in build_fonts.WEIGHTS}


@pytest.mark.parametrize(
    ("url", "debug", "demo", "messages"),
    [
        ("http://127.0.0.1:8000", False, False, ["blocs.W002"]),
        ("http://localhost", False, False, ["blocs.W002"]),
        ("thidua.example.gov.vn", False, False, ["blocs.W002"]),
        ("http://127.0.0.1:8000", True, False, []),
        ("http://127.0.0.1:8000", False, True, []),
        ("https://thidua.example.gov.vn", False, False, []),
    ],
)
def test_qr_codes_that_would_lead_nowhere_are_named(
    settings: Any, url: str, debug: bool, demo: bool, messages
):
    settings.PUBLIC_URL, settings.DEBUG, settings.DEMO = url, debug, demo
    assert [message.id for message in checks.public_url(None)] == messages
