"""What came of the targets of a year: every unit's plans beside its results, and where they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.formats import number
from blocs.models import BlocYear, Unit
from blocs.permissions import speaks_for
from blocs.stages import Activity, Stage
from pledges.models import Period, Registration, Target, TargetResult
from pledges.models.registrations import GIVEN
from pledges.models.results import margin_of
from pledges.progress import WHOLE, Calendar, Progress, Standing, progress

ENTERED_IN = {
    Period.MIDYEAR: (Stage.MIDYEAR,),
    Period.YEAREND: (Stage.SELF_SCORING, Stage.REVIEW),
}
BEHIND = (Standing.LATE, Standing.MISSED)
STATES = {  # of the style sheet
    Standing.MET: "done",
    Standing.ON_THE_WAY: "open",
    Standing.LATE: "late",
    Standing.MISSED: "overdue",
    Standing.UNTOLD: "explaining",
    Standing.MISSING: "not_started",
}


def standing_words(standing: Standing) -> str:
    """Where a target stands, in words."""
    return {
        Standing.MET: _("met"),
        Standing.ON_THE_WAY: _("on the way"),
        Standing.LATE: _("late against the pledge"),
        Standing.MISSED: _("not met"),
        Standing.UNTOLD: _("met or not: not said"),
        Standing.MISSING: _("no result yet"),
    }[standing]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target with its result of a review, the earlier one for comparison, and where it stands."""

    number: int
    target: Target
    result: TargetResult | None
    earlier: TargetResult | None
    progress: Progress
    due: date
    told_on: date

    @property
    def state(self) -> str:
        """Its name in the style sheet."""
        return STATES[self.progress.standing]

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        return standing_words(self.progress.standing)

    @property
    def is_behind(self) -> bool:
        """Whether it is late, or was not met in time."""
        return self.progress.standing in BEHIND

    @property
    def percent(self) -> str:
        """How much of the plan is done; rounded down, so that 99,96 % never reads as all of it."""
        return percent_text(self.progress.percent)

    @property
    def expected(self) -> str:
        """How much of the plan the calendar asks for."""
        return percent_text(self.progress.expected)

    @property
    def reason(self) -> str:
        """Why plan and result are not compared as numbers."""
        return unread_words(self.progress)


def percent_text(percent: Decimal | None) -> str:
    """`46,6 %`, rounded down."""
    return "" if percent is None else f"{number(percent.quantize(Decimal('0.1'), ROUND_DOWN), 1)} %"


def unread_words(found: Progress) -> str:
    """What to do so that plan and result can be compared as numbers."""
    if not found.why:
        return ""
    sentences = {
        ("plan", "words"): _("The plan is written in words: the unit says whether it is met."),
        ("plan", "ambiguous"): _("The plan can be read in two ways (1.250: 1250 or 1,25)."),
        ("plan", "unit"): _("The plan stands in another unit of measure."),
        ("value", "words"): _("The result is written in words: the unit says whether the target is met."),
        ("value", "ambiguous"): _("The result can be read in two ways; write 1250 or 1,25."),
        ("value", "unit"): _("The result stands in another unit of measure than the plan."),
    }
    return sentences[(found.unread, found.why)]


@dataclass(frozen=True, slots=True)
class UnitResults:
    """A unit with its targets; no lines where nothing was registered and confirmed."""

    unit: Unit
    registration: Registration | None
    lines: list[TargetLine]

    def count(self, *standings: Standing) -> int:
        """How many targets stand like that."""
        return sum(line.progress.standing in standings for line in self.lines)

    @property
    def met(self) -> int:
        """How many targets are met."""
        return self.count(Standing.MET)

    @property
    def behind(self) -> int:
        """How many are late or were not met in time."""
        return self.count(*BEHIND)

    @property
    def entered(self) -> int:
        """How many have a result."""
        return len(self.lines) - self.count(Standing.MISSING)

    @property
    def is_complete(self) -> bool:
        """Whether every target has a result that is judged."""
        return bool(self.lines) and not self.count(Standing.MISSING, Standing.UNTOLD)

    @property
    def entry_state(self) -> str:
        """How far the unit is with entering, in the style sheet's words."""
        if not self.lines:
            return "missing"
        return "done" if self.is_complete else "draft" if self.entered else "not_started"

    @property
    def entry_words(self) -> str:
        """How far the unit is with entering."""
        if not self.lines:
            return _("no confirmed targets")
        if self.is_complete:
            return _("complete")
        counts = {"done": self.entered - self.count(Standing.UNTOLD), "all": len(self.lines)}
        return _("%(done)s of %(all)s entered") % counts if self.entered else _("nothing entered")

    @property
    def standings(self) -> list[tuple[str, str, int]]:
        """State, words and number of the targets, without those that no target has."""
        counts = Counter(line.progress.standing for line in self.lines)
        return [(STATES[one], standing_words(one), counts[one]) for one in Standing if counts[one]]


