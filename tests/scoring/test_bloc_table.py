"""The whole bloc as a table: whose figures, in which round, seen and typed by whom."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.seals import seal
from scoring.models import ScoreSheet
from tests import factories
from tests.scoring.grid import column


@pytest.fixture
def year(scoring_cast):
    """The head's sheet is a draft, the member's submitted, the third unit's submitted; all are scored."""
    year = scoring_cast.year
    for unit, points, state in zip(
        year.members,
        ((40, 20, "25.5", "14.5"), (30, 20, 25, 14), (20, 0, "25.5", 10)),
        ("draft", "submitted", "submitted"),
        strict=True,
    ):
        factories.fill(factories.sheet(year=year, unit=unit, state=state), *points)
    return year


def table_of(browser, year, **query):
    page = browser.get(reverse("bloc_table", args=(year.bloc.slug, year.year)), query)
    assert page.status_code == 200
    return page


def shown(page):
    """Short name of the unit → total of its column."""
    return {column.unit.short_name: column.total for column in page.context["table"].columns}


def cells(page, code_path):
    """The texts of the cells of one line, by unit."""
    row = next(row for row in page.context["table"].rows if row.number == code_path)
    return {one.column.unit.short_name: one.cell.shown for one in row.cells}


def test_table_before_scoring_says_when_it_will_be_there(cast, as_):
    page = as_(cast.officer).get(reverse("bloc_table", args=(cast.year.bloc.slug, cast.year.year)))

    assert (page.status_code, page.templates[0].name) == (200, "scoring/bloc_table_empty.html")


def test_unit_sees_its_own_and_submitted_self_scores_only(scoring_cast, year, as_):
    head, member, other = year.members

    page = table_of(as_(scoring_cast.officer), year, round="self")

    assert shown(page) == {member.short_name: "89,00", other.short_name: "55,50"}
    assert cells(page, "I.1") == {member.short_name: "30,0", other.short_name: "20,0"}
    assert page.context["table"].left_out == 1
    assert head.short_name not in shown(page)
    assert "Còn 1 đơn vị không có trong bảng" in page.content.decode()


def test_secretary_sees_every_self_score_with_section_sums(scoring_cast, year, as_):
    page = table_of(as_(scoring_cast.secretary), year, round="self")

    assert list(shown(page).values()) == ["100,00", "89,00", "55,50"]
    assert list(cells(page, "I").values()) == ["60,0", "50,0", "20,0"]
    assert list(cells(page, "II").values()) == ["40,0", "39,0", "35,5"]


@pytest.mark.parametrize("round_", ["review", "final"])
def test_units_see_no_review_of_a_submitted_sheet_not_even_their_own(scoring_cast, year, as_, round_):
    sheet = factories.sheet(year=year, unit=year.members[1])
    sheet.scores.update(reviewed_score=1)

    page = table_of(as_(scoring_cast.officer), year, round=round_)

    assert (shown(page), page.context["table"].left_out) == ({}, 3)
    assert "Vòng này chưa có gì để xem" in page.content.decode()


def test_reviewers_type_into_submitted_sheets_of_others_only(scoring_cast, year, as_):
    ScoreSheet.objects.filter(bloc_year=year).update(state="submitted")
    head, member, other = year.members

    entered = {
        role: [
            one.unit
            for one in table_of(as_(getattr(scoring_cast, role)), year, round="review")
            .context["table"]
            .columns
            if one.is_entered
        ]
        for role in ("secretary", "officer", "other_officer", "observer")
    }

    assert entered == {"secretary": [member, other], "officer": [head], "other_officer": [], "observer": []}


def test_line_that_is_not_assigned_says_so_in_every_round(scoring_cast, year, as_):
    other = year.members[2]
    factories.fill(factories.sheet(year=year, unit=other), "-")
    browser = as_(scoring_cast.secretary)

    said = [cells(table_of(browser, year, round=one), "I.1")[other.short_name] for one in ("self", "review")]

    assert said == ["không giao"] * 2


def test_round_that_has_to_be_reviewed_is_shown_first(scoring_cast, year, as_):
    rounds = {
        role: table_of(as_(getattr(scoring_cast, role)), year).context["table"].round.value
        for role in ("secretary", "officer", "observer")
    }

    assert rounds == {"secretary": "review", "officer": "self", "observer": "self"}


def test_cells_of_two_units_are_saved_each_in_its_own_sheet(scoring_cast, year, as_):
    browser = as_(scoring_cast.secretary)
    table = table_of(browser, year, round="review").context["table"]
    first = next(row for row in table.rows if row.is_leaf)

    for one, value in zip(
        [cell for cell in first.cells if cell.column.is_entered], ("28", "19,5"), strict=True
    ):
        name = one.cell.name.split("-")
        body = {
            "mode": "each",
            "person": scoring_cast.secretary.pk,
            "version": one.column.version,
            "decimals": table.decimals,
            "cells": [{"score": int(name[1]), "field": name[0], "value": value, "seal": name[2]}],
        }
        answer = browser.post(one.column.cells_url, body, content_type="application/json")
        assert [cell["state"] for cell in answer.json()["cells"]] == ["saved"]

    sheets = [factories.sheet(year=year, unit=unit) for unit in year.members[1:]]
    assert [column(sheet, "reviewed_score")[0] for sheet in sheets] == [28, Decimal("19.5")]


def test_cell_carries_the_mark_of_what_it_showed(scoring_cast, year, as_):
    table = table_of(as_(scoring_cast.secretary), year, round="review").context["table"]

    names = {one.cell.name.rpartition("-")[2] for row in table.rows for one in row.cells if one.cell.name}

    assert names == {seal(None)}


def test_table_of_one_section_and_of_flagged_lines(scoring_cast, year, as_):
    sheet = factories.sheet(year=year, unit=year.members[2])
    last = factories.lines(sheet)[-1]
    last.self_score = None
    last.save()
    browser = as_(scoring_cast.secretary)

    section = table_of(browser, year, round="self", top="II")
    flagged = table_of(browser, year, round="self", flag="unscored")

    assert [row.number for row in section.context["table"].rows] == ["II", "II.1", "II.2"]
    assert [row.number for row in flagged.context["table"].rows] == ["II", "II.2"]


def test_unknown_round_section_and_filter_are_ignored(scoring_cast, year, as_):
    page = table_of(as_(scoring_cast.observer), year, round="x", top="x", flag="x")

    assert len(page.context["table"].rows) == 6


def queries(browser, year, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as seen:
        table_of(browser, year, round="review")
    return len(seen)


def test_table_asks_the_same_number_of_queries_for_any_bloc(as_, db, django_assert_max_num_queries):
    counts = []
    for members, leaves in ((3, 4), (9, 60)):
        rows = [("I", "Mục", str(leaves), [(str(n), f"Tiêu chí {n}", "1", "direct") for n in range(leaves)])]
        year = factories.scoring_year(members=members, rows=rows)
        year.score_sheets.update(state="submitted")
        secretary = factories.person("secretary", year.head)
        counts.append(queries(as_(secretary), year, django_assert_max_num_queries))

    assert counts[0] == counts[1]
