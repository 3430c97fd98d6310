"""The geometry of the charts about targets: places and widths in the units of each drawing, as texts.

Each chart is one SVG for the page and for the paper. Its attributes are what print shows (black, grey, white,
so that nothing is told by colour); the style sheet of the pages puts colours over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.formats import short_date
from blocs.models import Unit
from pledges.followup import BEHIND, Board, TargetLine, begun_on, board, percent_text
from pledges.models import Period
from pledges.progress import WHOLE, Calendar, Standing

BAR = 240  # width of a bar
LEFT, RIGHT, TOP, BOTTOM = 40, 340, 16, 116  # of the year's line, in a drawing of 360 x 150
SEGMENTS = (  # in the order of the bar: name in the style sheet, the standings in it
    ("met", (Standing.MET,)),
    ("going", (Standing.ON_THE_WAY, Standing.UNTOLD)),
    ("behind", BEHIND),
    ("empty", (Standing.MISSING,)),
)
ROOM = 14  # a number needs


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar with the number that stands in it."""

    css: str
    x: str
    width: str
    middle: str
    count: str


@dataclass(frozen=True, slots=True)
class UnitBar:
    """A unit's targets by where they stand; `words` says the same."""

    unit: Unit
    segments: list[Segment]
    words: str


def unit_bars(found: Board) -> list[UnitBar]:
    """Every unit's bar, in the order of the year."""
    return [UnitBar(one.unit, _segments(one.lines), _words(one.lines)) for one in found.units]


def _count(lines: list[TargetLine], standings: tuple[Standing, ...]) -> int:
    return sum(line.progress.standing in standings for line in lines)


def _segments(lines: list[TargetLine]) -> list[Segment]:
    x, found = Decimal(0), []
    for css, standings in SEGMENTS:
        count = _count(lines, standings)
        width = Decimal(BAR * count) / max(len(lines), 1)
        if count:
            shown = str(count) if width >= ROOM else ""
            found.append(Segment(css, f"{x:.1f}", f"{width:.1f}", f"{x + width / 2:.1f}", shown))
        x += width
    return found


def _words(lines: list[TargetLine]) -> str:
    """`5/7 met · 2 late`."""
    if not lines:
        return _("no confirmed targets")
    parts = [_("%(met)s/%(all)s met") % {"met": _count(lines, (Standing.MET,)), "all": len(lines)}]
    for standing, words in (
        (Standing.LATE, _("%(count)s late")),
        (Standing.MISSED, _("%(count)s not met")),
        (Standing.MISSING, _("%(count)s without result")),
    ):
        if count := _count(lines, (standing,)):
            parts.append(words % {"count": count})
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class TargetBar:
    """A result against its plan: filled up to `width`, a tick where the calendar asks for it."""

    width: str
    tick: str
    css: str
    words: str


def target_bar(line: TargetLine) -> TargetBar | None:
    """The bar of a target in figures; words have none."""
    found = line.progress
    if found.percent is None:
        return None
    tick = "" if found.expected is None or found.expected >= WHOLE else _along(found.expected)
    css = "behind" if line.is_behind else "met" if found.standing == Standing.MET else "going"
    return TargetBar(_along(found.percent), tick, css, _bar_words(line))


def _along(percent: Decimal) -> str:
    return f"{min(percent, WHOLE) * BAR / WHOLE:.1f}"


def _bar_words(line: TargetLine) -> str:
    words = _("%(percent)s of the plan")
    if line.progress.is_ceiling:
        words = _("%(percent)s of the ceiling used up")
    return words % {"percent": line.percent}


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the year's line with its words beside it."""

    x: str
    y: str
    label_x: str
    label_y: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """The year from January to December: what the calendar asks for, what the bloc has, today."""

    start_x: str
    points: list[Point]
    path: str
    today_x: str
    today: str
    words: str
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def year_line(found: Board, today: date | None = None) -> YearLine | None:
    """The mean progress up to a review against the calendar; nothing where no result is in figures.

    Without `today` the line tells of the review alone, as a paper does.
    """
    bloc_year = found.bloc_year
    earlier = [board(bloc_year, Period.MIDYEAR)] if found.period == Period.YEAREND else []
    means = [(one.told_until, one.mean) for one in (*earlier, found) if one.mean is not None]
    if not means:
        return None
    day = today or date.min
    start, year = begun_on(bloc_year), bloc_year.year
    points = [_point(year, on, mean, _asked(start, year, on)) for on, mean in means]
    begin = f"{_x(year, start)},{BOTTOM}"
    return YearLine(
        start_x=_x(year, start),
        points=points,
        path=" ".join([begin, *(f"{point.x},{point.y}" for point in points)]),
        today_x=_x(year, day) if day.year == year else "",
        today=_("today %(day)s") % {"day": short_date(day)},
        words=" · ".join(point.words for point in points),
    )


def _asked(start: date, year: int, day: date) -> Decimal:
    """How many percent the calendar asks for on `day`."""
    return Calendar(start, date(year, 12, 31), day).expected


def _point(year: int, day: date, mean: Decimal, asked: Decimal) -> Point:
    """A point with its words where neither line runs: below at the end of the year, else away from it."""
    y = BOTTOM - (BOTTOM - TOP) * mean / WHOLE
    words = f"{short_date(day)[:5]}: {percent_text(mean)}"
    x = Decimal(_x(year, day))
    label_x, label_y, anchor = (x - 8, y - 6, "end") if mean > asked else (x + 8, y + 14, "start")
    if day.month > 9:
        label_x, label_y, anchor = x, y + 38, "end"
    return Point(f"{x}", f"{y:.1f}", f"{label_x}", f"{label_y:.1f}", anchor, words)


def _x(year: int, day: date) -> str:
    first, last = date(year, 1, 1), date(year, 12, 31)
    gone = Decimal((min(max(day, first), last) - first).days) / (last - first).days
    return f"{LEFT + (RIGHT - LEFT) * gone:.1f}"
