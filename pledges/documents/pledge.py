"""The joint pledge on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy

from blocs import pdf
from blocs.formats import roman
from blocs.pdf.bloc_papers import DRAFT_MARK, heading, sheets
from blocs.pdf.letterhead import WHOLE_LINE, Letterhead, broken, place_and_date
from blocs.pdf.signatures import Signature, offices, on_pages, rows, signature
from pledges import papers
from pledges.models import Agreement, Pledge
from pledges.models.agreements import in_signing_order
from pledges.models.pledges import PledgeState
from pledges.papers import Face, Kind, Subject

if TYPE_CHECKING:
    from blocs.models import Bloc, BlocYear, Unit

_FIGURE = re.compile(r"^[≥≤><~±]?\s*\d[\d.,]*\s*%?$")
PAGE, CAPTION = 255.5, 9.0  # millimetres: the text of a page; the line above signatures that go on
_LINE, _LETTERS = 6.5, 66  # millimetres and letters of a line of the text


def joint_pledge(pledge: Pledge, face: Face = papers.DRAFT) -> pdf.Composition:
    """The joint pledge as it is signed; until every unit has agreed it is marked as a draft."""
    context, day = pledge_context(pledge, face), face.day or pledge.signed_on
    behind = sheets(pledge.bloc_year, draft=is_draft(pledge))
    return pdf.Composition("pledge", context, behind, day, for_signing=True)


def is_draft(pledge: Pledge) -> bool:
    """Whether the text may still change: being written, or the members have not all agreed yet."""
    return pledge.state == PledgeState.DRAFT or (
        pledge.state == PledgeState.AGREEING and not pledge.is_agreed
    )


def pledge_context(pledge: Pledge, face: Face = papers.DRAFT) -> dict[str, Any]:
    """Everything the template of the joint pledge prints."""
    bloc, year = pledge.bloc_year.bloc, pledge.bloc_year.year
    agreements, sections = _agreements(pledge), _sections(pledge)
    units = [agreement.unit for agreement in agreements]
    promise = commitment(bloc, year)
    signed = rows([_signature(agreement) for agreement in agreements])
    pages = on_pages(signed, PAGE, _height_of(promise), CAPTION)
    launched = [_movement(row) for row in pledge.launched()]
    return {
        "title": f"Bản giao ước thi đua năm {year} của {bloc.name}",
        "letterhead": _letterhead(pledge, face),
        "about": broken(f"Năm {year} của {bloc.name}", WHOLE_LINE),
        "opening": opening(bloc, year, units),
        "sections": sections,
        "movements": launched,
        "movements_number": roman(len(sections) + 1),
        "targets_number": roman(len(sections) + 1 + bool(launched)),
        "year": str(year),
        "units": _targets(pledge, units),
        "commitment": promise,
        "first_signatures": pages[0] if pages else [],
        "signatures": pages[1:],
        "continued": f"(Phần ký tiếp theo của Bản giao ước thi đua năm {year})",
    }


def _letterhead(pledge: Pledge, face: Face) -> Letterhead:
    bloc_year, place = pledge.bloc_year, pledge.place or pledge.bloc_year.head.place
    when = place_and_date(place, face.day or pledge.signed_on, bloc_year.year)
    mark = DRAFT_MARK if is_draft(pledge) else ""
    return heading(bloc_year, when, number=face.number or pledge.number, mark=mark)


def opening(bloc: Bloc, year: int, units: list[Unit]) -> str:
    """The sentence before the contents: who pledges, where, for what."""
    names = "; ".join(unit.name for unit in units)
    return (
        f"Căn cứ nhiệm vụ được giao năm {year}, tại Hội nghị ký kết giao ước thi đua, {len(units):02d} "
        f"đơn vị thành viên {bloc.name} gồm: {names} cùng thống nhất ký kết giao ước thi đua năm {year} "
        "với các nội dung sau:"
    )


def commitment(bloc: Bloc, year: int) -> str:
    """The last sentence, with the sign that closes the text."""
    return (
        f"Các đơn vị thành viên {bloc.name} cam kết tổ chức phát động, thực hiện nghiêm túc, có hiệu quả "
        f"các nội dung và chỉ tiêu đã giao ước; phấn đấu hoàn thành xuất sắc nhiệm vụ được giao năm {year}./."
    )


def _agreements(pledge: Pledge) -> list[Agreement]:
    """The agreements in the order of signing; in a draft those of the members, who need not be asked yet."""
    if is_draft(pledge):
        members = [answer for answer in pledge.answers() if answer.is_member]
        agreements = [one.agreement or Agreement(pledge=pledge, unit=one.unit) for one in members]
    else:
        agreements = list(pledge.agreements.select_related("unit"))
    return in_signing_order(pledge.bloc_year, agreements)


def _height_of(text: str) -> float:
    """How many millimetres a paragraph takes, rather more than less."""
    return (len(text) // _LETTERS + 1) * _LINE + 3


def _movement(row: dict[str, str]) -> dict[str, Any]:
    return {**row, "aim": [line.strip() for line in row["aim"].splitlines() if line.strip()]}


def _signature(agreement: Agreement) -> Signature:
    heading = agreement.unit.heading
    lines = offices(agreement.signer_position, heading)
    return signature("Đại diện", heading, offices=lines, name=agreement.signer)


def _sections(pledge: Pledge) -> list[dict[str, Any]]:
    return [
        {"number": roman(place), "title": section.title.upper(), "points": numbered(section.points)}
        for place, section in enumerate(pledge.sections.all(), start=1)
    ]


def numbered(points: list[str]) -> list[str]:
    """Points as 1. 2. 3., each with a mark at its end; a single point needs no number."""
    plain = [closed(point) for point in points]
    return plain if len(plain) == 1 else [f"{place}. {point}" for place, point in enumerate(plain, start=1)]


def closed(point: str) -> str:
    """A sentence with a mark at its end."""
    return point if point[-1:] in ".;:,…" else f"{point}."


def _targets(pledge: Pledge, units: list[Unit]) -> list[dict[str, Any]]:
    """What every unit registered and its leader confirmed."""
    confirmed = pledge.bloc_year.registrations.given()
    by_unit = {found.unit_id: list(found.targets.all()) for found in confirmed.prefetch_related("targets")}
    return [
        {
            "number": place,
            "name": unit.name,
            "targets": [
                {
                    "number": number,
                    "content": target.content,
                    "measure": target.measure,
                    "plan": target.plan,
                    "align": "num" if is_figure(target.plan) else "",
                    "note": target.note,
                }
                for number, target in enumerate(by_unit.get(unit.pk, []), start=1)
            ],
        }
        for place, unit in enumerate(units, start=1)
    ]


def is_figure(text: str) -> bool:
    """Whether a plan or a result is a number, which stands at the right of its column."""
    return _FIGURE.match(text) is not None


def filename(pledge: Pledge) -> str:
    """Under what name the paper is saved."""
    return f"Giao ước thi đua {pledge.bloc_year.year} - {pledge.bloc_year.bloc.name}.pdf"


# --- the joint pledge as a kind of paper ------------------------------------------------------------------
def _pledges(bloc_year: BlocYear) -> list[Subject]:
    return [Subject()] if hasattr(bloc_year, "pledge") else []


def _compose_pledge(bloc_year: BlocYear, subject: Subject, face: Face) -> pdf.Composition:
    return joint_pledge(bloc_year.pledge, face)


def _not_agreed(bloc_year: BlocYear, subject: Subject) -> list[str]:
    if not is_draft(bloc_year.pledge):
        return []
    return [gettext("The joint pledge is issued when every unit has agreed to it.")]


def _planned_pledge(bloc_year: BlocYear, subject: Subject) -> Face:
    return Face(bloc_year.pledge.number, bloc_year.pledge.signed_on)


PLEDGE = Kind(
    "pledge",
    gettext_lazy("Joint pledge"),
    "GUTĐ",
    _pledges,
    _compose_pledge,
    obstacles=_not_agreed,
    planned=_planned_pledge,
    for_signing=True,
    joint=True,
)
