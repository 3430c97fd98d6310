"""Official papers of scoring."""

from scoring.documents.evidence import evidence_filename, evidence_list
from scoring.documents.ranking import filename, ranking_table

__all__ = ["evidence_filename", "evidence_list", "filename", "ranking_table"]
