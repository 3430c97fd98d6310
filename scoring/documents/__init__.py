"""Official papers of scoring."""

from scoring.documents.agenda import agenda, agenda_filename
from scoring.documents.articles import REGULATION
from scoring.documents.enclosures import ENCLOSURES
from scoring.documents.evidence import evidence_filename, evidence_list
from scoring.documents.opinions import OPINIONS
from scoring.documents.ranking import RANKING, filename, ranking_table
from scoring.documents.sheets import receipt, receipt_filename, review_sheet, self_sheet, sheet_filename

KINDS = (OPINIONS, REGULATION, RANKING)

__all__ = [
    "ENCLOSURES",
    "KINDS",
    "agenda",
    "agenda_filename",
    "evidence_filename",
    "evidence_list",
    "filename",
    "ranking_table",
    "receipt",
    "receipt_filename",
    "review_sheet",
    "self_sheet",
    "sheet_filename",
]
