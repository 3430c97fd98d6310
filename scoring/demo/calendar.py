"""When things happen in the demonstration: three years, their dates, and the times in their history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from blocs.models import AuditEntry, BlocYear, StageDates
from blocs.stages import Stage

SEED_YEAR = 2021

# First and last day of each stage as (year after, month, day), where nothing depends on today.
PLANNED = (
    (Stage.PREPARE, (0, 1, 4), (0, 2, 26)),
    (Stage.SIGNING, (0, 3, 1), (0, 3, 31)),
    (Stage.MIDYEAR, (0, 6, 14), (0, 7, 16)),
    (Stage.SELF_SCORING, (0, 11, 1), (0, 11, 19)),
    (Stage.REVIEW, (0, 11, 22), (0, 12, 10)),
    (Stage.CONFERENCE, (0, 12, 13), (0, 12, 31)),
    (Stage.SUBMISSION, (1, 1, 4), (1, 2, 28)),
)
# The same in days from today: in review, units that have not submitted are late, the review ends soon …
IN_REVIEW = (
    (Stage.SELF_SCORING, -32, -4),
    (Stage.REVIEW, -3, 3),
    (Stage.CONFERENCE, 10, 24),
    (Stage.SUBMISSION, 31, 60),
)
# … in preparation there is time left; what comes later keeps to the calendar, if that is later still.
IN_PREPARATION = (
    (Stage.PREPARE, -21, 12),
    (Stage.SIGNING, 13, 27),
    (Stage.MIDYEAR, 60, 75),
    (Stage.SELF_SCORING, 110, 130),
    (Stage.REVIEW, 131, 150),
    (Stage.CONFERENCE, 151, 165),
    (Stage.SUBMISSION, 170, 200),
)
NEAR = 30  # days


@dataclass(frozen=True, slots=True)
class Years:
    """The three years: finished and published, in review, being prepared."""

    finished: int
    in_review: int
    in_preparation: int


def years(today: date) -> Years:
    """The year of the seed, last year and this year; a clock set back into the seed's time moves the seed."""
    return Years(min(SEED_YEAR, today.year - 2), today.year - 1, today.year)


def plan(bloc_year: BlocYear, today: date, late: int = 0) -> None:
    """Give the stages of a year their dates; a preparation can be `late` by some days."""
    StageDates.objects.bulk_create(
        StageDates(bloc_year=bloc_year, stage=stage, opens=opens, closes=closes)
        for stage, (opens, closes) in planned(bloc_year.year, today, late).items()
    )


def planned(year: int, today: date, late: int = 0) -> dict[Stage, tuple[date, date]]:
    """First and last day of each stage of `year`, in order."""
    this = years(today)
    dates = {stage: (_day(year, opens), _day(year, closes)) for stage, opens, closes in PLANNED}
    if year == this.in_review:
        dates |= {stage: (_from(today, first), _from(today, last)) for stage, first, last in IN_REVIEW}
    if year == this.in_preparation:
        since = _from(today, -late)
        dates = {
            stage: _not_before(dates[stage], since, first, last) for stage, first, last in IN_PREPARATION
        }
    return dates


def _day(year: int, day: tuple[int, int, int]) -> date:
    return date(year + day[0], day[1], day[2])


def _from(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _not_before(calendar: tuple[date, date], today: date, first: int, last: int) -> tuple[date, date]:
    """The stages near today follow today; later ones keep their place in the calendar while that is later."""
    if first < NEAR or calendar[0] < _from(today, first):
        return _from(today, first), _from(today, last)
    return calendar


def working_day(day: date) -> date:
    """`day`, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@contextmanager
def happened(bloc_year: BlocYear, day: date, hour: int = 9) -> Iterator[datetime]:
    """Let the history say that what is done inside was done on `day`; yields the moment, never a future one.

    An entry is written once and its `save()` refuses a change. Here alone the time is set again, by
    an update: a demonstration of 2021 whose whole history reads today would show nothing.
    """
    moment = min(timezone.make_aware(datetime.combine(working_day(day), time(hour))), timezone.now())
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield moment
    AuditEntry.objects.filter(pk__gt=last, bloc_year=bloc_year).update(at=moment)
