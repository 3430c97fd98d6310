"""Names of signers as Decree 30 wants them."""

from __future__ import annotations

import re

_TITLE = re.compile(
    r"(?:(?:PGS|GS|TSKH|TS|ThS|CN|KS|BS|LS|KTS|NGND|NGƯT|đ/c)(?:\.|\s|$)"
    r"|(?:phó giáo sư|giáo sư|tiến sĩ|tiến sỹ|thạc sĩ|thạc sỹ|cử nhân|kỹ sư|bác sĩ|bác sỹ|luật sư"
    r"|nhà giáo|ông|bà|đồng chí)(?:\s|$))",
    re.IGNORECASE,
)


def has_title(name: str) -> bool:
    """Whether a name begins with a title, a degree or a form of address (refused by Decree 30, element 7)."""
    return _TITLE.match(name) is not None
