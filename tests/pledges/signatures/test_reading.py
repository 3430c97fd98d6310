"""What is read from signed files, good ones and all kinds of others: the one word and the sentences."""

from __future__ import annotations

import json
import sys
from hashlib import sha256

import pytest

from pledges.signatures.findings import Findings, Overall, from_json
from pledges.signatures.guard import Known, examine
from pledges.signatures.signature_words import of_signature
from pledges.signatures.wording import of_file, overall_word
from tests.pledges.signatures import pki
from tests.pledges.signatures.conftest import PAGE

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("english")]

A = "Nguyễn Văn An"
BEGINS = "The file begins with exactly the bytes that were issued."
ONLY_SIGNED = "After the issue nothing was added but signatures and what belongs to them."
INTACT = "The signature is intact: the part of the file that it covers is unchanged."
WHOLE = "It covers the whole file."
EARLIER = "It covers the file as it was then; after it only signatures and what belongs to them were added."
SIGNER = f"By its certificate the signer is {A}, of UBND tỉnh Khánh Hòa."
NUMBER = "Number in the certificate: CCCD: …1234."
TRUSTED = (
    f"The certificate was issued by {pki.ROOT} and leads to a certificate that the operator of this site "
    "installed as trusted. Whether it was revoked was not asked over the network; what the file itself "
    "says about revocation was read."
)
PERIOD = "The certificate is valid from 10/03/2025 to 10/03/2027."
CLAIMED = "Time of signing 09:00:00 10/03/2026: told by the signer's own machine, not confirmed."
OTHER = (
    "The file does not begin with the bytes that were issued: what is signed in it is another file, or the "
    "issued one was changed."
)
ALTERED = (
    "After the issue more was changed than signing does: what the pages show may not be what was issued. "
    "Compare them with the issued paper."
)
FORBIDDEN = (
    "After this signature the document was changed beyond further signatures: what the pages show may not "
    "be what was signed."
)
NOT_INTACT = "The signature is NOT intact: the file was changed after signing, or the signature is forged."
CLAIM = f"It says to be by {A}, of UBND tỉnh Khánh Hòa; that proves nothing."
NONE_FOUND = "No signature of a certificate was found in the file."


def words(found: Findings) -> tuple[str, list[str], list[list[str]]]:
    """The one word, the sentences about the file, and those about each signature."""
    return (
        overall_word(found.overall),
        [one.text for one in of_file(found)],
        [[said.text for said in of_signature(one, in_full=False).sentences] for one in found.signatures],
    )


@pytest.fixture
def signed(issued, clock) -> bytes:
    clock.move_to(pki.NOW, tick=False)
    return pki.signed(issued, pki.person(A))


def test_signed_copy_is_in_order_and_says_what_is_known(reading, signed):
    assert words(reading(signed)) == (
        "Intact, certificate trusted",
        [BEGINS, ONLY_SIGNED],
        [[INTACT, WHOLE, SIGNER, NUMBER, TRUSTED, PERIOD, CLAIMED]],
    )


def test_file_is_read_where_the_machine_gives_less_than_the_check_asks_for(
    signed, issued, trust_folder, tmp_path, monkeypatch
):
    small, known = tmp_path / "python", Known(len(issued), sha256(issued).hexdigest())
    small.write_text(f'#!/bin/sh\nulimit -H -v 1400000\nexec {sys.executable} "$@"\n')
    small.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(small))
    assert examine(signed, known).overall == Overall.GOOD
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    assert examine(signed, known).problem == "too_heavy"  # not checked, and no crash


def test_number_of_a_person_is_shown_in_full_only_to_those_who_need_it(reading, signed):
    [one] = reading(signed).signatures
    assert of_signature(one, in_full=True).sentences[3].text == (
        "Number in the certificate: CCCD:056080001234."
    )


def test_findings_survive_being_kept(reading, signed):
    found = reading(signed)
    assert from_json(json.loads(json.dumps(found.as_json()))) == found


