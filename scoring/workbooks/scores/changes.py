"""What a workbook puts into one line of a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scoring.models import Score
from scoring.rounds import Round
from scoring.workbooks.scores.reading import Entries, Place


@dataclass(frozen=True, slots=True)
class Terms:
    """How figures are entered: for which round, why when nothing is said, and whether the units agreed."""

    round: Round
    reason: str
    agreed: bool = False


def new_values(score: Score, entries: Entries, place: Place, terms: Terms) -> dict[str, Any]:
    """The values by field; what the workbook leaves blank is not among them.

    A figure of the review that differs, and every decided one, gets the general reason if it has none.
    """
    round_, given = terms.round, entries.points.get(place)
    new: dict[str, Any] = {}
    if text := entries.texts.get(place, ""):
        new[round_.text_field] = text
    if place in entries.targets:
        new["target"] = entries.targets[place]
    if given is not None:
        new["assigned"] = given.assigned
        if not given.assigned:
            return new
        new[round_.points_field] = given.points
    if place in entries.actuals:
        new |= {"assigned": True, round_.actual_field: entries.actuals[place]}
    if round_ != Round.SELF:
        _complete(score, new, terms)
    return new


def _complete(score: Score, new: dict[str, Any], terms: Terms) -> None:
    """The reason that is still missing; and the unit's reply to a review that is another now."""
    points, actual = terms.round.points_field, terms.round.actual_field
    then = {name: new.get(name, getattr(score, name)) for name in (points, actual)}
    if terms.round == Round.FINAL:
        needs_reason = any(name in new for name in then) and any(value is not None for value in then.values())
    else:
        pairs = ((then[points], score.self_score), (then[actual], score.actual))
        differs = any(theirs is not None and theirs != own for theirs, own in pairs)
        needs_reason = differs and any(name in new for name in then)
        if any(new.get(name, getattr(score, name)) != getattr(score, name) for name in then):
            new["agrees"] = True if terms.agreed and differs else None
        elif terms.agreed and differs:
            new["agrees"] = True
    text = terms.round.text_field
    if needs_reason and not new.get(text) and not getattr(score, text):
        new[text] = terms.reason
