"""How a criterion is scored, said in a sentence: the same on pages, in workbooks and on paper.

In the language that is active; papers and workbooks activate Vietnamese.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.formats import number
from scoring.core import rules
from scoring.core.parameters import HUNDRED, ParameterError, Values
from scoring.core.relative import MET

RULE_NAMES = {
    "": "",
    rules.DIRECT: gettext_lazy("Points from 0 to the maximum"),
    rules.PASS_FAIL: gettext_lazy("Pass or fail: the maximum or 0"),
    rules.PROPORTIONAL: gettext_lazy("In proportion to the target"),
    rules.BANDS: gettext_lazy("By bands"),
    rules.COUNT: gettext_lazy("Points per item"),
    rules.QUANTITATIVE: gettext_lazy("Against the target and the bloc's leader"),
    rules.RANK: gettext_lazy("By rank in the bloc"),
}


@dataclass(frozen=True, slots=True)
class _Leaf:
    """What a sentence is made from: the maximum, the values of the parameters, the unit of measure."""

    maximum: Decimal
    values: Values
    measure: str


def rule_text(rule: str, parameters: Mapping[str, Any], maximum: Decimal, measure: str = "") -> str:
    """The rule of a leaf with its parameters, as a sentence without a full stop; blank without a rule.

    While a parameter is missing or wrong (in a draft) only the name of the rule.
    """
    if rule not in _SENTENCES:
        return str(RULE_NAMES.get(rule, ""))
    try:
        leaf = _Leaf(maximum, rules.values(rule, parameters, maximum), measure)
    except ParameterError:
        return str(RULE_NAMES[rule])
    return _SENTENCES[rule](leaf)


def _clauses(*clauses: str) -> str:
    """What is said after each other; blank ones are left out."""
    return "; ".join(clause for clause in clauses if clause)


def _at_most(leaf: _Leaf) -> str:
    """The cap, where the maximum does not say it already."""
    cap = leaf.values["cap"]
    if cap is None or cap >= leaf.maximum:
        return ""
    return _("at most %(points)s points") % {"points": number(cap)}


def _proportional(leaf: _Leaf) -> str:
    floor = leaf.values["floor"]
    least = _("no points below %(floor)s %% of the target") % {"floor": number(floor)} if floor else ""
    return _clauses(_("In proportion to the target"), least, _at_most(leaf))


def _bands(leaf: _Leaf) -> str:
    by_percent = leaf.values["of"] == "percent"
    head = _("By bands of the percent of the target") if by_percent else _("By bands of the result")
    unit = "%" if by_percent else leaf.measure
    bands = [_band(start, points, unit) for start, points in leaf.values["bands"]]
    lowest = leaf.values["bands"][0][0]
    rest = _("below that no points") if lowest > 0 else ""
    return _("%(rule)s: %(parts)s") % {"rule": head, "parts": _clauses(*bands, rest)}


def _band(start: Decimal, points: Decimal, unit: str) -> str:
    words = {"start": number(start), "unit": unit, "points": number(points)}
    if not unit:
        return _("from %(start)s: %(points)s points") % words
    return _("from %(start)s %(unit)s: %(points)s points") % words


def _count(leaf: _Leaf) -> str:
    cap = leaf.values["cap"]
    words = {
        "points": number(leaf.values["per_item"]),
        "cap": number(leaf.maximum if cap is None else cap),
        "item": leaf.measure,
    }
    if not leaf.measure:
        return _("%(points)s points for each item, at most %(cap)s points") % words
    return _("%(points)s points for each: %(item)s; at most %(cap)s points") % words


def _quantitative(leaf: _Leaf) -> str:
    """Short, because it stands on every such line; `HOW_COMPUTED` says the rest once."""
    met = leaf.values["met"]
    words = {"met": number(leaf.maximum * met / HUNDRED), "percent": number(met)}
    return _clauses(
        _("Against the target and the bloc's leader"),
        _("target met: %(met)s points (%(percent)s %% of the maximum)") % words,
        _("a target of 0 is met by a result of 0") if leaf.values["zero_target"] == MET else "",
    )


def _rank(leaf: _Leaf) -> str:
    if leaf.values["better"] == "higher":
        head = _("By rank in the bloc, the higher result first")
    else:
        head = _("By rank in the bloc, the lower result first")
    ranks = [
        _("rank %(rank)s: %(points)s points") % {"rank": rank, "points": number(points)}
        for rank, points in enumerate(leaf.values["points"], start=1)
    ]
    rest = _("later ranks: no points") if leaf.values["points"][-1] else ""
    return _("%(rule)s: %(parts)s") % {"rule": head, "parts": _clauses(*ranks, rest)}


_SENTENCES: Mapping[str, Callable[[_Leaf], str]] = {
    rules.PROPORTIONAL: _proportional,
    rules.BANDS: _bands,
    rules.COUNT: _count,
    rules.QUANTITATIVE: _quantitative,
    rules.RANK: _rank,
}

HOW_COMPUTED = {
    rules.PROPORTIONAL: (
        gettext_lazy(
            "In proportion to the target: the maximum times result over target, at most the maximum."
        ),
    ),
    rules.QUANTITATIVE: (
        gettext_lazy("Below the target: the points for meeting it times result over target."),
        gettext_lazy("Above the target: the unit with the highest excess in percent earns the maximum."),
        gettext_lazy(
            "Others above theirs earn the points for meeting it, and the rest of the maximum in proportion "
            "of their excess to the highest one."
        ),
        gettext_lazy(
            "Units that were set no target earn the maximum times their result over the best result of such "
            "units."
        ),
    ),
    rules.RANK: (
        gettext_lazy(
            "By rank in the bloc: units are ordered by their results; equal ones share the better rank."
        ),
    ),
}
RULE_HELP = {
    rules.DIRECT: gettext_lazy("Judged from the evidence and typed in."),
    rules.PASS_FAIL: gettext_lazy("All points or none; nothing in between is taken."),
    rules.PROPORTIONAL: gettext_lazy(
        "80 percent of the target earn 80 percent of the maximum; more than all is not given."
    ),
    rules.BANDS: gettext_lazy("The points of the highest threshold that is reached."),
    rules.COUNT: gettext_lazy("For things that are counted: initiatives, certificates, late reports."),
    rules.QUANTITATIVE: gettext_lazy(
        "Meeting the target earns a part of the maximum, the rest goes by how far a unit lies above its "
        "target compared with the leader of the bloc."
    ),
    rules.RANK: gettext_lazy("Units are ordered by their results; equal results share the better rank."),
}
PARAMETER_HELP = {
    "floor": gettext_lazy("Below this percent of the target nothing is earned. Blank: no such limit."),
    "cap": gettext_lazy("Blank: the maximum of the criterion."),
    "of": gettext_lazy("The percent needs a target for every unit, the result itself does not."),
    "bands": gettext_lazy("One row for each threshold; they are put in order when saved."),
    "per_item": gettext_lazy("E.g. 0,5."),
    "met": gettext_lazy("Usually 50: who just meets the target earns half of the maximum."),
    "zero_target": gettext_lazy("What it means when a unit was set a target of 0."),
    "points": gettext_lazy("One row for each rank, from the first; ranks that are not named earn nothing."),
    "better": gettext_lazy("Lower is better e.g. for late reports or complaints."),
}
CHOICE_NAMES = {
    "percent": gettext_lazy("the percent of the target"),
    "actual": gettext_lazy("the result itself"),
    "without_target": gettext_lazy("it counts as no target"),
    "met": gettext_lazy("it is met by a result of 0"),
    "higher": gettext_lazy("the higher result"),
    "lower": gettext_lazy("the lower result"),
}
