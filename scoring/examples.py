"""What a rule would give for figures that are made up: the example beside the rule of a criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.board import sentence
from scoring.core.evaluation import Entry, evaluated
from scoring.core.measures import Measure
from scoring.core.rounding import Rounding
from scoring.core.tree import Node, Tree
from scoring.core.working import Earned

LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out: one sentence, how it came about, and what the other units got."""

    headline: str
    steps: list[str]
    others: list[str]


@dataclass(frozen=True, slots=True)
class Trial:
    """A leaf that is tried: its rule with checked parameters, and how its regulation rounds."""

    rule: str
    parameters: Mapping[str, Any]
    maximum: Decimal
    measure: str
    rounding: Rounding


def outcome(trial: Trial, measures: Sequence[Measure]) -> Outcome:
    """What the first of the units earns, and the others after it."""
    leaf = Node(LEAF, "", "", trial.maximum, trial.rule, parameters=trial.parameters)
    entries = {
        str(place): {LEAF: Entry(target=measure.target, actual=measure.actual)}
        for place, measure in enumerate(measures)
    }
    earned = [lines[LEAF] for lines in evaluated(Tree((leaf,)), entries, trial.rounding).values()]
    steps = [sentence(step, {}) for step in earned[0].working]
    told = [_told(trial, measure, one) for measure, one in zip(measures, earned, strict=True)]
    return Outcome(told[0], steps if earned[0].points is not None else [], told[1:])


def _told(trial: Trial, measure: Measure, earned: Earned) -> str:
    """Target, result and points of a unit in one line."""
    if earned.points is None:
        return sentence(earned.working[-1], {})
    words = {
        "target": _with_unit(measure.target, trial.measure),
        "actual": _with_unit(measure.actual, trial.measure),
        "points": number(earned.points),
    }
    if measure.target is None:
        return _("result %(actual)s → %(points)s points") % words
    return _("target %(target)s, result %(actual)s → %(points)s points") % words


def _with_unit(value: Decimal | None, unit: str) -> str:
    return f"{number(value)} {unit}".strip()
