"""A unit's registration on paper (bảng đăng ký giao ước thi đua, after Mẫu 1a)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy

from blocs import pdf
from blocs.formats import short_date
from blocs.pdf.bloc_papers import DRAFT_MARK, sheets
from blocs.pdf.letterhead import WHOLE_LINE, Letterhead, broken, letterhead, place_and_date
from blocs.pdf.signatures import Signature, offices, signature
from blocs.stages import Stage
from pledges.documents.pledge import closed, is_figure
from pledges.models import Movement, Registration, Target
from pledges.models.titles import Holder
from pledges.papers import Face, Kind, Subject, day_of

if TYPE_CHECKING:
    from blocs.models import BlocYear, Unit

NOTHING = "Không đăng ký."


def registration_paper(registration: Registration, face: Face) -> pdf.Composition:
    """The registration as the unit's leader signs it; a draft until it is issued."""
    behind = sheets(registration.bloc_year, draft=face.is_draft)
    context = registration_context(registration, face)
    return pdf.Composition("registration", context, behind, face.day, for_signing=True)


def registration_context(registration: Registration, face: Face) -> dict[str, Any]:
    """Everything the template prints."""
    unit, bloc, year = registration.unit, registration.bloc_year.bloc, registration.bloc_year.year
    targets = list(registration.targets.all())
    return {
        "title": f"Bảng đăng ký giao ước thi đua năm {year} của {unit.name}",
        "letterhead": _letterhead(unit, year, face),
        "about": broken(f"Năm {year}", WHOLE_LINE),
        "addressees": [bloc.name],
        "opening": opening(unit, bloc.name, year),
        "year": str(year),
        "last_year": str(year - 1),
        "movements": [_movement(*row) for row in enumerate(registration.movements.all(), start=1)],
        "targets": [_target(*row) for row in enumerate(targets, start=1)],
        "has_last_year": any(target.last_year for target in targets),
        "has_due": any(target.due for target in targets),
        "commitments": _commitments(registration),
        "titles": _titles(registration),
        "titles_have_notes": registration.titles.exclude(note="").exists(),
        "nothing": NOTHING,
        "commitment": commitment(unit, year),
        "copies": _copies(registration),
        "signature": _signature(unit, face),
    }


def _letterhead(unit: Unit, year: int, face: Face) -> Letterhead:
    return letterhead(
        superior=unit.superior,
        issuer=unit.heading,
        number=face.number,
        place_and_date=place_and_date(unit.place, face.day, year),
        mark=DRAFT_MARK if face.is_draft else "",
    )


def opening(unit: Unit, bloc: str, year: int) -> str:
    """The sentence before the parts."""
    return (
        f"Căn cứ nhiệm vụ được giao năm {year}, {unit.name} đăng ký giao ước thi đua năm {year} "
        f"với {bloc} như sau:"
    )


def commitment(unit: Unit, year: int) -> str:
    """The last sentence, with the sign that closes the text."""
    return (
        f"{unit.name} cam kết tổ chức thực hiện nghiêm túc, có hiệu quả các nội dung đã đăng ký; phấn đấu "
        f"hoàn thành tốt nhiệm vụ được giao năm {year}./."
    )


def _movement(number: int, movement: Movement) -> dict[str, Any]:
    return {
        "number": number,
        "name": movement.name,
        "aims": movement.aim.splitlines(),
        "launched": movement.launched,
        "wrapped_up": movement.wrapped_up,
    }


def _target(number: int, target: Target) -> dict[str, Any]:
    return {
        "number": number,
        "content": target.content,
        "measure": target.measure,
        "last_year": target.last_year,
        "last_year_align": "num" if is_figure(target.last_year) else "",
        "plan": target.plan,
        "plan_align": "num" if is_figure(target.plan) else "",
        "due": short_date(target.due) if target.due else "",
        "note": target.note,
    }


def _commitments(registration: Registration) -> list[str]:
    """What the organisations commit themselves to, as numbered lines; one that registers nothing says so."""
    organisations = (
        ("Tổ chức đảng", registration.party_cell),
        ("Công đoàn", registration.union),
        ("Đoàn Thanh niên", registration.youth_union),
    )
    if not any(words for _organisation, words in organisations):
        return []
    return [
        f"{place}. {organisation}: {closed(words or NOTHING)}"
        for place, (organisation, words) in enumerate(organisations, start=1)
    ]


def _titles(registration: Registration) -> list[dict[str, Any]]:
    """The titles in two groups, each with lines numbered anew; a group without lines is left out."""
    lines = list(registration.titles.select_related("title"))
    groups = ((Holder.COLLECTIVE, "1. Danh hiệu tập thể"), (Holder.PERSON, "2. Danh hiệu cá nhân"))
    return [
        {
            "name": name,
            "lines": [
                {"number": number, "title": line.title.name, "holder": line.holder, "note": line.note}
                for number, line in enumerate([one for one in lines if one.title.holder == holder], start=1)
            ],
        }
        for holder, name in groups
        if lines
    ]


def _copies(registration: Registration) -> list[str]:
    head, bloc = registration.bloc_year.head, registration.bloc_year.bloc
    to_head = [f"- {head.name} ({bloc.worded('trưởng khối')});"] if head.pk != registration.unit_id else []
    return ["- Như trên;", *to_head, "- Lưu: VT."]


def _signature(unit: Unit, face: Face) -> Signature:
    leader = unit.leader_on(day_of(face))
    return signature(offices=offices(leader.position), name=leader.full_name) if leader else signature()


# --- the registration as a kind of paper ------------------------------------------------------------------
def _registrations(bloc_year: BlocYear) -> list[Subject]:
    """One for every member that has begun, in the order of the year, then for units that left."""
    begun = {one.unit_id: one for one in bloc_year.registrations.select_related("unit")}
    members = [begun.pop(unit.pk) for unit in bloc_year.members if unit.pk in begun]
    return [Subject(one.key, one.unit.name, one.unit) for one in (*members, *begun.values())]


def _found(bloc_year: BlocYear, subject: Subject) -> Registration:
    rows = bloc_year.registrations.select_related("unit", "bloc_year__bloc", "bloc_year__head")
    return rows.get(unit=subject.unit)


def _compose(bloc_year: BlocYear, subject: Subject, face: Face) -> pdf.Composition:
    return registration_paper(_found(bloc_year, subject), face)


def _not_confirmed(bloc_year: BlocYear, subject: Subject) -> list[str]:
    if _found(bloc_year, subject).is_given:
        return []
    return [gettext("The registration is issued when the unit's leader has confirmed it.")]


REGISTRATION = Kind(
    "registration",
    gettext_lazy("Registration of the pledge"),
    "ĐK",
    _registrations,
    _compose,
    obstacles=_not_confirmed,
    for_signing=True,
    stage=Stage.PREPARE,
)
