"""What the papers of a conference share: its official name, times in words, who signs for the bloc."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from blocs.formats import long_date
from blocs.pdf.bloc_papers import DRAFT_MARK, heading, signed_by
from blocs.pdf.letterhead import GAP, Letterhead, place_and_date
from blocs.pdf.signatures import UNKNOWN_NAME, Signature
from pledges.models.conferences import Occasion
from pledges.models.convening import STAGES
from pledges.papers import Face, Kind, Subject

if TYPE_CHECKING:
    from blocs.models import BlocYear, Unit
    from blocs.stages import Stage
    from pledges.models import Conference, Paper

NAMES = {
    Occasion.SIGNING: "Hội nghị ký kết giao ước thi đua năm {year}",
    Occasion.MIDYEAR: "Hội nghị sơ kết phong trào thi đua 6 tháng đầu năm {year}",
    Occasion.YEAREND: "Hội nghị tổng kết phong trào thi đua năm {year}",
}
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def stage_of(conference: Conference) -> Stage:
    """When in the year the conference's papers belong."""
    return STAGES[Occasion(conference.occasion)]


def name_of(conference: Conference) -> str:
    """The conference's name as papers write it."""
    return NAMES[Occasion(conference.occasion)].format(year=conference.bloc_year.year)


def clock(moment: time | None) -> str:
    """`08 giờ 00 phút`, or gaps to fill in."""
    return f"{moment:%H} giờ {moment:%M} phút" if moment else f"{GAP} giờ {GAP} phút"


def day_words(day: date | None, year: int, *, weekday: bool = True) -> str:
    """`ngày 01 tháng 3 năm 2021 (thứ Hai)`, or gaps to fill in."""
    if day is None:
        return f"ngày {GAP} tháng {GAP} năm {year}"
    return f"{long_date(day)} ({WEEKDAYS[day.weekday()]})" if weekday else long_date(day)


def begins_words(conference: Conference, *, weekday: bool = True) -> str:
    """`08 giờ 00 phút, ngày 01 tháng 3 năm 2021 (thứ Hai)`."""
    day = day_words(conference.held_on, conference.bloc_year.year, weekday=weekday)
    return f"{clock(conference.begins)}, {day}"


def chair_unit(conference: Conference) -> Unit:
    """Where the chair holds office: the deputy's leader stands in for the head, else it is the head."""
    deputy = conference.bloc_year.deputy
    is_deputys = bool(conference.chair) and conference.chair == _leader_of(deputy, conference.held_on)
    return deputy if deputy and is_deputys else conference.bloc_year.head


def office_at(position: str, unit: Unit) -> str:
    """`Trưởng Ban Quản lý …`: the word in which an office ends and a unit begins is written once."""
    first, _space, rest = unit.name.partition(" ")
    joined = position.rpartition(" ")[2].lower() == first.lower()
    return f"{position} {rest if joined else unit.name}"


def official(name: str, position: str, unit: Unit) -> str:
    """A person with office and unit, or dots."""
    return person_words(name, office_at(position, unit) if position else "")


def person_words(name: str, position: str) -> str:
    """A person with the office, or dots."""
    return ", ".join(filter(None, (name, position))) if name else UNKNOWN_NAME


def closed(text: str) -> str:
    """A sentence with its full stop."""
    text = text.strip()
    return text if text[-1:] in ".…!?" else f"{text}."


def letterhead_of(conference: Conference, face: Face, *, dated: bool = True) -> Letterhead:
    """The bloc's heading; minutes have no place and date in it."""
    bloc_year = conference.bloc_year
    place = conference.place or bloc_year.head.place
    year = conference.held_on.year if conference.held_on else bloc_year.year
    when = place_and_date(place, face.day, year) if dated else ""
    return heading(bloc_year, when, number=face.number, mark=DRAFT_MARK if face.is_draft else "")


def chairs_signature(conference: Conference) -> Signature:
    """The chair signs for the bloc."""
    chair, position = conference.chair, conference.chair_position
    return signed_by(conference.bloc_year, chair, position, chair_unit(conference))


def _leader_of(unit: Unit | None, day: date | None) -> str:
    leader = unit.leader_on(day or timezone.localdate()) if unit else None
    return leader.full_name if leader else ""


# --- the papers of a conference on its page ---------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper of a conference: its words, where it is looked at and issued, and its number once issued."""

    label: str
    preview: str
    issue: str
    number: str
    url: str
    is_invitation: bool = False
    is_for_guest: bool = False


def sheets_for(conference: Conference, kinds: tuple[Kind, ...]) -> list[Sheet]:
    """Every paper of `kinds` about the conference, in order."""
    year = conference.bloc_year
    issued = {
        (paper.kind, paper.subject): paper
        for paper in year.papers.in_force().filter(subject__startswith=conference.occasion)
    }
    return [
        _sheet(year, kind, subject, issued.get((kind.name, subject.key)))
        for kind in kinds
        for subject in kind.subjects(year)
        if subject.key.partition("-")[0] == conference.occasion
    ]


def _sheet(year: BlocYear, kind: Kind, subject: Subject, paper: Paper | None) -> Sheet:
    address = (*year.address, kind.name, subject.key)
    about = subject.label.partition(" · ")[2]
    return Sheet(
        label=" · ".join(filter(None, (str(kind.label), about))),
        preview=reverse("paper_file", args=(paper.pk,)) if paper else reverse("paper_preview", args=address),
        issue=reverse("paper_issue", args=address),
        number=paper.number if paper else "",
        url=paper.get_absolute_url() if paper else "",
        is_invitation=kind.name == "invitation",
        is_for_guest="-guest-" in subject.key,
    )


def conferences_of(bloc_year: BlocYear) -> list[Conference]:
    """The year's conferences in its order."""
    order = list(Occasion)
    found = bloc_year.conferences.select_related("bloc_year__bloc", "bloc_year__head", "bloc_year__deputy")
    return sorted(found, key=lambda one: order.index(Occasion(one.occasion)))


def conference_for(bloc_year: BlocYear, subject: Subject) -> Conference:
    """The conference that a subject's key names."""
    occasion = subject.key.partition("-")[0]
    return next(one for one in conferences_of(bloc_year) if one.occasion == occasion)


def each_conference(bloc_year: BlocYear) -> list[Subject]:
    """One paper for each conference of the year."""
    return [
        Subject(one.occasion, str(one.get_occasion_display()), stage=stage_of(one))
        for one in conferences_of(bloc_year)
    ]
