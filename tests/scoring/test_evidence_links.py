"""Which documents prove which criteria: from the document's side and from the line's."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.audit import AuditEntry
from scoring.models import EvidenceLink, Score, ScoreSheet
from scoring.models.evidence import evidence_numbers, missing_evidence
from tests import factories
from tests.scoring.pages import text
from tests.scoring.shelves import document, lines, needing, shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(scoring_cast):
    return shelf(scoring_cast.year)


@pytest.fixture
def officer(scoring_cast, english):
    return english(scoring_cast.officer)


def linked(found):
    """The codes of the criteria that a document proves."""
    return sorted(link.score.criterion.name for link in found.links.select_related("score__criterion"))


def page_of(score):
    return reverse("line_evidence", args=(score.sheet_id, score.criterion_id))


def test_criteria_are_ticked_and_unticked_in_the_whole_table(library, officer):
    first, second, third, _ = lines(library)
    found = document(library, "Báo cáo", first)
    url = reverse("evidence_links", args=(found.pk,))
    page = officer.get(url).content.decode()
    assert page.count('name="line"') == 4
    assert f'name="line" value="{first.pk}" checked' in page
    data = {"line": [second.pk, third.pk], "shown": [first.pk]}
    assert officer.post(url, data)["Location"] == found.get_absolute_url()
    assert linked(found) == ["Báo cáo", "Chi bộ"]
    added, removed = AuditEntry.objects.filter(object_id=found.pk).order_by("pk")
    assert sorted(change["after"] for change in added.changes) == ["1 Chi bộ", "2 Báo cáo"]
    assert removed.changes == [{"of": "", "what": "proves", "before": "1 Giải ngân", "after": ""}]


def test_an_older_page_takes_nothing_away_that_others_linked(library, officer):
    first, second, third, _ = lines(library)
    found = document(library, "Báo cáo", first, second)
    url = reverse("evidence_links", args=(found.pk,))
    officer.post(url, {"line": [first.pk, third.pk], "shown": [first.pk]})
    assert linked(found) == ["Báo cáo", "Chi bộ", "Giải ngân"]


def test_lines_of_others_and_lines_not_assigned_cannot_be_proved(scoring_cast, library, officer):
    first, second, *_ = lines(library)
    foreign = lines(shelf(scoring_cast.year, scoring_cast.year.members[2]))[0]
    Score.objects.filter(pk=second.pk).update(assigned=False)
    found = document(library, "Báo cáo")
    url = reverse("evidence_links", args=(found.pk,))
    officer.post(url, {"line": [first.pk, second.pk, foreign.pk, "9" * 18, "x"]})
    assert linked(found) == ["Giải ngân"]
    officer.post(page_of(second), {"document": found.pk})
    assert linked(found) == ["Giải ngân"]


def test_a_line_links_documents_of_its_own_library_only(scoring_cast, library, officer):
    first, *_ = lines(library)
    mine = document(library, "Của đơn vị")
    theirs = document(shelf(scoring_cast.year, scoring_cast.year.members[2]), "Của đơn vị khác")
    response = officer.post(page_of(first), {"document": [mine.pk, theirs.pk]}, follow=True)
    assert "1 document linked." in text(response)
    assert [link.evidence for link in EvidenceLink.objects.all()] == [mine]
    assert "Của đơn vị khác" not in text(response)


def test_a_document_is_taken_from_a_line_and_stays_in_the_library(library, officer):
    first, second, *_ = lines(library)
    found = document(library, "Báo cáo", first, second)
    officer.post(page_of(first), {"unlink": found.links.get(score=first).pk})
    assert linked(found) == ["Báo cáo"]
    foreign = found.links.get(score=second)
    officer.post(page_of(first), {"unlink": foreign.pk})
    assert linked(found) == ["Báo cáo"]


def test_a_place_is_written_and_never_over_what_others_wrote(library, officer):
    first, *_ = lines(library)
    found = document(library, "Báo cáo", first)
    link = found.links.get()
    url = reverse("evidence_places", args=(found.pk,))
    officer.post(url, {f"place-{link.pk}": " trang 3,  mục II ", f"shown-{link.pk}": ""})
    link.refresh_from_db()
    assert link.place == "trang 3, mục II"
    response = officer.post(url, {f"place-{link.pk}": "trang 9", f"shown-{link.pk}": ""}, follow=True)
    link.refresh_from_db()
    assert link.place == "trang 3, mục II"
    assert "Somebody else wrote “trang 3, mục II” there meanwhile" in text(response)
    officer.post(page_of(first), {f"place-{link.pk}": "", f"shown-{link.pk}": "trang 3, mục II"})
    link.refresh_from_db()
    assert link.place == ""


def test_a_new_document_is_linked_to_the_line_one_came_from(library, officer):
    first, *_ = lines(library)
    url = reverse("evidence_new", args=library.address)
    assert f'name="line" value="{first.pk}"' in officer.get(f"{url}?line={first.pk}").content.decode()
    response = officer.post(url, {"title": "Báo cáo", "line": first.pk})
    assert response["Location"] == page_of(first)
    assert [linked(link.evidence) for link in first.evidence_links.all()] == [["Giải ngân"]]


def test_a_line_says_what_it_lacks_and_which_line_is_next(library, officer):
    needing(library.bloc_year, "I.1", "II.2")
    first, _, _, last = lines(library)
    factories.fill(library.sheet, 10, 20, 20, 10)
    page = text(officer.get(page_of(first)))
    assert "This criterion needs a document or a written explanation; it has neither." in page
    assert "Next without evidence: II.2" in page
    document(library, "Báo cáo", first, last)
    page = text(officer.get(page_of(first)))
    assert "it has neither" not in page
    assert "Next without evidence" not in page


def test_the_library_is_searched_from_a_line(library, officer):
    first, *_ = lines(library)
    document(library, "Quyết định khen thưởng", number="12/QĐ")
    document(library, "Báo cáo")
    page = text(officer.get(page_of(first), {"q": "quyet dinh"}))
    assert ("Quyết định khen thưởng" in page, "Choose from the library (1)" in page) == (True, True)


def test_a_document_that_was_found_to_be_there_already_is_offered_ticked(library, officer):
    first, *_ = lines(library)
    wanted = document(library, "Quyết định")
    document(library, "Báo cáo")
    page = officer.get(page_of(first), {"document": wanted.pk}).content.decode()
    assert page.count('name="document"') == 1
    assert f'name="document" value="{wanted.pk}" checked' in page


def test_links_seen_by_the_review_stay_while_the_unit_explains(library, officer):
    first, second, *_ = lines(library)
    found = document(library, "Báo cáo", first)
    ScoreSheet.objects.filter(pk=library.sheet.pk).update(state="explaining", submitted_at=timezone.now())
    page = officer.get(page_of(first)).content.decode()
    assert ('name="unlink"' in page, "seen by the review" in page) == (False, True)
    officer.post(page_of(first), {"unlink": found.links.get().pk})
    officer.post(reverse("evidence_links", args=(found.pk,)), {"line": [second.pk], "shown": [first.pk]})
    assert linked(found) == ["Báo cáo", "Giải ngân"]


@pytest.mark.parametrize("state", ["submitted", "second_review", "approved"])
def test_nothing_is_linked_while_others_have_the_sheet(library, officer, state):
    first, *_ = lines(library)
    found = document(library, "Báo cáo", first)
    ScoreSheet.objects.filter(pk=library.sheet.pk).update(state=state)
    answers = (
        officer.post(page_of(first), {"unlink": found.links.get().pk}),
        officer.get(reverse("evidence_links", args=(found.pk,))),
        officer.post(reverse("evidence_links", args=(found.pk,)), {"shown": first.pk}),
        officer.post(reverse("evidence_places", args=(found.pk,))),
        officer.get(reverse("evidence_new", args=library.address)),
        officer.post(reverse("evidence_delete", args=(found.pk,))),
    )
    assert [answer.status_code for answer in answers] == [403] * 6
    assert linked(found) == ["Giải ngân"]


def test_a_line_that_is_not_there_is_not_found(library, officer):
    sheet = library.sheet.pk
    for criterion in (10**6, 10**30):
        assert officer.get(reverse("line_evidence", args=(sheet, criterion))).status_code == 404


def test_documents_are_numbered_in_one_query(library, django_assert_num_queries):
    first, second, *_ = lines(library)
    sheet = library.sheet
    old = document(library, "Cũ", first, issued_on="2020-01-01")
    undated = document(library, "Không ngày", first, second)
    new = document(library, "Mới", first, issued_on="2020-06-01")
    with django_assert_num_queries(1):
        assert evidence_numbers(sheet) == {old.pk: 1, new.pk: 2, undated.pk: 3}


def test_a_document_or_a_written_explanation_is_enough(library):
    needing(library.bloc_year, "I.1", "I.2", "II.1", "II.2")
    first, second, _, last = lines(library)
    factories.fill(library.sheet, 10, 20, 0, 10)
    assert missing_evidence(library.sheet) == [first, second, last]
    document(library, "Báo cáo", first)
    Score.objects.filter(pk=second.pk).update(explanation="Đã báo cáo qua phần mềm.")
    assert missing_evidence(library.sheet) == [last]
    Score.objects.filter(pk=last.pk).update(assigned=False)
    assert missing_evidence(library.sheet) == []


def test_what_misses_evidence_is_found_in_a_fixed_number_of_queries(library, django_assert_num_queries):
    sheet = library.sheet
    with django_assert_num_queries(4):
        assert missing_evidence(sheet) == []
    needing(library.bloc_year, "I.1", "I.2", "II.1", "II.2")
    vars(sheet.bloc_year.regulation).pop("tree", None)
    sheet = shelf(library.bloc_year).sheet
    with django_assert_num_queries(5):
        assert len(missing_evidence(sheet)) == 4


def test_submitting_waits_for_the_evidence(scoring_cast, library):
    needing(library.bloc_year, "I.1")
    factories.fill(library.sheet, 10, 20, 20, 10)
    step = library.sheet.step("submit")
    assert len(step.obstacles(library.sheet)) == 1
    document(library, "Báo cáo", lines(library)[0])
    assert step.obstacles(shelf(scoring_cast.year).sheet) == []
