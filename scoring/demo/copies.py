"""Signed copies in the demonstration: a sheet that all signed in ink, and minutes signed with a certificate.

The certificate is made on the spot and vouched for by nobody: it shows what is said of such a signature.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from math import cos, sin
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from blocs.models import BlocYear
from pledges.copies.intake import Delivery, take_in
from pledges.copies.standing import signers
from pledges.models import Paper, SignedCopy
from pledges.models.copies import Means
from scoring.demo.calendar import happened
from scoring.demo.people import Cast

A4_AT_90_DPI, INK, FAINT = (744, 1052), "#1c3f94", "#8a857c"


def brought_back(cast: Cast, bloc_year: BlocYear, pledge: Paper, minutes: Paper) -> None:
    """The day after the conference the secretariat brings back what was signed there."""
    secretary, day = cast.persons["thuky"], minutes.issued_on
    with happened(bloc_year, day, hour=17) as moment:
        sheet = SimpleUploadedFile("Giao ước đã ký (bản quét).png", _sheet(pledge))
        copies = [take_in(pledge, secretary, Delivery(None, Means.INK, sheet))]
        with minutes.content.open() as stored:
            content = _signed(stored.read(), secretary.full_name, moment)
        signed = SimpleUploadedFile("Biên bản đã ký số.pdf", content)
        copies.append(take_in(minutes, secretary, Delivery(bloc_year.head, Means.DIGITAL, signed)))
    SignedCopy.objects.filter(pk__in=[copy.pk for copy in copies]).update(uploaded_at=moment)


def _sheet(pledge: Paper) -> bytes:
    """A picture of the last sheet as it was signed: names and strokes in blue ink."""
    import fontpkg  # slow import

    font = ImageFont.truetype(str(fontpkg.path("Be Vietnam Pro", weight=500)), 15)
    picture, out = Image.new("RGB", A4_AT_90_DPI, "white"), BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.text((372, 60), f"Số: {pledge.number}", fill="black", font=font, anchor="ma")
    pen.text((372, 90), "ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC", fill="black", font=font, anchor="ma")
    for place, signer in enumerate(signers(pledge)):
        middle, top = 200 + 344 * (place % 2), 160 + 220 * (place // 2)
        pen.text((middle, top), signer.unit.short_name, fill="black", font=font, anchor="ma")
        pen.line(_stroke(middle, top + 80, place), fill=INK, width=3, joint="curve")
        pen.text((middle, top + 150), signer.name, fill="black", font=font, anchor="ma")
    pen.text((372, 1000), "Bản quét minh họa", fill=FAINT, font=font, anchor="ma")
    picture.save(out, "PNG")
    return out.getvalue()


def _stroke(middle: int, height: int, place: int) -> list[tuple[float, float]]:
    """A signature as a pen would run."""
    turns = [step / 6 for step in range(90)]
    return [
        (
            middle - 75 + 10 * turn + 9 * cos(3.1 * turn + place),
            height + (30 - turn) * sin((2 + place % 3) * turn),
        )
        for turn in turns
    ]


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
