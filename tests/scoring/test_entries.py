"""Writing cells: what the page showed decides what may be written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from blocs import audit
from blocs.audit import AuditEntry
from blocs.seals import seal
from blocs.workflow import StepRefused
from scoring.models import ScoreSheet
from scoring.models.entries import Cell, enter
from tests import factories
from tests.scoring.grid import column

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(scoring_cast):
    """The sheet of the officer's unit."""
    return factories.sheet(year=scoring_cast.year)


def scorable(user):
    return lambda sheet: sheet.scorable_by(user)


def typed(line, value, was=None):
    """A self score that was typed where `was` stood."""
    return Cell(line.pk, "self_score", Decimal(value), seal(None if was is None else Decimal(was)))


def entered(sheet, user, *cells, **options):
    return enter(sheet, user, cells, scorable(user), **options)


def test_cell_of_a_sheet_that_was_submitted_meanwhile_is_refused(scoring_cast, mine):
    line = factories.lines(mine)[0]
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    with pytest.raises(StepRefused):
        entered(mine, scoring_cast.officer, typed(line, 8))
    assert column(mine, "self_score")[0] is None


def test_cell_that_both_changed_alike_is_no_conflict_and_no_change(scoring_cast, mine):
    cell = typed(factories.lines(mine)[0], 8)
    for person in (scoring_cast.leader, scoring_cast.officer):
        saved = entered(mine, person, cell)
    assert (saved.count, saved.conflicts, AuditEntry.objects.count()) == (0, [], 1)


def test_cell_of_another_sheet_is_not_written(scoring_cast, mine):
    other = factories.sheet(year=scoring_cast.year, unit=scoring_cast.year.members[2])
    with pytest.raises(KeyError):
        entered(mine, scoring_cast.officer, typed(factories.lines(other)[0], 8))
    assert column(other, "self_score")[0] is None


def test_conflict_tells_what_stands_there_and_who_wrote_it_when(scoring_cast, mine, clock):
    first, second, *_rest = factories.lines(mine)
    entered(mine, scoring_cast.officer, typed(first, 7))
    clock.move_to("2026-03-10T14:05:00+07:00")
    entered(mine, scoring_cast.leader, typed(first, 8, 7))
    entered(mine, scoring_cast.leader, typed(second, 20))
    saved = entered(mine, scoring_cast.officer, typed(first, 9, 7))
    (conflict,) = saved.conflicts
    assert (conflict.theirs, conflict.by) == (8, scoring_cast.leader)
    assert f"{timezone.localtime(conflict.at):%H:%M}" == "14:05"
    assert column(mine, "self_score")[:2] == [8, 20]


def test_one_contested_cell_keeps_the_whole_of_a_paste_out(scoring_cast, mine):
    first, second, *_rest = factories.lines(mine)
    entered(mine, scoring_cast.leader, typed(first, 8))
    cells = [typed(first, 9), typed(second, 20)]
    whole = entered(mine, scoring_cast.officer, *cells, whole=True)
    assert (whole.count, whole.is_complete, column(mine, "self_score")[:2]) == (0, False, [8, None])
    each = entered(mine, scoring_cast.officer, *cells)
    assert (each.count, each.is_complete, column(mine, "self_score")[:2]) == (1, False, [8, 20])


def test_line_declared_not_assigned_while_its_unit_types_is_told(scoring_cast, mine):
    first, second, *_rest = factories.lines(mine)
    mine.scores.filter(pk=first.pk).update(assigned=False)
    saved = entered(mine, scoring_cast.officer, typed(first, 8), typed(second, 20))
    assert ([cell.score_id for cell in saved.closed], saved.count) == ([first.pk], 1)
    assert column(mine, "self_score")[:2] == [None, 20]


def test_version_tells_a_page_that_someone_else_has_written(scoring_cast, mine):
    first, second, *_rest = factories.lines(mine)
    page = entered(mine, scoring_cast.officer, typed(first, 8))
    assert page.before == 0 < page.version
    theirs = entered(mine, scoring_cast.leader, typed(second, 20))
    again = entered(mine, scoring_cast.officer, typed(first, 9, 8))
    assert (theirs.before, again.before) == (page.version, theirs.version)


def test_history_is_found_line_by_line(scoring_cast, mine):
    first, second, *_rest = factories.lines(mine)
    entered(mine, scoring_cast.officer, typed(first, 8), typed(second, 20))
    entered(mine, scoring_cast.leader, typed(second, 0, 20))
    found = {line: audit.about_row(mine, line.pk).count() for line in (first, second)}
    assert (found[first], found[second]) == (1, 2)


def test_review_names_only_who_changed_the_line(scoring_cast, mine):
    first, second, *_rest = factories.lines(mine)
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    mine.scores.filter(pk=first.pk).update(reviewed_score=8)
    secretary = scoring_cast.secretary
    cells = [Cell(line.pk, "reviewed_score", Decimal(9), seal(None)) for line in (first, second)]
    enter(mine, secretary, cells, lambda sheet: sheet.reviewable_by(secretary))
    assert [line.reviewed_by for line in factories.lines(mine)[:2]] == [None, secretary]
