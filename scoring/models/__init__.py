"""Regulation, score sheets and rankings."""

from scoring.models.articles import Article
from scoring.models.criteria import Criterion
from scoring.models.deadlines import Deadline
from scoring.models.evidence import Evidence, EvidenceFile, EvidenceLink
from scoring.models.exclusions import Exclusion
from scoring.models.opinions import Consultation
from scoring.models.pledged import PledgedTarget
from scoring.models.rankings import Ranking
from scoring.models.regulation import Regulation
from scoring.models.replies import Opinion, Reply
from scoring.models.scores import Score
from scoring.models.scoresheets import ScoreSheet
from scoring.models.terms import ExclusionReason, Grade, Quota, TieBreak

__all__ = [  # every model
    "Article",
    "Consultation",
    "Criterion",
    "Deadline",
    "Evidence",
    "EvidenceFile",
    "EvidenceLink",
    "Exclusion",
    "ExclusionReason",
    "Grade",
    "Opinion",
    "PledgedTarget",
    "Quota",
    "Ranking",
    "Regulation",
    "Reply",
    "Score",
    "ScoreSheet",
    "TieBreak",
]
