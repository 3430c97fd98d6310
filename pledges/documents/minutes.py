"""Biên bản hội nghị, form 1.9 of Decree 30: no place and date at the head, secretary left, chair right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from blocs import pdf
from blocs.pdf.bloc_papers import sheets
from blocs.pdf.letterhead import WHOLE_LINE, broken
from blocs.pdf.signatures import UNKNOWN_NAME, Signature
from pledges.documents.conferences import (
    begins_words,
    chair_unit,
    clock,
    closed,
    conference_for,
    day_words,
    each_conference,
    letterhead_of,
    name_of,
    official,
)
from pledges.papers import Face, Kind, Subject

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from pledges.models import AgendaItem, Attendance, Conference, Guest

LINES_BY_HAND = 3  # under an item without a record
MORE_LINES_BY_HAND = 5  # for the conclusions


def minutes_context(conference: Conference, face: Face) -> dict[str, Any]:
    """Everything the template prints; what is not recorded leaves dotted lines to write on."""
    bloc_year, name = conference.bloc_year, name_of(conference)
    presences, guests = conference.presences, list(conference.guests.all())
    return {
        "title": f"Biên bản {name} của {bloc_year.bloc.name}",
        "letterhead": letterhead_of(conference, face, dated=False),
        "about": broken(name, WHOLE_LINE),
        "begins": closed(begins_words(conference, weekday=False)),
        "venue": closed(conference.venue or "." * 60),
        "attendance": [*_units(presences), *_guests(guests)],
        "chair": closed(official(conference.chair, conference.chair_position, chair_unit(conference))),
        "secretary": closed(official(conference.secretary, conference.secretary_position, bloc_year.head)),
        "items": [_item(place, item, conference) for place, item in _numbered(conference)],
        "conclusions": paragraphs(conference.conclusions),
        "conclusion_lines": [""] * (MORE_LINES_BY_HAND if is_blank(conference) else 0),
        "ending": _ending(conference),
        "signatures": [
            Signature([], ["THƯ KÝ"], conference.secretary or UNKNOWN_NAME, []),
            Signature([], ["CHỦ TỌA"], conference.chair or UNKNOWN_NAME, []),
        ],
        "copies": [f"- {bloc_year.bloc.council};", "- Các đơn vị thành viên;", "- Lưu: VT, Hồ sơ."],
    }


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each closed."""
    return [closed(line) for line in text.splitlines() if line.strip()]


def _numbered(conference: Conference) -> list[tuple[int, AgendaItem]]:
    return list(enumerate(conference.items.all(), start=1))


def is_blank(conference: Conference) -> bool:
    """Whether the paper is to be written on by hand: neither conclusions nor the end are recorded."""
    return not conference.conclusions and conference.ended is None


def _units(presences: list[Attendance]) -> list[dict[str, Any]]:
    """The members that came with their people, those that did not; before it is taken, room to write."""
    marked = [row for row in presences if row.is_present is not None]
    came = [row for row in marked if row.is_present]
    if not marked:
        lines = [f"{row.unit.name}: {'.' * 40}" for row in presences]
        return [{"head": "a) Các đơn vị thành viên:", "lines": ended(lines)}]
    lines = [f"{row.unit.name}: {row.people}" if row.people else row.unit.name for row in came]
    found = [
        {"head": f"a) Các đơn vị thành viên có mặt: {_share(came, presences)} đơn vị:", "lines": ended(lines)}
    ]
    absent = [row.unit.name for row in presences if row not in came]
    return found + ([{"head": "Vắng mặt:", "lines": ended(absent)}] if absent else [])


def _share(some: list[Any], all_of_them: list[Any]) -> str:
    return f"{len(some):02d}/{len(all_of_them):02d}"


def _guests(guests: list[Guest]) -> list[dict[str, Any]]:
    """The guests that came; before it is taken, all who were invited."""
    if not guests:
        return [{"head": "b) Đại biểu:", "lines": ["." * 60]}]
    marked = [guest for guest in guests if guest.is_present is not None]
    shown = [str(guest) for guest in guests if guest.is_present or not marked]
    return [{"head": "b) Đại biểu:", "lines": ended(shown or ["Không có đại biểu tham dự"])}]


def ended(lines: list[str]) -> list[str]:
    """Lines of a list with its marks: `- …;` and a full stop at the last."""
    last = len(lines) - 1
    return [f"- {line}{'.' if place == last else ';'}" for place, line in enumerate(lines)]


def _item(place: int, item: AgendaItem, conference: Conference) -> dict[str, Any]:
    record = paragraphs(item.record)
    if item.is_signing and (signed := _signed(conference)):
        record.append(signed)
    return {
        "head": f"{place}. {item.content.strip().rstrip('.')}"
        + (f" ({item.presenter})" if item.presenter else ""),
        "record": record,
        "lines": [""] * (LINES_BY_HAND if not record and is_blank(conference) else 0),
    }


def _signed(conference: Conference) -> str:
    """How many units signed, in their order."""
    agreements = conference.agreements
    signed = [one.unit.name for one in agreements if one.is_signed]
    if not signed:
        return ""
    return f"Đã ký giao ước thi đua: {_share(signed, agreements)} đơn vị, theo thứ tự: {'; '.join(signed)}."


def _ending(conference: Conference) -> str:
    day = day_words(conference.held_on, conference.bloc_year.year, weekday=False)
    return f"Cuộc họp kết thúc vào {clock(conference.ended)}, {day}./."


def _compose(bloc_year: BlocYear, subject: Subject, face: Face) -> pdf.Composition:
    conference = conference_for(bloc_year, subject)
    context, day = minutes_context(conference, face), face.day or conference.held_on
    behind = sheets(bloc_year, draft=face.is_draft)
    return pdf.Composition("minutes", context, behind, day, for_signing=True)


def _not_written(bloc_year: BlocYear, subject: Subject) -> list[str]:
    conference = conference_for(bloc_year, subject)
    if conference.held_on is None or conference.held_on > timezone.localdate():
        return [gettext("The conference has not been held yet.")]
    missing = [] if conference.ended else [gettext("Enter when the conference ended.")]
    if not conference.conclusions:
        missing.append(gettext("Write down what the conference concluded."))
    return missing


def _planned(bloc_year: BlocYear, subject: Subject) -> Face:
    return Face("", conference_for(bloc_year, subject).held_on)


MINUTES = Kind(
    "minutes",
    gettext_lazy("Minutes of the conference"),
    "BB",
    each_conference,
    _compose,
    obstacles=_not_written,
    planned=_planned,
    for_signing=True,
)
