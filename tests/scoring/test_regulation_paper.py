"""The regulation as one paper: form 1.4 of Decree 30, its appendix behind it, issued and frozen."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from pledges.issuing import Order, issue, proposal
from pledges.papers import Face, Subject, kinds
from scoring.documents.articles import whole_regulation
from scoring.models import Regulation
from tests import factories
from tests.layout import Paper, measured
from tests.scoring.consultations import articles, consultation
from tests.scoring.pages import text

GROUNDS = "Căn cứ Luật Thi đua, khen thưởng;\nTheo ý kiến thống nhất của các đơn vị"
FACE = Face("05/QC-KTĐ", date(2026, 3, 2))


@pytest.fixture
def regulation(cast) -> Regulation:
    created = factories.regulation(year=cast.year, adopted=False, grounds=GROUNDS)
    articles(created)
    return created


@pytest.fixture
def paper(regulation) -> Paper:
    return measured(whole_regulation(regulation, FACE).pdf())


def kind_and_subject():
    return kinds()["regulation"], Subject()


def issued(regulation, user, serial=5, day=date(2026, 3, 2)):
    kind, subject = kind_and_subject()
    return issue(regulation.bloc_year, user, Order(kind, subject, serial, "QC-KTĐ", day))


def test_paper_is_laid_out_as_the_decree_says(paper, cast):
    number, day = paper.line("Số: 05/QC-KTĐ"), paper.line("Khánh Hòa, ngày 02 tháng 3 năm 2026")
    assert (number.size, day.style, round(day.baseline - number.baseline, 1)) == (13, "italic", 0)
    kind, about = paper.line("QUY CHẾ"), paper.line("Chấm điểm thi đua")
    assert [(line.size, line.style) for line in (kind, about)] == [(14, "bold"), (14, "bold")]
    grounds = [
        paper.line("Căn cứ Luật Thi đua, khen thưởng;"),
        paper.line("Theo ý kiến thống nhất của các đơn vị."),
    ]
    assert [(line.style, line.size) for line in grounds] == [("italic", 14), ("italic", 14)]
    chapter, title = paper.line("Chương I"), paper.line("QUY ĐỊNH CHUNG")
    assert [(line.style, line.size) for line in (chapter, title)] == [("bold", 14), ("bold", 14)]
    assert abs(chapter.centre - title.centre) < 1
    article, clause, point = (
        paper.line("Điều 2. Nguyên tắc"),
        paper.line("2. Khách quan."),
        paper.line("a) Một cờ;"),
    )
    assert [(line.style, line.size) for line in (article, clause, point)] == [
        ("bold", 14),
        ("upright", 14),
        ("upright", 14),
    ]
    indents = [round(line.x0 - 30.5, 1) for line in (article, clause, point)]
    assert all(10 <= indent <= 12.7 for indent in indents)
    assert paper.line("b) Theo phân bổ./.")
    assert "DỰ THẢO" not in paper.text


def test_head_signs_for_the_bloc_before_the_appendix(paper):
    signed = paper.line("TM. KHỐI THI ĐUA")
    assert [paper.line(words).page for words in ("TRƯỞNG KHỐI", "Trần Văn Trưởng", "Nơi nhận:")] == [1, 1, 1]
    assert abs(signed.centre - paper.line("Trần Văn Trưởng").centre) < 1
    assert paper.line("Phụ lục").page == 2
    assert "(Kèm theo Quy chế số 05/QC-KTĐ ngày 02 tháng 3 năm 2026" in paper.text


def test_appendix_counts_its_own_pages(cast):
    rows = [("I", "Mục", "90", [(str(n), f"Tiêu chí số {n}", "1", "direct") for n in range(90)])]
    regulation = factories.regulation(year=cast.year, rows=rows)
    articles(regulation, tuple(("", f"Điều khoản {n}", "1. Nội dung.\n" * 6) for n in range(12)))

    paper = measured(whole_regulation(regulation, FACE).pdf())

    first = paper.line("Phụ lục").page
    numbers = [[line.text for line in page.above] for page in paper.pages]
    assert numbers[: first - 1] == [[], *([str(n)] for n in range(2, first))]
    assert numbers[first - 1 :] == [[], *([str(n)] for n in range(2, len(paper.pages) - first + 2))]
    assert first > 2
    assert len(paper.pages) > first + 1


def test_draft_is_marked_on_paper_and_appendix(regulation):
    words = measured(whole_regulation(regulation).pdf()).text

    assert words.count("DỰ THẢO") == 2
    assert "Số: ....../......" in words


def test_issue_waits_for_text_and_adoption_and_says_what_to_do(cast):
    regulation = factories.regulation(year=cast.year, adopted=False)
    kind, subject = kind_and_subject()

    assert kind.obstacles(cast.year, subject) == [
        "Quy chế chưa có nội dung; hãy soạn các điều trước.",
        "Quy chế còn là dự thảo; hãy thông qua tại trang Quy chế rồi mới ban hành.",
    ]
    articles(regulation)
    regulation.take("adopt", cast.secretary)
    assert kind.obstacles(cast.year, subject) == []


def test_issue_writes_number_and_day_into_everything_that_names_the_regulation(cast, as_, regulation):
    Regulation.objects.update(number="05/QC-KTĐ")
    regulation.take("adopt", cast.secretary)
    kind, subject = kind_and_subject()
    assert proposal(cast.year, kind, subject).serial == 5

    paper = issued(regulation, cast.secretary)

    regulation.refresh_from_db()
    assert (regulation.number, regulation.issued_on) == (paper.number, date(2026, 3, 2))
    assert regulation.reference == "Quy chế chấm điểm thi đua số 05/QC-KTĐ, phiên bản 1"
    shown = reverse("regulation_pdf", args=(cast.year.bloc.slug, cast.year.year))
    assert as_(cast.observer).get(shown).url == reverse("paper_file", args=(paper.pk,))


def test_reopened_regulation_says_that_the_issued_paper_stays_in_force(cast, as_, regulation):
    regulation.take("adopt", cast.secretary)
    paper = issued(regulation, cast.secretary, day=date(2021, 3, 2))
    browser = as_(cast.secretary)
    asked = text(browser.get(regulation.step_url("reopen")))
    assert "Quy chế đã ban hành vẫn giữ nguyên hiệu lực cho đến khi có bản ban hành mới thay thế." in asked

    browser.post(regulation.step_url("reopen"), {"reason": "Bổ sung tiêu chí"})

    kind, subject = kind_and_subject()
    regulation.refresh_from_db()
    assert (paper.state, regulation.number, regulation.issued_on) == ("in_force", "", None)
    assert proposal(cast.year, kind, subject).serial == 6
    assert "Quy chế số 05/QC-KTĐ ngày 02/03/2021 vẫn có hiệu lực" in text(browser.get(regulation.text_url))


def test_one_way_to_the_pdf_and_without_a_text_the_appendix_alone(cast, as_):
    regulation = factories.regulation(year=cast.year, adopted=False)
    url = reverse("regulation_pdf", args=(cast.year.bloc.slug, cast.year.year))
    alone = measured(as_(cast.observer).get(url).content)
    assert alone.pages[0].text.startswith("DỰ THẢO Phụ lục")

    articles(regulation)

    whole = measured(as_(cast.observer).get(url).content)
    assert whole.line("QUY CHẾ").page == 1
    assert whole.line("Phụ lục").page == 2


def test_open_round_keeps_the_regulation_from_being_adopted_and_so_from_being_issued(cast, as_, regulation):
    consultation(regulation)

    answer = as_(cast.secretary).post(regulation.step_url("adopt"))

    assert (answer.status_code, Regulation.objects.get().state) == (409, "draft")
