"""What a grid in the browser is told after cells were saved, or when it asks how the sheet stands now."""

from __future__ import annotations

from typing import Any

from scoring.grids.columns import POINTS
from scoring.grids.leaves import INPUT, WORDS
from scoring.grids.table import GridRow, SheetTable


def figures(table: SheetTable, rows: list[GridRow]) -> dict[str, Any]:
    """What follows from the cells of these rows: points and sums by figure, flags by line, totals, counts."""
    return {
        "figures": {cell.figure: cell.state for row in rows for cell in row.cells if cell.figure}
        | {f"maximum-{row.pk}": [row.maximum, "num", ""] for row in rows},
        "flags": {str(row.pk): " ".join(row.flags) for row in rows if row.is_leaf},
        "totals": table.totals,
        "counts": table.counts,
        "decimals": table.decimals,
    }


def whole(table: SheetTable) -> dict[str, Any]:
    """The whole sheet: every cell that can be typed in with its name and text, and what follows from them."""
    cells = {
        f"{cell.column.name}-{row.score.pk}": [cell.name, cell.text]
        for row in table.rows
        for cell in row.cells
        if cell.kind in (INPUT, WORDS) and row.score
    }
    return {"cells": cells} | figures(table, table.rows)


def sums(table: SheetTable) -> list[tuple[str, str]]:
    """Label and sum of every top section, then of the total (no label), in the column that is entered."""
    entering = table.sight.entering
    name = next(one.name for one in table.columns if one.round == entering and one.kind == POINTS)
    found = []
    for root in table.tree.roots:
        cell = table.row_of(root.key).cell(name)
        found.append((f"{root.code} {root.name}", cell.text if cell else ""))
    return [*found, ("", table.totals[name])]
