"""What must hold for any tree and any bloc, against a slow computation in fractions that shares no code."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from scoring.core.ranking import Place, ranking, shown_decimals
from scoring.core.tally import Mode, Rounding, Tally, tally
from scoring.core.tree import Tree
from tests.scoring.core.trees import entries_of, tree_of

Maxima = dict[str, str]
Scores = dict[str, str | None]


class Slow:
    """Totals by path prefixes and fractions: a node's result is asked for by its key, again and again."""

    def __init__(self, maxima: Maxima, scores: Scores) -> None:
        self.maxima = {key: Fraction(value) for key, value in maxima.items()}
        self.scores = scores

    def below(self, key: str) -> list[str]:
        """Keys of the children."""
        return [
            other
            for other in self.maxima
            if other.startswith(f"{key}.") and other.count(".") == key.count(".") + 1
        ]

    def leaves(self, key: str) -> list[str]:
        """Assigned leaves at or below."""
        inside = [other for other in self.maxima if f"{other}.".startswith(f"{key}.")]
        return [leaf for leaf in inside if not self.below(leaf) and self.scores.get(leaf) != "n/a"]

    def maximum(self, key: str) -> Fraction:
        """The assigned maximum."""
        if not self.leaves(key):
            return Fraction(0)
        parts = [(self.maximum(child), self.maxima[child]) for child in self.below(key)]
        if any(now < before for now, before in parts):
            return min(self.maxima[key], sum((now for now, _ in parts), Fraction(0)))
        return self.maxima[key]

    def value(self, key: str) -> Fraction | None:
        """Points, capped; None when nothing below is scored."""
        scored = [leaf for leaf in self.leaves(key) if self.scores.get(leaf) is not None]
        if not scored:
            return None
        if scored == [key]:
            return Fraction(self.scores[key] or 0)
        return min(
            self.maximum(key),
            sum((self.value(child) or Fraction(0) for child in self.below(key)), Fraction(0)),
        )


def rounded(value: Fraction, decimals: int, mode: Mode) -> Fraction:
    """Rounding by hand: the nearest multiple, and on an exact half up or to the even one."""
    shifted = value * 10**decimals
    lower = floor(shifted)
    rest = shifted - lower
    up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and (mode is Mode.HALF_UP or lower % 2 == 1))
    return Fraction(lower + up, 10**decimals)


amounts = st.decimals(min_value=0, max_value=50, places=3).map(str)
roundings = st.builds(Rounding, st.integers(0, 4), st.sampled_from(Mode))


@st.composite
def maxima_tables(draw: st.DrawFn) -> Maxima:
    """A table of up to four levels; most parents agree with their children, some have less or more."""
    table: Maxima = {}

    def grow(key: str, level: int) -> Fraction:
        table[key] = "0"  # parents stand before children
        count = draw(st.integers(0, 3 if level else 4)) if level < 3 else 0
        total = sum((grow(f"{key}.{index}", level + 1) for index in range(count)), Fraction(0))
        own = Fraction(draw(amounts)) if not count or draw(st.integers(0, 3)) == 0 else total
        table[key] = str(Decimal(own.numerator) / Decimal(own.denominator))
        return own

    for root in range(draw(st.integers(0, 3))):
        grow(str(root), 0)
    return table


@st.composite
def scores_for(draw: st.DrawFn, maxima: Maxima) -> Scores:
    """Zero, full, something between, not scored, not assigned, or no entry at all, for every leaf."""
    scores: Scores = {}
    for leaf in tree_of(maxima).leaves():
        kind = draw(st.sampled_from(["absent", None, "n/a", "0", "max", "part", "part"]))
        if kind == "part":
            scores[leaf.key] = str(draw(st.decimals(0, leaf.maximum, places=4)))
        elif kind != "absent":
            scores[leaf.key] = str(leaf.maximum) if kind == "max" else kind
    return scores


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Maxima, frozenset[str], Scores]:
    """A table, the roots that are bonus, and one unit's scores."""
    maxima = draw(maxima_tables())
    roots = [key for key in maxima if "." not in key]
    bonus = draw(st.sets(st.sampled_from(roots))) if roots else set()
    return maxima, frozenset(bonus), draw(scores_for(maxima))


