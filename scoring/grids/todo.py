"""What a line still lacks: the filters of the grid, and what its reader has to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from scoring.models import Score, ScoreSheet
from scoring.rounds import Round

if TYPE_CHECKING:
    from scoring.grids.columns import Sight
    from scoring.grids.leaves import Leaf

UNSCORED, UNREVIEWED, UNPROVED, DIFFERING, MINE = "unscored", "unreviewed", "unproved", "differing", "mine"
FLAGS = {
    MINE: _("Mine to do"),
    UNSCORED: _("Not scored"),
    UNREVIEWED: _("Not reviewed"),
    UNPROVED: _("No evidence"),
    DIFFERING: _("Disputed"),
}


def flags_of(sheet: ScoreSheet, sight: Sight, leaf: Leaf) -> list[str]:
    """The flags of a line, as far as `sight` lets a person know them."""
    if not leaf.is_open or leaf.score is None:
        return []
    score = leaf.score
    found = {
        UNSCORED: leaf.demanded and leaf.points[Round.SELF].value is None,
        UNREVIEWED: sight.review and _awaits_review(leaf, score),
        UNPROVED: leaf.demanded and score.lacks_proof,
        DIFFERING: sight.review and score.differs and score.agrees is not True and not score.is_decided,
    }
    found[MINE] = _is_mine(sheet, sight, score, found)
    return [flag for flag in FLAGS if found[flag]]


def _awaits_review(leaf: Leaf, score: Score) -> bool:
    """Lines that the review has to look at: all that count, and deductions that the unit has declared."""
    return (leaf.demanded or score.is_scored) and not score.is_reviewed and not score.is_decided


def _is_mine(sheet: ScoreSheet, sight: Sight, score: Score, found: dict[str, bool]) -> bool:
    """What the person who is entering has to do here."""
    if sight.entering == Round.SELF:
        came_back = sheet.state == "returned" and found[DIFFERING]
        return found[UNSCORED] or found[UNPROVED] or came_back
    if sight.entering == Round.REVIEW:
        return found[UNREVIEWED] or (score.differs and not score.review_reason.strip())
    return False
