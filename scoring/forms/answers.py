"""Reading back what a unit answers to the review: agreed or not, and why, line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from blocs.seals import seal
from blocs.text import typed_text
from scoring.disputes import ChangedLine
from scoring.models import ScoreSheet
from scoring.models.entries import Cell, Conflict, enter

AGREES, DISAGREES = "yes", "no"
WORDS = {True: AGREES, False: DISAGREES, None: ""}
VALUES = {word: value for value, word in WORDS.items()}
FIELDS = ("agrees", "answer")


class AnswerForm:
    """A choice and a text for every line that the review changed.

    A cell in which a colleague wrote meanwhile is not written; the page shows both.
    """

    def __init__(self, lines: list[ChangedLine], data: Mapping[str, str] | None = None) -> None:
        self.lines, self.data = lines, data or {}
        self.problems: list[str] = []
        for line in lines:
            line.typed = {
                "agrees": self._sent(line, "agrees", WORDS[line.score.agrees]),
                "answer": typed_text(self._sent(line, "answer", line.score.answer)),
            }
            line.seals = {field: seal(getattr(line.score, field)) for field in FIELDS}

    def save(self, sheet: ScoreSheet, user: Any, allowed: Callable[[ScoreSheet], bool]) -> int:
        """Write what was sent; how many values changed. Raises `StepRefused`."""
        cells = [cell for line in self.lines for field in FIELDS if (cell := self._cell(line, field))]
        saved = enter(sheet, user, cells, allowed)
        by_score = {line.score.pk: line for line in self.lines}
        for cell in cells:
            by_score[cell.score_id].seals[cell.field] = seal(cell.value)
        for conflict in saved.conflicts:
            self._contested(by_score[conflict.cell.score_id], conflict)
        return saved.count

    @property
    def sent(self) -> list[ChangedLine]:
        """The lines that the request was about."""
        return [line for line in self.lines if f"was-agrees-{line.score.pk}" in self.data]

    def _sent(self, line: ChangedLine, field: str, stored: str) -> str:
        return self.data.get(f"{field}-{line.score.pk}", stored)

    def _cell(self, line: ChangedLine, field: str) -> Cell | None:
        was = self.data.get(f"was-{field}-{line.score.pk}")
        if was is None:
            return None
        value: Any = line.typed[field]
        return Cell(line.score.pk, field, VALUES.get(value) if field == "agrees" else value, was)

    def _contested(self, line: ChangedLine, conflict: Conflict) -> None:
        field = conflict.cell.field
        line.seals[field] = seal(conflict.theirs)
        theirs = choice_words(conflict.theirs) if field == "agrees" else conflict.theirs or "–"
        words = _("%(person)s wrote “%(theirs)s” here meanwhile. Save again to put yours in its place.")
        line.errors[field] = words % {"person": conflict.by or _("A colleague"), "theirs": theirs}
        self.problems.append(f"{line.number} {line.name}: {line.errors[field]}")


def choice_words(agrees: bool | None) -> str:
    """What the unit chose, in a word."""
    if agrees is None:
        return _("no choice yet")
    return _("agree") if agrees else _("do not agree")


@dataclass(frozen=True, slots=True)
class Agreement:
    """The lines that a unit agrees to in one act, marked as they were shown."""

    lines: list[ChangedLine]

    @property
    def seal(self) -> str:
        """The mark of exactly these lines with these figures."""
        return seal(*(f"{line.score.pk} {line.own} {line.reviewed}" for line in self.lines))

    @property
    def cells(self) -> list[Cell]:
        """Agreement on lines that have no answer."""
        return [Cell(line.score.pk, "agrees", True, seal(None)) for line in self.lines]
