"""The working of every number: a unit's lines with the steps that made their points, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.formats import decimals_needed, number
from scoring.core.tally import PERCENT_DECIMALS, Points, Tally
from scoring.core.tree import Node
from scoring.core.working import Working
from scoring.explanations import percent_decimals
from scoring.standings import Standing, is_off
from scoring.wording import working_pattern


@dataclass(frozen=True, slots=True)
class WorkingRow:
    """A node of the tree with the sentences that lead to its points."""

    level: int
    code: str
    name: str
    maximum: str
    points: str
    sentences: list[str]
    is_leaf: bool


def working_rows(standing: Standing, unit: str) -> list[WorkingRow]:
    """Every line of the table with the working of its number; columns share their decimals."""
    tree, tally = standing.contest.tree, standing.tallies[unit]
    codes, ahead = {node.key: node.code for _level, node in tree.walk()}, leaders(standing)
    maxima = decimals_needed(node.maximum for _level, node in tree.walk())
    decimals = decimals_needed(points.value for points in tally.points.values())

    def row(level: int, node: Node, points: Points) -> WorkingRow:
        sentences = [sentence(step, codes) for step in points.working if worth_saying(step)]
        return WorkingRow(
            level=level + 1,
            code=node.code,
            name=node.name,
            maximum=number(points.maximum if points.assigned else node.maximum, maxima),
            points=_points_text(points, decimals),
            sentences=sentences + _who_leads(ahead.get(node.key, []), unit, points),
            is_leaf=node.is_leaf,
        )

    return [row(level, node, tally.points[node.key]) for level, node in tree.walk()]


def leaders(standing: Standing) -> dict[str, list[str]]:
    """Leaf key → the units that lead it, as far as they lead by more than their target."""
    found: dict[str, list[str]] = {}
    for unit, tally in standing.tallies.items():
        for key, points in tally.points.items():
            if any(step.operation == "led" for step in points.working):
                found.setdefault(key, []).append(unit)
    return found


def _who_leads(units: list[str], unit: str, points: Points) -> list[str]:
    """Whose result the points were measured against; nothing where the unit leads alone."""
    compared = any(step.operation in ("above_target", "led") for step in points.working)
    others = [one for one in units if one != unit]
    if not compared or not others:
        return []
    if unit in units:
        return [_("together with %(units)s") % {"units": ", ".join(others)}]
    return [_("the leader is %(units)s") % {"units": ", ".join(others)}]


def total_sentences(standing: Standing, tally: Tally) -> list[str]:
    """How the total and the percent came about."""
    codes = {node.key: node.code for _level, node in standing.contest.tree.walk()}
    return [sentence(step, codes, percent_decimals(standing)) for step in tally.working]


def worth_saying(step: Working) -> bool:
    """A leaf's points stand in their column already."""
    return step.operation not in ("scored", "not_scored", "not_assigned")


def sentence(step: Working, codes: dict[str, str], percents: int = PERCENT_DECIMALS) -> str:
    """One step in words."""
    terms = " + ".join(f"{number(points)} ({codes[key]})" for key, points in step.terms)
    decimals = percents if step.operation == "percent" else None
    values = {"terms": terms or "0", "value": number(step.value, decimals), "limit": number(step.limit)}
    facts = {name: number(fact) if isinstance(fact, Decimal) else fact for name, fact in step.facts}
    return working_pattern(step.operation) % (values | facts)


def _points_text(points: Points, decimals: int) -> str:
    if not points.assigned:
        return _("not applied") if is_off(points) else _("not assigned")
    return _("not scored") if points.value is None else number(points.value, decimals)
