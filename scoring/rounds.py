"""The rounds of scoring: the unit's own scores, the review, and what is decided after the unit's answer."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Round(TextChoices):
    """Whose figures a column holds; each round stands in place of the one before, line by line."""

    SELF = "self", _("Self scores")
    REVIEW = "review", _("Reviewed scores")
    FINAL = "final", _("Decided scores")

    @property
    def points_field(self) -> str:
        """The field of a line that holds typed points."""
        return {"self": "self_score", "review": "reviewed_score", "final": "final_score"}[self.value]

    @property
    def actual_field(self) -> str:
        """The field of a line that holds the result from which points are computed."""
        return {"self": "actual", "review": "reviewed_actual", "final": "final_actual"}[self.value]

    @property
    def text_field(self) -> str:
        """The field of a line that says why."""
        return {"self": "explanation", "review": "review_reason", "final": "final_reason"}[self.value]

    @property
    def up_to(self) -> list[Round]:
        """This round and those before it, the latest first."""
        order = list(Round)
        return order[order.index(self) :: -1]
