"""Lines scored by a result: points are computed, may be given in place of that, and depend on the others."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from scoring.models import Criterion, ScoreSheet
from tests import factories
from tests.cast import assemble
from tests.scoring.grid import Page, column, names, shown, states

pytestmark = pytest.mark.django_db

ROWS = [
    (
        "I",
        "Nhiệm vụ chuyên môn",
        "40",
        [
            ("1", "Giải ngân", "10", "proportional"),
            ("2", "Sáng kiến", "10", "count"),
            ("3", "Thu hút đầu tư", "10", "quantitative"),
            ("4", "Báo cáo", "10", "direct"),
        ],
    )
]


@pytest.fixture
def cast(db):
    """A year whose lines are scored by a share of the target, by items, against the leader, and directly."""
    year = factories.scoring_year(rows=ROWS)
    Criterion.objects.filter(rule="count").update(parameters={"per_item": "3"})
    return assemble(year)


@pytest.fixture
def mine(cast):
    """The sheet of the officer's unit."""
    return factories.sheet(year=cast.year)


@pytest.fixture
def officer(cast, mine, as_):
    """The officer's page."""
    return Page(as_(cast.officer), mine, cast.officer)


def figure(answer, sheet, line, name="self_score"):
    """The computed points of a line, the look of the cell and its note."""
    return answer["figures"][f"{name}-{factories.lines(sheet)[line].criterion_id}"]


def test_points_follow_from_target_and_result_at_once(officer, mine):
    targets, actuals = names(mine, "target"), names(mine, "actual")
    half = officer.save({actuals[0]: "80"})
    assert figure(half, mine, 0) == ["", "num is-missing", "chưa có chỉ tiêu"]
    whole = officer.save({targets[0]: "100"})
    assert figure(whole, mine, 0) == ["8", "num is-computed", ""]
    assert (whole["totals"]["self_score"], whole["counts"]["unscored"]) == ("8,00", 3)


def test_points_given_in_place_of_computed_ones_are_marked_and_can_be_cleared(officer, mine):
    cell = names(mine, "self_score")[1]
    officer.save({names(mine, "actual")[1]: "2"})
    given = officer.save({cell: "5"})
    assert figure(given, mine, 1) == ["", "num is-given", "tính được: 6"]
    cleared = officer.save({cell: ""})
    assert figure(cleared, mine, 1) == ["6", "num is-computed", ""]
    assert (column(mine, "self_score")[1], cleared["totals"]["self_score"]) == (None, "6,00")


@pytest.mark.parametrize(
    ("field", "line", "typed", "state"),
    [
        ("target", 0, "1000000000", "saved"),
        ("target", 0, "-1", "refused"),
        ("actual", 0, "-1,5", "saved"),
        ("actual", 1, "2,5", "refused"),
        ("actual", 1, "-2", "refused"),
        ("target", 1, "2", "refused"),
        ("actual", 3, "2", "refused"),
        ("actual", 0, "1.250", "refused"),
    ],
)
def test_targets_and_results_are_numbers_only_where_the_line_is_scored_by_them(
    officer, mine, field, line, typed, state
):
    cell = names(mine, field)[line]
    assert states(officer.save({cell: typed})) == {cell: state}


def test_cells_that_mean_nothing_on_a_line_are_no_inputs(cast, mine, as_):
    page = as_(cast.officer).get(mine.get_absolute_url())
    kinds = {field: [cell.kind for cell in shown(page, field)] for field in ("target", "actual")}
    assert kinds == {
        "target": ["input", "inert", "input", "inert"],
        "actual": ["input", "input", "input", "inert"],
    }


def test_points_against_the_others_count_submitted_sheets_only(cast, mine, officer):
    third = names(mine, "target")[2], names(mine, "actual")[2]
    other = factories.sheet(year=cast.year, unit=cast.year.members[2])
    other.scores.filter(pk=factories.lines(other)[2].pk).update(target=100, actual=150)
    alone = officer.save({third[0]: "100", third[1]: "120"})
    assert figure(alone, mine, 2)[0] == "10"
    ScoreSheet.objects.filter(pk=other.pk).update(state="submitted")
    among = officer.save({third[1]: "125"})
    assert figure(among, mine, 2)[0] == "7,5"


def test_accepting_takes_results_over_and_leaves_computed_points_computed(cast, mine, as_):
    first, second, third, fourth = factories.lines(mine)
    mine.scores.filter(pk=first.pk).update(target=100, actual=80)
    mine.scores.filter(pk=second.pk).update(actual=2, self_score=5)
    mine.scores.filter(pk=third.pk).update(actual=7, target=None)
    mine.scores.filter(pk=fourth.pk).update(self_score=4)
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    browser, url = as_(cast.secretary), reverse("acceptance", args=(mine.pk,))
    page = browser.get(url)
    assert [(row.own_actual, row.own_points) for row in page.context["rows"]] == [
        ("80", "8"),
        ("2", "5"),
        ("7", "10"),
        ("", "4"),
    ]
    mine.scores.filter(pk=first.pk).update(actual=90)
    assert browser.post(url, {"seal": page.context["seal"]}).status_code == 200
    assert column(mine, "reviewed_actual") == [None] * 4
    browser.post(url, {"seal": browser.get(url).context["seal"]})
    assert column(mine, "reviewed_actual") == [90, 2, 7, None]
    assert column(mine, "reviewed_score") == [None, 5, None, 4]
    assert not mine.scores.differing().exists()


def test_reviewed_result_changes_the_points_and_tells_how_far(cast, mine, as_):
    mine.scores.filter(pk=factories.lines(mine)[0].pk).update(target=100, actual=80)
    ScoreSheet.objects.filter(pk=mine.pk).update(state="submitted")
    secretary = Page(as_(cast.secretary), mine, cast.secretary, review=True)
    answer = secretary.save({names(mine, "reviewed_actual")[0]: "75"})
    assert figure(answer, mine, 0, "reviewed_score") == ["7,5", "num is-computed", "−0,5"]
    assert answer["counts"]["differing"] == 1


def test_points_without_end_are_shown_with_the_decimals_of_the_total(cast, mine, as_):
    mine.scores.filter(pk=factories.lines(mine)[0].pk).update(target=3, actual=1)
    mine.scores.filter(pk=factories.lines(mine)[3].pk).update(self_score=Decimal("4.5"))
    page = as_(cast.officer).get(mine.get_absolute_url())
    assert [cell.shown for cell in shown(page, "self_score")] == ["3,33", "", "", "4,50"]
