"""Reading a sheet's page back: one text for every cell, with the seal of what was shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import typed
from blocs.text import typed_text
from scoring.core import rules
from scoring.core.numbers import NumberError, parse_number
from scoring.models import ScoreSheet
from scoring.models.entries import Cell, Saved, enter, seal
from scoring.tables import SheetRow, SheetTable
from scoring.wording import number_sentence, problem_sentence

SELF = ("self_score", "explanation")
REVIEW = ("reviewed_score", "review_reason")
SCORES = ("self_score", "reviewed_score")


class SheetForm:
    """The cells of one round of a sheet: `fields` is `SELF` or `REVIEW`.

    Cells that are right are saved even when another is wrong; a wrong or contested cell keeps what was typed.
    """

    def __init__(
        self, table: SheetTable, fields: tuple[str, ...], data: Mapping[str, str] | None = None
    ) -> None:
        self.rows = [row for row in table.rows if row.is_leaf and row.score and row.assigned]
        self.fields, self.data, self.decimals = fields, data, table.decimals
        self.problems: list[str] = []
        for row in self.rows:
            row.typed = {field: self._text(row, field) for field in fields}
            row.seals = {field: seal(getattr(row.score, field)) for field in fields}

    def save(self, sheet: ScoreSheet, user: Any, allowed: Callable[[ScoreSheet], bool]) -> Saved:
        """Write what can be written; the rest is named in `problems` and at its cell."""
        cells = [cell for row in self.rows for field in self.fields if (cell := self._cell(row, field))]
        saved = enter(sheet, user, cells, allowed)
        by_score = {row.score.pk: row for row in self.rows if row.score}
        for conflict in saved.conflicts:
            self._contested(by_score[conflict.cell.score_id], conflict.cell)
        return saved

    def again(self, table: SheetTable) -> SheetForm:
        """The page after a save: what was written as it is stored, what was not as it was typed."""
        fresh = SheetForm(table, self.fields)
        fresh.problems = self.problems
        before = {row.score.pk: row for row in self.rows}
        for row in fresh.rows:
            old = before[row.score.pk]
            row.errors = old.errors
            row.typed |= {field: old.typed[field] for field in old.errors}
        return fresh

    def _text(self, row: SheetRow, field: str) -> str:
        """What the cell shows: what was typed, else what is stored."""
        sent = self.data.get(f"{field}-{row.score.pk}") if self.data is not None else None
        if sent is not None:
            return typed_text(sent)
        stored = getattr(row.score, field)
        return typed(stored, self.decimals) if isinstance(stored, Decimal) else (stored or "")

    def _cell(self, row: SheetRow, field: str) -> Cell | None:
        was = self.data.get(f"was-{field}-{row.score.pk}") if self.data else None
        if was is None:
            return None
        if field not in SCORES:
            return Cell(row.score.pk, field, row.typed[field], was)
        try:
            value = parse_number(row.typed[field])
        except NumberError as error:
            self._wrong(row, field, number_sentence(error))
            return None
        criterion = row.score.criterion
        problem = None if value is None else rules.check(criterion.rule, value, criterion.maximum)
        if problem:
            self._wrong(row, field, problem_sentence(problem))
            return None
        return Cell(row.score.pk, field, value, was)

    def _wrong(self, row: SheetRow, field: str, sentence: str) -> None:
        row.errors[field] = sentence
        self.problems.append(f"{row.number} {row.name}: {sentence}")

    def _contested(self, row: SheetRow, cell: Cell) -> None:
        stored = type(row.score).objects.get(pk=cell.score_id)
        theirs = getattr(stored, cell.field)
        text = typed(theirs) if isinstance(theirs, Decimal) else (theirs or "—")
        self._wrong(
            row,
            cell.field,
            _("Someone else wrote “%(theirs)s” here meanwhile. Save again to put yours in its place.")
            % {"theirs": text},
        )
