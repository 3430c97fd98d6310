"""The formulas of a unit's workbook: what a line counts, what a section adds up to, and the total."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from openpyxl.utils import get_column_letter

from scoring.core import rules
from scoring.core.tree import Kind, Node
from scoring.rounds import Round
from scoring.workbooks.scores.cells import is_measured
from scoring.workbooks.sheet.book import PASSED, Book


def counted_formula(book: Book, node: Node) -> str | None:
    """The points typed, else what stands in their place; nothing on a line that is not filled in."""
    if not book.is_open(node):
        return None
    points = book.address(book.points_column, node.key)
    rest = _otherwise(book, node)
    if node.rule != rules.PASS_FAIL:
        return f"=IF(ISNUMBER({points}),{points},{rest})"
    maximum = book.address("maximum", node.key)
    return f'=IF({points}="{PASSED}",{maximum},IF({points}="",{rest},N({points})))'


def _otherwise(book: Book, node: Node) -> str:
    """What counts while no points are typed: computed ones; in the review the unit's own."""
    own = book.round != Round.SELF and book.scores[node.key].self_score is not None
    if is_measured(node) and not own:
        return f"N({book.address('computed', node.key)})"
    if book.round == Round.SELF:
        return "0"
    cell = book.address("own", node.key)
    if node.rule == rules.PASS_FAIL:
        return f'IF({cell}="{PASSED}",{book.address("maximum", node.key)},N({cell}))'
    return f"N({cell})"


def section_formula(book: Book, node: Node) -> str:
    """The sum of the lines right below."""
    return f"=SUM({_listed(book, node.children)})"


def total_formula(book: Book) -> str:
    """Points of the table and bonus, cut where the regulation says so, less deductions; never below 0."""
    roots = book.tree.roots
    added = f"SUM({_listed(book, [root for root in roots if root.kind != Kind.DEDUCTION])})"
    if not book.sheet.bloc_year.regulation.bonus_may_exceed:
        added = f"MIN({added},{book.tallies[book.round].assigned_maximum.normalize():f})"
    off = [root for root in roots if root.kind == Kind.DEDUCTION]
    return f"=MAX(0,{added}{f'-SUM({_listed(book, off)})' if off else ''})"


def _listed(book: Book, nodes: Iterable[Node]) -> str:
    """Cells for a SUM: neighbours as a range, because a function takes no more than 255 arguments."""
    column = get_column_letter(book.places["counted"])
    rows = sorted(book.rows[node.key] for node in nodes)
    if not rows:
        return "0"
    starts = [rows[0], *(after for before, after in pairwise(rows) if after != before + 1)]
    ends = [*(before for before, after in pairwise(rows) if after != before + 1), rows[-1]]
    ranges = zip(starts, ends, strict=True)
    return ",".join(
        f"{column}{start}:{column}{end}" if end > start else f"{column}{start}" for start, end in ranges
    )