@given(sheets())
def test_every_node_agrees_with_the_slow_computation(sheet: tuple[Maxima, frozenset[str], Scores]) -> None:
    maxima, bonus, scores = sheet
    slow = Slow(maxima, scores)
    result = tally(tree_of(maxima, bonus), entries_of(scores), rounding=Rounding())
    assert {
        key: (points.value, points.maximum, points.assigned, points.missing)
        for key, points in result.points.items()
    } == {
        key: (
            slow.value(key),
            slow.maximum(key),
            bool(slow.leaves(key)),
            sum(scores.get(leaf) is None for leaf in slow.leaves(key)),
        )
        for key in maxima
    }


@given(sheets(), roundings, st.booleans())
def test_totals_agree_with_the_slow_computation(
    sheet: tuple[Maxima, frozenset[str], Scores], rounding: Rounding, bonus_may_exceed: bool
) -> None:
    maxima, bonus, scores = sheet
    slow = Slow(maxima, scores)
    roots = [key for key in maxima if "." not in key]
    base = sum((slow.value(key) or Fraction(0) for key in roots if key not in bonus), Fraction(0))
    extra = sum((slow.value(key) or Fraction(0) for key in roots if key in bonus), Fraction(0))
    assigned = sum((slow.maximum(key) for key in roots if key not in bonus), Fraction(0))
    exact = base + extra if bonus_may_exceed else min(base + extra, assigned)
    total = rounded(exact, rounding.decimals, rounding.mode)

    result = tally(
        tree_of(maxima, bonus), entries_of(scores), rounding=rounding, bonus_may_exceed=bonus_may_exceed
    )
    assert (result.base, result.bonus, result.assigned_maximum, result.total) == (
        base,
        extra,
        assigned,
        total,
    )
    assert result.percent == (rounded(total * 100 / assigned, 4, rounding.mode) if assigned else None)
    assert result.missing == sum(scores.get(leaf) is None for key in roots for leaf in slow.leaves(key))


@given(sheets())
def test_points_stay_within_their_caps(sheet: tuple[Maxima, frozenset[str], Scores]) -> None:
    maxima, bonus, scores = sheet
    tree = tree_of(maxima, bonus)
    result = tally(tree, entries_of(scores), rounding=Rounding())
    for key, points in result.points.items():
        assert 0 <= points.maximum <= tree.node(key).maximum
        assert points.value is None or 0 <= points.value <= points.maximum
    assert result.base <= result.assigned_maximum <= tree.base_maximum
    assert result.bonus <= tree.bonus_maximum


@given(sheets(), roundings, st.booleans())
def test_the_working_ends_at_the_number_it_explains(
    sheet: tuple[Maxima, frozenset[str], Scores], rounding: Rounding, bonus_may_exceed: bool
) -> None:
    maxima, bonus, scores = sheet
    result = tally(
        tree_of(maxima, bonus), entries_of(scores), rounding=rounding, bonus_may_exceed=bonus_may_exceed
    )
    for points in result.points.values():
        assert points.working[-1].value == points.value
    *_, last = (step.value for step in result.working if step.operation != "percent")
    assert (last, result.total) == (result.total, rounding.apply(result.total))
    for step in [step for points in result.points.values() for step in points.working] + list(result.working):
        if step.operation == "added":
            assert step.value == sum(value for _, value in step.terms)
            assert [value for _, value in step.terms] == [result.points[key].value for key, _ in step.terms]


