"""Regulation and scores as .xlsx workbooks, in and out (layout: docs/workbooks.md)."""
