"""Reading back which criteria are assigned to a unit."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.models.entries import Cell, seal
from scoring.tables import SheetTable


class AssignmentForm:
    """A tick for every leaf that is not assigned; an unticked box sends nothing but its seal."""

    def __init__(self, table: SheetTable, data: Mapping[str, str] | None = None) -> None:
        self.rows = [row for row in table.rows if row.is_leaf and row.score]
        self.data = data or {}
        for row in self.rows:
            row.seals = {"assigned": seal(row.score.assigned)}

    def cells(self) -> list[Cell]:
        """The leaves that the page showed."""
        return [
            Cell(row.score.pk, "assigned", f"off-{row.score.pk}" not in self.data, was)
            for row in self.rows
            if (was := self.data.get(f"was-assigned-{row.score.pk}")) is not None
        ]
