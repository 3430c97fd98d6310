"""Describing documents: nothing typed and no file is lost; each document stands in the library once."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from blocs.audit import AuditEntry
from scoring.models import Evidence, EvidenceFile, ScoreSheet
from tests.scoring import samples
from tests.scoring.pages import text
from tests.scoring.shelves import address, document, file, lines, shelf, stored, upload

pytestmark = pytest.mark.django_db

TYPED = {
    "number": "125/BC-BQL",
    "issued_on": "04/10/2020",
    "issuer": "Sở Tài chính",
    "title": "Báo cáo quý III",
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def library(scoring_cast):
    return shelf(scoring_cast.year)


@pytest.fixture
def officer(scoring_cast, english):
    return english(scoring_cast.officer)


def kept_files(response):
    """The files that a form goes on with."""
    return [int(pk) for pk in re.findall(r'name="kept"[^>]*value="(\d+)"', response.content.decode())]


def test_a_document_is_added_with_its_file_in_a_plain_form(library, officer):
    response = officer.post(address("evidence_new", library), TYPED | {"file": upload(samples.pdf("a"))})
    found = Evidence.objects.get()
    assert response["Location"] == found.get_absolute_url()
    assert (found.number, found.issuer, found.title) == ("125/BC-BQL", "Sở Tài chính", "Báo cáo quý III")
    assert (str(found.issued_on), found.file.name, found.unit) == ("2020-10-04", "bao-cao.pdf", library.unit)


def test_a_document_without_a_file_is_a_document(library, officer):
    officer.post(address("evidence_new", library), {"title": "Ảnh chụp"})
    assert Evidence.objects.get().file is None


def test_a_wrong_field_keeps_what_was_typed_and_the_file(library, officer):
    wrong = TYPED | {"issued_on": "40/10/2020"}
    response = officer.post(address("evidence_new", library), wrong | {"file": upload(samples.pdf("a"))})
    page = response.content.decode()
    kept = EvidenceFile.objects.get()
    assert response.status_code == 422
    assert all(f'value="{value}"' in page for value in ("125/BC-BQL", "40/10/2020", "Sở Tài chính"))
    assert ">Báo cáo quý III</textarea>" in page.replace("\n", "")
    assert (kept_files(response), Evidence.objects.count()) == ([kept.pk], 0)
    officer.post(address("evidence_new", library), TYPED | {"kept": kept.pk})
    assert Evidence.objects.get().file == kept


def test_a_refused_file_keeps_what_was_typed_and_the_file_before_it(library, officer):
    kept = file(library)
    data = TYPED | {"kept": kept.pk, "file": upload(samples.EXECUTABLE, "x.pdf")}
    response = officer.post(address("evidence_new", library), data)
    assert response.status_code == 422
    assert "x.pdf: By its content this is none of the kinds taken" in text(response)
    assert kept_files(response) == [kept.pk]
    assert 'value="125/BC-BQL"' in response.content.decode()


def test_an_oversized_file_keeps_what_was_typed(library, officer, settings):
    settings.UPLOAD_LIMIT = 100_000
    data = TYPED | {"file": upload(samples.pdf(size=200_000))}
    response = officer.post(address("evidence_new", library), data)
    assert response.status_code == 422
    assert "bao-cao.pdf: The file is larger than" in text(response)
    assert 'value="125/BC-BQL"' in response.content.decode()


def test_the_file_of_another_document_is_told_and_not_taken_twice(library, officer):
    first = document(library, "Báo cáo đầu tiên", file=file(library, samples.pdf("a")))
    data = TYPED | {"file": upload(samples.pdf("a"), "khac.pdf")}
    response = officer.post(address("evidence_new", library), data)
    assert response.status_code == 422
    assert "The library has this file already: “Báo cáo đầu tiên”." in text(response)
    assert f'href="{first.get_absolute_url()}"' in response.content.decode()
    assert Evidence.objects.count() == 1


def test_the_same_number_day_and_body_are_the_same_document(library, officer):
    document(library, "Báo cáo", number="125/bc-bql", issued_on="2020-10-04", issuer="SỞ TÀI CHÍNH")
    response = officer.post(address("evidence_new", library), TYPED)
    assert response.status_code == 422
    assert "has this number, day and issuing body already: Báo cáo" in text(response)
    assert officer.post(address("evidence_new", library), TYPED | {"number": "126/BC-BQL"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "  "}, "This field is required."),
        ({"issued_on": "11/03/2026"}, "This day is still to come."),
        ({"issued_on": "31/12/1989"}, "Enter a day from 1990 on."),
        ({"number": "x" * 61}, "at most 60 characters"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(library, officer, changes, words):
    response = officer.post(address("evidence_new", library), TYPED | changes)
    assert response.status_code == 422
    assert words in text(response)


def test_files_of_others_cannot_be_taken_by_guessing(library, officer, scoring_cast):
    theirs = file(shelf(scoring_cast.year, scoring_cast.year.members[2]))
    mine = document(library, "Báo cáo", file=file(library))
    for pk in (theirs.pk, mine.file.pk, "9" * 18, "9" * 40, "x", ""):
        officer.post(address("evidence_new", library), {"title": f"Giấy {pk}", "kept": pk})
    assert set(Evidence.objects.exclude(pk=mine.pk).values_list("file", flat=True)) == {None}


def test_a_file_that_waits_is_described(library, officer):
    waiting = file(library)
    response = officer.get(f"{address('evidence_new', library)}?file={waiting.pk}")
    assert kept_files(response) == [waiting.pk]
    assert f'src="{reverse("evidence_file", args=(waiting.pk,))}?inline' in response.content.decode()


def test_a_replaced_file_goes_with_its_bytes(library, officer, django_capture_on_commit_callbacks):
    found = document(library, "Báo cáo", file=file(library, samples.pdf("cũ"), "cu.pdf"))
    data = {"title": "Báo cáo", "kept": found.file.pk, "file": upload(samples.pdf("mới"), "moi.pdf")}
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(reverse("evidence_edit", args=(found.pk,)), data)
    found.refresh_from_db()
    assert (found.file.name, EvidenceFile.objects.count()) == ("moi.pdf", 1)
    assert [path.read_bytes() for path in stored()] == [samples.pdf("mới")]
    (entry,) = AuditEntry.objects.filter(object_id=found.pk, action="change")
    assert entry.changes == [{"of": "", "what": "file", "before": "cu.pdf", "after": "moi.pdf"}]


def test_bytes_stay_until_the_change_is_certain(library, officer):
    """Nothing is committed here, so the file must still be there for a transaction that fails."""
    found = document(library, "Báo cáo", file=file(library))
    officer.post(reverse("evidence_edit", args=(found.pk,)), {"title": "Báo cáo"})
    assert (EvidenceFile.objects.count(), len(stored())) == (0, 1)
    assert connection.in_atomic_block


def test_an_unticked_file_leaves_the_document(library, officer, django_capture_on_commit_callbacks):
    found = document(library, "Báo cáo", file=file(library))
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(reverse("evidence_edit", args=(found.pk,)), {"title": "Báo cáo"})
    found.refresh_from_db()
    assert (found.file, stored()) == (None, [])


def test_an_older_page_does_not_overwrite_unasked(library, officer):
    found = document(library, "Báo cáo")
    url = reverse("evidence_edit", args=(found.pk,))
    seal = re.search(r'name="seal" value="(\w+)"', officer.get(url).content.decode())[1]
    Evidence.objects.filter(pk=found.pk).update(title="Báo cáo của đồng nghiệp")
    response = officer.post(url, {"title": "Báo cáo của tôi", "seal": seal})
    assert response.status_code == 422
    assert "Someone changed this meanwhile." in text(response)
    assert Evidence.objects.get().title == "Báo cáo của đồng nghiệp"


def test_an_older_page_never_drops_a_file_that_a_colleague_put_there(library, officer):
    found = document(library, "Báo cáo", file=file(library, name="cu.pdf"))
    url, old = reverse("evidence_edit", args=(found.pk,)), found.file
    seal = re.search(r'name="seal" value="(\w+)"', officer.get(url).content.decode())[1]
    Evidence.objects.filter(pk=found.pk).update(file=file(library, name="moi.pdf"))
    for kept in ({"kept": old.pk}, {}):
        response = officer.post(url, {"title": "Báo cáo", "seal": seal} | kept)
        assert response.status_code == 422
        assert "Someone changed this meanwhile." in text(response)
    found.refresh_from_db()
    assert found.file.name == "moi.pdf"


@pytest.mark.parametrize("described", [True, False])
def test_a_file_that_a_colleague_took_meanwhile_is_told(library, officer, during_post, described):
    waiting = file(library)

    def taken():
        if described:
            document(library, "Của đồng nghiệp", file=waiting)
        else:
            waiting.delete()

    with during_post(taken):
        response = officer.post(address("evidence_new", library), TYPED | {"kept": waiting.pk})
    assert response.status_code == 409
    assert ("Của đồng nghiệp" if described else "The file was deleted meanwhile") in text(response)
    assert 'value="125/BC-BQL"' in response.content.decode()


def test_deleting_names_the_criteria_that_lose_the_document(
    library, officer, django_capture_on_commit_callbacks
):
    first, second = lines(library)[:2]
    found = document(library, "Báo cáo", first, second, number="12/BC", file=file(library))
    url = reverse("evidence_delete", args=(found.pk,))
    asked = text(officer.get(url))
    assert "2 criteria lose this document:" in asked
    assert "I.1 Giải ngân I.2 Báo cáo" in asked
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(url)["Location"] == library.get_absolute_url()
    assert (Evidence.objects.count(), EvidenceFile.objects.count(), stored()) == (0, 0, [])
    (entry,) = AuditEntry.objects.filter(object_id=found.pk, action="delete")
    assert [(one["what"], one["before"]) for one in entry.changes] == [
        ("abstract", "Báo cáo"),
        ("number and symbol", "12/BC"),
        ("file", "bao-cao.pdf"),
        ("proves", "1 Giải ngân"),
        ("proves", "2 Báo cáo"),
    ]


def test_what_is_typed_survives_a_submission_by_a_colleague(library, officer, during_post):
    sheet = library.sheet
    with during_post(lambda: ScoreSheet.objects.filter(pk=sheet.pk).update(state="submitted")):
        response = officer.post(address("evidence_new", library), TYPED)
    assert response.status_code == 409
    assert "Documents can no longer be changed here" in text(response)
    assert 'value="125/BC-BQL"' in response.content.decode()
    assert Evidence.objects.count() == 0


def test_while_the_unit_explains_documents_are_only_added(scoring_cast, library, officer):
    seen = document(library, "Đã thẩm định", lines(library)[0], file=file(library))
    ScoreSheet.objects.filter(pk=library.sheet.pk).update(state="explaining", submitted_at=timezone.now())
    library.bloc_year.stage_dates.all().delete()
    for name in ("evidence_edit", "evidence_delete"):
        assert officer.get(reverse(name, args=(seen.pk,))).status_code == 403
        assert officer.post(reverse(name, args=(seen.pk,)), {"title": "Khác"}).status_code in (403, 409)
    assert Evidence.objects.get().title == "Đã thẩm định"
    officer.post(address("evidence_new", library), TYPED)
    added = Evidence.objects.exclude(pk=seen.pk).get()
    assert officer.post(reverse("evidence_delete", args=(added.pk,))).status_code == 302
    assert Evidence.objects.count() == 1


def test_documents_are_collected_before_scoring_begins(cast, english):
    library = shelf(cast.year)
    english(cast.officer).post(address("evidence_new", library), TYPED)
    page = text(english(cast.officer).get(Evidence.objects.get().get_absolute_url()))
    assert "Criteria can be chosen as soon as the score sheets are opened." in page


def test_one_goes_on_to_the_next_document(library, officer):
    response = officer.post(address("evidence_new", library), TYPED | {"another": "1"})
    assert response["Location"] == address("evidence_new", library)
