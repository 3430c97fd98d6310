"""Signed copies are brought back, shown, signed on one after another, and removed when wrong."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from blocs.audit import AuditEntry
from blocs.models import BlocYear
from pledges.copies.notices import notices
from pledges.copies.standing import copies_of, to_sign_on
from pledges.models import SignedCopy
from pledges.signatures import guard
from pledges.signatures.findings import Overall
from tests import brought_back, factories
from tests.pledges.signatures import pki


@pytest.fixture
def paper(cast, issued, trust_folder):
    """The issued joint pledge, for which each unit has named a signer."""
    pledge = factories.pledge(year=cast.year, state="agreeing")
    for place, unit in enumerate(cast.year.members):
        pledge.agreements.create(unit=unit, state="agreed", signer=f"Người Ký {place}")
    return factories.paper(year=cast.year, content=issued)


@pytest.fixture
def bring(as_, paper):
    """Bring a file back: the answer to the upload."""

    def upload(user, content, *, unit=None, means="digital", name="da-ky.pdf"):
        facts = {
            "unit": unit.pk if unit else "all",
            "means": means,
            "file": SimpleUploadedFile(name, content),
        }
        return as_(user).post(reverse("signed_copies", args=(paper.pk,)), facts, follow=True)

    return upload


def said(answer) -> list[str]:
    """The messages on a page, and the sentences at its form."""
    form = answer.context.get("form")
    errors = [error for errors in form.errors.values() for error in errors] if form else []
    return [str(message) for message in answer.context["messages"]] + errors


def scan() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "PNG")
    return out.getvalue()


def test_signed_pdf_is_read_and_shown_on_its_page_and_on_the_paper_s(cast, paper, bring, issued, as_):
    unit = cast.year.members[1]
    answer = bring(cast.officer, pki.signed(issued, pki.person("NGUOI KY 1")), unit=unit)
    copy = SignedCopy.objects.get()
    assert answer.redirect_chain == [(copy.get_absolute_url(), 302)]
    assert (copy.unit, copy.means, copy.uploaded_by) == (unit, "digital", cast.officer)
    assert copy.overall == Overall.GOOD
    assert said(answer) == ["Bản ký đã được lưu. Kết quả kiểm tra ở bên dưới."]
    assert "CCCD:056080001234" in answer.content.decode()
    page = as_(cast.observer).get(copy.get_absolute_url()).content.decode()
    assert ("CCCD:056080001234" in page, "CCCD: …1234" in page) == (False, True)
    page = as_(cast.observer).get(paper.get_absolute_url()).content.decode()
    assert (page.count("Chưa mang về"), page.count("Nguyên vẹn, chứng thư tin cậy")) == (2, 1)
    assert AuditEntry.objects.filter(action="create", unit=unit).count() == 1


def test_bytes_come_back_as_they_were_brought(cast, bring, issued, as_):
    content = pki.signed(issued, pki.person("Người Ký 1"))
    bring(cast.officer, content, unit=cast.year.members[1])
    copy = SignedCopy.objects.get()
    answer = as_(cast.observer).get(reverse("signed_copy_file", args=(copy.pk,)))
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"] == 'attachment; filename="da-ky - BQL2.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_units_sign_one_file_one_after_another(cast, paper, bring, issued, as_):
    content = issued
    for place, unit in enumerate(cast.year.members):
        content = pki.signed(content, pki.person(f"Người Ký {place}"))
        answer = bring(cast.secretary, content, unit=unit, name=f"ban-{place}.pdf")
        assert said(answer) == ["Bản ký đã được lưu. Kết quả kiểm tra ở bên dưới."]
        latest = to_sign_on(copies_of(paper))
        assert (latest.unit, len(latest.read.signers)) == (unit, place + 1)
    page = as_(cast.officer).get(reverse("signed_copies", args=(paper.pk,))).content.decode()
    assert "Người Ký 0, Người Ký 1, Người Ký 2" in page
    assert reverse("signed_copy_file", args=(latest.pk,)) in page


def test_second_signer_from_the_old_base_is_told_whose_signature_is_missing(cast, paper, bring, issued, as_):
    first = pki.signed(issued, pki.person("Người Ký 0"))
    bring(cast.secretary, first, unit=cast.year.head)
    answer = bring(cast.officer, pki.signed(issued, pki.person("Người Ký 1")), unit=cast.year.members[1])
    assert said(answer)[1] == (
        "Trong tệp này thiếu chữ ký của: BQL1, vì tệp không được ký tiếp trên bản của đơn vị đó. Hãy tải "
        "bản mới nhất để ký tiếp, ký vào đúng tệp đó rồi mang lại."
    )
    assert to_sign_on(copies_of(paper)).unit == cast.year.head  # the next one signs on the first
    bring(cast.officer, pki.signed(first, pki.person("Người Ký 1")), unit=cast.year.members[1])
    copies = copies_of(paper)
    assert [notices(copy, copies, "") for copy in (copies[0], copies[2])] == [[], []]


def test_other_name_than_the_one_named_as_signer_is_only_pointed_out(cast, bring, issued):
    answer = bring(cast.officer, pki.signed(issued, pki.person("Ban Quản lý")), unit=cast.year.members[1])
    assert said(answer)[1] == (
        "Người được nêu ký cho BQL2 là Người Ký 1; chứng thư trong chữ ký mang tên Ban Quản lý. Điều đó có "
        "thể đúng, ví dụ khi ký bằng chứng thư của cơ quan; đề nghị xem lại."
    )
    assert SignedCopy.objects.get().overall == Overall.GOOD


def test_same_file_is_not_taken_twice_and_says_where_it_is(cast, bring, issued):
    content = pki.signed(issued, pki.person("Người Ký 0"))
    bring(cast.secretary, content, unit=cast.year.head)
    answer = bring(cast.officer, content, unit=cast.year.members[1])
    assert (answer.status_code, said(answer)) == (
        422,
        [
            "Tệp này đã có: là bản ký của Ban Quản lý số 1, mang về ngày 10/03/2026. Từ đó chưa ai ký thêm "
            "vào tệp."
        ],
    )


@pytest.mark.parametrize(
    ("spoil", "beginning"),
    [
        (lambda issued: issued, "Đây là chính văn bản đã ban hành: chưa có ai ký vào tệp này."),
        (lambda issued: pki.flipped(issued, 20), "Tệp PDF này là một văn bản khác:"),
        (pki.altered, "Không tìm thấy chữ ký số nào trong tệp PDF này."),
        (
            lambda issued: pki.signed(pki.flipped(issued, 20), pki.person("An")),
            "Tệp PDF này là một văn bản khác:",
        ),
        (
            lambda issued: pki.signed(issued, pki.person("An"))[:-300],
            "Tệp PDF bị hỏng hoặc bị cắt mất phần cuối",
        ),
        (pki.encrypted, "Tệp PDF được bảo vệ bằng mật khẩu"),
        (lambda issued: b"", "Tệp rỗng (0 byte)."),
        (lambda issued: b"MZ not a paper", "Theo nội dung, tệp không phải là PDF, cũng không phải"),
        (lambda issued: scan(), "Ảnh không chứa chữ ký số."),
    ],
    ids=["issued", "other", "unsigned", "other-signed", "cut", "encrypted", "empty", "unknown", "picture"],
)
def test_file_that_is_no_signed_copy_is_refused_with_a_sentence(cast, bring, issued, spoil, beginning):
    answer = bring(cast.officer, spoil(issued), unit=cast.year.members[1])
    assert (answer.status_code, SignedCopy.objects.count()) == (422, 0)
    [sentence] = said(answer)
    assert sentence.startswith(beginning)


def test_changed_byte_is_kept_and_called_what_it_is(cast, bring, issued, as_, paper):
    content = pki.flipped(pki.signed(issued, pki.person("Người Ký 1")), 900)
    answer = bring(cast.officer, content, unit=cast.year.members[1])
    assert SignedCopy.objects.get().overall == Overall.BROKEN
    page = answer.content.decode()
    assert ("Chữ ký không còn nguyên vẹn" in page, "điều đó không chứng minh được gì" in page) == (True, True)
    assert to_sign_on(copies_of(paper)) is None


def test_scan_of_ink_claims_nothing(cast, bring, as_, paper):
    answer = bring(cast.officer, scan(), unit=cast.year.members[1], means="ink", name="anh.png")
    copy = SignedCopy.objects.get()
    assert (copy.means, copy.overall, copy.content_type) == ("ink", Overall.SCAN, "image/png")
    assert "máy không kiểm tra được chữ ký" in answer.content.decode()


def test_scanned_pdf_is_a_scan_and_a_signed_file_is_not_whatever_was_ticked(cast, bring, issued):
    head, member, _other = cast.year.members
    bring(cast.secretary, pki.flipped(issued, 20), unit=head, means="ink")
    bring(cast.secretary, pki.signed(issued, pki.person("Người Ký 1")), unit=member, means="ink")
    assert [(one.means, one.overall) for one in SignedCopy.objects.all()] == [
        ("ink", Overall.SCAN),
        ("digital", Overall.GOOD),
    ]


def test_one_sheet_with_all_signatures_stands_for_every_unit(cast, bring, as_, paper):
    bring(cast.secretary, scan(), means="ink", name="anh.png")
    page = as_(cast.observer).get(paper.get_absolute_url()).content.decode()
    assert (page.count("một bản chung"), "Chưa mang về" in page) == (3, False)


def test_nobody_brings_back_for_another_unit(cast, bring):
    assert bring(cast.officer, scan(), unit=cast.year.head, means="ink").status_code == 422
    assert bring(cast.officer, scan(), means="ink").status_code == 422
    assert bring(cast.observer, scan(), unit=cast.year.head, means="ink").status_code == 403
    assert not SignedCopy.objects.exists()


def test_copy_of_a_paper_out_of_force_is_neither_taken_nor_removed(cast, bring, as_, paper):
    unit = cast.year.members[1]
    bring(cast.officer, scan(), unit=unit, means="ink")
    paper.take("withdraw", cast.secretary, "Ban hành lại")
    assert bring(cast.officer, b"%PDF-", unit=unit, means="ink").status_code == 409
    copy = SignedCopy.objects.get()
    page = as_(cast.officer).post(reverse("signed_copy_remove", args=(copy.pk,)), follow=True)
    assert said(page) == ["Văn bản không còn hiệu lực: các bản ký được giữ nguyên."]


def test_copies_of_a_year_that_is_handed_over_stay_as_they_are(cast, bring, as_):
    unit = cast.year.members[1]
    bring(cast.officer, scan(), unit=unit, means="ink", name="quet.hta")
    copy = SignedCopy.objects.get()
    assert copy.name == "quet.hta.png"  # on a disk the ending decides what opens a file
    BlocYear.objects.update(stage="closed")
    assert bring(cast.officer, b"%PDF-", unit=unit).status_code == 409
    page = as_(cast.officer).post(reverse("signed_copy_remove", args=(copy.pk,)), follow=True)
    assert said(page) == ["Năm đã bàn giao: các bản ký được giữ nguyên."]
    assert as_(cast.officer).post(reverse("signed_copy_check", args=(copy.pk,))).status_code == 403


def test_wrong_copy_is_removed_with_its_file_and_stays_in_the_history(
    cast, bring, as_, paper, django_capture_on_commit_callbacks
):
    bring(cast.officer, scan(), unit=cast.year.members[1], means="ink", name="nham.png")
    copy = SignedCopy.objects.get()
    url, storage, path = (
        reverse("signed_copy_remove", args=(copy.pk,)),
        copy.content.storage,
        copy.content.name,
    )
    assert "nham.png" in as_(cast.officer).get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_(cast.officer).post(url)
    assert (answer.status_code, answer.url) == (302, paper.get_absolute_url())
    assert (SignedCopy.objects.count(), storage.exists(path)) == (0, False)
    entry = AuditEntry.objects.get(action="delete")
    assert (entry.user, entry.subject, entry.changes[0]["before"]) == (cast.officer, str(copy), copy.sha256)


def test_copy_checked_again_counts_what_was_installed_since(cast, bring, issued, as_, trust_folder):
    content = pki.signed(issued, pki.person("Người Ký 1", by="CA mới"))
    bring(cast.officer, content, unit=cast.year.members[1])
    copy = SignedCopy.objects.get()
    assert copy.overall == Overall.UNCONFIRMED
    (trust_folder / "moi.cer").write_bytes(pki.authority("CA mới").pem)
    answer = as_(cast.officer).post(reverse("signed_copy_check", args=(copy.pk,)), follow=True)
    assert said(answer) == ["Đã kiểm tra lại: kết quả đã khác trước."]
    copy.refresh_from_db()
    assert copy.overall == Overall.GOOD
    assert AuditEntry.objects.latest("pk").changes[0]["after"] == "Nguyên vẹn, chứng thư tin cậy"


def test_file_that_takes_too_long_is_kept_as_not_checked(cast, bring, issued, monkeypatch):
    monkeypatch.setattr(guard, "IN_DEPTH", 0.01)
    monkeypatch.setattr(guard, "SHALLOW", 0.02)
    content = pki.signed(issued, pki.person("Người Ký 1"))
    bring(cast.officer, content, unit=cast.year.members[1])
    copy = SignedCopy.objects.get()
    assert (copy.overall, copy.read.problem) == (Overall.UNREADABLE, "too_heavy")


def test_unit_is_reminded_on_its_home_page_until_a_copy_is_there(cast, bring, as_, issued):
    words = "Mang bản giao ước đã ký của BQL2 về"
    assert words in as_(cast.officer).get(reverse("home")).content.decode()
    bring(cast.officer, pki.flipped(pki.signed(issued, pki.person("An")), 900), unit=cast.year.members[1])
    assert words in as_(cast.officer).get(reverse("home")).content.decode()  # a broken one is none
    bring(cast.officer, scan(), unit=cast.year.members[1], means="ink", name="anh.png")
    assert words not in as_(cast.officer).get(reverse("home")).content.decode()


def test_page_of_a_paper_asks_as_often_for_many_copies_as_for_one(cast, paper, as_, issued, reading):
    def copy(unit, content) -> None:
        made = brought_back.scan(paper, unit, sha256=str(unit.pk))
        SignedCopy.objects.filter(pk=made.pk).update(means="digital", findings=reading(content).as_json())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(paper.get_absolute_url())
        return len(queries)

    browser, content = as_(cast.observer), pki.signed(issued, pki.person("An"))
    asked()  # what is asked once only
    copy(cast.year.head, content)
    one = asked()
    copy(cast.year.members[1], content)
    assert asked() == one
