"""Every kind of official paper, measured against Decree 30/2020/NĐ-CP, Annex I: millimetres and points."""

from __future__ import annotations

import io
import re
import unicodedata
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from django.db import transaction

from pledges.models.pledges import NUMBER_AND_SYMBOL
from pledges.papers import kinds
from tests.layout import Line, Paper, fonts
from tests.printed import Example, examples

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.no_cover]  # WeasyPrint's work

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
PLACE_AND_DATE = re.compile(r"^.+, ngày (0[1-9]|[12]\d|3[01]) tháng (01|02|[3-9]|1[0-2]) năm \d{4}$")
LEFT, RIGHT = 30.5, 15.5  # margins
POINT = 25.4 / 72
BODY = (13, 14)
ROOM, LETTER = 35, 4  # for the signature and a round stamp, under which a line of letters stands
WITHOUT_PLACE_AND_DATE = {"minutes"}  # form 1.9 of the decree


@pytest.fixture(scope="module")
def printed(django_db_setup: None, django_db_blocker: Any) -> dict[str, Example]:
    """The examples; their rows are gone before the tests begin."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = examples()
        transaction.set_rollback(True)
    return found


@pytest.fixture(params=list(kinds()))
def example(request: pytest.FixtureRequest, printed: dict[str, Example]) -> Example:
    """One of every kind."""
    return printed[request.param]


@pytest.fixture
def paper(example: Example) -> Paper:
    """Its measures."""
    return example.paper


def text_of(paper: Paper, page: int) -> list[Line]:
    """The lines of a page inside its margins: the code of an issued paper stands below them."""
    sheet = paper.pages[page - 1]
    return [line for line in sheet.lines if line.baseline <= sheet.height - 20]


def middle(paper: Paper) -> float:
    """The middle between the margins; papers of a wide table lie across."""
    return (LEFT + paper.pages[0].width - RIGHT) / 2


def number_line(paper: Paper) -> Line:
    """The line with number and symbol."""
    (found,) = [line for line in text_of(paper, 1) if line.text.startswith("Số: ")]
    return found


def test_pages_are_a4_with_the_margins_of_the_decree(paper):
    for page in paper.pages:
        assert sorted((page.width, page.height)) == [pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1)]
        lines = text_of(paper, page.number)
        assert lines, f"page {page.number} is empty"
        assert min(line.x0 for line in lines) >= 30
        assert page.width - max(line.x1 for line in lines) >= 15 - 0.05
        assert min(line.baseline - 0.75 * line.size * POINT for line in lines) >= 20 - 0.5
    first = text_of(paper, 1)
    assert min(line.x0 for line in first) <= 35
    assert paper.pages[0].width - max(line.x1 for line in first) <= 20


def test_only_the_code_of_the_paper_stands_in_the_bottom_margin(paper):
    for page in paper.pages:
        below = [line.text for line in page.lines if line.baseline > page.height - 20]
        assert any(text.startswith("Mã tra cứu: ABCDE-FGHJK") for text in below), below
        assert len(below) <= 2


def test_page_numbers_stand_in_the_top_margin_from_page_2(paper):
    expected = 1
    for page in paper.pages:
        if page.lines[0].text.startswith("Phụ lục"):
            expected = 1  # an appendix is numbered for itself
        if expected == 1:
            assert page.above == []
        else:
            (number,) = page.above
            assert (number.text, number.style) == (str(expected), "upright")
            assert number.size in BODY
            assert number.centre == pytest.approx(middle(paper), abs=0.3)
        expected += 1


def test_fonts_are_embedded_and_only_the_document_font(paper):
    found = fonts(paper.content)
    assert {name.partition("-Bold")[0].partition("-Italic")[0] for name, _ in found} == {"Liberation-Serif"}
    assert all(embedded for _, embedded in found)


def test_country_and_motto_stand_at_the_right(paper):
    nation, motto = paper.line(NATION), paper.line(MOTTO)
    assert nation.size in (12, 13)
    assert motto.size in BODY
    assert (nation.style, motto.style) == ("bold", "bold")
    assert nation.centre == pytest.approx(motto.centre, abs=0.3)
    assert nation.x0 > middle(paper) - 20
    assert nation.centre > middle(paper) + 30
    rule = paper.rule_below(motto)
    assert (rule.x0, rule.x1) == (pytest.approx(motto.x0, abs=0.3), pytest.approx(motto.x1, abs=0.3))


def test_bodies_stand_at_the_left_with_a_short_rule(paper):
    number = number_line(paper)
    right = paper.line(NATION).x0
    left = [line for line in text_of(paper, 1) if line.baseline < number.baseline and line.x1 < right]
    issuer = [line for line in left if line.style == "bold"]
    superior = [line for line in left if line.style == "upright"]
    assert issuer
    assert len(issuer) + len(superior) == len(left)
    assert {line.size for line in left} <= {12, 13}
    assert all(line.text == line.text.upper() for line in left)
    assert [line.centre for line in left] == [pytest.approx(number.centre, abs=0.3)] * len(left)
    assert max([line.baseline for line in superior], default=0) < min(line.baseline for line in issuer)
    last = max(issuer, key=lambda line: line.baseline)
    rule, longest = paper.rule_below(last), max(line.width for line in issuer)
    assert rule.centre == pytest.approx(last.centre, abs=0.3)
    assert 1 / 3 <= rule.width / longest <= 1 / 2


def test_number_has_its_form_and_place(paper, example):
    number = number_line(paper)
    assert number.text == f"Số: {example.face.number}"
    assert re.fullmatch(NUMBER_AND_SYMBOL, example.face.number)
    assert (number.size, number.style) == (13, "upright")


def test_place_and_date_stand_beside_the_number(paper, example):
    found = [line for line in text_of(paper, 1) if PLACE_AND_DATE.match(line.text)]
    if example.kind.name in WITHOUT_PLACE_AND_DATE:
        assert found == []
        return
    (when,) = found
    assert when.text.endswith(", ngày 01 tháng 3 năm 2021")
    assert when.style == "italic"
    assert when.size in BODY
    assert when.baseline == pytest.approx(number_line(paper).baseline, abs=0.05)
    assert when.centre == pytest.approx(paper.line(MOTTO).centre, abs=0.3)


def test_title_is_centred_and_bold_with_a_short_rule(paper):
    number = number_line(paper)
    rules = [rule for rule in paper.pages[0].rules if rule.top > number.baseline and rule.width < 120]
    rule = min(rules, key=lambda rule: rule.top)
    title = [line for line in text_of(paper, 1) if number.baseline + 1 < line.baseline < rule.top]
    assert len(title) >= 2
    assert {line.style for line in title} == {"bold"}
    assert {line.size for line in title} <= set(BODY)
    assert [line.centre for line in title] == [pytest.approx(middle(paper), abs=0.3)] * len(title)
    kind, *about = title
    assert kind.text == kind.text.upper()
    assert rule.centre == pytest.approx(middle(paper), abs=0.3)
    assert 1 / 3 <= rule.width / max(line.width for line in about) <= 1 / 2


def paragraphs(paper: Paper) -> list[tuple[Line | None, Line, Line]]:
    """First lines that are indented, with the line before if it is of the text too, and the line after."""
    found = []
    for page in paper.pages:
        lines = [line for line in text_of(paper, page.number) if line.size >= 13]
        for place, (first, second) in enumerate(pairwise(lines)):
            indented = 9 < first.x0 - LEFT < 14 and abs(second.x0 - LEFT) < 0.3
            alone = [line for line in lines if abs(line.baseline - first.baseline) < 0.1] == [first]
            follows = 0 < second.baseline - first.baseline < 12
            if indented and alone and follows and first.style != "bold":
                before = lines[place - 1] if place else None
                found.append((before, first, second))
    return found


def test_body_is_justified_indented_and_spaced(paper, example):
    found = paragraphs(paper)
    assert found or example.kind.name in {"programme"}
    for before, first, second in found:
        assert first.size in BODY
        assert 10 <= first.x0 - second.x0 <= 12.7
        assert first.x1 == pytest.approx(paper.pages[first.page - 1].width - RIGHT, abs=0.8)
        spacing = (second.baseline - first.baseline) / POINT
        assert first.size * 1.1 <= spacing <= first.size * 1.15 * 1.5 + 0.1
        if before and abs(before.x0 - LEFT) < 14 and 0 < first.baseline - before.baseline < 9:
            assert (first.baseline - before.baseline) / POINT - spacing >= 6 - 0.1


def test_signature_blocks_are_whole_and_have_room(paper, example):
    for block in example.signatures:
        lines = [*block.behalf, *block.offices, *block.home_office, block.name]
        on = [{line.text for line in page.lines} for page in paper.pages]
        pages = [page for page, texts in zip(paper.pages, on, strict=True) if texts.issuperset(lines)]
        assert pages, f"no page has all of {lines}"
        page = pages[0]
        over, under = (block.offices or block.behalf)[-1], [*block.home_office, block.name][0]
        above = [line.baseline for line in page.lines if line.text == over]
        below = [line.baseline for line in page.lines if line.text == under]
        room = max(low - high for low in below for high in above)
        assert room >= ROOM + LETTER


def test_no_page_has_signatures_without_text(paper, example):
    ends = {page.number for page in paper.pages if "./." in page.text}
    names = {block.name for block in example.signatures}
    for page in paper.pages:
        if any(line.text in names and line.style == "bold" for line in page.lines):
            assert page.number in ends or "Phần ký tiếp theo" in page.text


def test_text_ends_with_the_sign_of_the_decree(paper):
    assert "./." in paper.text


def test_addressees_stand_at_the_left_in_their_sizes(paper, example):
    words = [line for line in paper.lines if line.text == "Nơi nhận:"]
    assert len(words) == (1 if example.signatures and not example.kind.joint else 0)
    if not words:
        return
    (word,) = words
    assert (word.size, word.style, word.x0) == (12, "bold italic", pytest.approx(LEFT, abs=0.5))
    page = [line for line in text_of(paper, word.page) if line.baseline > word.baseline and line.x0 < 105]
    column = [line for line in page if line.size == 11]
    assert column
    assert {line.style for line in column} == {"upright"}
    assert column[0].text.startswith("- ")
    assert "- Lưu: VT" in " ".join(line.text for line in column)
    assert column[-1].text.endswith(".")


def test_text_is_composed(paper):
    assert paper.text == unicodedata.normalize("NFC", paper.text)


def test_file_says_title_language_and_bookmarks_and_is_tagged_to_be_read(paper, example):
    with pikepdf.open(io.BytesIO(paper.content)) as file:
        assert str(file.docinfo["/Title"]) == unicodedata.normalize("NFC", example.title)
        assert str(file.Root["/Lang"]) == "vi"
        assert bool(file.Root["/ViewerPreferences"]["/DisplayDocTitle"])
        with file.open_outline() as outline:
            assert len(outline.root) >= 1
        assert ("/StructTreeRoot" in file.Root) != example.kind.for_signing


def test_same_paper_is_the_same_bytes(paper, example):
    assert example.pdf() == paper.content
