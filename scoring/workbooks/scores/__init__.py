"""The workbook of a bloc's scores: criteria as rows, units as columns, one round at a time."""
