"""What stands around every page of a sheet: the sheet if the person may see it, its pages, its deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.frame import stand_in
from scoring.duties import deadline_now, kind_words, late_marks
from scoring.models import ScoreSheet
from scoring.permissions import sees_review


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a sheet."""

    name: str
    label: str
    url: str
    is_current: bool


def visible_sheet(request: HttpRequest, pk: int) -> ScoreSheet:
    """The sheet of an address, if the person may see it; the page stands in the frame of its year."""
    visible = ScoreSheet.objects.visible_to(request.user)
    related = ("unit", "bloc_year__bloc", "bloc_year__regulation", "bloc_year__head", "submitted_by")
    sheet = get_object_or_404(visible.select_related(*related), pk=pk)
    stand_in(request, sheet.bloc_year)
    return sheet


def tabs(user: Any, sheet: ScoreSheet, current: str = "") -> list[Tab]:
    """The pages of a sheet that are open to `user` now, in the order of its way."""
    year = sheet.bloc_year
    library = reverse("evidence_library", args=(*year.address, sheet.unit_id))
    pages = (
        ("sheet", _("Score sheet"), True),
        ("review", _("Review"), sheet.reviewable_by(user)),
        ("explanation", _("Explanation"), sheet.explainable_by(user)),
        ("decisions", _("Decisions"), sheet.decidable_by(user)),
        ("comparison", _("Comparison"), sees_review(user, sheet)),
        ("evidence", _("Evidence"), True),
        ("sheet_workbook_upload", _("Excel"), sheet.scorable_by(user) or sheet.reviewable_by(user)),
        ("receipt", _("Receipt"), not sheet.awaits_unit),
    )
    return [
        Tab(name, label, library if name == "evidence" else reverse(name, args=(sheet.pk,)), name == current)
        for name, label, is_open in pages
        if is_open
    ]


def around(request: HttpRequest, sheet: ScoreSheet, current: str) -> dict[str, Any]:
    """The part of every sheet page's context that does not depend on the page."""
    deadline = deadline_now(sheet)
    return {
        "sheet": sheet,
        "tabs": tabs(request.user, sheet, current),
        "deadline": deadline,
        "deadline_kind": kind_words(deadline) if deadline else "",
        "late_marks": late_marks(sheet),
        "steps": sheet.steps_for(request.user),
    }
