"""The workbook of one unit's sheet: filled in offline, and merged with what has changed meanwhile."""
