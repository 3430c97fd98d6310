"""A text pasted from Word, the proposed text, and two texts compared word by word."""

from __future__ import annotations

import pytest

from scoring.articles.pasting import pasted
from scoring.articles.proposal import proposal
from scoring.articles.wording import Part, Wording, paired, word_parts
from tests import factories

WORD = """QUY CHẾ
Căn cứ Luật Thi đua, khen thưởng;
CHƯƠNG I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi\u00a0điều chỉnh
1. Theo Điều 5 của Luật.
Điều 5 của Luật nói khác.
Chương II. Tổ chức
Điều 2:
Trưởng khối
a)\tChủ trì;
Điều 4. Hiệu lực
Nơi nhận:
- Lưu: VT.
"""


def test_pasting_finds_chapters_articles_and_grounds():
    found = pasted(WORD)

    assert [(one.chapter, one.title, one.body) for one in found.articles] == [
        ("QUY ĐỊNH CHUNG", "Phạm vi điều chỉnh", "1. Theo Điều 5 của Luật.\nĐiều 5 của Luật nói khác."),
        ("Tổ chức", "Trưởng khối", "a) Chủ trì;"),
        ("", "Hiệu lực", ""),
    ]
    assert found.grounds == ["Căn cứ Luật Thi đua, khen thưởng;"]
    assert found.left_out == ["QUY CHẾ", "Nơi nhận:", "- Lưu: VT."]


def test_pasting_says_when_numbers_do_not_follow_each_other():
    assert pasted(WORD).numbers_differ
    assert not pasted("Điều 1. A\nĐiều 2. B").numbers_differ


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("Điều 1. Tên", ["Tên"]),
        ("ĐIỀU 1: Tên", ["Tên"]),
        ("  điều 1 – Tên", ["Tên"]),
        ("Ðiều 1. Tên", []),  # Eth, another letter that looks the same
        ("Điều 1 Tên", []),
        ("1. Tên", []),
        ("Mục 1. Tên", []),
    ],
)
def test_heading_of_an_article_is_told_from_other_lines(line, titles):
    assert [one.title for one in pasted(line).articles] == titles


def test_proposed_text_is_complete_and_names_the_bloc(db):
    bloc = factories.bloc(name="Cụm thi đua số 1", kind="cum")
    found = proposal(factories.bloc_year(bloc=bloc, year=2021))

    chapters = [one.chapter for one in found.articles if one.chapter]
    assert chapters == [
        "Quy định chung",
        "Tổ chức và hoạt động của Cụm",
        "Nội dung thi đua",
        "Phương pháp chấm điểm, bình xét và xếp hạng",
        "Khen thưởng",
        "Tổ chức thực hiện",
    ]
    assert not found.numbers_differ
    assert not found.left_out
    assert "của Cụm thi đua số 1 (sau đây gọi tắt là Cụm)" in found.articles[0].body
    assert "Khối" not in "".join(one.title + one.body for one in found.articles)


@pytest.mark.parametrize(
    ("year", "law"), [(2021, "91/2017/NĐ-CP"), (2024, "98/2023/NĐ-CP"), (2026, "152/2025/NĐ-CP")]
)
def test_proposed_grounds_follow_the_law_of_the_year(db, year, law):
    grounds = "\n".join(proposal(factories.bloc_year(year=year)).grounds)

    assert [number for number in ("91/2017", "98/2023", "152/2025") if number in grounds] == [law[:-6]]


def test_words_that_changed_stand_beside_those_that_stayed():
    parts = word_parts("1. Có một phần hai đơn vị dự.", "1. Có hai phần ba đơn vị dự họp.")

    assert parts == [
        Part("same", "1. Có "),
        Part("removed", "một phần hai"),
        Part("added", "hai phần ba"),
        Part("same", " đơn vị dự"),
        Part("added", " họp"),
        Part("same", "."),
    ]


def test_articles_are_paired_by_title_then_by_what_they_say():
    before = [Wording(1, "", "A", "x y z"), Wording(2, "", "B", "một hai ba bốn"), Wording(3, "", "C", "q")]
    after = [Wording(1, "", "Mới", "p"), Wording(2, "", "B2", "một hai ba năm"), Wording(3, "", "A", "x y z")]

    found = [(p.before and p.before.title, p.after and p.after.title) for p in paired(before, after)]

    assert sorted(found, key=str) == [("A", "A"), ("B", "B2"), ("C", None), (None, "Mới")]
