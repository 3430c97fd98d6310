"""The joint pledge measured against Decree 30/2020/NĐ-CP, Annex I: millimetres, and points for sizes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from pledges.documents.pledge import joint_pledge
from pledges.models import Agreement, Pledge, Target
from tests import factories
from tests.layout import Paper, fonts, measured

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.no_cover]  # WeasyPrint's work

BLOC = "Khối thi đua các Ban Quản lý tỉnh Khánh Hòa"
LONG = "Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp và phát triển nông thôn số"
ROOM = 35  # for the signature and a round stamp
DEMO_LINES = (
    "Tổ chức phong trào thi đua thiết thực, hiệu quả, gắn với nhiệm vụ chính trị của đơn vị; hoàn thành "
    "100 % kế hoạch vốn đầu tư xây dựng cơ bản được giao."
)


def signed_pledge(signers: int, *, targets: int = 2, long_names: bool = False) -> Pledge:
    units = [factories.unit(name=f"{LONG} {n}" if long_names else "") for n in range(1, signers + 1)]
    year = factories.bloc_year(units=units, bloc=factories.bloc(name=BLOC))
    signing = {
        "number": "05/GUTĐ-KTĐ",
        "place": "Khánh Hòa",
        "signed_on": date(2021, 3, 1),
        "state": "signed",
    }
    pledge = factories.pledge(year=year, sections=3, **signing)
    pledge.sections.update(body="\n".join([DEMO_LINES] * 3))
    for place, unit in enumerate(units):
        registered = factories.registration(year=year, unit=unit, targets=targets, state="confirmed")
        Target.objects.filter(registration=registered).update(note="Theo quyết định giao vốn đầu năm")
        position = "Phó Trưởng Ban" if place % 3 == 1 else "Trưởng Ban"
        name = f"Người Ký Số {place + 1}"
        Agreement.objects.create(
            pledge=pledge, unit=unit, state="agreed", signer=name, signer_position=position
        )
    return pledge


@pytest.fixture(scope="module")
def paper(django_db_setup: None, django_db_blocker: Any) -> Paper:
    """One paper for all who only measure; its rows are gone before they begin."""
    with django_db_blocker.unblock(), transaction.atomic():
        measures = measured(joint_pledge(signed_pledge(6, targets=8)).pdf())
        transaction.set_rollback(True)
    return measures


def test_every_page_is_a4_with_the_margins_of_the_decree(paper):
    for page in paper.pages:
        assert (page.width, page.height) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
        text = [(line.x0, line.x1, line.baseline) for line in page.lines]
        left, right = min(x0 for x0, _, _ in text), page.width - max(x1 for _, x1, _ in text)
        assert left >= 30
        assert right >= 15
        assert (
            min(base for _, _, base in text) - 14 * 0.3528 >= 20 - 1
        )  # a letter's height above its baseline
        assert page.height - max(base for _, _, base in text) >= 20
    first = paper.pages[0]
    assert 30 <= min(line.x0 for line in first.lines) <= 35
    assert 15 <= first.width - max(line.x1 for line in first.lines) <= 20


def test_country_and_motto_stand_at_the_right(paper):
    nation, motto = (
        paper.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        paper.line("Độc lập - Tự do - Hạnh phúc"),
    )
    assert (nation.size, nation.style) == (13, "bold")
    assert (motto.size, motto.style) == (14, "bold")
    assert nation.centre == pytest.approx(motto.centre, abs=0.3)
    assert nation.centre > 105 + 30
    rule = paper.rule_below(motto)
    assert (rule.x0, rule.x1) == (pytest.approx(motto.x0, abs=0.3), pytest.approx(motto.x1, abs=0.3))


def test_bodies_stand_at_the_left_with_a_short_rule(paper):
    superior = [paper.line("HỘI ĐỒNG"), paper.line("THI ĐUA - KHEN THƯỞNG")]
    issuer = [paper.line("KHỐI THI ĐUA"), paper.line("CÁC BAN QUẢN LÝ")]
    last = next(line for line in paper.lines if line.text == "TỈNH KHÁNH HÒA" and line.style == "bold")
    assert {(line.size, line.style) for line in superior} == {(13, "upright")}
    assert {(line.size, line.style) for line in [*issuer, last]} == {(13, "bold")}
    centre = superior[0].centre
    assert [line.centre for line in [*superior, *issuer, last]] == [pytest.approx(centre, abs=0.3)] * 5
    rule, longest = paper.rule_below(last), max(line.width for line in [*issuer, last])
    assert rule.centre == pytest.approx(centre, abs=0.3)
    assert 1 / 3 <= rule.width / longest <= 1 / 2


def test_number_and_date_share_a_line_under_their_columns(paper):
    number, when = paper.line("Số: 05/GUTĐ-KTĐ"), paper.line("Khánh Hòa, ngày 01 tháng 3 năm 2021")
    assert (number.size, number.style) == (13, "upright")
    assert (when.size, when.style) == (14, "italic")
    assert number.baseline == pytest.approx(when.baseline, abs=0.05)
    assert number.centre == pytest.approx(paper.line("KHỐI THI ĐUA").centre, abs=0.3)
    assert when.centre == pytest.approx(paper.line("Độc lập - Tự do - Hạnh phúc").centre, abs=0.3)


def test_title_is_centred_with_a_short_rule(paper):
    kind, about = paper.line("BẢN GIAO ƯỚC THI ĐUA"), paper.line(f"Năm 2021 của {BLOC}")
    middle = (30.5 + 210 - 15.5) / 2
    for line in (kind, about):
        assert (line.size, line.style, line.centre) == (14, "bold", pytest.approx(middle, abs=0.3))
    rule = paper.rule_below(about)
    assert rule.centre == pytest.approx(middle, abs=0.3)
    assert 1 / 3 <= rule.width / about.width <= 1 / 2


def test_body_is_14_points_indented_and_spaced(paper):
    first_of_two = next(
        line for line in paper.pages[0].lines if line.text.startswith("2. Tổ chức phong trào")
    )
    lines = paper.pages[0].lines
    index = lines.index(first_of_two)
    before, after = lines[index - 1], lines[index + 1]
    assert {(line.size, line.style) for line in (before, first_of_two, after)} == {(14, "upright")}
    assert 10 <= first_of_two.x0 - after.x0 <= 12.7
    spacing = (after.baseline - first_of_two.baseline) / 0.3528
    assert 14 * 1.15 <= spacing <= 14 * 1.15 * 1.5
    between = (first_of_two.baseline - before.baseline) / 0.3528
    assert between - spacing >= 6 - 0.01
    assert first_of_two.x1 == pytest.approx(210 - 15.5, abs=0.5)


def test_page_numbers_stand_in_the_top_margin_from_page_2(paper):
    assert len(paper.pages) > 2
    assert paper.pages[0].above == []
    for page in paper.pages[1:]:
        (number,) = page.above
        assert (number.text, number.size, number.style) == (str(page.number), 14, "upright")
        assert number.centre == pytest.approx((30.5 + 210 - 15.5) / 2, abs=0.3)
        assert 5 < number.baseline < 20


def test_fonts_are_embedded_and_only_the_document_font(paper):
    assert fonts(paper.content) == [
        ("Liberation-Serif", True),
        ("Liberation-Serif-Bold", True),
        ("Liberation-Serif-Italic", True),
    ]


def test_text_is_composed_and_closes_as_the_forms_do(paper):
    assert paper.text == unicodedata.normalize("NFC", paper.text)
    assert "phấn đấu hoàn thành xuất sắc nhiệm vụ được giao năm 2021./. ĐẠI DIỆN" in paper.text
    assert re.fullmatch(r"Số: \d{2,}/[A-ZĐƯ]+(-[A-ZĐƯ]+)*", paper.line("Số: 05/GUTĐ-KTĐ").text)


def test_movements_stand_in_a_table_with_their_days():
    pledge = signed_pledge(2)
    pledge.movements = [
        {"name": "Văn hóa công sở", "aim": "Tận tụy\nVăn minh", "launched": "01/03/2021", "wrapped_up": ""}
    ]
    paper = measured(joint_pledge(pledge).pdf())
    texts = [line.text for line in paper.lines]
    place = texts.index("IV. CÁC PHONG TRÀO THI ĐUA PHÁT ĐỘNG NĂM 2021")
    assert texts[place + 1 : place + 7] == [
        "Thời gian",
        "Thời gian",
        "TT",
        "Tên phong trào",
        "Mục tiêu",
        "phát động",
    ]
    assert {"Văn hóa công sở", "Tận tụy", "Văn minh", "01/03/2021"} <= set(texts)
    assert "V. CHỈ TIÊU ĐĂNG KÝ THI ĐUA NĂM 2021" in texts


def test_table_heads_are_repeated_on_every_page():
    paper = measured(joint_pledge(signed_pledge(3, targets=40)).pdf())
    with_rows = [
        page for page in paper.pages if any(line.text.startswith("Giải ngân vốn") for line in page.lines)
    ]
    assert len(with_rows) >= 3
    for page in with_rows:
        heads = [line for line in page.lines if line.text in {"TT", "Nội dung", "Ghi chú"}]
        assert [(head.text, head.style) for head in heads] == [
            ("TT", "bold"),
            ("Nội dung", "bold"),
            ("Ghi chú", "bold"),
        ]
        first_row = min(line.baseline for line in page.lines if line.text.startswith("Giải ngân vốn"))
        assert max(head.baseline for head in heads) < first_row


@pytest.mark.parametrize(
    ("signers", "long_names"), [(2, False), (6, False), (6, True), (7, True), (12, False), (20, True)]
)
def test_signature_blocks_are_never_split(signers, long_names):
    paper = measured(joint_pledge(signed_pledge(signers, long_names=long_names)).pdf())
    starts = [line for line in paper.lines if line.text == "ĐẠI DIỆN"]
    names = [paper.line(f"Người Ký Số {number}") for number in range(1, signers + 1)]
    offices = [line for line in paper.lines if line.text in {"TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"}]
    assert len(starts) == len(names) == len(offices) == signers
    blocks = list(zip(*(sorted(some, key=place_of) for some in (starts, offices, names)), strict=True))
    for start, office, name in blocks:
        assert start.page == office.page == name.page
        assert start.centre == pytest.approx(name.centre, abs=0.5)
        assert office.centre == pytest.approx(name.centre, abs=0.5)
        assert name.baseline - office.baseline >= ROOM
        assert (start.style, office.style, name.style) == ("bold", "bold", "bold")
    text = [page for page in paper.pages if page.number == min(name.page for name in names)]
    going_on = [page for page in paper.pages if page.number in {name.page for name in names}]
    assert [line.text for page in going_on for line in page.lines[:1] if page not in text] == [
        "(Phần ký tiếp theo của Bản giao ước thi đua năm 2021)"
    ] * (len(going_on) - 1)
    last_words = [line for line in paper.lines if line.text.endswith("./.")]
    assert [line.page for line in last_words] == [min(name.page for name in names)]


def place_of(line):
    """By page, then by column (their centres lie 41 mm apart), then downwards."""
    return line.page, round(line.centre / 20), line.baseline


@pytest.mark.parametrize(("signers", "first_row"), [(2, 2), (6, 2), (7, 1)])
def test_head_signs_first_and_nobody_else_alone(signers, first_row):
    paper = measured(joint_pledge(signed_pledge(signers)).pdf())
    head = paper.line("Người Ký Số 1")
    rows: dict[tuple[int, float], int] = {}
    for number in range(1, signers + 1):
        line = paper.line(f"Người Ký Số {number}")
        rows[line.page, round(line.baseline, 1)] = rows.get((line.page, round(line.baseline, 1)), 0) + 1
    assert min(rows) == (head.page, round(head.baseline, 1))
    assert [rows[row] for row in sorted(rows)] == [first_row] + [2] * ((signers - first_row) // 2)


def test_number_of_pages_stays_what_it_was(paper):
    """A new WeasyPrint that breaks rows elsewhere shows here first."""
    assert len(paper.pages) == 5
    assert len(measured(joint_pledge(signed_pledge(2)).pdf()).pages) == 2
