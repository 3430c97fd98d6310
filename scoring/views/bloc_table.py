"""The whole bloc as a table: criteria as rows, units as columns."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from blocs.frame import year_or_404
from blocs.models import BlocYear
from scoring.grids.bloc import BlocTable
from scoring.grids.todo import FLAGS
from scoring.models import ScoreSheet
from scoring.permissions import sees_standing
from scoring.rounds import Round


def bloc_table(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """The figures of a round of every unit, as far as the person may see them; reviewers type them here."""
    bloc_year = year_or_404(request, bloc, year)
    if not bloc_year.score_sheets.exists():
        return render(
            request, "scoring/bloc_table_empty.html", {"planned": bloc_year.dates.get("self_scoring")}
        )
    top, flag = request.GET.get("top", ""), request.GET.get("flag", "")
    round_ = _round(request.GET.get("round", ""), request.user, bloc_year)
    table = BlocTable(bloc_year, request.user, round_, top, flag)
    context = {
        "table": table,
        "rounds": [(one.value, one.label, one == round_) for one in Round],
        "flags": FLAGS.items(),
        "left_out": _left_out(table.left_out),
        "shows_percent": round_ == Round.SELF or sees_standing(request.user, bloc_year),
    }
    return render(request, "scoring/bloc_table.html", context)


def _round(name: str, user: Any, bloc_year: BlocYear) -> Round:
    """The round that is asked for; else the review for who has one to do, else what the unit gave."""
    if name in Round.values:
        return Round(name)
    sheets = ScoreSheet.objects.filter(bloc_year=bloc_year, state="submitted").select_related("unit")
    for sheet in sheets:
        sheet.bloc_year = bloc_year
        if sheet.reviewable_by(user):
            return Round.REVIEW
    return Round.FINAL if sees_standing(user, bloc_year) else Round.SELF


def _left_out(count: int) -> str:
    """Columns that are not shown, said aloud: a short table must not look like a whole one."""
    if not count:
        return ""
    words = ngettext(
        "%(count)s unit is left out, because this round of its sheet is not shown to you yet.",
        "%(count)s units are left out, because this round of their sheets is not shown to you yet.",
        count,
    )
    return words % {"count": count}
