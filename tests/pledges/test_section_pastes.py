"""Contents of the joint pledge that are proposed or pasted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from blocs.models import Bloc
from pledges.forms.section_paste import split
from tests import factories


def address(name, year):
    return reverse(name, args=(year.bloc.slug, year.year))


ROMAN = "I. Lãnh đạo phong trào\n1. Ban hành kế hoạch.\n- Mỗi quý một đợt\n\nII/ Công tác xã hội:\n2. Đền ơn"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ROMAN, [("Lãnh đạo phong trào", 2), ("Công tác xã hội", 1)]),
        ("Phần 1. Lãnh đạo\nđiểm\nPhần 2: Xã hội\nđiểm", [("Lãnh đạo", 1), ("Xã hội", 1)]),
        (
            "1. LÃNH ĐẠO PHONG TRÀO\nđiểm\nCÔNG TÁC XÃ HỘI\nđiểm",
            [("LÃNH ĐẠO PHONG TRÀO", 1), ("CÔNG TÁC XÃ HỘI", 1)],
        ),
        ("1. Lãnh đạo\n- một\n- hai\n2) Xã hội\n+ ba", [("Lãnh đạo", 2), ("Xã hội", 1)]),
        ("1. Một điểm\n2. Hai điểm", []),
        ("Chỉ có chữ", []),
    ],
)
def test_headings_are_told_from_points(text, found):
    assert [(one.title, len(one.points)) for one in split(text)[1]] == found


def test_pasted_text_is_looked_at_before_it_is_added(cast, as_):
    pledge, url = factories.pledge(year=cast.year), address("paste_sections", cast.year)
    page = as_(cast.secretary).post(url, {"text": ROMAN}).content.decode()
    assert "2 sections would be added" in page
    assert "<li>Ban hành kế hoạch.</li>" in page
    assert "They stand after the 2 sections that are there." in page
    assert pledge.sections.count() == 2
    as_(cast.secretary).post(url, {"text": ROMAN, "save": "1"})
    added = pledge.sections.all()[2:]
    assert [(one.position, one.title, one.points) for one in added] == [
        (3, "Lãnh đạo phong trào", ["Ban hành kế hoạch.", "Mỗi quý một đợt"]),
        (4, "Công tác xã hội", ["Đền ơn"]),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chỉ có chữ", "No heading was found."),
        ("Mở đầu\nI. Một\nđiểm", "“Mở đầu” stands before the first heading"),
        ("I. Một\nII. Hai\nđiểm", "Headings without points: “Một”."),
        (f"I. {'Dài ' * 80}\nđiểm", "This heading is longer than 300 letters"),
    ],
)
def test_a_text_that_makes_no_sections_is_refused_with_a_sentence(cast, as_, text, words):
    pledge = factories.pledge(year=cast.year, sections=0)
    answer = as_(cast.secretary).post(address("paste_sections", cast.year), {"text": text, "save": "1"})
    assert words in answer.content.decode()
    assert pledge.sections.count() == 0


def test_usual_contents_fill_an_empty_pledge_only(cast, as_):
    pledge, url = factories.pledge(year=cast.year, sections=0), address("propose_sections", cast.year)
    as_(cast.secretary).post(url)
    assert pledge.sections.count() == 4
    assert f"phong trào thi đua năm {cast.year.year}" in pledge.sections.first().body
    as_(cast.secretary).post(url)
    assert pledge.sections.count() == 4


def test_what_is_proposed_to_a_cluster_calls_it_so(cast, as_):
    Bloc.objects.update(kind="cum")
    pledge = factories.pledge(year=cast.year, sections=0)
    as_(cast.secretary).post(address("propose_sections", cast.year))
    assert "Tham gia đầy đủ các hoạt động của Cụm; tự chấm" in pledge.sections.first().body
    as_(cast.secretary).post(
        reverse("conference_begin", args=(cast.year.bloc.slug, cast.year.year, "yearend"))
    )
    items = cast.year.conferences.get().items
    assert items.filter(
        presenter="Trưởng cụm", content="Báo cáo tổng kết phong trào thi đua trong năm"
    ).exists()
    assert items.filter(content="Đề xuất đơn vị trưởng cụm, phó cụm năm sau").exists()
    proposals = as_(cast.secretary).get(
        reverse("review_report", args=(cast.year.bloc.slug, cast.year.year, "midyear"))
    )
    assert proposals.context["form"]["proposals"].value().endswith("hướng dẫn hoạt động của Cụm.")


def test_a_pledge_with_the_units_takes_no_more_sections(cast, as_):
    factories.pledge(year=cast.year, state="agreeing")
    assert as_(cast.secretary).post(address("propose_sections", cast.year)).status_code == 403
    assert as_(cast.secretary).get(address("paste_sections", cast.year)).status_code == 403
