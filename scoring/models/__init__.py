"""Regulation, score sheets and rankings."""

from scoring.models.evidence import Evidence, EvidenceFile, EvidenceLink
from scoring.models.rankings import Ranking
from scoring.models.regulation import Criterion, Regulation, TieBreak
from scoring.models.scoresheets import Score, ScoreSheet

__all__ = [
    "Criterion",
    "Evidence",
    "EvidenceFile",
    "EvidenceLink",
    "Ranking",
    "Regulation",
    "Score",
    "ScoreSheet",
    "TieBreak",
]
