"""Authorities, certificates and signed files for tests: small keys, made once, nothing from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.timestamps import DummyTimeStamper

VN = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=VN)
DAY = timedelta(days=1)
ROOT = "CA chuyên dùng Chính phủ"


@dataclass(frozen=True)
class Holder:
    """A certificate with its key, and the certificate of who issued it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    issuer: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def pkcs12(self, password: str = "") -> bytes:
        how = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        return pkcs12.serialize_key_and_certificates(b"x", self.key, self.certificate, [self.issuer], how)

    @property
    def signer(self) -> signers.SimpleSigner:
        return signers.SimpleSigner.load_pkcs12_data(self.pkcs12(), other_certs=[])


def authority(name: str = ROOT) -> Holder:
    """A root that signs itself."""
    return made(name, None, -3650, 3650, ca=True)


def person(name: str, *, by: str = ROOT, starts: int = -365, ends: int = 365) -> Holder:
    """A person's certificate, its period in days from now; by nobody: signed by itself."""
    return made(name, by or None, starts, ends)


def stamper() -> Holder:
    """A time stamping authority under the usual root."""
    return made("TSA", ROOT, -365, 365, stamps=True)


@cache
def made(
    name: str, by: str | Holder | None, starts: int, ends: int, *, ca: bool = False, stamps: bool = False
) -> Holder:
    issuer = authority(by) if isinstance(by, str) else by
    # the library's stamping authority for tests knows RSA only
    key = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "UBND tỉnh Khánh Hòa"),
            x509.NameAttribute(NameOID.USER_ID, "CCCD:056080001234"),
        ]
    )
    usage = {name: False for name in USAGES} | (
        {"key_cert_sign": True} if ca else {"digital_signature": True}
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + starts * DAY)
        .not_valid_after(NOW + ends * DAY)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if stamps:
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(use, critical=True)
    certificate = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    return Holder(certificate, key, issuer.certificate if issuer else certificate)


NO_CHANGES = MDPPerm.NO_CHANGES
USAGES = """
    digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign
    crl_sign encipher_only decipher_only
""".split()  # noqa: SIM905  # a list of words reads best as words


def trust(folder: Path, *holders: Holder) -> Path:
    """A folder of trust with these certificates."""
    for place, holder in enumerate(holders):
        (folder / f"{place}.pem").write_bytes(holder.pem)
    return folder


def signed(
    content: bytes,
    by: Holder,
    *,
    field: str = "",
    new_field: fields.SigFieldSpec | None = None,
    stamped: bool = False,
    **facts: Any,
) -> bytes:
    """`content` with one more signature (PAdES)."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    metadata = signers.PdfSignatureMetadata(
        field_name=field or f"Chuky{len(content)}", subfilter=fields.SigSeedSubFilter.PADES, **facts
    )
    tsa = None
    if stamped:
        own = stamper().signer
        tsa = DummyTimeStamper(own.signing_cert, own.signing_key, certs_to_embed=own.cert_registry)
    done = signers.sign_pdf(writer, metadata, signer=by.signer, timestamper=tsa, new_field_spec=new_field)
    return done.getvalue()


def altered(content: bytes, text: str = "Da sua") -> bytes:
    """`content` with an incremental update that writes over the first page."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    page, _resources = writer.find_page_for_modification(0)
    stream = generic.StreamObject(stream_data=f"0 0 200 200 re f % {text}".encode())
    page.get_object()["/Contents"] = writer.add_object(stream)
    writer.mark_update(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def filled(content: bytes) -> bytes:
    """`content` with an empty field for a signature, which somebody added."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    fields.append_signature_field(writer, fields.SigFieldSpec("Them", box=(10, 10, 90, 60)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def flipped(content: bytes, place: int) -> bytes:
    """`content` with one changed byte."""
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def encrypted(content: bytes) -> bytes:
    """`content` behind a password."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    return out.getvalue()
