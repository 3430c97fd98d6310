"""What a workbook of scores makes of the whole bloc: one unit's figure can move another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from blocs.models import BlocYear
from scoring.core.moves import Move, moves
from scoring.core.ranking import Place
from scoring.core.tally import Tally
from scoring.core.tree import Kind
from scoring.figures import entries_of
from scoring.models import Score, ScoreSheet
from scoring.results import live_contest
from scoring.rounds import Round
from scoring.standings import Standing, standing

Changes = Mapping[str, Mapping[str, Any]]  # by criterion key, the new values by field


@dataclass(frozen=True, slots=True)
class Forecast:
    """The standing after a round as it is and as it would be; units by short name."""

    before: Standing
    after: Standing

    def tallies(self, unit: str) -> tuple[Tally, Tally]:
        """A unit's points before and after."""
        return self.before.tallies[unit], self.after.tallies[unit]

    def places(self, unit: str) -> tuple[Place, Place]:
        """A unit's place before and after."""
        return self.before.place(unit), self.after.place(unit)

    def moves(self) -> tuple[Move, ...]:
        """Every unit whose points or place change, in the order afterwards."""
        return moves(self.before.places, self.after.places)

    def is_scored(self, unit: str) -> bool:
        """Whether a unit has any points, before or after."""
        return any(
            points.value is not None
            for standing in (self.before, self.after)
            for points in standing.tallies[unit].points.values()
        )

    def unscored(self, unit: str) -> Iterator[tuple[str, str]]:
        """The assigned lines of a unit without points afterwards, and why: `no_target`, `no_actual` …

        Deductions are left out: where nothing is entered, nothing is taken off.
        """
        tree, tally = self.after.contest.tree, self.after.tallies[unit]
        for leaf in tree.leaves():
            if tally.points[leaf.key].missing and tree.root_of(leaf.key).kind != Kind.DEDUCTION:
                yield leaf.key, tally.points[leaf.key].working[-1].operation

    def waiting(self, unit: str) -> list[str]:
        """The deductions of a unit that wait for its answer."""
        points = self.after.tallies[unit].points
        return [key for key, one in points.items() if one.working[-1].operation == "waiting"]


def forecast(
    bloc_year: BlocYear,
    round_: Round,
    sheets: Sequence[tuple[ScoreSheet, Mapping[str, Score], Changes]],
    excluded: Mapping[str, str],
) -> Forecast:
    """The bloc with the changes of these sheets, and with these units not considered; writes nothing."""
    contest = live_contest(bloc_year, round_)
    entries = dict(contest.entries)
    for sheet, lines, changes in sheets:
        if changes:
            scores = {key: changed(score, changes.get(key, {})) for key, score in lines.items()}
            entries[sheet.unit.short_name] = entries_of(scores, sheet, contest.tree, round_)
    then = replace(contest.with_entries(entries), excluded={**contest.excluded, **excluded})
    return Forecast(standing(contest), standing(then))


def changed(score: Score, new: Mapping[str, Any]) -> Score:
    """A line with other values; the row itself stays as it is."""
    if not new:
        return score
    other = copy(score)
    for name, value in new.items():
        setattr(other, name, value)
    return other
