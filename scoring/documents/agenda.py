"""The disputed-items agenda on paper: what the conference decides, with a box for every decision."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation

from blocs import pdf
from blocs.formats import roman
from blocs.models import BlocYear
from blocs.pdf.bloc_papers import heading, sheets, word_for
from blocs.pdf.letterhead import broken, place_and_date
from blocs.pdf.signatures import signature
from scoring.disputes import ChangedLine, Disputed, Figure, place_words

ACROSS = 84  # letters of 14 points across a landscape page


def agenda(bloc_year: BlocYear, groups: list[Disputed]) -> bytes:
    """The list as PDF, as of the moment it is printed."""
    with translation.override("vi"):
        context = agenda_context(bloc_year, groups)
    behind = sheets(bloc_year, landscape=True)
    return pdf.paper("agenda", context, sheets=behind, day=timezone.localdate())


def agenda_context(bloc_year: BlocYear, groups: list[Disputed]) -> dict[str, Any]:
    """Everything the template of the list prints."""
    bloc, count = bloc_year.bloc, sum(len(group.lines) for group in groups)
    return {
        "title": f"Danh mục nội dung còn ý kiến khác nhau năm {bloc_year.year} của {bloc.name}",
        "letterhead": heading(
            bloc_year, place_and_date(bloc_year.head.place, None, timezone.localdate().year)
        ),
        "kind": "DANH MỤC NỘI DUNG CÒN Ý KIẾN KHÁC NHAU",
        "about": broken(
            f"Trình hội nghị tổng kết công tác thi đua năm {bloc_year.year} của {bloc.name}", ACROSS
        ),
        "groups": [_group(place, group) for place, group in enumerate(groups, start=1)],
        "closing": f"Danh mục này có {count:02d} nội dung của {len(groups):02d} đơn vị./.",
        "printed": _printed(bloc_year),
        "signatures": [
            signature("TM. TỔ THƯ KÝ", offices=["NGƯỜI LẬP DANH MỤC"]),
            signature(f"TM. {word_for(bloc)} THI ĐUA", offices=["CHỦ TRÌ HỘI NGHỊ"]),
        ],
    }


def _printed(bloc_year: BlocYear) -> str:
    """By which rules, and as of when."""
    regulation = getattr(bloc_year, "regulation", None)
    basis = f"Căn cứ chấm điểm: {regulation.reference}. " if regulation else ""
    return f"{basis}Số liệu lúc {timezone.localtime():%H giờ %M ngày %d/%m/%Y}."


def _group(place: int, group: Disputed) -> dict[str, Any]:
    return {"head": f"{roman(place)}. {group.sheet.unit.name}", "rows": [_row(one) for one in group.lines]}


def _row(line: ChangedLine) -> dict[str, Any]:
    return {
        "place": line.place,
        "criterion": f"{line.number}. {line.name}",
        "is_deduction": line.is_deduction,
        "maximum": line.maximum,
        "own": _figure(line, line.own),
        "reviewed": _figure(line, line.reviewed),
        "difference": line.difference,
        "reason": line.score.review_reason.splitlines(),
        "proofs": place_words(line.proofs) or "–",
        "answer": line.score.answer.splitlines(),
        "decision": _decision(line),
    }


def _figure(line: ChangedLine, figure: Figure) -> list[str]:
    """Points, and below them the result they come from."""
    measure = line.score.criterion.measure
    return [figure.points or "–"] + (
        [f"({figure.actual} {measure})".replace(" )", ")")] if figure.actual else []
    )


def _decision(line: ChangedLine) -> list[str]:
    """What is decided already; nothing leaves the box empty."""
    if not line.score.is_decided:
        return []
    return [f"{_figure(line, line.final)[0]} điểm", *line.score.final_reason.splitlines()]


def agenda_filename(bloc_year: BlocYear) -> str:
    """Under what name the paper is saved."""
    return f"Nội dung còn ý kiến khác nhau {bloc_year.year} - {bloc_year.bloc.name}.pdf"
