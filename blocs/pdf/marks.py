"""What ties every sheet to the issued paper: a short code, and on the first page a QR code."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

import segno

QR_ADDRESS = "marks/qr.svg"  # where a paper's page finds the picture, while it is typeset
_GROUP = 5  # signs


def shown_code(code: str) -> str:
    """A code as it is printed, in groups: `ABCDE-FGHJK`."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


@dataclass(frozen=True)
class Marks:
    """What ties a sheet to the issued paper: a short code on every page, on the first a QR code of `url`."""

    code: str
    url: str

    @property
    def on_every_page(self) -> str:
        """The line in the bottom margin."""
        return f"Mã tra cứu: {shown_code(self.code)}"

    @property
    def on_the_first_page(self) -> str:
        """Where the code is looked up, without the code."""
        parts = urlsplit(self.url)
        return f"Quét mã QR hoặc vào {parts.netloc}{parts.path.removesuffix(f'{self.code}/')} để kiểm tra"

    @property
    def words(self) -> str:
        """What the picture says to people who hear the paper."""
        return f"Mã QR dẫn đến trang kiểm tra văn bản này: {self.url}"

    @cached_property
    def qr(self) -> bytes:
        """The QR code as SVG with its quiet zone, error level M or better.

        In capitals it needs fewer modules, which print larger; the site answers to both spellings. Below a
        folder, whose name may have small letters only, the address stays as it is.
        """
        address = urlsplit(self.url)
        is_ours = address.path.count("/") == 3  # /verify/CODE/
        picture = io.BytesIO()
        made = segno.make_qr(self.url.upper() if is_ours else self.url, error="m")
        made.save(picture, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
        return picture.getvalue()

    @property
    def qr_data(self) -> str:
        """The picture as an address that holds it, for pages on the screen."""
        return f"data:image/svg+xml;base64,{b64encode(self.qr).decode()}"
