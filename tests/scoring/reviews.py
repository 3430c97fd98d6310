"""Sheets under review for tests: what the unit gave, what the review made of it, what was answered."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from blocs.stages import Stage
from scoring.models import Score, ScoreSheet
from tests import factories
from tests.cast import Cast, assemble

OWN = (30, 20, 25, 10)
REASON = "Thiếu minh chứng"


def cast_in_review(*, rows: Any = None, stage: str = Stage.REVIEW, **fields: Any) -> Cast:
    """The cast in a year under review."""
    return assemble(factories.scoring_year(stage=stage, rows=rows, **fields))


def reviewed(year: Any, *, state: str, unit: Any = None, own: Any = OWN, **changes: Any) -> ScoreSheet:
    """A sheet on which the review took over everything but `line_N=points`, counted from 0, with a reason."""
    sheet = factories.sheet(year=year, unit=unit, state=state)
    factories.fill(sheet, *own, reviewed=True)
    for name, points in changes.items():
        put(sheet, int(name.removeprefix("line_")), reviewed_score=points, review_reason=REASON)
    return sheet


def put(sheet: ScoreSheet, place: int, **fields: Any) -> Score:
    """Write into a line by its place in the table."""
    line = factories.lines(sheet)[place]
    for name, value in fields.items():
        setattr(
            line,
            name,
            Decimal(str(value)) if name.endswith(("_score", "actual")) and value is not None else value,
        )
    line.save()
    return line


def line(sheet: ScoreSheet, place: int) -> Score:
    """A line as it is stored now."""
    return factories.lines(sheet)[place]
