"""What a page shows before scores are taken in: numbers, names, totals, and who else moves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.core.moves import Move
from scoring.core.ranking import Place
from scoring.models.scores import Score
from scoring.workbooks.differences import LINES_SHOWN, LineRow, shown
from scoring.workbooks.scores.forecast import Forecast
from scoring.workbooks.scores.plan import ScoresPlan, SheetPlan


@dataclass(slots=True)
class UnitRow:
    """A unit of the workbook: how many lines change, and what that makes of its total and its rank."""

    unit: str
    count: int
    total_before: str
    total_after: str
    rank_before: str
    rank_after: str
    missing_before: int
    missing_after: int
    lines: list[LineRow] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A unit of which the workbook says nothing, and which moves all the same."""

    unit: str
    total_before: str
    total_after: str
    rank_before: str
    rank_after: str


@dataclass(frozen=True, slots=True)
class ScoresPreview:
    """The units of the workbook in the order of the year, the others that move, and exclusions."""

    units: list[UnitRow]
    others: list[MoveRow]
    exclusions: list[LineRow]


def scores_preview(plan: ScoresPlan) -> ScoresPreview:
    """Everything that the workbook would do, formatted."""
    return ScoresPreview([_unit(plan, one) for one in plan.sheets], others_of(plan), _exclusions(plan))


def others_of(plan: ScoresPlan) -> list[MoveRow]:
    """The units that move although no line of theirs changes."""
    own = {one.sheet.unit.short_name for one in plan.sheets if one.changes}
    own |= {unit.short_name for unit, _excluded in plan.exclusions}
    return move_rows(plan.forecast, own)


def move_rows(forecast: Forecast, own: Collection[str]) -> list[MoveRow]:
    """The units that move, without those whose own figures change, and those that have no points yet."""
    return [
        _move(forecast, move)
        for move in forecast.moves()
        if move.unit not in own and forecast.is_scored(move.unit)
    ]


def _unit(plan: ScoresPlan, sheet_plan: SheetPlan) -> UnitRow:
    unit, decimals = sheet_plan.sheet.unit, plan.scope.regulation.decimals
    before, after = plan.forecast.tallies(unit.short_name)
    ranks = [_rank(place) for place in plan.forecast.places(unit.short_name)]
    lines = [
        _line(key, sheet_plan.lines[key], name, value)
        for key, new in sheet_plan.changes.items()
        for name, value in new.items()
    ]
    return UnitRow(
        unit=str(unit),
        count=sheet_plan.count,
        total_before=number(before.total, decimals),
        total_after=number(after.total, decimals),
        rank_before=ranks[0],
        rank_after=ranks[1],
        missing_before=before.missing,
        missing_after=after.missing,
        lines=lines[:LINES_SHOWN],
        more=max(0, len(lines) - LINES_SHOWN),
    )


def _line(key: str, score: Score, name: str, value: object) -> LineRow:
    label = str(Score._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a field of its own
    return LineRow(f"{key} {score.criterion.name}", label, shown(getattr(score, name)), shown(value))


def _move(forecast: Forecast, move: Move) -> MoveRow:
    decimals = forecast.after.contest.rules.rounding.decimals
    return MoveRow(
        unit=forecast.after.member(move.unit).name,
        total_before=number(move.before.total, decimals),
        total_after=number(move.after.total, decimals),
        rank_before=_rank(move.before),
        rank_after=_rank(move.after),
    )


def _rank(place: Place) -> str:
    """A rank as it is read; units that are not considered have none."""
    if place.rank is None:
        return _("not considered")
    return _("%(rank)s (shared)") % {"rank": place.rank} if place.tied else str(place.rank)


def _exclusions(plan: ScoresPlan) -> list[LineRow]:
    stored = {row.unit_id: row for row in plan.bloc_year.exclusions.all()}

    def text(reason: str, source: str) -> str:
        return f"{reason} ({source})" if source else reason

    return [
        LineRow(
            str(unit),
            _("not considered"),
            text(stored[unit.pk].reason, stored[unit.pk].source) if unit.pk in stored else "–",
            text(one.reason, one.source),
        )
        for unit, one in plan.exclusions
    ]
