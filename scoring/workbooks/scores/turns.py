"""Whose turn it is: which sheets take the figures of a round, and from whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from scoring.models import ScoreSheet
from scoring.models.scoresheets import SheetState
from scoring.permissions import reviews
from scoring.rounds import Round
from scoring.workbooks.findings import Findings


@dataclass(frozen=True, slots=True)
class Actor:
    """Who brings a workbook in, and what they say about all of it.

    The operator (`by_operator`) brings in reviews of a paper on which nobody pressed a button: into every
    sheet that is not approved. `agreed`: the units have agreed to what the review changed, on paper too.
    """

    user: Any = None
    by_operator: bool = False
    reason: str = ""
    agreed: bool = False


def refuse_closed(changing: Iterable[ScoreSheet], round_: Round, actor: Actor, findings: Findings) -> None:
    """Self scores go into sheets that are the unit's turn, reviews into submitted ones, decisions later."""
    sheets = list(changing)
    takes, words = _rule(round_, actor)
    _refuse([sheet for sheet in sheets if not takes(sheet)], words, findings)
    if round_ != Round.SELF and not actor.by_operator:
        own = [sheet for sheet in sheets if not reviews(actor.user, sheet)]
        _refuse(own, _("Nobody reviews their own unit; others do it for: %(units)s."), findings)


def _rule(round_: Round, actor: Actor) -> tuple[Callable[[ScoreSheet], bool], str]:
    if round_ == Round.SELF:
        return lambda sheet: sheet.awaits_unit, _(
            "Self scores can no longer be changed, because these sheets are submitted or approved: %(units)s."
        )
    if actor.by_operator:
        return lambda sheet: sheet.state != SheetState.APPROVED, _(
            "Reviewed scores can no longer be changed, because these sheets are approved: %(units)s."
        )
    if round_ == Round.REVIEW:
        return lambda sheet: sheet.state == SheetState.SUBMITTED, _(
            "Only submitted sheets are reviewed; these are not submitted, or approved: %(units)s."
        )
    return lambda sheet: sheet.state == SheetState.SECOND_REVIEW, _(
        "Decisions are taken in the second review; these sheets are not in it: %(units)s."
    )


def _refuse(sheets: list[ScoreSheet], words: str, findings: Findings) -> None:
    if sheets:
        findings.refuse(words % {"units": "; ".join(sheet.unit.short_name for sheet in sheets)})
