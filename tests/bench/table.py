"""The table that the benchmark prints: each line a page, an act or a paper."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.test import Client

from tests.bench.bare import bare_view, html_of_papers
from tests.bench.blocs import Crowd
from tests.bench.clock import Pair, Prepare, queries_of, repeated, side_by_side
from tests.bench.pages import PAGES, PAPERS, Page, cell_save, recomputation, visit

TURNS, PAPER_TURNS = 9, 3
HEAD = f"""
{"":38}{"queries":>19}{"wall":>14}{"processor":>13}{"bare":>13}{"ratio":>10}
{"":38}{"5 x 50   20 x 200":>19}"""
FOOT = """
Times are medians in one process and of the large bloc, each page in turn with a bare view that returns the
same content as a static template; papers in turn with WeasyPrint on the same HTML. The ratio is one of the
processor's time, which other programs do not stretch. Beside the queries, ! marks a number that differs
between the two blocs."""


def tell(words: str) -> None:
    """One line or more, at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def row(label: str, few: int, many: int, pair: Pair) -> None:
    """One line of the table."""
    mark = "" if few == many else "!"
    times = "".join(f"{time:>10.1f} ms" for time in (pair.act.wall, pair.act.processor, pair.bare.processor))
    tell(f"{label:38}{few:>7}{many:>11}{mark:>2}{times}{pair.ratio:>8.1f} x")


def table(small: Crowd, large: Crowd) -> None:
    """Everything, line by line."""
    tell(HEAD)
    for page in PAGES:
        _page(page, small, large)
    for label, prepare in (("saving a cell", cell_save), ("standing worked out anew", recomputation)):
        _act(label, prepare, small, large)
    for page in PAPERS:
        _paper(page, small, large)
    tell(FOOT)


def _page(page: Page, small: Crowd, large: Crowd) -> None:
    few, many = visit(page, small), visit(page, large)
    if few is None or many is None:
        tell(f"{page.label:38}(there is no such page)")
        return
    few.begin()
    count = queries_of(repeated(few.act))
    answer = many.begin()
    again = queries_of(repeated(many.act))
    row(page.label, count, again, side_by_side(repeated(many.act), bare_view(answer), TURNS))


def _act(label: str, prepare: Callable[[Crowd, Client], Prepare], small: Crowd, large: Crowd) -> None:
    """Beside a bare view of what the act answers, or of the ranking page where it answers nothing."""
    count, act = queries_of(prepare(small, Client())), prepare(large, Client())
    again = queries_of(act)
    answer = getattr(act()(), "content", None)
    if answer is None:
        ranking = visit(next(page for page in PAGES if page.url == "ranking"), large)
        answer = ranking.begin() if ranking else b""
    row(label, count, again, side_by_side(act, bare_view(answer), TURNS))


def _paper(page: Page, small: Crowd, large: Crowd) -> None:
    few, many = visit(page, small), visit(page, large)
    if few is None or many is None:
        tell(f"{page.label:38}(there is no such paper)")
        return
    few.begin()
    count = queries_of(repeated(few.act))
    with html_of_papers() as found:
        many.begin()
        again = queries_of(repeated(many.act))
    row(page.label, count, again, side_by_side(repeated(many.act), found[-1].alone, PAPER_TURNS))
