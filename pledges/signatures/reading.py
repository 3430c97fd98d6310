"""Reading the signatures of a PDF with pyHanko: no network, no settings, nothing of the site.

It runs in a process of its own (`pledges.signatures.guard`), for a file from outside can be made to take
any time and memory.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import parser
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from pledges.signatures.certificates import clean, holder, issues_others
from pledges.signatures.differences import History
from pledges.signatures.files import IndexedReader
from pledges.signatures.findings import Changes, Findings, Problem, Relation, Signature, Trust, Validity

MOST_REVISIONS, MOST_SIGNATURES = 120, 60
_LOGGERS = ("pyhanko", "pyhanko_certvalidator")
_ROOM = re.compile(rb"<[0-9A-Fa-f]+>")
_A4 = 595.28 * 841.89  # square points
_USE = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
ODD = (
    Exception  # a file from outside makes the libraries raise anything: PdfError, zlib.error, AssertionError
)


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader must know: the time that counts, what is trusted, and how long the issued bytes are."""

    at: datetime
    trusted: tuple[Certificate, ...]
    relation: Relation
    issued: int
    in_depth: bool = True  # else without comparing the revisions of the file, which can take long


class _TooHeavy(Exception):
    """More than a paper can need."""


def read(content: bytes, question: Question) -> Findings:
    """Everything that can be said of a PDF; a file that cannot be read is a finding too."""
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    found = Findings(checked_at=question.at.isoformat(), relation=question.relation)
    if b"%PDF-" not in content[:1024]:
        return replace(found, problem=Problem.NOT_PDF)
    try:
        reader = _opened(content)
        if reader.encrypted:
            return replace(found, problem=Problem.ENCRYPTED)
        history = History(reader, is_compared=question.in_depth)
        signatures = tuple(_signatures(history, question))
        if not signatures and b"/ByteRange" in content:  # a signature that the file itself hides
            signatures = (Signature("", is_readable=False),)
        return replace(found, signatures=signatures, since_issue=_since_issue(history, content, question))
    except (_TooHeavy, MemoryError):
        return replace(found, problem=Problem.TOO_HEAVY)
    except ODD:
        return replace(found, problem=Problem.DAMAGED)


def _opened(content: bytes) -> PdfFileReader:
    """The file by the letter of the standard, or else as viewers read it."""
    try:
        reader = IndexedReader(content, strict=True)
    except ODD:
        reader = IndexedReader(content, strict=False)
    if b" obj" in content[content.rfind(b"%%EOF") :]:
        raise PdfError("cut off")  # the end of an earlier revision is no end
    if reader.xrefs.total_revisions > MOST_REVISIONS:
        raise _TooHeavy
    if not reader.encrypted and not reader.root["/Pages"]["/Kids"]:
        raise PdfError("no pages")
    return reader


def _since_issue(history: History, content: bytes, question: Question) -> Changes:
    """What was done to the issued document, also before the first signature."""
    if question.relation == Relation.ISSUED:
        return Changes.NONE
    if question.relation != Relation.EXTENDS:
        return Changes.UNKNOWN
    issued = IndexedReader(content[: question.issued], strict=False).xrefs.total_revisions
    return history.since(issued - 1)


# --- one signature after another --------------------------------------------------------------------------
def _signatures(history: History, question: Question) -> Iterator[Signature]:
    fields = list(enumerate_sig_fields(history.reader, filled_status=True))
    if len(fields) > MOST_SIGNATURES:
        raise _TooHeavy
    found: list[tuple[int, Signature]] = []
    for name, _value, field in fields:
        try:
            embedded = EmbeddedPdfSignature(history.reader, field, name)
            found.append((embedded.signed_revision, _signature(embedded, history, question)))
        except ODD:
            found.append((history.revisions, Signature(clean(name), is_readable=False)))
    yield from (signature for _revision, signature in sorted(found, key=lambda pair: pair[0]))


def _signature(embedded: EmbeddedPdfSignature, history: History, question: Question) -> Signature:
    certificate, is_stamp = embedded.signer_cert, embedded.sig_object_type == "/DocTimeStamp"
    context = _context(embedded, certificate, question)
    if is_stamp:
        status: Any = validate_pdf_timestamp(embedded, context, skip_diff=True)
        facts = {"stamped_at": _iso(status.timestamp), "is_stamp_trusted": status.trusted}
    else:
        stamps = _context(embedded, None, question)
        status = validate_pdf_signature(embedded, context, stamps, key_usage_settings=_USE, skip_diff=True)
        facts = _times(status, certificate, question.at)
    return Signature(
        field=clean(embedded.field_name),
        is_intact=status.intact and status.valid and _is_clean(embedded),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        changes=_changes(embedded, history),
        trust=_trust(status, certificate),
        is_stamp=is_stamp,
        covers_sheet=_covers(embedded.sig_field),
        in_issued=question.relation != Relation.OTHER and _end(embedded) <= question.issued,
        **holder(certificate),
        **facts,
    )


