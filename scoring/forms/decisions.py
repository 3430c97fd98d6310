"""Reading back what the second review or the conference decides on a sheet's lines."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import number, typed
from blocs.number_field import number_sentence
from blocs.numbers import MEASURE_LARGEST, NumberError, parse_number
from blocs.seals import seal
from blocs.text import typed_text
from scoring.core import rules
from scoring.disputes import ChangedLine
from scoring.models import Score
from scoring.models.entries import Cell, Saved
from scoring.wording import problem_sentence

POINTS, RESULT, REASON = "final_score", "final_actual", "final_reason"
FIELDS = (POINTS, RESULT, REASON)
KEEP = "Giữ nguyên điểm thẩm định."  # goes into the record, which is Vietnamese
ALL = "all"


class DecisionForm:
    """Points or a result with its reason for every line on the page.

    `keep` in what was sent names a line, or all that are open: the review's figure stands, in one click.
    Nothing is written here: `cells` are what the page wants written, once nobody finds a problem. `others`
    are the lines of the sheet that are not on the page.
    """

    def __init__(
        self,
        lines: list[ChangedLine],
        data: Mapping[str, str] | None = None,
        others: list[ChangedLine] | None = None,
    ) -> None:
        self.lines, self.data, self.others = lines, data or {}, others or []
        self.problems: list[str] = []
        self.cells: list[Cell] = []
        keep = self.data.get("keep", "")
        for line in lines:
            line.seals = {field: seal(getattr(line.score, field)) for field in FIELDS}
            line.typed = {field: self._text(line, field) for field in FIELDS}
            if keep and (keep == str(line.score.pk) or (keep == ALL and is_open(line.score))):
                line.typed |= kept(line.score)
        if data is not None:
            self.cells = [cell for line in lines for cell in self._cells(line)]

    @property
    def decided(self) -> list[ChangedLine]:
        """The lines that would change, with what is typed in them."""
        changing = {cell.score_id for cell in self.cells}
        return [line for line in self.lines if line.score.pk in changing]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """With what a preview sends the changed lines on: names and values, and marks of what was shown."""
        fields = []
        for line in self.decided:
            pk = line.score.pk
            fields.append(("line", str(pk)))
            for field in FIELDS:
                was = self.data.get(f"was-{field}-{pk}")
                if was is not None:
                    fields += [(f"{field}-{pk}", line.typed[field]), (f"was-{field}-{pk}", was)]
        return fields

    @property
    def open_lines(self) -> list[ChangedLine]:
        """The lines that wait for a decision."""
        return [line for line in self.lines if is_open(line.score)]

    def contested(self, saved: Saved) -> None:
        """Show what someone else wrote meanwhile, and which lines are no longer assigned."""
        by_score = {line.score.pk: line for line in self.lines}
        for conflict in saved.conflicts:
            line, field = by_score[conflict.cell.score_id], conflict.cell.field
            line.seals[field] = seal(conflict.theirs)
            theirs = typed(conflict.theirs) if isinstance(conflict.theirs, Decimal) else conflict.theirs
            words = _("%(person)s wrote “%(theirs)s” here meanwhile. Save again to put yours in its place.")
            self._wrong(
                line, field, words % {"person": conflict.by or _("A colleague"), "theirs": theirs or "–"}
            )
        for cell in saved.closed:
            self._wrong(by_score[cell.score_id], cell.field, _("The criterion is no longer assigned."))

    def _text(self, line: ChangedLine, field: str) -> str:
        sent = self.data.get(f"{field}-{line.score.pk}")
        if sent is not None:
            return typed_text(sent)
        stored = getattr(line.score, field)
        return typed(stored) if isinstance(stored, Decimal) else stored or ""

    def _cells(self, line: ChangedLine) -> list[Cell]:
        """What a line wants written; nothing if the page did not show it, or there is a problem."""
        values = {POINTS: self._figure(line, POINTS), RESULT: None, REASON: line.typed[REASON]}
        if line.is_measured:
            values[RESULT] = self._figure(line, RESULT)
        was = {field: self.data.get(f"was-{field}-{line.score.pk}") for field in FIELDS}
        if line.errors or was[POINTS] is None or not self._stands(line, values):
            return []
        cells = [
            Cell(line.score.pk, field, value, str(was[field]))
            for field, value in values.items()
            if was[field] is not None
        ]
        return [cell for cell in cells if seal(cell.value) != cell.seal]

    def _figure(self, line: ChangedLine, field: str) -> Decimal | None:
        """The number in a cell, or None with the problem noted."""
        criterion, measured = line.score.criterion, field == RESULT
        try:
            if measured:
                value = parse_number(line.typed[field], signed=True, largest=MEASURE_LARGEST)
                problem = None if value is None else rules.check_actual(criterion.rule, value)
            else:
                value = parse_number(line.typed[field])
                problem = None if value is None else rules.check(criterion.rule, value, criterion.maximum)
        except NumberError as error:
            self._wrong(line, field, number_sentence(error))
            return None
        if problem:
            self._wrong(line, field, problem_sentence(problem))
        return None if problem else value

    def _stands(self, line: ChangedLine, values: Mapping[str, Any]) -> bool:
        """Whether a decision may be written: with a reason, and no deduction beyond what was asked."""
        decided = values[POINTS] is not None or values[RESULT] is not None
        if decided and not values[REASON]:
            self._wrong(line, REASON, _("A decision needs its reason."))
        elif values[REASON] and not decided:
            self._wrong(line, POINTS, _("Enter the decided points, or clear the reason."))
        elif line.is_deduction and _grows(line, values):
            words = _("The unit was asked about a deduction of %(most)s; send the sheet back to deduct more.")
            self._wrong(line, POINTS, words % {"most": line.reviewed.points or number(Decimal(0))})
        return not line.errors

    def _wrong(self, line: ChangedLine, field: str, sentence: str) -> None:
        line.errors[field] = sentence
        self.problems.append(f"{line.number} {line.name}: {sentence}")


def is_open(score: Score) -> bool:
    """Whether the conference has still to decide: the unit does not agree."""
    return score.is_disputed and not score.is_decided


def kept(score: Score) -> dict[str, str]:
    """What is typed when the review's figure stands."""
    return {POINTS: typed(score.reviewed_score), RESULT: typed(score.reviewed_actual), REASON: KEEP}


def _grows(line: ChangedLine, values: Mapping[str, Any]) -> bool:
    """Whether a deduction would become larger than what the unit was asked about."""
    points, result = values[POINTS], values[RESULT]
    reviewed = line.score.reviewed_actual
    return (points is not None and points > (line.reviewed_points or 0)) or (
        result is not None and reviewed is not None and result > reviewed
    )
