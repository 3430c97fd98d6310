"""What all papers of a bloc share: its heading, the sheets behind the text, who signs for it, who gets it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from blocs import pdf
from blocs.pdf.letterhead import Letterhead, letterhead
from blocs.pdf.signatures import Signature, signature

if TYPE_CHECKING:
    from blocs.models import Bloc, BlocYear, Unit

DRAFT_MARK = "DỰ THẢO"


def sheets(
    bloc_year: BlocYear, *, landscape: bool = False, draft: bool = False, provisional: bool = False
) -> tuple[str, ...]:
    """The style sheets of a paper of the year; those of a demonstration say so on every page."""
    wanted = (
        (pdf.LANDSCAPE, landscape),
        (pdf.DRAFT, draft),
        (pdf.PROVISIONAL, provisional),
        (pdf.DEMO, bloc_year.is_demo),
    )
    return tuple(name for name, is_wanted in wanted if is_wanted)


def heading(bloc_year: BlocYear, place_and_date: str, *, number: str = "", mark: str = "") -> Letterhead:
    """The bloc's heading, under its council."""
    return letterhead(
        superior=bloc_year.bloc.council,
        issuer=bloc_year.bloc.name,
        number=number,
        place_and_date=place_and_date,
        mark=mark,
    )


def word_for(bloc: Bloc) -> str:
    """KHỐI or CỤM."""
    return bloc.worded("Khối").upper()


def signed_by(bloc_year: BlocYear, name: str, position: str, unit: Unit) -> Signature:
    """Someone of `unit` signs for the bloc and shows the office held at home.

    Who leads the deputy's unit signs “KT.” the head's leader, and so does the deputy of the head's leader.
    """
    word = word_for(bloc_year.bloc)
    offices = [f"TRƯỞNG {word}"]
    if unit.pk != bloc_year.head_id:
        offices = [f"KT. TRƯỞNG {word}", f"PHÓ TRƯỞNG {word}"]
    elif is_deputy(position):
        offices = [f"KT. TRƯỞNG {word}"]
    home = (position, unit.heading) if position else ()
    return signature(f"TM. {word} THI ĐUA", offices=offices, name=name, home_office=home)


def signed_by_leader(bloc_year: BlocYear, day: date | None) -> Signature:
    """The leader of the head on `day` signs for the bloc; without a day nobody is named."""
    leader = bloc_year.head.leader_on(day) if day else None
    name, position = (leader.full_name, leader.position) if leader else ("", "")
    return signed_by(bloc_year, name, position, bloc_year.head)


def is_deputy(position: str) -> bool:
    """Whether a position is that of a deputy who has a head above; one in charge has none."""
    lower = position.lower()
    return lower.startswith("phó ") and "phụ trách" not in lower


def recipients(bloc: Bloc) -> list[str]:
    """Nơi nhận (element 9b) of a paper that goes to the council and to every member."""
    return [f"- {bloc.council};", "- Các đơn vị thành viên;", f"- Lưu: VT, hồ sơ {bloc.name}."]
