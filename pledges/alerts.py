"""Early warning: targets that are late against the pledge by what is known today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from blocs.models import BlocYear, Unit
from blocs.stages import Activity
from pledges.followup import TargetLine, board, current_period, is_open
from pledges.models import Period
from pledges.progress import Standing

UNDONE = (Standing.ON_THE_WAY, Standing.MISSING, Standing.UNTOLD)


@dataclass(frozen=True, slots=True)
class Alert:
    """A unit's late targets, and how many results it can and should enter for the review of now.

    `seen_at` is the review at which the lateness shows.
    """

    unit: Unit
    period: Period
    seen_at: Period
    late: int
    missing: int


def alerts(bloc_year: BlocYear, today: date | None = None) -> dict[int, Alert]:
    """Unit id → what to warn of; nothing where there is nothing. A fixed number of queries."""
    if not bloc_year.allows(Activity.RESULTS):
        return {}
    day, now = today or timezone.localdate(), current_period(bloc_year)
    boards = {period: board(bloc_year, period) for period in Period}
    found = {}
    for midyear, yearend in zip(boards[Period.MIDYEAR].units, boards[Period.YEAREND].units, strict=True):
        pairs = zip(midyear.lines, yearend.lines, strict=True)
        latest = [last if last.result else first for first, last in pairs]
        current = midyear if now == Period.MIDYEAR else yearend
        late = [line for line in latest if _is_late(line, day)]
        missing = len(current.lines) - current.entered if is_open(bloc_year, now) else 0
        if late or missing:
            behind = any(line.progress.standing == Standing.LATE for line in late)
            seen_at = Period.MIDYEAR if behind else now
            found[midyear.unit.pk] = Alert(midyear.unit, now, seen_at, len(late), missing)
    return found


def _is_late(line: TargetLine, today: date) -> bool:
    """Behind the calendar at the last review, or past a deadline of its own without being met."""
    own = line.target.due
    overdue = own is not None and own < today and line.progress.standing in UNDONE
    return line.progress.standing == Standing.LATE or overdue
