"""What must hold for the points of any bloc on any table, against a slow computation in fractions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.core.evaluation import Entry, evaluated
from scoring.core.rounding import Rounding
from scoring.core.tally import Points, Tally, tallies
from scoring.core.tree import Kind
from scoring.core.working import Working
from tests.scoring.core.drawn import TOLD, cases, entries_on, results, targets, tree_in, whole
from tests.scoring.core.slow import Case, Slow
from tests.scoring.core.trees import tree_of

NOISE = Fraction(1, 10**18)  # what the core's long quotients may lack


def counted(case: Case) -> dict[str, Tally]:
    """The tallies of a case."""
    return tallies(
        tree_in(case), case.entries, rounding=case.rounding, bonus_may_exceed=case.bonus_may_exceed
    )


def close(mine: Decimal | None, other: Fraction | None) -> bool:
    """Equal but for the noise."""
    if mine is None or other is None:
        return mine is other
    return abs(Fraction(mine) - other) < NOISE


@given(cases())
def test_every_node_agrees_with_the_slow_computation(case: Case) -> None:
    slow = Slow(case)
    for unit, result in counted(case).items():
        assert list(result.points) == list(case.maxima)
        for key, points in result.points.items():
            leaves = slow.leaves(unit, key)
            assert close(points.value, slow.value(unit, key)), (unit, key)
            assert (points.maximum, points.assigned, points.missing) == (
                slow.maximum(unit, key),
                bool(leaves),
                sum(slow.earned(unit, leaf) is None for leaf in leaves),
            )


@given(cases())
def test_totals_and_percents_agree_with_the_slow_computation(case: Case) -> None:
    slow = Slow(case)
    for unit, result in counted(case).items():
        assert (result.total, result.percent, result.assigned_maximum, result.missing) == (
            slow.total(unit),
            slow.percent(unit),
            slow.denominator(unit),
            slow.missing(unit),
        )
        assert close(result.base, slow.sum_of(unit, "base"))
        assert close(result.bonus, slow.sum_of(unit, "bonus"))
        assert close(result.deduction, slow.sum_of(unit, "deduction"))


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_units_and_entries_does_not_matter(case: Case, chance: object) -> None:
    def shuffled(items: dict[str, object]) -> dict[str, object]:
        pairs = list(items.items())
        chance.shuffle(pairs)  # type: ignore[attr-defined]
        return dict(pairs)

    entries = shuffled({unit: shuffled(dict(lines)) for unit, lines in case.entries.items()})
    assert counted(replace(case, entries=entries)) == counted(case)  # type: ignore[arg-type]


@given(cases())
def test_points_stay_within_their_caps(case: Case) -> None:
    tree = tree_in(case)
    for result in counted(case).values():
        for key, points in result.points.items():
            assert 0 <= points.maximum <= tree.node(key).maximum
            assert points.value is None or 0 <= points.value <= points.maximum
        assert result.base <= result.assigned_maximum <= tree.base_maximum
        assert result.bonus <= tree.bonus_maximum
        unit = Decimal(1).scaleb(-case.rounding.decimals)
        assert 0 <= result.total <= result.base + result.bonus + unit
        if not case.bonus_may_exceed:
            assert result.total <= result.assigned_maximum + unit


@given(cases())
def test_the_working_ends_at_the_number_it_explains(case: Case) -> None:
    for result in counted(case).values():
        for points in result.points.values():
            last = points.working[-1]
            assert last.value == points.value or (last.operation == "waiting" and points.value is None)
        *_, end = (step.value for step in result.working if step.operation != "percent")
        assert end == result.total
        for step in steps_of(result):
            if step.operation == "added":
                assert_adds_up(step, result.points)


def steps_of(result: Tally) -> Iterator[Working]:
    """Every step of every number."""
    yield from result.working
    for points in result.points.values():
        yield from points.working


def assert_adds_up(step: Working, points: dict[str, Points]) -> None:
    """The terms are the parts' points, and their sum is the value."""
    assert [value for _, value in step.terms] == [points[key].value for key, _ in step.terms]
    assert close(step.value, sum((Fraction(value) for _, value in step.terms), Fraction(0)))


@st.composite
def leaf_cases(draw: st.DrawFn, rules: tuple[str, ...] = tuple(TOLD)) -> Case:
    """One leaf of 12 points and three units, the first of which has a figure."""
    rule = draw(st.sampled_from(rules))
    told = draw(TOLD[rule]("12"))
    entries = {unit: {"1": draw(entries_on(Decimal(12), rule))} for unit in "bc"}
    actual = draw((whole if rule == "count" else results).filter(lambda text: text is not None))
    mine = Entry(
        target=None if (goal := draw(targets)) is None else Decimal(goal), actual=Decimal(actual or 0)
    )
    return Case({"1": "12"}, {"a": {"1": mine}, **entries}, rules={"1": (rule, told)})


MEASURED = tuple(rule for rule in TOLD if rule not in ("direct", "pass_fail"))


@given(leaf_cases(MEASURED), st.integers(0, 30))
def test_a_better_result_is_never_worth_less(case: Case, more: int) -> None:
    rule, told = case.rules["1"]
    worse = more if told.get("better") == "lower" else -more
    mine = case.entries["a"]["1"]
    lower = replace(mine, actual=(mine.actual or Decimal(0)) + worse)

    def earned(entry: Entry) -> Decimal | None:
        bloc = {**case.entries, "a": {"1": entry}}
        return evaluated(tree_of({"1": "12"}, rules={"1": (rule, told)}), bloc, Rounding())["a"]["1"].points

    after, before = earned(mine), earned(lower)
    assert after is before is None or (after is not None and before is not None and before <= after)


@given(cases(least=1), st.data())
def test_more_points_on_a_leaf_are_never_worth_less(case: Case, data: st.DataObject) -> None:
    tree = tree_in(case)
    unit, leaf = data.draw(st.sampled_from(sorted(case.entries))), data.draw(st.sampled_from(tree.leaves()))
    low, high = sorted(data.draw(st.decimals(0, leaf.maximum, places=2)) for _ in range(2))

    def with_points(points: Decimal) -> Tally:
        lines = {**case.entries[unit], leaf.key: Entry(points)}
        return counted(replace(case, entries={**case.entries, unit: lines}))[unit]

    less, more = with_points(low), with_points(high)
    if tree.root_of(leaf.key).kind == Kind.DEDUCTION:
        less, more = more, less
    assert less.total <= more.total
    assert less.percent is more.percent is None or (less.percent or 0) <= (more.percent or 0)


@settings(max_examples=40)
@given(cases(least=1), st.data())
def test_typed_points_of_one_unit_change_no_other(case: Case, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(sorted(case.entries)))
    leaf = data.draw(st.sampled_from(tree_in(case).leaves()))
    before = case.entries[unit].get(leaf.key, Entry())
    lines = {**case.entries[unit], leaf.key: replace(before, points=leaf.maximum)}
    after = counted(replace(case, entries={**case.entries, unit: lines}))
    assert {other: one for other, one in counted(case).items() if other != unit} == {
        other: one for other, one in after.items() if other != unit
    }
