"""The libraries of a year, a unit's library, and the list of evidence on paper."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from scoring.documents.evidence import evidence_context, evidence_list
from scoring.models import Score, ScoreSheet
from tests import factories
from tests.layout import measured
from tests.scoring.pages import text
from tests.scoring.shelves import address, document, file, lines, needing, shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def library(scoring_cast):
    return shelf(scoring_cast.year)


@pytest.fixture
def officer(scoring_cast, english):
    return english(scoring_cast.officer)


def filled(library, count):
    """A library with so many documents, each with a file and a link."""
    line, there = lines(library)[0], library.documents.count()
    for number in range(there, there + count):
        name = f"{library.unit.pk}-{number}.pdf"
        document(library, f"Báo cáo {number}", line, number=f"{number}/BC", file=file(library, name=name))


def test_documents_stand_in_the_order_of_their_dates_with_what_they_prove(library, officer):
    first, second, *_ = lines(library)
    document(library, "Không ngày", file=file(library))
    document(library, "Mới", first, second, issued_on=date(2020, 5, 2), number="2/BC", issuer="Sở Tài chính")
    document(library, "Cũ", issued_on=date(2020, 5, 1), number="10/BC")
    page = text(officer.get(library.get_absolute_url()))
    rows = page[page.index("Proves criteria") :]
    assert "1 Cũ 10/BC 01/05/2020 – no file none yet" in rows
    assert "2 Mới 2/BC 02/05/2020 Sở Tài chính no file I.1 I.2" in rows
    assert "3 Không ngày – – – PDF bao-cao.pdf 52 bytes none yet" in rows
    assert "3 of 3 documents" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "quyet dinh"}, ["Quyết định khen thưởng"]),
        ({"q": "SO TAI CHINH"}, ["Báo cáo"]),
        ({"q": "01/05/2020 bao"}, ["Báo cáo"]),
        ({"q": "12/QĐ"}, ["Quyết định khen thưởng"]),
        ({"q": "không có"}, []),
        ({"show": "unlinked"}, ["Quyết định khen thưởng"]),
        ({"show": "no-file"}, ["Báo cáo"]),
        ({"show": "unlinked", "q": "bao"}, []),
        ({"show": "nonsense"}, ["Báo cáo", "Quyết định khen thưởng"]),
    ],
)
def test_the_library_is_searched_without_marks_and_capitals(library, officer, asked, found):
    issued = {"issued_on": date(2020, 5, 1), "issuer": "Sở Tài chính"}
    document(library, "Báo cáo", lines(library)[0], **issued)
    document(library, "Quyết định khen thưởng", number="12/QĐ", file=file(library))
    response = officer.get(library.get_absolute_url(), asked)
    assert [row.document.title for row in response.context["rows"]] == found
    assert ("No document fits the search." in text(response)) == (not found)


def test_an_empty_library_says_what_will_be_there(library, officer, scoring_cast, english):
    own = text(officer.get(library.get_absolute_url()))
    theirs = text(english(scoring_cast.secretary).get(library.get_absolute_url()))
    assert "Upload the files above, or add a document without a file." in own
    assert "The unit's people add the documents" in theirs.replace("&#x27;", "'")
    assert ("Add a document" in own, "Add a document" in theirs) == (True, False)


def test_lines_that_miss_evidence_are_named_with_their_pages(library, officer):
    needing(library.bloc_year, "I.1", "II.2")
    factories.fill(library.sheet, 10, 20, 20, 10)
    page = officer.get(library.get_absolute_url())
    assert "2 criteria need a document or a written explanation: I.1 II.2" in text(page)
    first = lines(library)[0]
    assert reverse("line_evidence", args=(first.sheet_id, first.criterion_id)) in page.content.decode()


def test_the_libraries_of_a_year_tell_each_unit_what_it_may_know(scoring_cast, english):
    year = scoring_cast.year
    needing(year, "I.1")
    for unit in year.members:
        filled(shelf(year, unit), 1)
        factories.fill(shelf(year, unit).sheet, 10, 20, 20, 10)
    document(shelf(year), "Báo cáo", number="9")
    url = reverse("evidence_libraries", args=(year.bloc.slug, year.year))

    def seen(person):
        rows = english(person).get(url).context["rows"]
        return [(row.documents, row.missing) if row.is_visible else None for row in rows]

    assert seen(scoring_cast.secretary) == [("1", "0"), ("2", "0"), ("1", "0")]
    assert seen(scoring_cast.officer) == [None, ("2", "0"), None]
    assert seen(scoring_cast.observer) == [None, None, None]
    ScoreSheet.objects.filter(unit=year.members[2]).update(state="submitted")
    Score.objects.filter(sheet__unit=year.members[2]).first().evidence_links.all().delete()
    shelf(year, year.members[2]).documents.get().links.all().delete()
    assert seen(scoring_cast.observer) == [None, None, ("1", "1")]


@pytest.mark.parametrize("name", ["library", "libraries", "line", "links", "document", "pdf"])
def test_queries_do_not_grow_with_the_documents(scoring_cast, officer, django_assert_max_num_queries, name):
    library = shelf(scoring_cast.year)
    filled(library, 1)
    score = lines(library)[0]
    found = library.documents.get()
    url = {
        "library": library.get_absolute_url(),
        "libraries": reverse("evidence_libraries", args=library.address[:2]),
        "line": reverse("line_evidence", args=(score.sheet_id, score.criterion_id)),
        "links": reverse("evidence_links", args=(found.pk,)),
        "document": found.get_absolute_url(),
        "pdf": address("evidence_pdf", library),
    }[name]
    officer.get(url)
    with django_assert_max_num_queries(60) as few:
        officer.get(url)
    filled(library, 5)
    with django_assert_max_num_queries(len(few)):
        assert officer.get(url).status_code == 200


def test_the_list_on_paper_numbers_the_documents_and_names_what_each_proves(library):
    first, second, third, _ = lines(library)
    needing(library.bloc_year, "I.1", "II.1", "II.2")
    factories.fill(library.sheet, 10, 20, 20, 10)
    Score.objects.filter(pk=third.pk).update(explanation="Đã báo cáo qua phần mềm.")
    found = document(
        library,
        "Báo cáo quý III",
        first,
        second,
        number="41/BC-BQL",
        issued_on=date(2020, 10, 4),
        issuer="Ban Quản lý số 2",
        file=file(library),
    )
    found.links.filter(score=first).update(place="trang 2")
    document(library, "Ảnh chụp")
    paper = measured(evidence_list(library))
    words = " ".join(paper.text.split())
    assert "DANH MỤC TÀI LIỆU KIỂM CHỨNG" in words
    assert "DỰ THẢO (chưa nộp)" in words
    assert "1 41/BC-BQL 04/10/2020" in words
    assert [row["proves"] for row in evidence_context(library)["rows"]] == ["I.1 (trang 2); I.2", "–"]
    assert "Tiêu chí có giải trình thay cho tài liệu: II.1." in words
    assert "Tiêu chí cần minh chứng nhưng chưa có tài liệu hoặc giải trình: II.2." in words
    assert "Tài liệu chưa gắn với tiêu chí nào: số thứ tự 2." in words
    assert "Danh mục này có 02 tài liệu, trong đó 01 tài liệu kèm tệp./." in words


def test_the_submitted_list_bears_its_day_and_the_leader_of_that_day(scoring_cast, library):
    document(library, "Báo cáo", lines(library)[0])
    moment = timezone.now().replace(year=2021, month=11, day=15)
    ScoreSheet.objects.filter(pk=library.sheet.pk).update(state="submitted", submitted_at=moment)
    words = " ".join(measured(evidence_list(shelf(scoring_cast.year))).text.split())
    assert "DỰ THẢO" not in words
    assert "Khánh Hòa, ngày 15 tháng 11 năm 2021" in words
    assert ("TRƯỞNG BAN" in words, "Phạm Văn Lãnh Đạo" in words) == (True, True)


def test_an_empty_list_on_paper_says_so(library, scoring_cast, as_):
    response = as_(scoring_cast.officer).get(address("evidence_pdf", library))
    assert response["Content-Type"] == "application/pdf"
    assert "Đơn vị chưa đưa tài liệu nào vào danh mục." in measured(response.content).text
