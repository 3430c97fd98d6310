"""Regulation, score sheets and rankings."""

from scoring.models.rankings import Ranking
from scoring.models.regulation import Criterion, Regulation, TieBreak
from scoring.models.scoresheets import Score, ScoreSheet

__all__ = ["Criterion", "Ranking", "Regulation", "Score", "ScoreSheet", "TieBreak"]
