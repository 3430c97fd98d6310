"""The meeting pack: asked for in one click, made by a worker, downloaded as one PDF or a ZIP."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from blocs.audit import entries_of
from pledges import issuing, papers
from pledges.models import Conference, MeetingPack
from pledges.packing import contents
from tests import factories
from tests.pledges.packs import ask, bookmarks, folder, signing_conference, small_pdf, unzipped, work

pytestmark = pytest.mark.django_db

ONE_CLICK = {"all": "1"}


@pytest.fixture
def conference(cast) -> Conference:
    return signing_conference(cast.year)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def click(as_, person, conference, commit, data=ONE_CLICK):
    with commit(execute=True):
        return as_(person).post(reverse("pack_new", args=(conference.pk,)), data)


def downloaded(as_, person, pack, kind):
    return b"".join(as_(person).get(reverse("pack_file", args=(pack.pk, kind))).streaming_content)


def test_one_click_makes_the_whole_pack(cast, as_, conference, commit):
    answer = click(as_, cast.secretary, conference, commit)
    pack = conference.packs.get()
    assert answer["Location"] == pack.get_absolute_url()
    work(commit)
    pack.refresh_from_db()
    offered = contents.offered(conference, cast.secretary)
    assert (pack.state, pack.done, pack.total) == ("ready", len(offered), len(offered))
    labels = [part.label for part in offered]
    firsts = [1 + sum(part["pages"] for part in pack.parts[:place]) for place in range(len(offered))]
    names = [f"{place}. {label}" for place, label in enumerate(labels, start=1)]
    assert bookmarks(pack) == list(zip(names, firsts, strict=True))
    page = as_(cast.secretary).get(pack.get_absolute_url()).content.decode()
    assert f"{pack.total} papers with {pack.pages} pages in all" in page
    assert downloaded(as_, cast.secretary, pack, "pdf") == (folder(pack) / "pack.pdf").read_bytes()
    assert downloaded(as_, cast.secretary, pack, "zip") == (folder(pack) / "pack.zip").read_bytes()
    entries = [(entry.action, entry.detail, entry.user) for entry in entries_of(pack)]
    done = [("step", "finish", None), ("step", "begin", None), ("create", "", cast.secretary)]
    assert entries == done


def test_pdf_of_a_pack_is_entitled_and_labelled_by_paper(cast, conference, commit):
    pack = ask(conference, cast.secretary, "pledge")
    work(commit)
    pack.refresh_from_db()
    with pack.pdf.open() as file, pikepdf.open(BytesIO(file.read())) as pdf:
        title = f"Bộ tài liệu hội nghị ký giao ước năm {cast.year.year} – {cast.year.bloc.name}"
        assert str(pdf.docinfo["/Title"]) == title
        assert str(pdf.Root.Lang) == "vi"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert [page.label for page in pdf.pages] == [f"1-{n}" for n in range(1, pack.pages + 1)]


def test_issued_paper_goes_in_as_it_is_stored(cast, conference, commit):
    drafted = papers.kinds()["pledge"].compose(cast.year, papers.Subject(), papers.DRAFT).pdf()
    paper = factories.paper(year=cast.year, content=drafted, pages=issuing.pages_of(drafted))
    cast.year.pledge.sections.all().delete()  # the draft of today would be another one
    pack = ask(conference, cast.secretary, "pledge")
    work(commit)
    pack.refresh_from_db()
    files = unzipped(pack)
    assert files["01 Bản giao ước.pdf"] == drafted
    assert list(files) == ["00 Danh mục.txt", "01 Bản giao ước.pdf", "SHA256SUMS.txt"]
    assert files["SHA256SUMS.txt"].decode() == f"{paper.sha256}  01 Bản giao ước.pdf\n"
    line = f"01. {paper.title} (số {paper.number}, {paper.pages} trang)"
    assert line in files["00 Danh mục.txt"].decode("utf-8-sig").split("\r\n")
    assert [entry.name for entry in folder(pack).iterdir() if "0" in entry.name] == []


def test_signed_copies_lie_beside_their_paper(cast, conference, commit):
    paper = factories.paper(year=cast.year, content=small_pdf())
    paper.signed_copies.create(
        means="digital", name="ky.PDF", content_type="application/pdf", size=6, sha256="0" * 64,
        content=factories.ContentFile(b"signed", "ky.pdf"), uploaded_by=cast.secretary,
    )  # fmt: skip
    pack = ask(conference, cast.secretary, "pledge")
    work(commit)
    pack.refresh_from_db()
    assert unzipped(pack)["01 Bản giao ước - bản ký 1.pdf"] == b"signed"


def test_papers_begin_on_front_sides_where_both_sides_are_printed(cast, conference, commit):
    factories.paper(year=cast.year, content=small_pdf(3))
    parts = [{"kind": "pledge", "subject": "", "label": f"Bản {n}"} for n in (1, 2)]
    pack = ask(conference, cast.secretary, "pledge", duplex=True)
    MeetingPack.objects.filter(pk=pack.pk).update(parts=parts, total=2)
    work(commit)
    pack.refresh_from_db()
    assert bookmarks(pack) == [("1. Bản 1", 1), ("2. Bản 2", 5)]


def test_same_papers_make_the_same_bytes(cast, conference, commit):
    factories.paper(year=cast.year, content=small_pdf())
    sums = []
    for _time in range(2):
        pack = ask(conference, cast.secretary, "pledge")
        MeetingPack.objects.update(requested_at="2026-03-01T01:00Z")
        work(commit)
        sums.append(
            [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder(pack).iterdir())]
        )
    assert sums[0] == sums[1]


def test_only_ticked_papers_go_in(cast, as_, conference, commit):
    answer = click(as_, cast.secretary, conference, commit, {"chosen": ["pledge:"], "duplex": "on"})
    pack = conference.packs.get()
    assert answer["Location"] == pack.get_absolute_url()
    assert (pack.parts, pack.duplex) == (
        [{"kind": "pledge", "subject": "", "label": "Bản giao ước"}],
        True,
    )


def test_without_a_tick_the_page_says_what_to_do(cast, as_, conference, commit):
    answer = click(as_, cast.secretary, conference, commit, {})
    assert "Tick at least one paper." in answer.content.decode()
    assert not conference.packs.exists()


def test_pack_under_way_is_shown_instead_of_a_second(cast, as_, conference, commit):
    first = ask(conference, cast.secretary, "pledge")
    assert click(as_, cast.secretary, conference, commit)["Location"] == first.get_absolute_url()
    assert list(conference.packs.all()) == [first]


def test_pack_is_the_secretariats_alone(cast, as_, conference, commit):
    factories.paper(year=cast.year, content=small_pdf())
    pack = ask(conference, cast.secretary, "pledge")
    work(commit)
    places = [reverse("pack_progress", args=(pack.pk,)), reverse("pack_file", args=(pack.pk, "pdf"))]
    for person in (cast.leader, cast.head_leader, cast.officer, cast.observer, cast.stranger):
        assert [as_(person).get(place).status_code for place in places] == [404, 404]
    assert downloaded(as_, cast.secretary, pack, "pdf").startswith(b"%PDF")


def test_year_without_papers_says_so(cast, as_):
    conference = Conference.objects.create(bloc_year=cast.year, occasion="midyear")
    page = as_(cast.secretary).get(reverse("pack_new", args=(conference.pk,))).content.decode()
    offered = contents.offered(conference, cast.secretary)
    assert ("No papers yet" in page) is not bool(offered)