def test_changed_byte_in_the_paper_breaks_the_signature(reading, signed):
    assert words(reading(pki.flipped(signed, 900))) == (
        "Signature not intact",
        [OTHER],
        [[NOT_INTACT, CLAIM]],
    )


def test_changed_byte_in_the_signature_is_no_good_signature(reading, signed, issued):
    place = signed.index(b"/Contents <", len(issued)) + 900
    assert reading(pki.flipped(signed, place)).overall in {Overall.BROKEN, Overall.UNREADABLE}


def test_changed_byte_in_the_room_behind_a_signature_is_told(reading, signed, issued):
    end = signed.index(b">", signed.index(b"/Contents <", len(issued)))
    assert reading(pki.flipped(signed, end - 20)).overall == Overall.BROKEN


@pytest.mark.parametrize("missing", [1, 200, 12_000])
def test_file_that_breaks_off_is_damaged(reading, signed, missing):
    cut = signed[:-missing].rstrip(b"\n") if missing == 1 else signed[:-missing]
    cut = cut[:-2] if missing == 1 else cut
    assert words(reading(cut)) == (
        "Cannot be checked",
        [
            "The PDF is damaged or breaks off: it cannot be read. Take the file once more from where it "
            "was signed."
        ],
        [],
    )


def test_text_altered_by_an_update_after_signing_is_told(reading, signed):
    assert words(reading(pki.altered(signed))) == (
        "Changed outside the signatures",
        [BEGINS, ALTERED],
        [[INTACT, FORBIDDEN, SIGNER, NUMBER, TRUSTED, PERIOD, CLAIMED]],
    )


def test_text_altered_before_signing_is_told_although_the_signature_covers_all(reading, issued, signed):
    found = reading(pki.signed(pki.altered(issued), pki.person(A)))
    assert words(found) == (
        "Changed outside the signatures",
        [BEGINS, ALTERED],
        [[INTACT, WHOLE, SIGNER, NUMBER, TRUSTED, PERIOD, CLAIMED]],
    )


def test_signature_that_the_file_hides_is_told(reading, signed, issued):
    place = signed.index(b"/AcroForm", len(issued)) + 1
    hidden = signed[:place] + b"B" + signed[place + 1 :]
    assert (reading(hidden).overall, len(reading(hidden).signers)) == (Overall.CHANGED, 1)


@pytest.mark.parametrize("seed", range(40))
def test_no_changed_byte_of_the_paper_goes_unnoticed(reading, signed, issued, seed):
    place = len(issued) * seed // 40
    assert reading(pki.flipped(signed, place)).overall in {Overall.BROKEN, Overall.UNREADABLE}


def test_text_altered_between_two_signatures_is_told_of_the_first(reading, signed):
    found = reading(pki.signed(pki.altered(signed), pki.person("Lê Thị Bình")))
    assert found.overall == Overall.CHANGED
    assert [one.changes for one in found.signatures] == ["forbidden", "none"]


def test_another_document_is_not_the_issued_file(reading, issued):
    other = pki.signed(pki.flipped(issued, 20), pki.person(A))
    assert words(reading(other))[:2] == ("Not the issued file", [OTHER])


def test_issued_paper_itself_has_no_signature(reading, issued):
    assert words(reading(issued)) == ("No digital signature found", [BEGINS, NONE_FOUND], [])


@pytest.mark.parametrize(
    ("certificate", "sentence"),
    [
        (
            {"by": "CA lạ"},
            "The certificate says to be issued by CA lạ, which is NOT among the trusted certificates "
            "installed on this site: who signed is not confirmed.",
        ),
        (
            {"by": ""},
            f"The certificate was made by the signer ({A}) and vouched for by nobody: who signed is not "
            "confirmed.",
        ),
        (
            {"starts": -800, "ends": -10},
            "The certificate expired on 28/02/2026. Without a trusted time stamp nobody can tell "
            "whether it was used before or after.",
        ),
        ({"starts": 10}, "The certificate is not valid before 20/03/2026."),
    ],
)
def test_identity_is_not_confirmed_by_a_certificate_that_cannot(
    reading, issued, clock, certificate, sentence
):
    clock.move_to(pki.NOW, tick=False)
    word, of_the_file, [said] = words(reading(pki.signed(issued, pki.person(A, **certificate))))
    assert (word, of_the_file) == ("Intact, identity not confirmed", [BEGINS, ONLY_SIGNED])
    assert sentence in said


