"""What Hypothesis draws: tables of criteria with rules, and blocs of units with figures on them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from scoring.core.evaluation import Entry
from scoring.core.ranking import Breaker, TieBreak
from scoring.core.rounding import Mode, Place, Rounding
from scoring.core.tree import Tree
from tests.scoring.core.slow import Case, Told
from tests.scoring.core.trees import entries_of, tree_of

amounts = st.decimals(min_value=0, max_value=50, places=2).map(str)
roundings = st.builds(Rounding, st.integers(0, 4), st.sampled_from(Mode), st.sampled_from(Place))
targets = st.sampled_from([None, "0", "1", "3", "7.5", "10", "100", "-2"])
results = st.sampled_from(
    [None, "-4", "-1", "0", "1", "2", "3", "4", "6.5", "8", "10", "12", "15", "95", "120"]
)
whole = st.sampled_from([None, "0", "1", "2", "3", "5", "40"])
mostly = st.sampled_from([True] * 5 + [False])
kinds = st.sampled_from(["base", "base", "bonus", "deduction"])
heights = st.sampled_from([-2, 0, 1, 7, 50, 80, 95, 100, 120])


@st.composite
def maxima_tables(draw: st.DrawFn, least: int = 0) -> dict[str, str]:
    """A table of up to four levels; most parents agree with their children, some have less or more."""
    table: dict[str, str] = {}

    def grow(key: str, level: int) -> Fraction:
        table[key] = "0"  # parents stand before children
        count = draw(st.integers(0, 3 if level else 4)) if level < 3 else 0
        total = sum((grow(f"{key}.{index}", level + 1) for index in range(count)), Fraction(0))
        own = Fraction(draw(amounts)) if not count or draw(st.integers(0, 3)) == 0 else total
        table[key] = str(Decimal(own.numerator) / Decimal(own.denominator))
        return own

    for root in range(draw(st.integers(least, 3))):
        grow(str(root), 0)
    return table


@cache  # making a strategy costs more than drawing from it
def points_to(maximum: str) -> st.SearchStrategy[str]:
    """Points of a parameter, up to the maximum of the leaf."""
    return st.decimals(0, Decimal(maximum), places=2).map(str) | st.just(maximum)


@st.composite
def bands_told(draw: st.DrawFn, maximum: str) -> dict[str, Any]:
    """Rising thresholds with rising points."""
    starts = draw(st.lists(heights, min_size=1, max_size=4, unique=True))
    points = sorted((draw(points_to(maximum)) for _ in starts), key=Decimal)
    bands = [[str(start), step] for start, step in zip(sorted(starts), points, strict=True)]
    return {"of": draw(st.sampled_from(["percent", "actual"])), "bands": bands}


@st.composite
def ranks_told(draw: st.DrawFn, maximum: str) -> dict[str, Any]:
    """Falling points."""
    points = sorted(draw(st.lists(points_to(maximum), min_size=1, max_size=3)), key=Decimal, reverse=True)
    return {"points": points, "better": draw(st.sampled_from(["higher", "lower"]))}


TOLD: dict[str, Callable[[str], st.SearchStrategy[dict[str, Any]]]] = {
    "direct": lambda maximum: st.just({}),
    "pass_fail": lambda maximum: st.just({}),
    "proportional": lambda maximum: st.fixed_dictionaries(
        {}, optional={"floor": st.sampled_from(["0", "50", "100"]), "cap": points_to(maximum)}
    ),
    "bands": bands_told,
    "count": lambda maximum: st.fixed_dictionaries(
        {"per_item": points_to(maximum)}, optional={"cap": points_to(maximum)}
    ),
    "quantitative": lambda maximum: st.fixed_dictionaries(
        {},
        optional={
            "met": st.sampled_from(["0", "75", "100"]),
            "zero_target": st.sampled_from(["met", "without_target"]),
        },
    ),
    "rank": ranks_told,
}


@cache
def typed_on(maximum: Decimal, ends_only: bool) -> st.SearchStrategy[Decimal | None]:
    """Points typed on a leaf."""
    ends = st.sampled_from([None, Decimal(0), maximum])
    return ends if ends_only else ends | st.none() | st.decimals(0, maximum, places=4)


@st.composite
def entries_on(draw: st.DrawFn, maximum: Decimal, rule: str) -> Entry:
    """Zero, full, something between, nothing typed; with a measure, not assigned, or waiting."""
    points = draw(typed_on(maximum, rule == "pass_fail"))
    target, actual = draw(targets), draw(whole if rule == "count" else results)
    return Entry(
        points,
        assigned=draw(mostly),
        target=None if target is None else Decimal(target),
        actual=None if actual is None else Decimal(actual),
        counts=draw(mostly),
    )


@st.composite
def cases(draw: st.DrawFn, least: int = 0) -> Case:
    """A bloc on a table of its own; at least so many units and sections."""
    maxima = draw(maxima_tables(least))
    kind_of = {key: draw(kinds) for key in maxima if "." not in key}
    off = draw(st.sets(st.sampled_from(sorted(maxima)), max_size=1)) if maxima else set()
    rules: dict[str, Told] = {}
    leaves = tree_of(maxima).leaves()
    for leaf in leaves:
        rule = draw(st.sampled_from(["direct", *TOLD]))
        rules[leaf.key] = (rule, draw(TOLD[rule](str(leaf.maximum))))
    units = draw(st.lists(st.sampled_from("abcđ"), unique=True, min_size=least, max_size=4))
    entries = {
        unit: {
            leaf.key: draw(entries_on(leaf.maximum, rules[leaf.key][0]))
            for leaf in leaves
            if draw(st.integers(0, 9))  # seldom no entry at all
        }
        for unit in units
    }
    return Case(
        maxima=maxima,
        entries=entries,
        rounding=draw(roundings),
        bonus_may_exceed=draw(st.booleans()),
        bonus=frozenset(key for key, kind in kind_of.items() if kind == "bonus"),
        deductions=frozenset(key for key, kind in kind_of.items() if kind == "deduction"),
        off=frozenset(off),
        rules=rules,
        tie_breaks=draw(tie_breaks_on(maxima)),
        last_ranks=draw(st.dictionaries(st.sampled_from("abcđ"), st.integers(1, 3))),
        excluded=draw(st.frozensets(st.sampled_from("abcđ"), max_size=1)),
    )


def tie_breaks_on(maxima: dict[str, str]) -> st.SearchStrategy[tuple[TieBreak, ...]]:
    """Up to three tie-breaks of any kind."""
    kinds = [TieBreak(kind) for kind in Breaker if kind != Breaker.POINTS]
    nodes = [TieBreak(Breaker.POINTS, key) for key in maxima]
    return st.lists(st.sampled_from([*kinds, *nodes]), max_size=3, unique=True).map(tuple)


COARSE = {"1": "4", "1.1": "2", "1.2": "2", "2": "3", "T": "2", "D": "2"}


@st.composite
def close_cases(draw: st.DrawFn) -> Case:
    """Up to eight units on one coarse table, so that ties are common."""
    choices = st.sampled_from([None, "n/a", "0", "1", "2"])
    units = draw(st.lists(st.text("abcđ", min_size=1, max_size=3), unique=True, max_size=8))
    leaves = ("1.1", "1.2", "2", "T", "D")
    return Case(
        maxima=COARSE,
        entries={unit: entries_of({leaf: draw(choices) for leaf in leaves}) for unit in units},
        bonus=frozenset("T"),
        deductions=frozenset("D"),
        tie_breaks=draw(tie_breaks_on(COARSE)),
        last_ranks={unit: draw(st.integers(1, 3)) for unit in units if draw(st.booleans())},
        excluded=frozenset(draw(st.sets(st.sampled_from(units), max_size=2)) if units else ()),
    )


def tree_in(case: Case) -> Tree:
    """The table of a case."""
    return tree_of(case.maxima, case.bonus, case.deductions, case.off, case.rules)
