"""What the review changed in the whole bloc, and who may see it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def year(scoring_cast):
    """Two reviewed sheets: the member loses 4 points on one line, the third unit nothing; the head drafts."""
    year = scoring_cast.year
    for unit, points in zip(year.members[1:], ((30, 20, 25, 14), (20, 0, "25.5", 10)), strict=True):
        factories.fill(factories.sheet(year=year, unit=unit, state="explaining"), *points, reviewed=True)
    for sheet in year.score_sheets.exclude(state="draft"):
        sheet.scores.update(reviewed_by=scoring_cast.secretary)
    line = factories.lines(factories.sheet(year=year, unit=year.members[1]))[0]
    line.reviewed_score = Decimal(26)
    line.save()
    return year


def page_of(browser, year):
    return browser.get(reverse("bloc_changes", args=(year.bloc.slug, year.year)))


def test_units_show_totals_of_all_rounds_and_what_the_review_did(scoring_cast, year, as_):
    changes = page_of(as_(scoring_cast.secretary), year).context["changes"]

    assert [(row.unit, row.totals, row.review, row.decision, row.changed) for row in changes.units] == [
        (year.members[1], ("89,00", "85,00", "85,00"), "−4,00", "0,00", 1),
        (year.members[2], ("55,50", "55,50", "55,50"), "0,00", "0,00", 0),
    ]
    assert changes.left_out == 1


def test_means_are_in_percent_of_the_maximum(scoring_cast, year, as_):
    changes = page_of(as_(scoring_cast.secretary), year).context["changes"]

    # 4 of 40 points are 10 %: over the two units of the line 5 %, over the reviewer's eight lines 1.25 %
    assert [(row.label, row.reviewed, row.changed, row.mean) for row in changes.criteria] == [
        ("I.1 Giải ngân", 2, 1, "−5,00")
    ]
    assert [(row.label, row.reviewed, row.changed, row.mean) for row in changes.reviewers] == [
        (str(scoring_cast.secretary), 8, 1, "−1,25")
    ]


def test_one_change_among_few_does_not_stand_out(scoring_cast, year, as_):
    changes = page_of(as_(scoring_cast.secretary), year).context["changes"]

    assert changes.outliers == []


def test_change_beyond_the_others_stands_out_with_its_line(scoring_cast, year, as_):
    for unit in year.members[1:]:
        for line, loss in zip(
            factories.lines(factories.sheet(year=year, unit=unit)), (2, 0, 1, 0), strict=True
        ):
            line.self_score, line.reviewed_score = Decimal(14), Decimal(14 - loss)
            line.save()
    line = factories.lines(factories.sheet(year=year, unit=year.members[2]))[3]
    line.reviewed_score = Decimal(0)
    line.save()

    (outlier,) = page_of(as_(scoring_cast.secretary), year).context["changes"].outliers

    assert (outlier.unit, outlier.number, outlier.points) == (year.members[2], "II.2", "−14,00")
    assert outlier.url == reverse("line", args=(line.sheet_id, line.criterion_id))


def test_comparison_is_closed_to_who_neither_reviews_nor_sees_the_ranking(scoring_cast, year, as_):
    statuses = {
        role: page_of(as_(getattr(scoring_cast, role)), year).status_code
        for role in ("secretary", "officer", "other_officer", "observer", "stranger")
    }

    # the officer belongs to the deputy, whose people review the head's sheet
    assert statuses == {
        "secretary": 200,
        "officer": 200,
        "other_officer": 403,
        "observer": 403,
        "stranger": 404,
    }


def test_reviewer_of_the_head_sees_no_sheet_that_is_not_shown_to_them(scoring_cast, year, as_):
    changes = page_of(as_(scoring_cast.officer), year).context["changes"]

    assert [row.unit for row in changes.units] == [year.members[1]]


def test_page_before_anything_is_submitted_says_so(scoring_cast, as_):
    page = page_of(as_(scoring_cast.secretary), scoring_cast.year)

    assert (page.status_code, page.context["changes"]) == (200, None)
