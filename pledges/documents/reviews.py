"""Báo cáo sơ kết, Báo cáo tổng kết: the bloc's reports on what was pledged, with tables and charts."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from blocs import audit, pdf
from blocs.models import BlocYear
from blocs.pdf.bloc_papers import heading, sheets, signed_by_leader
from blocs.pdf.letterhead import WHOLE_LINE, broken, place_and_date
from blocs.stages import Stage
from pledges import charts
from pledges.followup import TargetLine, UnitResults, board
from pledges.models import Paper, Period, ReviewReport
from pledges.models.movements import movement_reports
from pledges.papers import Face, Kind, Subject, day_of, the_head
from pledges.review_texts import mean_words, report_of, span_words, summary

KIND = {Period.MIDYEAR: "Sơ kết", Period.YEAREND: "Tổng kết"}
FROM = {Period.MIDYEAR: Stage.MIDYEAR, Period.YEAREND: Stage.SELF_SCORING}
FOR = {Period.MIDYEAR: Stage.MIDYEAR, Period.YEAREND: Stage.CONFERENCE}  # whose conference hears it


def review_report(bloc_year: BlocYear, period: Period, face: Face) -> pdf.Composition:
    """The report as it is sent to the council; before it is issued it is marked as a draft."""
    with translation.override("vi"):
        context = review_context(bloc_year, period, face)
    behind = sheets(bloc_year, draft=face.is_draft)
    return pdf.Composition("review_report", context, behind, face.day, for_signing=True)


def review_context(bloc_year: BlocYear, period: Period, face: Face) -> dict[str, Any]:
    """Everything the template of the report prints."""
    bloc, report, found = bloc_year.bloc, report_of(bloc_year, period), board(bloc_year, period)
    about, whose = f"{KIND[period]} công tác thi đua {span_words(period, bloc_year.year)}", f"của {bloc.name}"
    when = place_and_date(bloc_year.head.place, face.day, bloc_year.year)
    return {
        "title": f"Báo cáo {about[0].lower()}{about[1:]} {whose}",
        "letterhead": heading(bloc_year, when, number=face.number),
        "about": [about, *broken(whose, WHOLE_LINE)],
        "council": bloc.council,
        "situation": paragraphs(report.situation),
        "movements": movements(bloc_year, period),
        "summary": [summary(found), mean_words(found)] if found.lines else [],
        "bars": charts.unit_bars(found) if found.lines else [],
        "line": charts.year_line(found),
        "period": str(period),
        "units": [_unit(place, one) for place, one in enumerate(found.units, start=1)],
        **_texts(report, period, bloc_year.year),
        "addressees": _addressees(bloc_year),
        "signature": signed_by_leader(bloc_year, day_of(face)),
    }


def _texts(report: ReviewReport, period: Period, year: int) -> dict[str, Any]:
    ahead = "6 THÁNG CUỐI NĂM" if period == Period.MIDYEAR else f"NĂM {year + 1}"
    return {
        "assessment": paragraphs(report.assessment),
        "shortcomings": paragraphs(report.shortcomings),
        "tasks_title": f"NHIỆM VỤ TRỌNG TÂM {ahead}",
        "tasks": paragraphs(report.tasks),
        "proposals": paragraphs(report.proposals),
        "closing": (
            f"Trên đây là báo cáo {KIND[period].lower()} công tác thi đua {span_words(period, year)} của "
            f"{report.bloc_year.bloc.name}./."
        ),
    }


def paragraphs(text: str) -> list[str]:
    """The lines of a text as paragraphs, each with a mark at its end."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line if line[-1] in ".;:,…!?”" else f"{line}." for line in lines]


def movements(bloc_year: BlocYear, period: Period) -> list[dict[str, Any]]:
    """Every movement of the year with what the units did for it, in their order."""
    return [
        {
            "title": f"{place}. {row.movement.name}",
            "reports": [f"{one.unit.name}: {' '.join(one.text.split())}" for one in row.reports],
        }
        for place, row in enumerate(movement_reports(bloc_year, period), start=1)
    ]


def _unit(place: int, one: UnitResults) -> dict[str, Any]:
    return {
        "head": f"{place}. {one.unit.name}",
        "words": f"đạt {one.met:02d}/{len(one.lines):02d} chỉ tiêu",
        "rows": [_row(line) for line in one.lines],
    }


def _row(line: TargetLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "content": line.target.content,
        "measure": line.target.measure,
        "plan": line.target.plan,
        "earlier": line.earlier.value if line.earlier else "–",
        "value": line.result.value if line.result else "–",
        "note": line.result.note if line.result else "",
        "percent": line.percent or "–",
        "bar": charts.target_bar(line),
        "words": line.words,
        "is_behind": line.is_behind,
    }


def _addressees(bloc_year: BlocYear) -> list[str]:
    bloc = bloc_year.bloc
    return ["- Như trên;", "- Các đơn vị thành viên;", f"- Lưu: VT, hồ sơ {bloc.name}."]


# --- the reports as kinds of paper --------------------------------------------------------------------------
def _kind(name: str, label: Any, period: Period) -> Kind:
    def subjects(bloc_year: BlocYear) -> list[Subject]:
        return [Subject()] if bloc_year.has_reached(FROM[period]) else []

    def compose(bloc_year: BlocYear, subject: Subject, face: Face) -> pdf.Composition:
        return review_report(bloc_year, period, face)

    def unwritten(bloc_year: BlocYear, subject: Subject) -> list[str]:
        if bloc_year.review_reports.filter(period=period).exists():
            return []
        return [gettext("The texts of the report are only proposed: read them, change and save them first.")]

    def issued(paper: Paper) -> None:
        for report in paper.bloc_year.review_reports.filter(period=period):
            audit.disclose(content_type=ContentType.objects.get_for_model(report), object_id=report.pk)

    return Kind(
        name,
        label,
        "BC",
        subjects,
        compose,
        obstacles=unwritten,
        then=issued,
        drafts_for=the_head,
        for_signing=True,
        stage=FOR[period],
    )


MIDYEAR_REPORT = _kind("midyear_report", gettext_lazy("Mid-year report"), Period.MIDYEAR)
YEAREND_REPORT = _kind("yearend_report", gettext_lazy("Year-end report"), Period.YEAREND)
KINDS_OF = {Period.MIDYEAR: MIDYEAR_REPORT, Period.YEAREND: YEAREND_REPORT}
