"""The server's own seal on issued papers: an operator's certificate, off unless one is named.

A seal says that the file came from this site as it is. It is an ordinary signature (PAdES) that locks
nothing, so that people sign after it.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

FIELD = "Seal"


class SealError(Exception):
    """Why papers cannot be sealed; its text is a sentence."""


def is_on() -> bool:
    """Whether the operator named a certificate."""
    return bool(settings.SEAL_FILE)


def seal_signer() -> Any:
    """The key and certificate of the seal; None when it is off. Raises `SealError`."""
    if not is_on():
        return None
    from pyhanko.sign.signers import SimpleSigner  # slow import

    path = Path(settings.SEAL_FILE)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SealError(_("The file of the seal %(file)s cannot be read.") % {"file": path}) from error
    password = settings.SEAL_PASSWORD.encode() or None
    try:
        signer = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=password)
        certificate = signer.signing_cert
    except (ValueError, TypeError, AttributeError) as error:
        words = _(
            "The file of the seal %(file)s cannot be opened: the password is wrong, or it is no PKCS #12."
        )
        raise SealError(words % {"file": path}) from error
    if not certificate.not_valid_before <= timezone.now() <= certificate.not_valid_after:
        raise SealError(_("The certificate of the seal is not valid today: it has expired or not begun."))
    return signer


def seal_problem() -> str:
    """Why nothing can be sealed now, for whoever wants to issue a paper; empty while all is well."""
    try:
        seal_signer()
    except SealError as error:
        return _("Papers are sealed on this site, and that fails: %(why)s Tell the operator.") % {
            "why": error
        }
    return ""


def sealed(content: bytes) -> tuple[bytes, bool]:
    """The paper with the seal, which cannot be seen on it, and whether it has one. Raises `SealError`."""
    signer = seal_signer()
    if signer is None:
        return content, False
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # slow import
    from pyhanko.sign import PdfSignatureMetadata, sign_pdf  # slow import
    from pyhanko.sign.fields import SigSeedSubFilter  # slow import

    facts = PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES)
    return sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), facts, signer=signer).getvalue(), True
