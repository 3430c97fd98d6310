"""The workbook of a regulation: criteria on one sheet, the general rules on another."""
