"""The benchmark's pages are there, and none of them asks more of the database when a bloc grows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from tests.bench.blocs import Crowd, crowd, first_direct_line
from tests.bench.clock import queries_of, repeated
from tests.bench.pages import PAGES, PAPERS, Page, cell_save, recomputation, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def blocs() -> tuple[Crowd, Crowd]:
    """A small bloc and one with more of everything."""
    return crowd(2, 10), crowd(3, 20)


def queries(page: Page, bloc: Crowd) -> int:
    """How often opening a page asks the database."""
    found = visit(page, bloc)
    assert found is not None, page.url
    found.begin()
    return queries_of(repeated(found.act))


def test_queries_of_the_pages_do_not_grow_with_the_bloc(blocs):
    counts = [{page.label: queries(page, bloc) for page in PAGES} for bloc in blocs]
    assert counts[0] == counts[1]


def test_papers_are_there(blocs):
    for page in PAPERS:
        found = visit(page, blocs[0])
        assert found is not None, page.url
        assert found.begin().startswith(b"%PDF")


@pytest.mark.parametrize("act", [cell_save, recomputation])
def test_queries_of_the_acts_do_not_grow_with_the_bloc(act, blocs):
    small, large = (queries_of(act(bloc, Client())) for bloc in blocs)
    assert small == large


def test_saving_a_cell_saves_it(blocs):
    prepare, line = cell_save(blocs[0], Client()), first_direct_line(blocs[0].sheet)
    stored = []
    for _turn in range(2):
        prepare()()
        line.refresh_from_db()
        stored.append(line.self_score)
    assert sorted(stored) == [Decimal("7.5"), Decimal("8.25")]
