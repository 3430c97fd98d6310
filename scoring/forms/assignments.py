"""Reading back which criteria are assigned to a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from blocs.seals import seal
from scoring.grids import GridRow, SheetTable
from scoring.models.entries import Cell


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """A line of the table; a leaf of the sheet has the seal of what its box showed."""

    row: GridRow
    seal: str = ""


class AssignmentForm:
    """A tick for every leaf that is not assigned; an unticked box sends nothing but its seal."""

    def __init__(self, table: SheetTable, data: Mapping[str, str] | None = None) -> None:
        self.data = data or {}
        self.lines = [
            AssignmentLine(row, seal(row.score.assigned) if row.score else "") for row in table.rows
        ]

    def cells(self) -> list[Cell]:
        """The leaves that the page showed."""
        return [
            Cell(line.row.score.pk, "assigned", f"off-{line.row.score.pk}" not in self.data, was)
            for line in self.lines
            if line.row.score and (was := self.data.get(f"was-assigned-{line.row.score.pk}")) is not None
        ]
