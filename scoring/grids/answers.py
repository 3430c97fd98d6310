"""What a grid in the browser is told after cells were saved, or when it asks how the sheet stands now."""

from __future__ import annotations

from typing import Any

from scoring.core.tree import Kind
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


def sums(before: SheetTable, after: SheetTable) -> list[dict[str, str]]:
    """Sums of the top sections and the total, before and after, in the column that is entered."""
    entering = before.sight.entering
    name = next(one.name for one in before.columns if one.round == entering and one.kind == POINTS)
    tables = (before, after)
    found = []
    for root in before.tree.roots:
        texts = [table.row_of(root.key).cell(name) for table in tables]
        label = f"{root.code} {root.name}" + (" (−)" if root.kind == Kind.DEDUCTION else "")
        found.append({"label": label, **_pair(*(cell.text if cell else "" for cell in texts))})
    totals = [table.totals[name] for table in tables]
    return [*found, {"label": "", **_pair(*totals)}]


def _pair(before: str, after: str) -> dict[str, str]:
    return {"before": before or "–", "after": after or "–"}
