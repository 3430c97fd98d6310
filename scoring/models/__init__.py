"""Regulation, score sheets and rankings."""

from scoring.models.criteria import Criterion
from scoring.models.deadlines import Deadline
from scoring.models.evidence import Evidence, EvidenceFile, EvidenceLink
from scoring.models.exclusions import Exclusion
from scoring.models.rankings import Ranking
from scoring.models.regulation import Regulation
from scoring.models.scores import Score
from scoring.models.scoresheets import ScoreSheet
from scoring.models.terms import ExclusionReason, Grade, Quota, TieBreak

__all__ = [  # every model
    "Criterion",
    "Deadline",
    "Evidence",
    "EvidenceFile",
    "EvidenceLink",
    "Exclusion",
    "ExclusionReason",
    "Grade",
    "Quota",
    "Ranking",
    "Regulation",
    "Score",
    "ScoreSheet",
    "TieBreak",
]
