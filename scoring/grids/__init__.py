"""A unit's sheet as a grid of cells: what each person sees, what can be typed, what follows from it."""

from scoring.grids.columns import Column, Sight, sight_of
from scoring.grids.leaves import GridCell
from scoring.grids.table import GridRow, SheetTable, sheet_table

__all__ = ["Column", "GridCell", "GridRow", "SheetTable", "Sight", "sheet_table", "sight_of"]
