"""What a line of a sheet says after a round: the figures of every round so far, and which of them counts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from scoring.core.evaluation import Entry
from scoring.core.tree import Kind, Tree
from scoring.rounds import Round

if TYPE_CHECKING:
    from scoring.models import Score, ScoreSheet

_FIGURES = {  # round → its points and result, then those of the rounds before, all in one go
    round_: attrgetter(*(name for one in round_.up_to for name in (one.points_field, one.actual_field)))
    for round_ in Round
}


class Line(NamedTuple):
    """The figures of a line of a sheet without its texts: a whole bloc has thousands of them."""

    sheet_id: int
    criterion_id: int
    assigned: bool
    agrees: bool | None
    target: Decimal | None
    actual: Decimal | None
    self_score: Decimal | None
    reviewed_actual: Decimal | None
    reviewed_score: Decimal | None
    final_actual: Decimal | None
    final_score: Decimal | None


def differs(line: Score | Line) -> bool:
    """Whether the review is not what the unit gave; as `ScoreQuerySet.differing`.

    No points where the unit claims none are no difference: a deduction that was looked at.
    """
    if line.self_score is None and line.actual is None and line.reviewed_actual is None:
        return line.assigned and bool(line.reviewed_score)
    pairs = ((line.reviewed_score, line.self_score), (line.reviewed_actual, line.actual))
    return line.assigned and any(theirs is not None and theirs != own for theirs, own in pairs)


def entry_of(score: Score | Line, round_: Round = Round.FINAL, *, counts: bool = True) -> Entry:
    """A line as it stands after a round: each round's points or result in place of those before it.

    The latest round that says anything says how points come about; the result of an earlier one is still what
    the others are compared with.
    """
    points = actual = None
    silent, figures = True, iter(_FIGURES[round_](score))
    for typed, result in zip(figures, figures, strict=True):
        if silent and (typed is not None or result is not None):
            points, silent = typed, False
        actual = result if actual is None else actual
    return Entry(points, score.assigned, score.target, actual, counts)


def entries_of(
    scores: Mapping[str, Score | Line], sheet: ScoreSheet, tree: Tree, round_: Round = Round.FINAL
) -> dict[str, Entry]:
    """Criterion key → entry of a sheet after a round.

    "Deductions need a source, and the unit's answer before they count": one that the review wrote waits until
    the unit has answered or its time to do so is over.
    """
    answered = round_ == Round.SELF or sheet.state in ("second_review", "approved")

    def waits(key: str, line: Score | Line) -> bool:
        return tree.root_of(key).kind == Kind.DEDUCTION and line.agrees is None and differs(line)

    return {
        key: entry_of(line, round_, counts=answered or not waits(key, line)) for key, line in scores.items()
    }
