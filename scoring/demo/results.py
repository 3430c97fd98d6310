"""What came of the pledge in the demonstration: results at both reviews, reports, criteria that follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from blocs.audit import Action, record
from blocs.models import BlocYear
from pledges.followup import board
from pledges.forms.results import ResultRows
from pledges.models import Period, ReviewReport, TargetResult
from pledges.review_texts import proposed
from scoring.demo.calendar import happened
from scoring.demo.people import Cast
from scoring.forms.pledged import LinksForm
from scoring.models.pledged import take_over

YES, NO = "True", "False"
NAMES = ("value", "is_met", "note")
# unit → its targets in order: the result, whether it is met where words are compared, a note
Rows = Mapping[str, tuple[tuple[str, ...], ...]]
MIDYEAR: Rows = {
    "VP": (("41,5",), ("3",), ("1.320", NO), ("18",), ("98,7",), ("100",), ("3",)),
    "DDCN": (("24,6", "", "Vướng mặt bằng khu tái định cư"), ("2",), ("5",), ("96",), ("100",), ("100",)),
    "GT": (("38",), ("5,2",), ("1",), ("62",), ("100",)),
    "NN": (("39,2",), ("8",), ("120",), ("2",), ("1",)),
    "PT": (("33",), ("40", "", "Chờ ý kiến không phản đối của nhà tài trợ"), ("2",), ("2",)),
    "CR": (("36",), ("1",), ("3",), ("97,2",), ("2",)),
}
YEAREND: Rows = {
    "VP": (("100",), ("6",), ("2.640", YES), ("43,5", "", "Còn 02 hộ"), ("98,9",), ("100",), ("5",)),
    "DDCN": (
        ("97,1",),
        ("6", "", "Một công trình chậm 3 tháng"),
        ("12",),
        ("95,4",),
        ("100",),
        ("100",),
    ),
    "GT": (("95,2",), ("17,3", "", "Tuyến tránh vướng 1,2 km"), ("3",), ("96",), ("100",)),
    "NN": (("93",), ("22,4",), ("352",), ("4",), ("2",)),
    "PT": (("94,3",), ("142",), ("3", "", "Hợp phần thoát nước chậm 4 tháng"), ("5",)),
    "CR": (("93,9",), ("2",), ("6",), ("97",), ("4",)),
}
LAST_MIDYEAR: Rows = {
    "VP": (("40,2",), ("3",), ("1.150", NO), ("20",), ("98,9",), ("100",), ("3",)),
    "DDCN": (("37",), ("3",), ("5",), ("95",), ("100",), ("100",)),
    "GT": (("22,8", "", "Chậm giải phóng mặt bằng"), ("6,5",), ("1",), ("50",), ("100",)),
    "NN": (("38",), ("9",), ("130",), ("2",), ("1",)),
    "PT": (("36",), ("43", "", "Hợp đồng ký lại trong tháng 5"), ("2",), ("2",)),
    "CR": (("39",), ("1",), ("3",), ("98,1",), ("2",)),
}
LAST_YEAREND: Rows = {
    "VP": (("98,4",), ("7",), ("2.710", YES), ("45",), ("98,9",), ("100",), ("5",)),
}
LATER_YEAREND: Rows = {  # when the sheet was handed in already: it says something else
    "DDCN": (
        ("98,7", "", "Theo xác nhận của Kho bạc Nhà nước"),
        ("7",),
        ("12",),
        ("95",),
        ("100",),
        ("100",),
    ),
    "GT": (("95",), ("18,5",)),
}
# unit → place of the target → code of the criterion, in the revised regulation
FED: Mapping[str, Mapping[int, str]] = {"VP": {1: "1.1", 2: "2.4", 5: "3.1"}, "DDCN": {1: "1.1", 4: "2.5"}}


def entered(cast: Cast, bloc_year: BlocYear, period: Period, rows: Rows, day: date) -> None:
    """What the units typed for a review; who is not in `rows` has not entered anything."""
    with happened(bloc_year, day, hour=15) as moment:
        for one in board(bloc_year, period).units:
            short = one.unit.short_name
            if short in rows:
                form = ResultRows(one, period, _sent(ResultRows(one, period), rows[short]))
                form.is_valid()
                form.save(cast.writer(short))
                take_over(bloc_year, one.unit, cast.writer(short))
                mine = TargetResult.objects.filter(target__registration=one.registration, period=period)
                mine.update(entered_at=moment)


def _sent(shown: ResultRows, rows: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    """What a browser sends when these results are typed into an empty table."""
    sent: dict[str, str] = {}
    for form, row in zip(shown.forms, rows, strict=False):
        texts = (*row, "", "")[:3]
        sent |= {f"{form.prefix}-{name}": text for name, text in zip(NAMES, texts, strict=True)}
        sent[f"{form.prefix}-seal"] = form.seal
    return sent


def reported(cast: Cast, bloc_year: BlocYear, period: Period, day: date) -> None:
    """The texts of the bloc's report, as the figures propose them."""
    with happened(bloc_year, day, hour=16):
        texts = proposed(board(bloc_year, period))
        report = ReviewReport.objects.create(bloc_year=bloc_year, period=period, **texts)
        record(cast.persons["thuky"], report, Action.CREATE)


def linked(cast: Cast, bloc_year: BlocYear, day: date) -> None:
    """The secretariat says which criteria take their figures from the pledge."""
    registrations = {one.unit.short_name: one for one in bloc_year.registrations.select_related("unit")}
    with happened(bloc_year, day, hour=14):
        for short, places in FED.items():
            shown = LinksForm(registrations[short])
            codes = {choice.criterion.code: choice.pk for choice in shown.choices}
            sent = {row.name: str(codes[places[n]]) for n, row in enumerate(shown.rows, 1) if n in places}
            form = LinksForm(registrations[short], {**sent, "seal": shown.seal})
            form.is_valid()
            form.save(cast.persons["thuky"])
