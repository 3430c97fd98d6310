"""A sheet's page as a plain form: what was typed is saved where it can be, else it is shown again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import typed
from scoring.forms.cells import Key, read, sent_by_form
from scoring.grids import SheetTable
from scoring.models import ScoreSheet
from scoring.models.entries import Allowed, Saved, enter
from scoring.rounds import Round


class SheetForm:
    """The cells of one round as a browser without JavaScript sends them back.

    Cells that are right are saved even when another is wrong; a wrong or contested cell keeps what was typed.
    """

    def __init__(self, table: SheetTable, entering: Round, data: Mapping[str, str] | None = None) -> None:
        self.table, self.sent = table, sent_by_form(data or {}, entering)
        self.errors: dict[Key, str] = {}

    def save(self, sheet: ScoreSheet, user: Any, allowed: Allowed) -> Saved:
        """Write what can be written; the rest is named in `problems` and at its cell."""
        reading = read(self.table.scores, self.table.tree, self.sent)
        saved = enter(sheet, user, reading.cells, allowed)
        self.errors = dict(reading.refused)
        for conflict in saved.conflicts:
            cell = conflict.cell
            self.errors[cell.score_id, cell.field] = contested(conflict.theirs)
        for cell in saved.closed:
            self.errors[cell.score_id, cell.field] = not_assigned()
        return saved

    def put_back(self, table: SheetTable, *, everything: bool = False) -> None:
        """Show what was typed again: in the cells that were not written, or in all of them."""
        typed_texts = {one.key: one.text for one in self.sent}
        for row in table.rows:
            for cell in row.cells if row.score else ():
                key = (row.score.pk, cell.column.name)
                if key in typed_texts and (everything or key in self.errors):
                    cell.text, cell.error = typed_texts[key], self.errors.get(key, "")

    def problems(self, table: SheetTable) -> list[tuple[str, str]]:
        """Every cell that was not written: the id of its input, and a sentence that names its line."""
        lines = {row.score.pk: row for row in table.rows if row.score}
        found = sorted(self.errors.items(), key=lambda item: table.rows.index(lines[item[0][0]]))
        return [
            (f"{name}-{pk}", f"{lines[pk].number} {lines[pk].name}: {sentence}")
            for (pk, name), sentence in found
        ]


def contested(theirs: Any) -> str:
    """What to say where someone else was quicker."""
    text = typed(theirs) if isinstance(theirs, Decimal) else (theirs or "—")
    words = _("Someone else wrote “%(theirs)s” here meanwhile. Save again to put yours in its place.")
    return words % {"theirs": text}


def not_assigned() -> str:
    """What to say on a line that is not the unit's task (any longer)."""
    return _("This criterion is not assigned to the unit; what was typed here is not saved.")
