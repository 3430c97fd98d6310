"""Who else moves: what decisions would make of the standing of the whole bloc, computed without writing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from blocs.formats import number, signed
from blocs.seals import seal
from scoring.core.moves import Move, moves
from scoring.core.ranking import Place
from scoring.figures import entries_of
from scoring.models import ScoreSheet
from scoring.models.entries import Cell
from scoring.results import keyed_scores, live_contest
from scoring.standings import Standing, standing


@dataclass(frozen=True, slots=True)
class UnitMove:
    """A unit before and after; texts, with one number of decimals in the column."""

    name: str
    is_own: bool
    moves: bool
    total_before: str
    total_after: str
    difference: str
    rank_before: str
    rank_after: str
    rank_changes: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What the changes of one sheet make of every unit; `seal` marks exactly this effect of these changes."""

    rows: list[UnitMove]
    seal: str

    @property
    def moved(self) -> list[UnitMove]:
        """The units whose points or rank change."""
        return [row for row in self.rows if row.moves]

    @property
    def own(self) -> list[UnitMove]:
        """The unit whose sheet it is, for those who may not see the others."""
        return [row for row in self.rows if row.is_own]


def effect_of(sheet: ScoreSheet, cells: Iterable[Cell]) -> Effect:
    """The standing as it is and as it would be with `cells` written; a fixed number of queries."""
    changes = sorted(cells, key=lambda cell: (cell.score_id, cell.field))
    contest, unit = live_contest(sheet.bloc_year), sheet.unit.short_name
    before = after = standing(contest)
    if unit in contest.entries:
        scores = keyed_scores(sheet)
        by_pk = {score.pk: score for score in scores.values()}
        for cell in changes:
            setattr(by_pk[cell.score_id], cell.field, cell.value)
        changed = {unit: entries_of(scores, sheet, contest.tree)}
        after = standing(contest.with_entries({**contest.entries, **changed}))
    found = {move.unit: move for move in moves(before.places, after.places)}
    marks = [str((cell.score_id, cell.field, seal(cell.value), cell.seal)) for cell in changes]
    marks += [str((move.unit, move.before, move.after)) for move in found.values()]
    return Effect([_row(after, place, found.get(place.unit), unit) for place in after.places], seal(*marks))


def _row(after: Standing, place: Place, move: Move | None, own: str) -> UnitMove:
    before, decimals = move.before if move else place, after.contest.rules.rounding.decimals
    return UnitMove(
        name=after.member(place.unit).name,
        is_own=place.unit == own,
        moves=move is not None,
        total_before=number(before.total, decimals),
        total_after=number(place.total, decimals),
        difference=signed(move.difference, decimals) if move and move.difference else "",
        rank_before=rank_words(before),
        rank_after=rank_words(place),
        rank_changes=before.rank != place.rank or before.tied != place.tied,
    )


def rank_words(place: Place) -> str:
    """A rank as it is read: shared ones say so, units that are not considered have none."""
    if place.rank is None:
        return _("not considered")
    return _("%(rank)s (shared)") % {"rank": place.rank} if place.tied else str(place.rank)
