"""Who signs at the foot of an official paper (Decree 30, Annex I, element 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blocs.pdf.letterhead import broken

BLOCK = 24  # capitals of 13 points in half a page
OFFICE = 23  # capitals of 14 points there
NAME = 28  # small letters of 14 points there
UNKNOWN_OFFICE = "THỦ TRƯỞNG ĐƠN VỊ"
UNKNOWN_NAME = "." * 40
_OFFICES_OF_A_DEPUTY = ("ban", "phòng", "khối", "cụm")  # “Phó Ban” is the deputy of a “Trưởng Ban”
# how a form of signing is written in a position, and its abbreviation (Decree 30: on behalf of a collective,
# for the head, by order, by authorisation, as acting head)
_FORMS = (
    ("thay mặt", "TM."),
    ("ký thay", "KT."),
    ("thừa lệnh", "TL."),
    ("thừa ủy quyền", "TUQ."),
    ("thừa uỷ quyền", "TUQ."),
    ("quyền", "Q."),
)
_ABBREVIATED = re.compile(r"^(TM|KT|TL|TUQ|Q)\.\s*", re.IGNORECASE)
_SPELLED = {"UBND": "ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN": "ỦY BAN NHÂN DÂN", "HĐND": "HỘI ĐỒNG NHÂN DÂN"}
# bodies that decide as a collective: who presides over one signs on its behalf
_COLLECTIVES = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "HỘI ĐỒNG QUẢN LÝ", "HỘI ĐỒNG QUẢN TRỊ")
_PRESIDES = ("chủ tịch", "phó chủ tịch", "quyền chủ tịch")

# millimetres that a row of blocks takes: its lines, the room to sign and for a stamp, the space above it
_SMALL_LINE, _LINE, ROOM, _ABOVE = 5.28, 5.69, 35.0, 5.0


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
        offices=[line for words in offices or [UNKNOWN_OFFICE] for line in broken(words, OFFICE)],
        name=name or UNKNOWN_NAME,
        home_office=[line for words in home_office for line in broken(words.upper(), BLOCK)],
    )


def offices(position: str, body: str = "") -> list[str]:
    """The lines of authority for a position in `body`.

    A deputy signs “KT.” the head, an acting head as “Q.”; a deputy in charge (phụ trách) signs in that
    office: there is no head to sign for. Who presides over a body that decides as a collective signs “TM.”
    that body. Forms that the position names itself (TL., TUQ., …) stand, each part after a comma on a line.
    """
    parts = [part.strip() for part in position.split(",") if part.strip()]
    if not parts:
        return []
    if _form(parts[0]):
        return _as_named(parts)
    collective = _collective(body) if parts[0].lower().startswith(_PRESIDES) else ""
    return [f"TM. {collective}"] * bool(collective) + _in_office(position)


def _in_office(position: str) -> list[str]:
    """The lines of someone who holds an office: with the head's above a deputy's."""
    first, _, rest = position.partition(" ")
    if first.lower() == "quyền" and rest:
        return [f"Q. {rest.upper()}"]
    if first.lower() != "phó" or not rest or "phụ trách" in position.lower():
        return [position.upper()]
    head = re.sub(r"\s+thường trực$", "", rest.partition(",")[0], flags=re.IGNORECASE)
    if head.split()[0].lower() in _OFFICES_OF_A_DEPUTY:
        head = f"Trưởng {head}"
    return [f"KT. {head.upper()}", position.upper()]


def _as_named(parts: list[str]) -> list[str]:
    """A position whose first part names the form: “TL. Trưởng Ban, Chánh Văn phòng”."""
    lines = [_form(part) or part.upper() for part in parts]
    if lines[-1] == parts[-1].upper() and not any(line.startswith("KT. ") for line in lines):
        lines[-1:] = _in_office(parts[-1]) if lines[0].startswith("TM. ") else lines[-1:]
    return lines


def _form(part: str) -> str:
    """A part of a position that begins with a form of signing, abbreviated; else nothing."""
    lower = part.lower()
    for words, short in _FORMS:
        if lower.startswith(f"{words} "):
            return f"{short} {_spelled(part[len(words) :].strip())}" if short != "Q." else ""
    found = _ABBREVIATED.match(part)
    if not found or not part[found.end() :]:
        return ""
    return f"{found[1].upper()}. {_spelled(part[found.end() :])}"


def _spelled(words: str) -> str:
    """A body in capitals, without abbreviations."""
    upper = words.upper()
    for short, full in _SPELLED.items():
        upper = re.sub(rf"\b{short}\b", full, upper)
    return upper


def _collective(body: str) -> str:
    """The collective that leads a body, by the body's name: “UBND phường …” → ỦY BAN NHÂN DÂN."""
    name = _spelled(body)
    return next((words for words in _COLLECTIVES if name.startswith(words)), "")


def rows(signatures: list[Signature]) -> list[list[Signature]]:
    """Two blocks to a row; of an odd number the first stands alone and centred, so that no other does."""
    alone = len(signatures) % 2
    pairs = [signatures[place : place + 2] for place in range(alone, len(signatures), 2)]
    return ([signatures[:1]] if alone else []) + pairs


def on_pages(
    arranged: list[list[Signature]], page: float, text: float, caption: float
) -> list[list[list[Signature]]]:
    """The rows by page: the first part stands below the text, the others fill pages of their own.

    `page` is the height of a page in millimetres, `text` what stands above the rows of the first part,
    `caption` above those of the others. The last pages are full and the first part is short: what does not
    fit below the text moves to the next page with it.
    """
    parts: list[list[list[Signature]]] = []
    left = list(arranged)
    while len(left) > 1 and text + sum(map(height, left)) > page:
        size, room = 1, page - caption - height(left[-1])
        while size < len(left) - 1 and height(left[-1 - size]) <= room:
            room -= height(left[-1 - size])
            size += 1
        parts.insert(0, left[-size:])
        left = left[:-size]
    return [left, *parts] if left else []


def height(row: list[Signature]) -> float:
    """How many millimetres a row of blocks takes."""
    behalf = max(len(block.behalf) for block in row) * _SMALL_LINE
    lines = max(len(block.offices) for block in row)
    below = max(len(block.home_office) + -(-len(block.name) // NAME) for block in row)
    return _ABOVE + behalf + (lines + below) * _LINE + ROOM
