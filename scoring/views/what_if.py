"""What if: other figures in a copy of the ranking. Nothing is stored, no history is written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from scoring.board.what_if import Outcome, outcome
from scoring.forms.what_if import MOST_CELLS, WhatIfForm
from scoring.standings import standing
from scoring.views.rankings import ranking_shown


def what_if(request: HttpRequest, bloc: str, year: int) -> HttpResponse:
    """Choose units and lines, suppose figures, see the order that would follow."""
    found = ranking_shown(request, bloc, year)
    form = WhatIfForm(found.standing, request.POST if request.method == "POST" else request.GET)
    context = {
        "ranking": found,
        "form": form,
        "errors": form.errors(),
        "outcome": _outcome(form),
        "most_cells": MOST_CELLS,
    }
    return render(request, "scoring/what_if.html", context)


def _outcome(form: WhatIfForm) -> Outcome | None:
    """What would follow, once something is supposed and every figure can be read."""
    if form.errors() or not form.is_changed:
        return None
    supposed = standing(form.contest())
    for line in form.lines:
        for cell in line.cells:
            cell.follow(supposed.tallies[cell.member.key].points[line.node.key])
    changed = {cell.member.key for cell in form.cells() if cell.is_changed}
    return outcome(form.standing, supposed, changed)
