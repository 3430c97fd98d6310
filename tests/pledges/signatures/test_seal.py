"""The server's own seal, the folder of trust, and what the operator is told of both."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import reverse

from pledges.issuing import Order, issue, obstacles
from pledges.models import Paper
from pledges.papers import Subject, kinds
from pledges.signatures.findings import Overall
from pledges.signatures.seal import sealed
from tests import factories
from tests.pledges.signatures import pki

SERVER = "Hệ thống khối thi đua"


@pytest.fixture
def seal(tmp_path, settings) -> Path:
    """The operator has named a certificate with a password."""
    path = tmp_path / "dau.p12"
    path.write_bytes(pki.person(SERVER).pkcs12("bí mật"))
    settings.SEAL_FILE, settings.SEAL_PASSWORD = str(path), "bí mật"
    return path


@pytest.fixture
def ready(cast):
    """A joint pledge that can be issued, and the order for it."""
    pledge = factories.pledge(year=cast.year, state="signed", place="Khánh Hòa", signed_on=date(2021, 3, 1))
    for unit in cast.year.members:
        pledge.agreements.create(unit=unit, state="agreed", signer="Người Ký")
    return Order(kinds()["pledge"], Subject(), 5, "GUTĐ-KTĐ", date(2021, 3, 1))


def ours() -> list[str]:
    return [message.id for message in run_checks() if message.id.startswith("pledges.")]


def test_nothing_is_sealed_unless_the_operator_wants_it(issued, settings):
    settings.SEAL_FILE = ""
    assert sealed(issued) == (issued, False)
    assert ours() == []


def test_issued_paper_bears_the_seal_and_is_signed_on_after_it(cast, ready, seal, reading):
    paper = issue(cast.year, cast.secretary, ready)
    with paper.content.open() as stored:
        content = stored.read()
    assert (paper.is_sealed, paper.size) == (True, len(content))
    [one] = reading(content, paper=content).signatures
    assert (one.name, one.is_good, one.in_issued) == (SERVER, True, True)
    twice = content
    for name in ("Nguyễn Văn An", "Lê Thị Bình"):
        twice = pki.signed(twice, pki.person(name))
    found = reading(twice, paper=content)
    assert (found.overall, [signer.name for signer in found.signers]) == (
        Overall.GOOD,
        ["Nguyễn Văn An", "Lê Thị Bình"],
    )
    assert (
        reading(pki.signed(pki.altered(content), pki.person("An")), paper=content).overall == Overall.CHANGED
    )


@pytest.mark.parametrize("spoil", ["password", "file", "content", "time"])
def test_seal_that_cannot_be_used_stops_the_issue_with_a_sentence(
    cast, ready, seal, settings, clock, as_, spoil
):
    if spoil == "password":
        settings.SEAL_PASSWORD = "khác"
    elif spoil == "file":
        seal.unlink()
    elif spoil == "content":
        seal.write_bytes(b"no key")
    else:
        clock.move_to(pki.NOW + 400 * pki.DAY)
    [problem] = obstacles(cast.year, ready.kind, ready.subject)
    assert problem.endswith("Hãy báo người vận hành.")
    assert ours() == ["pledges.E001"]
    url = reverse("paper_issue", args=(cast.year.bloc.slug, cast.year.year, "pledge", "-"))
    assert problem in as_(cast.secretary).get(url).content.decode()
    assert not Paper.objects.exists()


def test_operator_sees_what_is_trusted_until_when_and_what_holds_no_certificate(trust_folder):
    (trust_folder / "old.cer").write_bytes(pki.person("Cũ", starts=-800, ends=-10).pem)
    (trust_folder / "empty.crt").write_text("nothing")
    (trust_folder / "README").write_text("not looked at")
    out = StringIO()
    call_command("trust", stdout=out)
    lines = out.getvalue().splitlines()
    assert f"0.pem: {pki.ROOT}" in lines
    assert "  có hiệu lực đến ngày 07/03/2036" in lines
    assert "  ĐÃ HẾT HẠN ngày 28/02/2026" in lines
    assert "empty.crt: không chứa chứng thư" in lines
    assert sorted(ours()) == ["pledges.W001", "pledges.W002"]


def test_operator_without_certificates_is_told_what_that_means(tmp_path, settings):
    settings.TRUST_FOLDER = tmp_path / "none"
    out = StringIO()
    call_command("trust", stdout=out)
    assert "Chưa cài chứng thư nào: không xác nhận được chữ ký nào." in out.getvalue()
