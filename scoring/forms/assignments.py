"""Reading back which criteria are assigned to a unit."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.models.entries import Cell, seal
from scoring.tables import SheetTable


class AssignmentForm:
    """A tick for every leaf that is not assigned; an unticked box sends nothing."""

    def __init__(self, table: SheetTable, data: Mapping[str, str] | None = None) -> None:
        self.scores = [row.score for row in table.rows if row.is_leaf and row.score]
        self.data = data or {}

    def cells(self) -> list[Cell]:
        """The assignment of every leaf."""
        return [
            Cell(score.pk, "assigned", f"off-{score.pk}" not in self.data, seal(score.assigned))
            for score in self.scores
        ]
