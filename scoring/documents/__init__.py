"""Official papers of scoring."""

from scoring.documents.ranking import filename, ranking_table

__all__ = ["filename", "ranking_table"]
