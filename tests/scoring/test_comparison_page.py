"""Self score, review and decision of a sheet side by side, as far as each person may see them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.scoring.reviews import cast_in_review, put, reviewed

pytestmark = pytest.mark.django_db

ROWS = [*factories.TREE, factories.DEDUCTION]


@pytest.fixture
def cast():
    return cast_in_review(rows=ROWS)


@pytest.fixture
def mine(cast):
    """I.1: 30 → 28 → 29; the review deducts 2."""
    sheet = reviewed(cast.year, state="second_review", line_0=28)
    put(sheet, 0, agrees=False, answer="Có đủ", final_score=29, final_reason="Hội nghị thống nhất")
    put(sheet, 4, reviewed_score=2, review_reason="Sổ theo dõi", agrees=True)
    return sheet


def page(browser, sheet, query=""):
    return browser.get(reverse("comparison", args=(sheet.pk,)) + query)


def row(context, number):
    found = next(line for line in context["lines"] if line.number == number)
    return (
        found.own.points,
        found.reviewed.points,
        found.reviewed_difference,
        found.final.points,
        found.final_difference,
    )


def test_lines_and_sections_show_what_each_round_changed(cast, mine, as_):
    context = page(as_(cast.secretary), mine).context
    assert row(context, "I.1") == ("30", "28", "−2", "29", "+1")
    assert row(context, "I") == ("50", "48", "−2", "49", "+1")
    assert row(context, "II.1") == ("25", "25", "", "", "")
    assert row(context, "IV.1") == ("", "2", "−2", "", "")


def test_totals_differ_by_the_sum_of_the_differences(cast, mine, as_):
    totals = page(as_(cast.secretary), mine).context["table"].totals
    assert [(one.total, one.difference) for one in totals] == [
        ("85,00", ""),
        ("81,00", "−4,00"),
        ("82,00", "+1,00"),
    ]


def test_decision_is_hidden_from_the_unit_until_the_sheet_is_approved(cast, mine, as_):
    browser = as_(cast.officer)
    before = page(browser, mine).context
    assert (before["table"].shows_final, len(before["table"].totals), row(before, "I.1")[3]) == (False, 2, "")
    mine.take("approve", cast.secretary)
    assert row(page(browser, mine).context, "I.1")[3] == "29"


def test_only_the_lines_that_differ_can_be_shown(cast, mine, as_):
    context = page(as_(cast.secretary), mine, "?changed").context
    assert [line.number for line in context["lines"] if line.is_leaf] == ["I.1", "IV.1"]
    assert context["table"].changed == 2


def test_line_that_is_not_assigned_has_no_points(cast, mine, as_):
    put(mine, 3, assigned=False)
    context = page(as_(cast.secretary), mine).context
    assert row(context, "II.2")[:2] == ("", "")
    assert context["table"].maximum == "85,5"