@st.composite
def blocs(draw: st.DrawFn) -> tuple[dict[str, Tally], list[str]]:
    """Up to eight units on one coarse table, so that ties are common, and a list of tie-breaks."""
    tree: Tree = tree_of({"1": "4", "1.1": "2", "1.2": "2", "2": "3", "T": "2"}, bonus={"T"})
    keys = [node.key for _, node in tree.walk()]
    choices = st.sampled_from([None, "n/a", "0", "1", "2"])
    units = draw(st.lists(st.text("abcđ", min_size=1, max_size=3), unique=True, max_size=8))
    tallies = {
        unit: tally(
            tree,
            entries_of({leaf.key: draw(choices) for leaf in tree.leaves()}),
            rounding=Rounding(),
        )
        for unit in units
    }
    return tallies, draw(st.lists(st.sampled_from(keys), max_size=4))


def displayed(place: Place) -> tuple[Fraction, ...]:
    """What is printed beside a rank, as numbers; no percent is less than any."""
    return (Fraction(-5) if place.percent is None else Fraction(place.percent), *map(Fraction, place.keys))


def first_difference(mine: Sequence[Fraction], other: Sequence[Fraction]) -> int | None:
    """The first index at which two rows differ."""
    return next((index for index in range(len(mine)) if mine[index] != other[index]), None)


@given(blocs(), st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(bloc: tuple[dict[str, Tally], list[str]], chance: object) -> None:
    tallies, tie_breaks = bloc
    shuffled = list(tallies.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranking(dict(shuffled), tie_breaks) == ranking(tallies, tie_breaks)


@given(blocs())
def test_a_rank_is_one_more_than_the_units_that_are_better(bloc: tuple[dict[str, Tally], list[str]]) -> None:
    places = ranking(*bloc)
    assert {place.unit for place in places} == set(bloc[0])
    for place in places:
        others = [displayed(other) for other in places if other.unit != place.unit]
        assert place.rank == 1 + sum(other > displayed(place) for other in others)
        assert place.tied == (displayed(place) in others)


@given(blocs())
def test_percent_and_rank_agree(bloc: tuple[dict[str, Tally], list[str]]) -> None:
    places = ranking(*bloc)
    for place in places:
        tallied = bloc[0][place.unit]
        assert (place.percent, place.total) == (tallied.percent, tallied.total)
        for other in places:
            if place.percent is not None and (other.percent is None or place.percent > other.percent):
                assert place.rank < other.rank


@given(blocs())
def test_for_neighbours_the_first_differing_displayed_key_decides(
    bloc: tuple[dict[str, Tally], list[str]],
) -> None:
    places = ranking(*bloc)
    for upper, lower in pairwise(places):
        index = first_difference(displayed(upper), displayed(lower))
        if index is None:
            assert (upper.rank, upper.tied, lower.tied) == (lower.rank, True, True)
            assert upper.unit < lower.unit
        else:
            assert displayed(upper)[index] > displayed(lower)[index]
            assert upper.rank < lower.rank


@given(blocs())
def test_decided_by_is_the_deepest_key_needed_among_equal_percents(
    bloc: tuple[dict[str, Tally], list[str]],
) -> None:
    places = ranking(*bloc)
    for place in places:
        equals = [other for other in places if other.percent == place.percent and other.unit != place.unit]
        needed = [first_difference(displayed(place), displayed(other)) for other in equals]
        if None in needed or not needed:
            assert place.decided_by is None
        else:
            assert place.decided_by == max(index for index in needed if index is not None) - 1


@given(st.lists(st.none() | st.decimals(0, 1, places=4), max_size=6), st.integers(0, 4))
def test_shown_decimals_are_the_fewest_that_keep_values_apart(
    values: list[Decimal | None], least: int
) -> None:
    def looks(decimals: int) -> set[Fraction]:
        return {rounded(Fraction(value), decimals, Mode.HALF_UP) for value in values if value is not None}

    enough = [decimals for decimals in range(least, 5) if len(looks(decimals)) == len(looks(4))]
    assert shown_decimals(values, least, 4) == enough[0]
