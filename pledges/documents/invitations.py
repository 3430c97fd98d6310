"""Giấy mời: one for each guest, and one for the member units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy

from blocs import pdf
from blocs.pdf.bloc_papers import sheets
from blocs.pdf.letterhead import WHOLE_LINE, broken
from pledges.documents.conferences import (
    begins_words,
    chair_unit,
    chairs_signature,
    closed,
    conference_for,
    conferences_of,
    letterhead_of,
    name_of,
    official,
    stage_of,
)
from pledges.models import Guest
from pledges.papers import Face, Kind, Subject

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from pledges.models import Conference

UNITS = "units"
WHOM = 150  # letters


def _subjects(bloc_year: BlocYear) -> list[Subject]:
    """The member units together, then every guest, conference by conference."""
    found, units = [], gettext("the member units")
    for one in conferences_of(bloc_year):
        occasion = str(one.get_occasion_display())
        found.append(Subject(f"{one.occasion}-{UNITS}", f"{occasion} · {units}", stage=stage_of(one)))
        found += [
            Subject(f"{one.occasion}-guest-{guest.pk}", f"{occasion} · {guest}", stage=stage_of(one))
            for guest in one.guests.all()
        ]
    return found


def invitation_context(conference: Conference, guest: Guest | None, face: Face) -> dict[str, Any]:
    """Everything the template prints; without a guest it goes to the member units."""
    bloc_year, name = conference.bloc_year, name_of(conference)
    return {
        "title": f"Giấy mời {_whom(guest)} dự {name} của {bloc_year.bloc.name}",
        "letterhead": letterhead_of(conference, face),
        "about": broken(f"Dự {name}", WHOLE_LINE),
        "addressee": _addressed(guest) if guest else f"Các đơn vị thành viên {bloc_year.bloc.name}",
        "opening": _opening(conference, guest),
        "facts": _facts(conference),
        "closing": _closing(guest),
        "copies": ["- Như trên;", "- Lưu: VT."],
        "signature": chairs_signature(conference),
    }


def _whom(guest: Guest | None) -> str:
    """Who is invited, in few words: for the title of the file."""
    return (guest.person or guest.organisation)[:WHOM] if guest else "các đơn vị thành viên"


def _addressed(guest: Guest) -> str:
    if not guest.person:
        return guest.organisation
    return ", ".join(filter(None, (f"Ông (Bà) {guest.person}", guest.office, guest.organisation)))


def _opening(conference: Conference, guest: Guest | None) -> str:
    bloc = conference.bloc_year.bloc.name
    if guest is None:
        whom = "lãnh đạo và người phụ trách công tác thi đua, khen thưởng của quý đơn vị"
    else:
        whom = "Ông (Bà)" if guest.person else "đại diện lãnh đạo quý cơ quan"
    return f"{bloc} tổ chức {name_of(conference)} và trân trọng kính mời {whom} tới dự."


def _facts(conference: Conference) -> list[tuple[str, str]]:
    """What stands after a word: when, where, who chairs, what about, what else."""
    chair = official(conference.chair, conference.chair_position, chair_unit(conference))
    contents = "; ".join(item.content.strip().rstrip(".;") for item in conference.items.all())
    facts = [
        ("Thời gian", closed(begins_words(conference))),
        ("Địa điểm", closed(conference.venue or "." * 60)),
        ("Chủ trì", closed(chair)),
        ("Nội dung", closed(contents or "." * 60)),
    ]
    return facts + ([("Ghi chú", closed(conference.dress))] if conference.dress else [])


def _closing(guest: Guest | None) -> str:
    who = "quý đơn vị" if guest is None else "Ông (Bà)" if guest.person else "quý cơ quan"
    return f"Rất mong {who} sắp xếp thời gian tới dự đầy đủ, đúng giờ để Hội nghị thành công tốt đẹp./."


def _compose(bloc_year: BlocYear, subject: Subject, face: Face) -> pdf.Composition:
    conference, number = conference_for(bloc_year, subject), subject.key.rpartition("-")[2]
    guest = None if number == UNITS else conference.guests.get(pk=int(number))
    context = invitation_context(conference, guest, face)
    behind, day = sheets(bloc_year, draft=face.is_draft), face.day or conference.held_on
    return pdf.Composition("invitation", context, behind, day, for_signing=True)


def _not_ready(bloc_year: BlocYear, subject: Subject) -> list[str]:
    conference = conference_for(bloc_year, subject)
    if conference.held_on and conference.begins and conference.venue:
        return []
    return [gettext("Enter day, time and venue of the conference first.")]


INVITATION = Kind(
    "invitation",
    gettext_lazy("Invitation"),
    "GM",
    _subjects,
    _compose,
    obstacles=_not_ready,
    for_signing=True,
)
