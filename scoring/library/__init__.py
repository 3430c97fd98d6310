"""A unit's library of evidence as pages and papers show it."""

from scoring.library.picker import PickRow, pick_rows
from scoring.library.rows import (
    SHOWN,
    FileView,
    LibraryRow,
    chosen,
    document_row,
    file_view,
    library_rows,
    line_url,
    lines_of,
    needs,
)
from scoring.library.summaries import LibrarySummary, summaries

__all__ = [
    "SHOWN",
    "FileView",
    "LibraryRow",
    "LibrarySummary",
    "PickRow",
    "chosen",
    "document_row",
    "file_view",
    "library_rows",
    "line_url",
    "lines_of",
    "needs",
    "pick_rows",
    "summaries",
]