@dataclass(frozen=True, slots=True)
class Board:
    """All member units' results of one review."""

    bloc_year: BlocYear
    period: Period
    margin: int
    units: list[UnitResults]

    @property
    def lines(self) -> list[TargetLine]:
        """Every target of the bloc."""
        return [line for unit in self.units for line in unit.lines]

    @property
    def missing(self) -> list[UnitResults]:
        """The units that have not entered everything."""
        return [one for one in self.units if not one.is_complete]

    def count(self, *standings: Standing) -> int:
        """How many targets stand like that."""
        return sum(unit.count(*standings) for unit in self.units)

    @property
    def mean(self) -> Decimal | None:
        """The mean progress in percent, of targets in figures with more to reach; none counts over 100."""
        shares = [
            min(line.progress.percent, WHOLE)
            for line in self.lines
            if line.progress.percent is not None and not line.progress.is_ceiling
        ]
        return sum(shares, Decimal(0)) / len(shares) if shares else None

    @property
    def told_until(self) -> date:
        """The latest day of which a result tells."""
        days = [line.told_on for line in self.lines if line.result]
        return max(days, default=review_day(self.bloc_year, self.period))


def current_period(bloc_year: BlocYear) -> Period:
    """The review that the year is about now: the year-end review from self-scoring on."""
    return Period.YEAREND if bloc_year.has_reached(Stage.SELF_SCORING) else Period.MIDYEAR


def period_or_current(bloc_year: BlocYear, name: str) -> Period:
    """The review called `name`, or the one of now."""
    return Period(name) if name in Period.values else current_period(bloc_year)


def is_open(bloc_year: BlocYear, period: Period) -> bool:
    """Whether results of a review can be entered now."""
    return bloc_year.allows(Activity.RESULTS) and bloc_year.stage in ENTERED_IN[period]


def enterable_by(user: Any, registration: Registration, period: Period) -> bool:
    """Whether `user` may enter the unit's results of a review now: its people, for confirmed targets."""
    counted = registration.state in GIVEN and is_open(registration.bloc_year, period)
    return counted and speaks_for(user, registration.unit)


def board(bloc_year: BlocYear, period: Period) -> Board:
    """Every member's results; a fixed number of queries."""
    found = bloc_year.registrations.given().select_related("unit")
    by_unit = {one.unit_id: one for one in found.prefetch_related("targets__results")}
    margin, start = margin_of(bloc_year), begun_on(bloc_year)
    units = []
    for unit in bloc_year.members:
        registration = by_unit.get(unit.pk)
        targets = list(registration.targets.all()) if registration else []
        lines = [
            target_line(place, target, period, Span(bloc_year, start, margin))
            for place, target in enumerate(targets, start=1)
        ]
        units.append(UnitResults(unit, registration, lines))
    return Board(bloc_year, period, margin, units)


@dataclass(frozen=True, slots=True)
class Span:
    """What all targets of a year share: the year, the day of the signing, the margin."""

    bloc_year: BlocYear
    start: date
    margin: int


def begun_on(bloc_year: BlocYear) -> date:
    """When the pledge was signed; else 1 January."""
    pledge = getattr(bloc_year, "pledge", None)
    signed = pledge.signed_on if pledge else None
    return signed or date(bloc_year.year, 1, 1)


def target_line(number: int, target: Target, period: Period, span: Span) -> TargetLine:
    """A target as it stands at a review."""
    results = {result.period: result for result in target.results.all()}
    result = results.get(period)
    due = target.due or date(span.bloc_year.year, 12, 31)
    calendar = Calendar(span.start, due, told_on(span.bloc_year, period, result))
    texts = (target.plan, result.value if result else "", target.measure)
    found = progress(texts, result.is_met if result else None, calendar, span.margin)
    earlier = results.get(Period.MIDYEAR) if period == Period.YEAREND else None
    return TargetLine(number, target, result, earlier, found, due, calendar.day)


def told_on(bloc_year: BlocYear, period: Period, result: TargetResult | None) -> date:
    """The day up to which a result tells: when it was entered, at the latest the end of the review.

    The year-end review judges the whole year, whenever its results were entered.
    """
    last = review_day(bloc_year, period)
    if period == Period.YEAREND:
        return last
    entered = timezone.localdate(result.entered_at) if result else timezone.localdate()
    return min(entered, last)


def review_day(bloc_year: BlocYear, period: Period) -> date:
    """The last day that a review is about: that of the mid-year stage, else 30 June; 31 December."""
    if period == Period.YEAREND:
        return date(bloc_year.year, 12, 31)
    return bloc_year.closes(Stage.MIDYEAR) or date(bloc_year.year, 6, 30)