def _is_clean(embedded: EmbeddedPdfSignature) -> bool:
    """Whether the room of a signature, which none can cover, holds it and zeros in plain digits."""
    _start, end, begin, _length = embedded.byte_range
    embedded.reader.stream.seek(end)
    room = embedded.reader.stream.read(begin - end)
    container = embedded.pkcs7_content
    return bool(_ROOM.fullmatch(room)) and not any(container[parser.peek(container) :])


def _covers(field: Any) -> int:
    """How many percent of an A4 sheet the pictures of a signature cover."""
    widgets = [field, *(kid.get_object() for kid in field.get("/Kids", ()))]
    corners = [[float(one) for one in widget["/Rect"]] for widget in widgets if "/Rect" in widget]
    areas = [abs(right - left) * abs(top - bottom) for left, bottom, right, top in corners]
    return min(round(100 * sum(areas) / _A4), 100)


def _changes(embedded: EmbeddedPdfSignature, history: History) -> Changes:
    """What was done after this signature; one that locks the document or fields is asked what it allows."""
    if embedded.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return Changes.FORBIDDEN
    found = history.since(embedded.signed_revision)
    if found != Changes.SIGNED or (embedded.docmdp_level is None and embedded.fieldmdp is None):
        return found
    embedded.compute_integrity_info()
    return Changes.SIGNED if embedded.summarise_integrity_info()["docmdp_ok"] else Changes.FORBIDDEN


def _end(embedded: EmbeddedPdfSignature) -> int:
    """Where the signed part of the file ends."""
    return int(embedded.byte_range[2]) + int(embedded.byte_range[3])


def _times(status: Any, certificate: Certificate, at: datetime) -> dict[str, Any]:
    """When it was signed: as the signer's machine says, and as a time stamp says; and the period then."""
    stamp, facts = status.timestamp_validity, {"claimed_at": _iso(status.signer_reported_dt)}
    if stamp and stamp.intact and stamp.valid:
        facts |= {"stamped_at": _iso(stamp.timestamp), "is_stamp_trusted": stamp.trusted}
        at = stamp.timestamp if stamp.trusted else at
    facts["validity"] = Validity.VALID
    if at > certificate.not_valid_after:
        facts["validity"] = Validity.EXPIRED
    elif at < certificate.not_valid_before:
        facts["validity"] = Validity.NOT_YET_VALID
    return facts


def _iso(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


# --- trust --------------------------------------------------------------------------------------------------
def _context(
    embedded: EmbeddedPdfSignature, certificate: Certificate | None, question: Question
) -> ValidationContext:
    """What is trusted for a certificate: its period is judged apart, so that the chain is seen by itself."""
    at = question.at
    if certificate is not None:
        latest = certificate.not_valid_after - timedelta(seconds=1)
        at = max(min(at, latest), certificate.not_valid_before)
    roots = [one for one in question.trusted if issues_others(one) or _same(one, certificate)]
    roots = [one for one in roots if one.not_valid_before <= at <= one.not_valid_after]
    facts: dict[str, Any] = {
        "trust_roots": roots,
        "moment": at,
        "allow_fetching": False,
        "revocation_mode": "soft-fail",
    }
    try:
        store = DocumentSecurityStore.read_dss(embedded.reader)  # certificates and revocations in the file
        return store.as_validation_context(facts | {"other_certs": list(question.trusted)})
    except ODD:
        return ValidationContext(**facts, other_certs=list(question.trusted))


def _same(one: Certificate, other: Certificate | None) -> bool:
    return other is not None and one.sha256 == other.sha256


def _trust(status: Any, certificate: Certificate) -> Trust:
    if status.revocation_details:
        return Trust.REVOKED
    if status.trusted:
        return Trust.TRUSTED
    if certificate.self_signed in {"yes", "maybe"}:
        return Trust.SELF_SIGNED
    problem = status.trust_problem_indic
    return Trust.UNSUITABLE if problem and problem.name in _UNSUITABLE else Trust.UNTRUSTED


_UNSUITABLE = {
    "CHAIN_CONSTRAINTS_FAILURE",
    "CRYPTO_CONSTRAINTS_FAILURE",
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
}
