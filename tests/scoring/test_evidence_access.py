"""Who may open evidence: the unit, the secretariat, and whoever may see the sheet; nobody by guessing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from scoring.models import EvidenceFile, ScoreSheet
from tests.scoring import samples
from tests.scoring.shelves import JSON, address, document, file, shelf, upload

pytestmark = pytest.mark.django_db

PEOPLE = ("secretary", "head_leader", "leader", "officer", "other_officer", "observer", "stranger", "nobody")
OWN_AND_SECRETARIAT = (200, 404, 200, 200, 404, 404, 404, 404)
WHOLE_BLOC = (200, 200, 200, 200, 200, 200, 404, 404)
OWN = (404, 404, 200, 200, 404, 404, 404, 404)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def read(response):
    """The bytes of a file to their end, which closes it; closing by hand would close the database too."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def answers(cast, as_, url):
    responses = [as_(getattr(cast, person)).get(url) for person in PEOPLE]
    for response in responses:
        read(response)
    return tuple(response.status_code for response in responses)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", OWN_AND_SECRETARIAT),
        ("returned", WHOLE_BLOC),
        ("submitted", WHOLE_BLOC),
        ("explaining", WHOLE_BLOC),
        ("approved", WHOLE_BLOC),
    ],
)
def test_evidence_is_seen_with_the_sheet(scoring_cast, as_, state, expected):
    library = shelf(scoring_cast.year)
    found = document(library, "Báo cáo", file=file(library))
    ScoreSheet.objects.filter(pk=library.sheet.pk).update(state=state)
    for url in (
        reverse("evidence_file", args=(found.file.pk,)),
        f"{reverse('evidence_file', args=(found.file.pk,))}?inline",
        found.get_absolute_url(),
        library.get_absolute_url(),
    ):
        assert answers(scoring_cast, as_, url) == expected, url


def test_a_file_without_a_document_is_its_units_own_business(scoring_cast, as_):
    library = shelf(scoring_cast.year)
    ScoreSheet.objects.filter(pk=library.sheet.pk).update(state="submitted")
    assert answers(scoring_cast, as_, reverse("evidence_file", args=(file(library).pk,))) == OWN


def test_an_anonymous_visitor_is_sent_to_the_log_in(scoring_cast, client):
    library = shelf(scoring_cast.year)
    url = reverse("evidence_file", args=(file(library).pk,))
    assert client.get(url)["Location"] == f"{reverse('login')}?next={url}"
    response = client.post(address("evidence_upload", library), {"file": upload()}, **JSON)
    assert (response.status_code, EvidenceFile.objects.count()) == (302, 1)


def test_only_people_of_the_unit_change_its_library(scoring_cast, as_):
    """Also the secretariat, which sees everything, adds nothing to what a unit hands in."""
    library = shelf(scoring_cast.year)
    found = document(library, "Báo cáo")
    ScoreSheet.objects.filter(pk=library.sheet.pk).update(state="returned")
    urls = [address("evidence_upload", library), address("evidence_new", library)]
    urls += [reverse(f"evidence_{act}", args=(found.pk,)) for act in ("edit", "delete", "links", "places")]
    for person, expected in (
        ("secretary", 403),
        ("other_officer", 403),
        ("observer", 403),
        ("stranger", 404),
    ):
        browser = as_(getattr(scoring_cast, person))
        got = [browser.post(url, {"title": "Khác", "file": upload()}).status_code for url in urls]
        assert got == [expected] * 6, person
    assert (EvidenceFile.objects.count(), library.documents.get().title) == (0, "Báo cáo")


def test_a_library_of_a_unit_outside_the_year_is_not_there(scoring_cast, as_):
    other = shelf(scoring_cast.year)
    url = reverse("evidence_library", args=(*other.address[:2], 10**6))
    assert as_(scoring_cast.secretary).get(url).status_code == 404
    assert as_(scoring_cast.secretary).get(reverse("evidence", args=(10**30,))).status_code == 404


def test_a_download_is_saved_under_its_name_and_never_run(scoring_cast, as_):
    library = shelf(scoring_cast.year)
    found = file(library, samples.pdf("a"), "Báo cáo “năm”.pdf")
    response = as_(scoring_cast.officer).get(reverse("evidence_file", args=(found.pk,)))
    assert b"".join(response.streaming_content) == samples.pdf("a")
    headers = {name: response[name] for name in ("Content-Type", "X-Content-Type-Options", "X-Frame-Options")}
    assert headers == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20%E2%80%9Cn%C4%83m%E2%80%9D.pdf"
    )
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("content", "content_type", "disposition", "framed"),
    [
        (samples.pdf(), "application/pdf", "inline", True),
        (samples.picture("JPEG"), "image/jpeg", "inline", True),
        (samples.office("docx"), "application/msword", "attachment", False),
    ],
)
def test_only_pictures_and_pdfs_are_shown_and_framed_by_our_pages(
    scoring_cast, as_, content, content_type, disposition, framed
):
    found = file(shelf(scoring_cast.year), content, "a", content_type=content_type)
    response = as_(scoring_cast.officer).get(f"{reverse('evidence_file', args=(found.pk,))}?inline")
    assert response["Content-Disposition"].split(";")[0] == disposition
    assert response["X-Frame-Options"] == ("SAMEORIGIN" if framed else "DENY")
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    read(response)


def test_a_file_whose_bytes_are_gone_is_not_there(scoring_cast, as_):
    found = file(shelf(scoring_cast.year))
    found.content.storage.delete(found.content.name)
    response = as_(scoring_cast.officer).get(reverse("evidence_file", args=(found.pk,)))
    assert response.status_code == 404


def test_files_have_no_public_address(scoring_cast, as_):
    found = file(shelf(scoring_cast.year))
    with pytest.raises(ValueError, match="no public address"):
        _ = found.content.url
    for guess in (
        f"/{found.content.name}",
        f"/media/evidence/{found.content.name}",
        f"/static/{found.content.name}",
    ):
        assert as_(scoring_cast.officer).get(guess).status_code == 404
