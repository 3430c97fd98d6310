"""Certificates: those that the operator installed, and what one says about its holder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import pem
from asn1crypto.x509 import Certificate

ENDINGS = (".pem", ".crt", ".cer")
_LARGEST = 1024 * 1024  # bytes of a file of certificates
# how a person's or a body's number stands in a subject: CCCD, CMND, passport, tax code, budget code
_NUMBER = re.compile(r"^\s*(CCCD|CMND|CMTND|HC|PASSPORT|MST|MNS|MQHNS)\s*[:\-]?\s*([\w.\-/]+)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Installed:
    """A certificate in the folder of trust, or a file there that holds none."""

    file: str
    certificate: Certificate | None


def installed(folder: Path) -> list[Installed]:
    """Every certificate of every file in the folder, in the order of the names."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
    except FileNotFoundError:
        return []
    except OSError:
        return [Installed(folder.name, None)]
    return [one for path in files for one in _of_file(path)]


def _of_file(path: Path) -> list[Installed]:
    try:
        if path.stat().st_size > _LARGEST:
            return [Installed(path.name, None)]
        found = [Installed(path.name, one) for one in _certificates(path.read_bytes())]
    except (OSError, ValueError, TypeError):
        found = []
    return found or [Installed(path.name, None)]


def _certificates(content: bytes) -> Iterator[Certificate]:
    blocks = [content]
    if pem.detect(content):
        blocks = [der for kind, _headers, der in pem.unarmor(content, multiple=True) if "CERTIFICATE" in kind]
    for der in blocks:
        certificate = Certificate.load(der, strict=True)
        if not certificate.not_valid_after:  # what is no certificate fails here at the latest
            continue
        yield certificate


def trusted(folder: Path) -> list[Certificate]:
    """The installed certificates that can be read."""
    return [one.certificate for one in installed(folder) if one.certificate is not None]


def issues_others(certificate: Certificate) -> bool:
    """Whether other certificates may be issued under it; an old root does not say so itself."""
    return bool(certificate.ca) or (certificate.basic_constraints_value is None and certificate.self_issued)


def holder(certificate: Certificate) -> dict[str, Any]:
    """Who a certificate was made out to and by whom."""
    subject, issuer = certificate.subject, certificate.issuer
    return {
        "name": _value(subject, "common_name"),
        "organisation": _value(subject, "organization_name"),
        "number": _number(certificate),
        "issuer": _value(issuer, "common_name") or _value(issuer, "organization_name"),
        "valid_from": certificate.not_valid_before.isoformat(),
        "valid_until": certificate.not_valid_after.isoformat(),
    }


def _number(certificate: Certificate) -> str:
    """The number of a person or a body, where the subject holds one; nothing else that stands there."""
    for attribute in ("user_id", "serial_number", "organization_identifier"):
        if found := _NUMBER.match(_value(certificate.subject, attribute)):
            return f"{found[1].upper()}:{found[2]}"
    return ""


def _value(name: Any, attribute: str) -> str:
    value = name.native.get(attribute, "")
    return clean(value[0] if isinstance(value, list) else value)


def clean(text: object) -> str:
    """A text from a file of others, fit to stand on a page: on one line, without invisible signs."""
    plain = unicodedata.normalize("NFC", str(text))
    seen = "".join(" " if sign.isspace() else sign for sign in plain)
    return " ".join("".join(sign for sign in seen if unicodedata.category(sign)[0] != "C").split())[:200]
