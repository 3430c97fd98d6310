"""Chương trình hội nghị: what comes when, and who presents it."""

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
    each_conference,
    letterhead_of,
    name_of,
    official,
)
from pledges.papers import Face, Kind, Subject

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from pledges.models import Conference


def programme_context(conference: Conference, face: Face) -> dict[str, Any]:
    """Everything the template prints; an empty agenda has rows to fill in by hand."""
    bloc, name, rows = conference.bloc_year.bloc, name_of(conference), _rows(conference)
    chair = official(conference.chair, conference.chair_position, chair_unit(conference))
    return {
        "title": f"Chương trình {name} của {bloc.name}",
        "letterhead": letterhead_of(conference, face),
        "about": broken(name, WHOLE_LINE),
        "facts": [
            ("Thời gian", closed(begins_words(conference))),
            ("Địa điểm", closed(conference.venue or "." * 60)),
            ("Chủ trì", closed(chair)),
        ],
        "rows": rows,
        "blanks": [] if rows else [""] * 8,
        "closing": f"Trên đây là chương trình {name}./.",
        "copies": [f"- {bloc.council};", "- Các đơn vị thành viên;", "- Đại biểu dự hội nghị;", "- Lưu: VT."],
        "signature": chairs_signature(conference),
    }


def _rows(conference: Conference) -> list[dict[str, str]]:
    return [
        {
            "time": f"{item.begins:%H giờ %M}" if item.begins else "",
            "content": item.content,
            "presenter": item.presenter,
        }
        for item in conference.items.all()
    ]


def _compose(bloc_year: BlocYear, subject: Subject, face: Face) -> pdf.Composition:
    conference = conference_for(bloc_year, subject)
    context, day = programme_context(conference, face), face.day or conference.held_on
    behind = sheets(bloc_year, draft=face.is_draft)
    return pdf.Composition("programme", context, behind, day, for_signing=True)


def _without_items(bloc_year: BlocYear, subject: Subject) -> list[str]:
    conference = conference_for(bloc_year, subject)
    missing = [] if conference.items.exists() else [gettext("The agenda has no items yet.")]
    if not (conference.held_on and conference.begins and conference.venue):
        missing.append(gettext("Enter day, time and venue of the conference first."))
    return missing


PROGRAMME = Kind(
    "programme",
    gettext_lazy("Programme of the conference"),
    "CTr",
    each_conference,
    _compose,
    obstacles=_without_items,
    for_signing=True,
)
