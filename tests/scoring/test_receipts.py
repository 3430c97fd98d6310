"""The receipt of a submitted sheet, and the sheet on paper: as handed in, for those who may see it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from scoring.models import Evidence, EvidenceLink, ScoreSheet, receipts
from tests import factories
from tests.layout import measured
from tests.scoring.reviews import cast_in_review, put, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return cast_in_review()


@pytest.fixture
def mine(cast):
    """The member's sheet, submitted by its officer at 09:00:00."""
    sheet = factories.sheet(year=cast.year)
    factories.fill(sheet, 30, 20, "25.5", 10)
    put(sheet, 0, explanation="Theo báo cáo số 12")
    sheet.take("submit", cast.officer)
    return sheet


def url(sheet, name="receipt"):
    return reverse(name, args=(sheet.pk,))


def prove(sheet, title):
    document = Evidence.objects.create(bloc_year=sheet.bloc_year, unit=sheet.unit, title=title)
    return EvidenceLink.objects.create(evidence=document, score=factories.lines(sheet)[0])


def fresh(sheet):
    return ScoreSheet.objects.get(pk=sheet.pk)


def test_receipt_says_when_by_whom_and_that_nothing_has_changed(cast, mine, as_):
    page = as_(cast.other_officer).get(url(mine))
    assert (page.context["moment"], page.context["agrees"]) == ("09:00:00 10/03/2026", True)
    assert all(words in page.content.decode() for words in (str(cast.officer), mine.fingerprint))


@pytest.mark.parametrize(
    "change", [{"self_score": 29}, {"actual": 1}, {"target": 5}, {"explanation": "Theo báo cáo số 13"}]
)
def test_any_change_of_what_the_unit_handed_in_is_noticed(cast, mine, as_, change):
    put(mine, 0, **change)
    assert as_(cast.officer).get(url(mine)).context["agrees"] is False


def test_document_taken_away_is_noticed_and_one_added_to_explain_is_not(cast, mine, clock):
    mine.take("send_back", cast.secretary, "Bổ sung")
    kept = prove(mine, "Quyết định số 15")
    clock.shift(60)
    fresh(mine).take("submit", cast.officer)
    clock.shift(60)
    prove(mine, "Công văn bổ sung")
    assert receipts.agrees(fresh(mine)) is True
    kept.delete()
    assert receipts.agrees(fresh(mine)) is False


def test_review_answers_decisions_and_assignment_are_no_part_of_what_was_handed_in(mine):
    put(mine, 0, reviewed_score=28, review_reason="Thiếu", agrees=False, answer="Đủ", final_score=29)
    put(mine, 1, assigned=False)
    assert receipts.agrees(fresh(mine)) is True


def test_equal_numbers_have_one_fingerprint(mine):
    factories.lines(mine)[2].refresh_from_db()
    mine.scores.filter(pk=factories.lines(mine)[2].pk).update(self_score="25.5000")
    assert receipts.agrees(fresh(mine)) is True


@pytest.mark.parametrize("state", ["draft", "returned"])
@pytest.mark.parametrize("name", ["receipt", "receipt_pdf"])
def test_sheet_that_is_with_its_unit_has_no_receipt(cast, mine, as_, state, name):
    ScoreSheet.objects.filter(pk=mine.pk).update(state=state)
    assert as_(cast.officer).get(url(mine, name)).status_code == 404


def test_receipt_on_paper_is_one_page_with_second_and_fingerprint(cast, mine, as_):
    paper = measured(as_(cast.officer).get(url(mine, "receipt_pdf")).content)
    assert len(paper.pages) == 1
    assert "09 giờ 00 phút 00 giây ngày 10/03/2026" in paper.text
    assert mine.fingerprint[:8] in paper.text
    assert "Nội dung hiện tại khớp với bản đã nộp" in paper.text


def test_receipt_on_paper_tells_that_something_changed_and_that_it_came_late(cast, mine, as_):
    factories.deadline(cast.year, "submission", "2026-03-10 08:59:59")
    put(mine, 0, self_score=29)
    text = measured(as_(cast.officer).get(url(mine, "receipt_pdf")).content).text
    assert ("KHÁC với bản đã nộp" in text, "(nộp muộn)" in text) == (True, True)


def test_self_score_sheet_has_ten_columns_sums_and_the_receipt(cast, mine, as_):
    paper = measured(as_(cast.officer).get(url(mine, "sheet_pdf")).content)
    text = " ".join(paper.text.split())
    for words in (
        "BẢNG TỰ CHẤM ĐIỂM THI ĐUA",
        "Theo báo cáo số 12",
        "Đơn vị nộp bảng lúc 09 giờ 00 phút 00 giây ngày 10/03/2026",
        mine.fingerprint,
    ):
        assert words in text
    assert [line.text for line in paper.lines if line.text in ("85,50", "85,5")] == ["85,50", "85,50"]
    assert "DỰ THẢO" not in text


def test_sheet_that_is_not_submitted_is_printed_as_a_draft(cast, as_):
    sheet = factories.sheet(year=cast.year)
    text = measured(as_(cast.officer).get(url(sheet, "sheet_pdf")).content).text
    assert ("DỰ THẢO (chưa nộp)" in text, "Mã kiểm tra" in text) == (True, False)
    assert as_(cast.other_officer).get(url(sheet, "sheet_pdf")).status_code == 404


def test_review_sheet_shows_the_decision_only_to_those_who_may_see_it(cast, as_):
    sheet = reviewed(cast.year, state="second_review", line_0=28)
    put(sheet, 0, agrees=False, answer="Có đủ", final_score=29, final_reason="Chấp thuận")
    texts = {}
    for name in ("secretary", "officer"):
        answer = as_(getattr(cast, name)).get(url(sheet, "review_pdf"))
        texts[name] = " ".join(measured(answer.content).text.split())
    assert {name: "Chấp thuận" in text for name, text in texts.items()} == {
        "secretary": True,
        "officer": False,
    }
    assert all("DỰ THẢO (chưa duyệt)" in text for text in texts.values())
    assert as_(cast.other_officer).get(url(sheet, "review_pdf")).status_code == 403


def test_review_sheet_is_closed_to_the_unit_before_it_is_asked(cast, as_):
    sheet = reviewed(cast.year, state="submitted", line_0=28)
    assert as_(cast.officer).get(url(sheet, "review_pdf")).status_code == 403
    assert as_(cast.officer).get(url(sheet, "comparison")).status_code == 403
