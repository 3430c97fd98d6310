"""Signed copies in the demonstration: a sheet that all signed in ink, and minutes signed with a certificate.

The certificate is made on the spot and vouched for by nobody: it shows what is said of such a signature.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from blocs.models import BlocYear
from pledges.copies.intake import Delivery, take_in
from pledges.models import Paper, SignedCopy
from pledges.models.copies import Means
from scoring.demo.calendar import happened
from scoring.demo.people import Cast

A4_AT_60_DPI, INK, LINE = (496, 702), "#1c3f94", "#b9b4ab"


def brought_back(cast: Cast, bloc_year: BlocYear, pledge: Paper, minutes: Paper) -> None:
    """The day after the conference the secretariat brings back what was signed there."""
    secretary, day = cast.persons["thuky"], minutes.issued_on
    with happened(bloc_year, day, hour=17) as moment:
        sheet = SimpleUploadedFile("Giao ước đã ký (bản quét).png", _sheet(len(bloc_year.members)))
        copies = [take_in(pledge, secretary, Delivery(None, Means.INK, sheet))]
        with minutes.content.open() as stored:
            content = _signed(stored.read(), secretary.full_name, moment)
        signed = SimpleUploadedFile("Biên bản đã ký số.pdf", content)
        copies.append(take_in(minutes, secretary, Delivery(bloc_year.head, Means.DIGITAL, signed)))
    SignedCopy.objects.filter(pk__in=[copy.pk for copy in copies]).update(uploaded_at=moment)


def _sheet(signatures: int) -> bytes:
    """A picture of a sheet with so many signatures."""
    picture, out = Image.new("RGB", A4_AT_60_DPI, "white"), BytesIO()
    pen = ImageDraw.Draw(picture)
    for top in range(60, 300, 12):
        pen.line((60, top, 436 - top * 7 % 90, top), fill=LINE, width=2)
    for place in range(signatures):
        left, top = 70 + 190 * (place % 2), 330 + 110 * (place // 2)
        curve = [(left + 12 * step, top + (step * 17 + place * 11) % 40) for step in range(11)]
        pen.line(curve, fill=INK, width=2, joint="curve")
        pen.line((left, top + 60, left + 120, top + 60), fill=LINE, width=2)
    picture.save(out, "PNG")
    return out.getvalue()


def _signed(content: bytes, name: str, moment: datetime) -> bytes:
    """The paper as signed at that moment."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # slow import
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner  # slow import

    class ThenSigner(PdfSigner):
        """Signs by the demonstration's clock."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = moment
            return session

    signer = SimpleSigner.load_pkcs12_data(_certificate(name, moment), other_certs=[])
    facts = PdfSignatureMetadata(field_name="Signature1")
    signed = ThenSigner(facts, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(content)))
    return bytes(signed.getvalue())


def _certificate(name: str, moment: datetime) -> bytes:
    """A key with a certificate that it made for itself."""
    key, body = ec.generate_private_key(ec.SECP256R1()), "Dữ liệu minh họa, không có thật"
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, body)]
    )
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=365))
        .not_valid_after(moment + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, NoEncryption())
