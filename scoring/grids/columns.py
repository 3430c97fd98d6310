"""The columns of a sheet, as far as a person may see them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from scoring.models import ScoreSheet
from scoring.permissions import is_published, sees_decision, sees_review
from scoring.rounds import Round

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

POINTS, MEASURE, TEXT = "points", "measure", "text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field of a line that it shows, or “final”; `round` is whose figures it holds."""

    name: str
    label: StrOrPromise
    kind: str
    round: Round

    @property
    def is_number(self) -> bool:
        """Whether figures stand in it."""
        return self.kind != TEXT


OWN = (
    Column("target", _("Target assigned"), MEASURE, Round.SELF),
    Column("actual", _("Result"), MEASURE, Round.SELF),
    Column("self_score", _("Self score"), POINTS, Round.SELF),
    Column("explanation", _("Explanation"), TEXT, Round.SELF),
)
REVIEWED_ACTUAL = Column("reviewed_actual", _("Reviewed result"), MEASURE, Round.REVIEW)
REVIEW = (
    Column("reviewed_score", _("Reviewed score"), POINTS, Round.REVIEW),
    Column("review_reason", _("Reason"), TEXT, Round.REVIEW),
)
TOTAL = Column("final", _("Total points"), POINTS, Round.FINAL)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees of a sheet, and which round they are entering (None: they only read).

    `is_provisional` while points that depend on other units may still change.
    """

    review: bool
    decision: bool
    entering: Round | None = None
    is_provisional: bool = True

    def columns(self, *, measured: bool) -> list[Column]:
        """The columns in their order; `measured` when some criterion is scored by a result."""
        columns = list(OWN)
        if self.review:
            columns += [REVIEWED_ACTUAL, *REVIEW] if measured else REVIEW
        columns += [TOTAL] if self.decision else []
        return [replace(column, label=str(column.label)) for column in columns]  # translated only once

    @property
    def rounds(self) -> list[Round]:
        """The rounds whose points are shown."""
        seen = {Round.SELF: True, Round.REVIEW: self.review, Round.FINAL: self.decision}
        return [one for one in Round if seen[one]]


def sight_of(user: Any, sheet: ScoreSheet, entering: Round | None = None) -> Sight:
    """What `user` sees of `sheet`; while it is a first draft there is nothing yet to review or decide."""
    begun = sheet.state != "draft"
    return Sight(
        review=entering == Round.REVIEW or (begun and sees_review(user, sheet)),
        decision=begun and sees_decision(user, sheet),
        entering=entering,
        is_provisional=not is_published(sheet.bloc_year),
    )
