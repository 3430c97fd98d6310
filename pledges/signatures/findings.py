"""What was found in a signed copy, as plain data: it is kept as JSON and put into words elsewhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Problem(StrEnum):
    """Why a file could not be read."""

    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    NOT_PDF = "not_pdf"
    TOO_HEAVY = "too_heavy"  # more time, memory or revisions than a paper of this kind can need


class Relation(StrEnum):
    """How a file stands to the issued bytes."""

    ISSUED = "issued"  # the very same bytes
    EXTENDS = "extends"  # begins with them
    OTHER = "other"
    SCAN = "scan"  # of sheets signed in ink: no bytes to compare


class Changes(StrEnum):
    """What was done to a file after a certain point."""

    NONE = "none"
    SIGNED = "signed"  # only signatures, time stamps and entries into form fields
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"


class Trust(StrEnum):
    """Whether a certificate leads up to one that the operator installed."""

    TRUSTED = "trusted"
    SELF_SIGNED = "self_signed"
    UNTRUSTED = "untrusted"
    UNSUITABLE = "unsuitable"  # made for another use, or with an algorithm that is not safe any more
    REVOKED = "revoked"


class Validity(StrEnum):
    """The period of a certificate at the time that counts."""

    VALID = "valid"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"


class Overall(StrEnum):
    """One word for a copy, the best first."""

    GOOD = "good"
    UNCONFIRMED = "unconfirmed"
    SCAN = "scan"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"
    OTHER = "other"
    BROKEN = "broken"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature; texts are the certificate's own, times are ISO 8601, empty where there is none.

    `stamped_at` is the time of a time stamp that is intact; it counts only when `is_stamp_trusted`.
    `covers_sheet` is how many percent of an A4 sheet its picture covers. `in_issued`: it was in the file when
    it was issued (the server's seal). `is_stamp`: a time stamp of the whole document, nobody's signature.
    What `is_readable` is not has no other facts.
    """

    field: str
    is_readable: bool = True
    is_intact: bool = False
    covers_file: bool = False
    changes: Changes = Changes.UNKNOWN
    name: str = ""
    organisation: str = ""
    number: str = ""
    issuer: str = ""
    valid_from: str = ""
    valid_until: str = ""
    trust: Trust = Trust.UNTRUSTED
    validity: Validity = Validity.VALID
    claimed_at: str = ""
    stamped_at: str = ""
    is_stamp_trusted: bool = False
    is_stamp: bool = False
    covers_sheet: int = 0
    in_issued: bool = False

    @property
    def is_good(self) -> bool:
        """Intact and by a trusted certificate in its time."""
        return self.is_intact and self.trust == Trust.TRUSTED and self.validity == Validity.VALID

    def time(self, name: str) -> datetime | None:
        """One of the times."""
        text = getattr(self, name)
        return datetime.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of a file. `since_issue`: what was done to it after it was issued.

    `carries` are the SHA-256 of the earlier copies that it begins with.
    """

    checked_at: str
    relation: Relation = Relation.OTHER
    problem: Problem | None = None
    since_issue: Changes = Changes.UNKNOWN
    signatures: tuple[Signature, ...] = ()
    carries: tuple[str, ...] = field(default=())

    @property
    def signers(self) -> list[Signature]:
        """The signatures of people: neither time stamps nor the server's seal."""
        return [one for one in self.signatures if not one.is_stamp and not one.in_issued]

    @property
    def overall(self) -> Overall:
        """The one word."""
        if self.relation == Relation.SCAN:
            return Overall.SCAN
        if self.problem:
            return Overall.UNREADABLE
        if spoilt := self._spoilt():
            return spoilt
        if self.relation == Relation.OTHER:
            return Overall.OTHER
        if not self.signers:
            return Overall.UNSIGNED
        return Overall.GOOD if all(one.is_good for one in self.signers) else Overall.UNCONFIRMED

    def _spoilt(self) -> Overall | None:
        """What weighs more than by whom it is signed: known harm first, then what could not be told."""
        readable = [one for one in self.signatures if one.is_readable]
        after = {one.changes for one in readable}
        if self.relation == Relation.EXTENDS and self.signers:
            after.add(self.since_issue)
        if any(not one.is_intact for one in readable):
            return Overall.BROKEN
        if Changes.FORBIDDEN in after:
            return Overall.CHANGED
        unclear = len(readable) < len(self.signatures) or Changes.UNKNOWN in after
        return Overall.UNREADABLE if unclear else None

    def as_json(self) -> dict[str, Any]:
        """For `SignedCopy.findings`."""
        return asdict(self)


def from_json(stored: dict[str, Any]) -> Findings:
    """The findings that were kept; without any the file was never checked."""
    if not stored:
        return Findings(checked_at="", problem=Problem.TOO_HEAVY)
    signatures = tuple(_signature(one) for one in stored.get("signatures", ()))
    return Findings(
        checked_at=stored["checked_at"],
        relation=Relation(stored["relation"]),
        problem=Problem(stored["problem"]) if stored["problem"] else None,
        since_issue=Changes(stored["since_issue"]),
        signatures=signatures,
        carries=tuple(stored.get("carries", ())),
    )


def _signature(stored: dict[str, Any]) -> Signature:
    enums = {name: kind(stored[name]) for name, kind in _ENUMS.items()}
    return Signature(**stored | enums)


_ENUMS: dict[str, Any] = {"changes": Changes, "trust": Trust, "validity": Validity}
