"""The table of opinions on paper: who said what, what was made of it, and who said nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pledges.papers import Face, kinds
from scoring.documents.opinions import opinions_context, table_of_opinions
from scoring.models import Consultation
from tests import factories
from tests.layout import measured
from tests.scoring.consultations import articles, consultation, reply

FACE = Face("02/BTH-KTĐ", date(2026, 3, 25))


@pytest.fixture
def asked(cast) -> Consultation:
    regulation = factories.regulation(year=cast.year, adopted=False)
    articles(regulation)
    return consultation(regulation)


def answered(asked: Consultation, cast) -> None:
    head, member, other = cast.year.members
    reply(asked, head, given=True)
    long = {"comment": "Ý kiến rất dài của đơn vị. " * 150, "verdict": "taken_up"}
    declined = {"comment": "Giảm thang điểm", "maximum": Decimal("38.5"), "verdict": "declined"}
    declined |= {"criterion": "I/1", "because": "Tổng điểm không đổi"}
    partly = {
        "article": 2,
        "wording": "Công khai, minh bạch",
        "verdict": "partly",
        "because": "Đã nêu ở Điều 1",
    }
    reply(asked, member, declined, long, partly, given=True)
    reply(asked, other, {"comment": "Chưa gửi nên không in"})
    Consultation.objects.update(state="closed")
    asked.replies.filter(unit=other).update(state="silent")


def test_table_has_every_opinion_in_the_order_of_the_text_with_its_answer(asked, cast):
    answered(asked, cast)

    groups = opinions_context(Consultation.objects.get(), FACE)["groups"]

    rows = [
        (row["place"], row["about"], row["verdict"], row["because"])
        for group in groups
        for row in group["rows"]
    ]
    assert [group["title"] for group in groups] == [
        "I. Ý kiến chung",
        "II. Ý kiến về các điều của Quy chế",
        "III. Ý kiến về Phụ lục: tiêu chí và thang điểm",
    ]
    assert rows == [
        (1, "Toàn văn dự thảo", "Tiếp thu", []),
        (2, "Điều 2. Nguyên tắc", "Tiếp thu một phần", ["Đã nêu ở Điều 1"]),
        (3, "I.1. Giải ngân", "Không tiếp thu", ["Tổng điểm không đổi"]),
    ]
    assert groups[2]["rows"][0]["said"] == ["Giảm thang điểm", "Đề nghị thang điểm: 38,5 (dự thảo: 40)"]


def test_paper_lies_across_is_tagged_and_names_the_silent_units(asked, cast):
    answered(asked, cast)

    composition = table_of_opinions(Consultation.objects.get(), FACE)
    paper = measured(composition.pdf())

    assert not composition.for_signing
    assert paper.catalog["MarkInfo"]["Marked"]
    assert {round(page.width) for page in paper.pages} == {297}
    assert paper.line("Số: 02/BTH-KTĐ").size == 13
    assert paper.line("BẢNG TỔNG HỢP Ý KIẾN").style == "bold"
    words = " ".join(paper.text.split())
    assert "a) 01 đơn vị thống nhất toàn bộ dự thảo: Ban Quản lý số 1;" in words
    assert "c) 01 đơn vị không có ý kiến: Ban Quản lý số 3." in words
    assert words.count("Ý kiến rất dài của đơn vị.") > 100  # a row longer than a page is all there
    assert "Chưa gửi nên không in" not in words
    assert words.endswith(
        "Tổng cộng 03 ý kiến, trong đó: tiếp thu 01, tiếp thu một phần 01, không tiếp thu 01./."
    )
    heads = [line.page for line in paper.lines if line.text == "STT"]
    assert heads == list(range(1, len(paper.pages) + 1))


def test_round_without_opinions_says_so(asked, cast):
    for unit in cast.year.members:
        reply(asked, unit, given=True)

    context = opinions_context(asked, FACE)

    assert context["groups"] == []
    assert context["standings"] == [
        "a) 03 đơn vị thống nhất toàn bộ dự thảo: Ban Quản lý số 1; Ban Quản lý số 2; Ban Quản lý số 3."
    ]
    assert context["closing"] == "Không có ý kiến đề nghị sửa đổi, bổ sung dự thảo Quy chế./."


def test_each_round_has_its_table_which_is_issued_when_the_round_is_closed(asked, cast):
    kind = kinds()["opinions"]
    first = kind.subject(cast.year, str(asked.pk))
    assert first.label == "đợt 1 (10/03/2026)"
    assert kind.obstacles(cast.year, first) == [
        "Đợt lấy ý kiến chưa đóng; cần trả lời hết ý kiến và đóng đợt trước."
    ]
    Consultation.objects.update(state="closed")
    second = consultation(asked.regulation)

    assert [subject.key for subject in kind.subjects(cast.year)] == [str(asked.pk), str(second.pk)]
    assert kind.obstacles(cast.year, first) == []
