"""The sheets of a year as their list shows them: how far each is, every number formatted already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.formats import number
from blocs.models import BlocYear
from scoring.core.tally import Tally
from scoring.duties import Late, late_marks
from scoring.models import Score, ScoreSheet
from scoring.permissions import sees_review
from scoring.results import Peers, keys_of, tallies_by_sheet
from scoring.rounds import Round


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """A unit's line in the list of sheets; `sheet` is None while the person may not see it."""

    unit: Any
    sheet: ScoreSheet | None
    self_total: str = ""
    self_missing: int = 0
    reviewed_total: str = ""
    next_url: str = ""
    next_label: str = ""
    late_marks: list[Late] = field(default_factory=list)


def summaries(bloc_year: BlocYear, user: Any) -> list[SheetSummary]:
    """Every member with its sheet's totals, as far as `user` may see them; a fixed number of queries."""
    visible = ScoreSheet.objects.visible_to(user).filter(bloc_year=bloc_year)
    sheets = {sheet.unit_id: sheet for sheet in visible.select_related("unit").prefetch_related("scores")}
    if not sheets:
        return [SheetSummary(unit, None) for unit in bloc_year.members]
    prefetch_related_objects([bloc_year], "deadlines")
    keys = keys_of(list(bloc_year.regulation.criteria.all()))
    lines: Peers = {
        str(unit): (sheet, {keys[score.criterion_id]: score for score in sheet.scores.all()})
        for unit, sheet in sheets.items()
    }
    for sheet in sheets.values():
        sheet.bloc_year = bloc_year
    own, reviewed = (tallies_by_sheet(lines, bloc_year.regulation, one) for one in (Round.SELF, Round.REVIEW))
    return [
        _summary(unit, *lines[str(unit.pk)], (own[str(unit.pk)], reviewed[str(unit.pk)]), user)
        if str(unit.pk) in lines
        else SheetSummary(unit, None)
        for unit in bloc_year.members
    ]


def _summary(
    unit: Any, sheet: ScoreSheet, scores: Mapping[str, Score], tallies: tuple[Tally, Tally], user: Any
) -> SheetSummary:
    own, reviewed = tallies
    scored = any(score.is_scored for score in scores.values())
    begun = any(score.is_reviewed for score in scores.values())
    decimals = sheet.bloc_year.regulation.decimals
    url, label = _next(sheet, user)
    return SheetSummary(
        unit=unit,
        sheet=sheet,
        self_total=number(own.total, decimals) if scored else "–",
        self_missing=own.missing,
        reviewed_total=number(reviewed.total, decimals) if begun and sees_review(user, sheet) else "",
        next_url=url,
        next_label=label,
        late_marks=late_marks(sheet),
    )


def _next(sheet: ScoreSheet, user: Any) -> tuple[str, str]:
    """What `user` does next with a sheet."""
    if sheet.scorable_by(user):
        return reverse("sheet", args=(sheet.pk,)), _("Score")
    if sheet.reviewable_by(user):
        return reverse("review", args=(sheet.pk,)), _("Review")
    if sheet.explainable_by(user):
        return reverse("explanation", args=(sheet.pk,)), _("Explain")
    if sheet.decidable_by(user):
        return reverse("decisions", args=(sheet.pk,)), _("Decide")
    return reverse("sheet", args=(sheet.pk,)), _("View")