def test_authority_that_only_borrows_the_name_is_not_trusted(reading, issued):
    forger = pki.made.__wrapped__(pki.ROOT, None, -100, 100, ca=True)
    forged = pki.made.__wrapped__(A, forger, -100, 100)
    assert reading(pki.signed(issued, forged)).overall == Overall.UNCONFIRMED


def test_nobody_issues_certificates_with_a_person_s_certificate(issued, trust_folder, reading):
    person = pki.person("Trần Văn Cường", by="CA lạ")
    (trust_folder / "person.crt").write_bytes(person.pem)
    forged = pki.made.__wrapped__(A, person, -100, 100)
    assert reading(pki.signed(issued, person)).overall == Overall.GOOD
    assert reading(pki.signed(issued, forged)).overall == Overall.UNCONFIRMED


def test_trusted_time_stamp_keeps_a_signature_good_after_the_certificate_expired(reading, issued, clock):
    clock.move_to(pki.NOW, tick=False)
    stamped = pki.signed(issued, pki.person(A, ends=20), stamped=True)
    clock.move_to(pki.NOW + 30 * pki.DAY, tick=False)
    word, _file, [said] = words(reading(stamped))
    assert word == "Intact, certificate trusted"
    assert said[-2] == "A trusted time stamp says that it existed at 09:00:00 10/03/2026."


def test_six_sign_one_file_one_after_another(reading, issued):
    names, content = [f"Người ký {place}" for place in range(6)], issued
    for name in names:
        content = pki.signed(content, pki.person(name))
    found = reading(content)
    assert found.overall == Overall.GOOD
    assert [one.name for one in found.signers] == names
    said = [
        [sentence.text for sentence in of_signature(one, in_full=False).sentences][1] for one in found.signers
    ]
    assert said == [EARLIER] * 5 + [WHOLE]


def test_large_picture_of_a_signature_is_pointed_out(reading, issued):
    spec = pki.fields.SigFieldSpec("Chuky", on_page=0, box=(50, 50, 500, 700))
    found = reading(pki.signed(issued, pki.person(A), field="Chuky", new_field=spec))
    [said] = words(found)[2]
    assert "Its picture covers about 58% of a sheet: look what lies below it." in said
    small = pki.fields.SigFieldSpec("Chuky", on_page=0, box=(50, 50, 250, 150))
    [said] = words(reading(pki.signed(issued, pki.person(A), field="Chuky", new_field=small)))[2]
    assert not [sentence for sentence in said if "picture" in sentence]


def test_tagged_paper_is_read_as_well(reading):
    from blocs.pdf import typesetting  # slow import

    rows = "".join(f"<tr><td>{place}</td><td>Giải ngân</td></tr>" for place in range(60))
    paper = typesetting.pdf(PAGE.replace("<p>", f"<table>{rows}</table><p>"), tagged=True)
    both = pki.signed(pki.signed(paper, pki.person(A)), pki.person("Lê Thị Bình"))
    assert reading(both, paper=paper).overall == Overall.GOOD
    assert reading(pki.altered(both), paper=paper).overall == Overall.CHANGED


def test_signature_that_forbids_further_ones_is_told(reading, issued):
    locked = pki.signed(issued, pki.person(A), certify=True, docmdp_permissions=pki.NO_CHANGES)
    found = reading(pki.filled(locked))
    assert (found.signatures[0].changes, found.overall) == ("forbidden", Overall.CHANGED)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            pki.encrypted,
            "The PDF is protected by a password: nothing in it can be checked. Save it without a password "
            "before it is signed.",
        ),
        (lambda content: b"PK" + content[2000:], "By its content the file is no PDF."),
    ],
)
def test_file_that_cannot_be_read_says_why(reading, issued, spoil, sentence):
    assert words(reading(spoil(issued))) == ("Cannot be checked", [sentence], [])
