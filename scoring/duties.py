"""What a unit owes with its sheet now, until which second, and whether it is or was late."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from scoring.models import Deadline, ScoreSheet
from scoring.models.deadlines import Duty, deadline_of
from scoring.models.scoresheets import SheetState


@dataclass(frozen=True, slots=True)
class Late:
    """A mark beside a state: ``overdue`` while something is still owed, ``late`` when it came late."""

    state: str
    label: str


def duty_now(sheet: ScoreSheet) -> Duty | None:
    """What the unit has to do with its sheet now."""
    if sheet.state == SheetState.EXPLAINING:
        return Duty.EXPLANATION
    return Duty.SUBMISSION if sheet.state == SheetState.DRAFT else None


def deadline_now(sheet: ScoreSheet) -> Deadline | None:
    """Until when; nothing where nothing is owed or no time is set. A sheet sent back has no deadline."""
    duty = duty_now(sheet)
    return deadline_of(sheet.bloc_year, duty) if duty else None


def late_marks(sheet: ScoreSheet) -> list[Late]:
    """What is overdue, and what came late."""
    marks = []
    if sheet.is_late:
        came = Late("late", _("submitted late"))
        marks.append(came if sheet.handed_in_at else Late("overdue", _("not submitted in time")))
    if sheet.explains_late:
        came = Late("late", _("explained late"))
        marks.append(came if sheet.explained_at else Late("overdue", _("not explained in time")))
    return marks


def kind_words(deadline: Deadline) -> str:
    """What happens after the deadline."""
    return _("after that nothing more is taken") if deadline.is_hard else _("after that it is marked as late")
