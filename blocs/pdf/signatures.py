"""Who signs at the foot of an official paper (Decree 30, Annex I, element 7)."""

from __future__ import annotations

from dataclasses import dataclass

from blocs.pdf.letterhead import broken

BLOCK = 24  # capitals of 13 points in half a page
UNKNOWN_OFFICE = "THỦ TRƯỞNG ĐƠN VỊ"
UNKNOWN_NAME = "." * 40
_OFFICES_OF_A_DEPUTY = ("ban", "phòng", "khối", "cụm")  # “Phó Ban” is the deputy of a “Trưởng Ban”


@dataclass(frozen=True, slots=True)
class Signature:
    """One block: on whose behalf, in which office; below the room to sign the office at home and the name."""

    behalf: list[str]
    offices: list[str]
    name: str
    home_office: list[str]


def signature(
    *behalf: str, offices: list[str] | None = None, name: str = "", home_office: tuple[str, ...] = ()
) -> Signature:
    """A block in capitals, long names broken well; a signer who is not known yet leaves dots."""
    return Signature(
        behalf=[line for words in behalf for line in broken(words.upper(), BLOCK)],
        offices=offices or [UNKNOWN_OFFICE],
        name=name or UNKNOWN_NAME,
        home_office=[line for words in home_office for line in broken(words.upper(), BLOCK)],
    )


def offices(position: str) -> list[str]:
    """The lines of authority for a position: a deputy signs “KT.” the head, an acting head as “Q.”.

    A deputy in charge (phụ trách) signs in that office: there is no head to sign for.
    """
    first, _, rest = position.partition(" ")
    if first.lower() == "quyền" and rest:
        return [f"Q. {rest.upper()}"]
    if first.lower() != "phó" or not rest or "phụ trách" in position.lower():
        return [position.upper()] if position else []
    head = rest.removesuffix(" Thường trực").removesuffix(" thường trực").removesuffix(" Thường Trực")
    if head.split()[0].lower() in _OFFICES_OF_A_DEPUTY:
        head = f"Trưởng {head}"
    return [f"KT. {head.upper()}", position.upper()]


def rows(signatures: list[Signature]) -> list[list[Signature]]:
    """Two blocks to a row; of an odd number the first stands alone and centred, so that no other does."""
    alone = len(signatures) % 2
    pairs = [signatures[place : place + 2] for place in range(alone, len(signatures), 2)]
    return ([signatures[:1]] if alone else []) + pairs
