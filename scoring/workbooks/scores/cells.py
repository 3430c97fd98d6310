"""What a single cell of scores says, checked against its criterion: points, a target, a result."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.numbers import MEASURE_LARGEST
from scoring.core import rules
from scoring.core.tree import ZERO, Node
from scoring.wording import problem_sentence
from scoring.workbooks.reading import Cell
from scoring.workbooks.scores.layout import COMPUTED_WORDS, FAILED, NOT_ASSIGNED_WORDS, PASSED
from scoring.workbooks.tables import folded, number_of

Read = tuple[Decimal | None, str]  # the number, and what is wrong with it


@dataclass(frozen=True, slots=True)
class Given:
    """What a cell of points says: points, that they are computed (None), or that it is not assigned."""

    points: Decimal | None = None
    assigned: bool = True


def word_in(cell: Cell) -> str:
    """The word in a cell, folded; blank for a number."""
    return folded(cell.value) if isinstance(cell.value, str) else ""


def is_not_assigned(cell: Cell) -> bool:
    """Whether the cell says that the criterion is not assigned to the unit."""
    return word_in(cell) in NOT_ASSIGNED_WORDS


def is_measured(node: Node) -> bool:
    """Whether points are computed from target and result."""
    return bool(node.rule) and rules.RULES[node.rule].is_measured


def uses_target(node: Node) -> bool:
    """Whether a target matters to the points."""
    return is_measured(node) and rules.RULES[node.rule].uses_target


def given_in(node: Node, cell: Cell) -> tuple[Given | None, str]:
    """What a usable cell of points says, or the sentence of what is wrong with it."""
    if is_not_assigned(cell):
        return Given(assigned=False), ""
    if is_measured(node) and word_in(cell) in COMPUTED_WORDS:
        return Given(), ""
    points, problem = points_in(node, cell)
    return (None, problem) if problem or points is None else (Given(points), "")


def points_in(node: Node, cell: Cell) -> Read:
    """The points of a usable cell."""
    if node.rule == rules.PASS_FAIL and word_in(cell) in PASSED | FAILED:
        return (node.maximum if word_in(cell) in PASSED else ZERO), ""
    points, wrong = number_of(cell)
    problem = None if points is None else rules.check(node.rule, points, node.maximum)
    return points, problem_sentence(problem) if problem else wrong


def target_in(node: Node, cell: Cell) -> Read:
    """The target in a usable cell."""
    if not uses_target(node):
        return None, _("its points do not depend on a target; leave the cell empty.")
    return number_of(cell, largest=MEASURE_LARGEST)


def actual_in(node: Node, cell: Cell) -> Read:
    """The result in a usable cell."""
    if not is_measured(node):
        return None, _("its points are given directly, not by a result; leave the cell empty.")
    actual, wrong = number_of(cell, signed=True, largest=MEASURE_LARGEST)
    problem = None if actual is None else rules.check_actual(node.rule, actual)
    return actual, problem_sentence(problem) if problem else wrong
