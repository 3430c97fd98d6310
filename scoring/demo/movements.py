"""The movements of the demonstration: the Prime Minister's four, two of the bloc's own, and the reports."""

from __future__ import annotations

from datetime import date, timedelta

from blocs.audit import Action, record
from blocs.models import BlocYear
from pledges.models import LaunchedMovement, MovementReport, Period
from pledges.models.movements import Origin, add_movements
from pledges.models.proposals import NATIONAL_MOVEMENTS
from scoring.demo import movement_texts as texts
from scoring.demo.calendar import happened
from scoring.demo.people import Cast

# name, aim
OWN = (
    (
        "Thi đua giải ngân 100 % kế hoạch vốn xây dựng cơ bản",
        "Hết quý III đạt 70 %, hết niên độ đạt 100 % kế hoạch vốn được giao.",
    ),
    (
        "Thi đua thu hút dự án có tiềm năng vào khu kinh tế, các khu công nghiệp, khu du lịch",
        "Mỗi đơn vị có ít nhất 01 việc làm cụ thể phục vụ thu hút đầu tư của tỉnh.",
    ),
)
# in the order of the launched movements: by period, by unit
REPORTS = (
    texts.DISBURSED,
    texts.ATTRACTED,
    texts.RURAL,
    texts.POOR,
    texts.BUSINESS,
    texts.OFFICE,
)


def launched(cast: Cast, bloc_year: BlocYear, day: date, conference: date) -> None:
    """The secretariat launches the year's movements; the conference is the day of the launch."""
    aims = [(name, aim, Origin.BLOC) for name, aim in OWN]
    aims += [(one.name, one.aim, Origin.NATIONAL) for one in NATIONAL_MOVEMENTS]
    end = max(date(bloc_year.year, 12, 15), conference + timedelta(days=30))
    movements = [
        LaunchedMovement(
            name=name,
            aim=aim,
            origin=origin,
            launched_on=conference,
            wrapped_up_on=end,
        )
        for name, aim, origin in aims
    ]
    with happened(bloc_year, day, hour=9):
        add_movements(bloc_year, movements, cast.persons["thuky"])


def reported(
    cast: Cast, bloc_year: BlocYear, period: Period, day: date, units: tuple[str, ...] = texts.UNITS
) -> None:
    """The officers write what their units did for every movement."""
    place = list(Period).index(period)
    for movement, by_period in zip(bloc_year.launched_movements.all(), REPORTS, strict=True):
        for short in units:
            with happened(bloc_year, day, hour=15) as moment:
                report = MovementReport.objects.create(
                    movement=movement,
                    unit=cast.units[short],
                    period=period,
                    text=by_period[place][texts.UNITS.index(short)],
                    written_by=cast.writer(short),
                )
                record(cast.writer(short), report, Action.CREATE)
            MovementReport.objects.filter(pk=report.pk).update(written_at=moment)
