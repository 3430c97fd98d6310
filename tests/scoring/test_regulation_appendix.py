"""The appendix of a regulation on paper."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scoring.documents.regulation import appendix
from scoring.models import Criterion, Grade, Regulation
from tests import factories
from tests.layout import measured
from tests.scoring.pages import address

pytestmark = pytest.mark.django_db

MANY = [
    (
        f"{section}.",
        f"Mục công tác số {section}",
        "46",
        [(str(n), f"Tiêu chí số {n}", "1", "direct") for n in range(46)],
    )
    for section in ("I", "II", "III", "IV", "V")
]


@pytest.fixture
def regulation(cast):
    found = factories.regulation(
        year=cast.year,
        number="01/QC-KTĐ",
        issued_on=date(2021, 3, 5),
        adopted_at=datetime(2021, 3, 1, tzinfo=UTC),
    )
    factories.tie_breaks(found, "II", "I")
    Grade.objects.create(regulation=found, label="Xuất sắc", threshold=95)
    return found


def read(regulation):
    return measured(appendix(Regulation.objects.get(pk=regulation.pk)))


def test_appendix_says_what_it_is_and_what_it_belongs_to(regulation):
    paper = read(regulation)
    lines = [paper.line(words) for words in ("Phụ lục", "BẢNG TIÊU CHÍ VÀ THANG ĐIỂM THI ĐUA NĂM 2021")]
    assert [(line.style, line.size) for line in lines] == [("bold", 14), ("bold", 14)]
    belongs = paper.line("(Kèm theo Quy chế số 01/QC-KTĐ ngày 05 tháng 3 năm 2021")
    assert (belongs.style, belongs.size) == ("italic", 14)
    assert f"của {regulation.bloc_year.bloc.name})" in paper.text
    centres = [line.centre for line in (*lines, belongs)]
    assert max(centres) - min(centres) < 1


def test_criteria_stand_with_their_rule_in_words_and_their_sums(regulation):
    leaf = Criterion.objects.filter(regulation=regulation, parent__code="I", code="1")
    leaf.update(rule="proportional", parameters={"floor": "50"}, measure="%", needs_evidence=True)
    Criterion.objects.filter(regulation=regulation, parent__code="II", code="2").update(is_off=True)
    words = " ".join(read(regulation).text.split())
    assert "dưới 50 % chỉ tiêu không" in words
    for part in (
        "TT",
        "Nội dung tiêu chí",
        "Thang",
        "Cách chấm",
        "đơn vị tính: %",
        "có tài liệu kiểm chứng",
    ):
        assert part in words
    assert "Không áp dụng trong năm" in words
    assert "Tổng điểm của bảng" in words
    assert "Điểm thưởng tối đa" not in words


def test_general_rules_follow_and_the_text_is_closed(regulation):
    words = " ".join(read(regulation).text.split())
    assert "a) Điểm cao hơn ở mục II Xây dựng Đảng; b) Điểm cao hơn ở mục I Nhiệm vụ chuyên môn;" in words
    assert "Xuất sắc: từ 95 % thang điểm được giao trở lên./." in words
    assert words.endswith("Quy chế chấm điểm thi đua, phiên bản 1, thông qua ngày 01/03/2021.")


def test_appendix_is_the_same_bytes_every_time(regulation, clock):
    first = appendix(Regulation.objects.get(pk=regulation.pk))
    clock.move_to("2027-01-01T00:00:00+00:00")
    assert appendix(Regulation.objects.get(pk=regulation.pk)) == first


def test_draft_is_marked_as_one_and_leaves_what_is_not_known(cast):
    draft = factories.regulation(year=cast.year, adopted=False, version=2)
    words = read(draft).text
    assert "DỰ THẢO" in words
    assert "(Kèm theo Quy chế số ....../...... ngày ...... tháng ...... năm 2021" in words
    assert "phiên bản 2 (dự thảo, chưa thông qua)." in words


def test_empty_draft_is_a_paper_too(cast):
    draft = factories.regulation(year=cast.year, rows=[], adopted=False)
    assert "Chưa có tiêu chí nào." in read(draft).text


@pytest.mark.once
@pytest.mark.no_cover
def test_two_hundred_and_thirty_lines_repeat_their_heads_and_split_no_row(cast):
    paper = read(factories.regulation(year=cast.year, rows=MANY))
    pages = {line.page for line in paper.lines}
    heads = [line.page for line in paper.lines if line.text == "Nội dung tiêu chí"]
    table_pages = {line.page for line in paper.lines if line.text.startswith("Tiêu chí số")}
    assert (sorted(heads), len(pages) < 12) == (sorted(table_pages), True)
    last = {
        page: max((line for line in paper.lines if line.page == page), key=lambda line: line.baseline)
        for page in pages
    }
    assert not [line.text for line in last.values() if line.text.startswith("Mục công tác")]


def test_everyone_in_the_bloc_reads_the_appendix_and_nobody_else(cast, regulation, as_):
    url = address("regulation_pdf", cast.year)
    people = (cast.secretary, cast.officer, cast.observer, cast.stranger, cast.nobody)
    answers = [as_(person).get(url) for person in people]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 404]
    assert answers[0]["Content-Type"] == "application/pdf"
    assert "filename" in answers[0]["Content-Disposition"]


def test_year_without_a_regulation_has_no_appendix(cast, as_):
    assert as_(cast.secretary).get(address("regulation_pdf", cast.year)).status_code == 404
