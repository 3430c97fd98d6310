"""Files on their way in: taken by content, kept once, refused with a sentence, never public."""

from __future__ import annotations

import stat

import pytest
from django.urls import reverse

from scoring.models import EvidenceFile
from tests.scoring import samples
from tests.scoring.shelves import JSON, address, document, file, shelf, stored, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def send(browser, library, content=None, name="bao-cao.pdf", **headers):
    return browser.post(
        address("evidence_upload", library), {"file": upload(content, name)}, **(headers or JSON)
    )


def test_an_upload_is_kept_under_a_name_that_says_nothing(scoring_cast, english):
    library = shelf(scoring_cast.year)
    response = send(english(scoring_cast.officer), library, samples.pdf("a"), "Báo cáo năm.pdf")
    (kept,) = EvidenceFile.objects.all()
    assert (response.status_code, response.json()) == (
        201,
        {
            "id": kept.pk,
            "name": "Báo cáo năm.pdf",
            "kind": "PDF",
            "size": "42\xa0bytes",
            "url": reverse("evidence_file", args=(kept.pk,)),
            "shown": f"{reverse('evidence_file', args=(kept.pk,))}?inline",
            "next": f"{address('evidence_new', library)}?file={kept.pk}",
        },
    )
    (path,) = stored()
    assert path.read_bytes() == samples.pdf("a")
    assert "Báo" not in str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert (kept.unit, kept.bloc_year, kept.uploaded_by) == (
        library.unit,
        library.bloc_year,
        scoring_cast.officer,
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (samples.EXECUTABLE, "none of the kinds taken"),
        (b"", "empty (0 bytes)"),
        (samples.office("docm"), "holds macros"),
        (samples.archive({"a.txt": b"a"}), "Archives are not taken"),
    ],
)
def test_what_is_no_document_is_refused_whatever_its_name_and_type(scoring_cast, english, content, words):
    response = send(english(scoring_cast.officer), shelf(scoring_cast.year), content, "quyet-dinh.pdf")
    assert response.status_code == 422
    assert words in response.json()["error"]
    assert (EvidenceFile.objects.count(), stored()) == (0, [])


def test_bombs_are_refused_without_unpacking(scoring_cast, english):
    response = send(english(scoring_cast.officer), shelf(scoring_cast.year), samples.bomb(), "a.docx")
    assert (response.status_code, stored()) == (422, [])
    assert "many times as large" in response.json()["error"]


def test_a_file_over_the_limit_is_refused(scoring_cast, english, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    library = shelf(scoring_cast.year)
    browser = english(scoring_cast.officer)
    assert send(browser, library, samples.pdf(size=1000 * 1000)).status_code == 201
    response = send(browser, library, samples.pdf("b", size=1024 * 1024))
    assert response.status_code == 422
    assert response.json()["error"].startswith("The file is larger than 1.0\xa0MB.")
    assert len(stored()) == 1


def test_the_library_of_a_year_holds_only_so_much(scoring_cast, english, settings):
    settings.EVIDENCE_LIMIT = 2000
    library, browser = shelf(scoring_cast.year), english(scoring_cast.officer)
    assert send(browser, library, samples.pdf("a", size=1200)).status_code == 201
    response = send(browser, library, samples.pdf("b", size=1200))
    assert response.status_code == 422
    assert response.json()["error"].startswith("The library of the year holds 2.0\xa0KB at most.")
    other = shelf(scoring_cast.year, scoring_cast.year.members[2])
    assert send(english(scoring_cast.other_officer), other, samples.pdf("b", size=1200)).status_code == 201


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\Báo cáo.pdf", "Báo cáo.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ("quyet\x07dinh.PDF", "quyetdinh.pdf"),
        ('"><script>.pdf', '"><script>.pdf'),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_names_are_for_people_only(scoring_cast, as_, name, shown):
    send(as_(scoring_cast.officer), shelf(scoring_cast.year), None, name)
    assert EvidenceFile.objects.get().name == shown
    assert len(stored()) == 1


def test_the_same_content_is_recognised_under_another_name(scoring_cast, english):
    library, browser = shelf(scoring_cast.year), english(scoring_cast.officer)
    first = send(browser, library, samples.pdf("a"), "mot.pdf").json()
    again = send(browser, library, samples.pdf("a"), "hai.pdf")
    assert (again.status_code, again.json()["id"], again.json()["name"]) == (201, first["id"], "mot.pdf")
    described = document(library, "Báo cáo năm", number="12/BC", file_id=first["id"])
    third = send(browser, library, samples.pdf("a"), "ba.pdf")
    assert third.status_code == 409
    assert third.json() == {
        "error": "The library has this file already: “12/BC Báo cáo năm”.",
        "same": {"id": described.pk, "title": "12/BC Báo cáo năm", "url": described.get_absolute_url()},
    }
    assert len(stored()) == 1


def test_another_unit_may_keep_the_same_content(scoring_cast, as_):
    year = scoring_cast.year
    send(as_(scoring_cast.officer), shelf(year), samples.pdf("a"))
    response = send(as_(scoring_cast.other_officer), shelf(year, year.members[2]), samples.pdf("a"))
    assert (response.status_code, len(stored())) == (201, 2)


def test_a_plain_form_takes_several_files_and_names_what_it_refuses(scoring_cast, english):
    library, browser = shelf(scoring_cast.year), english(scoring_cast.officer)
    files = [upload(samples.pdf("a"), "a.pdf"), upload(b"", "b.pdf"), upload(samples.picture(), "c.png")]
    response = browser.post(address("evidence_upload", library), {"file": files}, follow=True)
    assert response.redirect_chain == [(library.get_absolute_url(), 302)]
    page = response.content.decode()
    assert "2 files are uploaded." in page
    assert "b.pdf: The file is empty (0 bytes)." in page
    assert "2 files wait for their description" in page
    single = browser.post(address("evidence_upload", library), {"file": upload(samples.pdf("d"))})
    assert single["Location"].startswith(f"{address('evidence_new', library)}?file=")


def test_nothing_chosen_is_told(scoring_cast, english):
    browser, library = english(scoring_cast.officer), shelf(scoring_cast.year)
    assert browser.post(address("evidence_upload", library), {}, **JSON).json() == {"error": "Choose a file."}
    assert (
        "Choose a file."
        in browser.post(address("evidence_upload", library), {}, follow=True).content.decode()
    )


def test_uploads_end_with_the_submission(scoring_cast, english, during_post):
    """The sheet is submitted by a colleague while the file is on its way."""
    library = shelf(scoring_cast.year)
    sheet = library.sheet
    with during_post(lambda: type(sheet).objects.filter(pk=sheet.pk).update(state="submitted")):
        response = send(english(scoring_cast.officer), library)
    assert response.status_code == 409
    assert response.json()["error"].startswith("Documents can no longer be changed here")
    assert stored() == []


def test_a_file_that_was_never_described_is_deleted_with_its_bytes(
    scoring_cast, english, django_capture_on_commit_callbacks
):
    library, browser = shelf(scoring_cast.year), english(scoring_cast.officer)
    waiting = file(library, name="nham.pdf")
    url = reverse("evidence_file_delete", args=(waiting.pk,))
    assert "Delete the file nham.pdf" in browser.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(url)["Location"] == library.get_absolute_url()
    assert (EvidenceFile.objects.count(), stored()) == (0, [])
