"""Twenty people save cells of one sheet in the same moment: what is acknowledged stands."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from tests import factories
from tests.cast import assemble
from tests.scoring.grid import Page, column, names, states
from tests.scoring.test_same_moment import at_once

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]

PEOPLE = 20
ROWS = [("I", "Mục", "200", [(str(n), f"Tiêu chí {n}", "10", "direct") for n in range(PEOPLE)])]


@pytest.fixture
def sheet():
    """A sheet with a line for each of the twenty."""
    cast = assemble(factories.scoring_year(rows=ROWS))
    return factories.sheet(year=cast.year)


@pytest.fixture
def pages(sheet, as_):
    """The sheet on the screens of twenty officers of its unit."""
    people = [factories.person("officer", sheet.unit) for _ in range(PEOPLE)]
    return [Page(as_(person), sheet, person) for person in people]


def test_twenty_at_once_in_their_own_cells_all_survive(sheet, pages):
    cells, answers = names(sheet, "self_score"), {}

    def act(place):
        return lambda: answers.update({place: states(pages[place].save({cells[place]: f"{place / 4:g}"}))})

    at_once(*(act(place) for place in range(PEOPLE)))
    assert answers == {place: {cells[place]: "saved"} for place in range(PEOPLE)}
    assert column(sheet, "self_score") == [Decimal(place) / 4 for place in range(PEOPLE)]


def test_twenty_at_once_in_one_cell_one_is_written_and_the_others_are_told(sheet, pages):
    cell, answers = names(sheet, "self_score")[0], {}

    def act(place):
        return lambda: answers.update({place: pages[place].save({cell: f"{place / 4:g}"})["cells"][0]})

    at_once(*(act(place) for place in range(PEOPLE)))
    (winner,) = [place for place, told in answers.items() if told["state"] == "saved"]
    stored = column(sheet, "self_score")[0]
    assert stored == Decimal(winner) / 4
    told = [answers[place] for place in range(PEOPLE) if place != winner]
    assert {one["state"] for one in told} == {"conflict"}
    assert {one["by"] for one in told} == {str(pages[winner].person)}
