"""How much every unit of a year has in its library, and what it misses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.template.defaultfilters import filesizeformat

from blocs.formats import number
from blocs.models import BlocYear, Unit
from blocs.permissions import heads, unit_ids
from scoring.models import Evidence, EvidenceFile, ScoreSheet
from scoring.models.evidence import missing_by_sheet


@dataclass(frozen=True, slots=True)
class LibrarySummary:
    """A unit's line in the list of libraries; nothing of it is told while the person may not see it."""

    unit: Unit
    is_visible: bool
    is_own: bool
    documents: str = ""
    size: str = ""
    missing: str = ""


def summaries(bloc_year: BlocYear, user: Any) -> list[LibrarySummary]:
    """Every member's library, as far as `user` may see it; a fixed number of queries."""
    sheets = {
        sheet.unit_id: sheet for sheet in ScoreSheet.objects.visible_to(user).filter(bloc_year=bloc_year)
    }
    missing = missing_by_sheet(bloc_year, sheets.values()) if sheets else {}
    counts = _by_unit(Evidence, bloc_year, Count("pk"))
    sizes = _by_unit(EvidenceFile, bloc_year, Sum("size"))
    own, all_of_them = unit_ids(user), heads(user, bloc_year)

    def summary(unit: Unit) -> LibrarySummary:
        sheet = sheets.get(unit.pk)
        if not (sheet or all_of_them or unit.pk in own):
            return LibrarySummary(unit, is_visible=False, is_own=False)
        return LibrarySummary(
            unit,
            is_visible=True,
            is_own=unit.pk in own,
            documents=number(counts.get(unit.pk, 0)),
            size=filesizeformat(sizes.get(unit.pk, 0)),
            missing=number(len(missing.get(sheet.pk, []))) if sheet else "–",
        )

    return [summary(unit) for unit in bloc_year.members]


def _by_unit(model: Any, bloc_year: BlocYear, figure: Any) -> dict[int, int]:
    rows = model.objects.filter(bloc_year=bloc_year).order_by().values("unit").annotate(figure=figure)
    return {row["unit"]: row["figure"] for row in rows}
