"""Writing cells: what the page showed decides what may be written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from blocs.audit import AuditEntry
from blocs.workflow import StepRefused
from scoring.models import ScoreSheet
from scoring.models.entries import Cell, enter, seal
from tests import factories

pytestmark = pytest.mark.django_db


def scorable(user):
    return lambda sheet: sheet.scorable_by(user)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Decimal("8.50"), Decimal("8.5"), True),
        (Decimal(0), None, False),
        (Decimal("0.0"), Decimal(0), True),
        ("", None, True),
        ("a", "b", False),
        (True, False, False),
    ],
)
def test_seal_tells_values_apart_that_look_different(one, other, same):
    assert (seal(one) == seal(other)) is same


def test_cell_of_a_sheet_that_was_submitted_meanwhile_is_refused(scoring_cast):
    sheet = factories.sheet(year=scoring_cast.year)
    line = factories.lines(sheet)[0]
    ScoreSheet.objects.filter(pk=sheet.pk).update(state="submitted")
    cell = Cell(line.pk, "self_score", Decimal(8), seal(None))
    with pytest.raises(StepRefused):
        enter(sheet, scoring_cast.officer, [cell], scorable(scoring_cast.officer))
    line.refresh_from_db()
    assert line.self_score is None


def test_cell_that_both_changed_alike_is_no_conflict_and_no_change(scoring_cast):
    sheet = factories.sheet(year=scoring_cast.year)
    line = factories.lines(sheet)[0]
    cell = Cell(line.pk, "self_score", Decimal(8), seal(None))
    for person in (scoring_cast.leader, scoring_cast.officer):
        saved = enter(sheet, person, [cell], scorable(person))
    assert (saved.count, saved.conflicts, AuditEntry.objects.count()) == (0, [], 1)


def test_cell_of_another_sheet_is_not_written(scoring_cast):
    mine = factories.sheet(year=scoring_cast.year)
    other = factories.lines(factories.sheet(year=scoring_cast.year, unit=scoring_cast.year.members[2]))[0]
    cell = Cell(other.pk, "self_score", Decimal(8), seal(None))
    with pytest.raises(KeyError):
        enter(mine, scoring_cast.officer, [cell], scorable(scoring_cast.officer))
    other.refresh_from_db()
    assert other.self_score is None
