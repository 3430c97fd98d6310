"""Places in a bloc: percents, tie-breaks, shared ranks, and how many decimals to show."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from scoring.core.ranking import Breaker, Place, TieBreak, ranking, shown_decimals
from scoring.core.rounding import Rounding
from scoring.core.tally import Tally, tally
from tests.scoring.core.trees import entries_of, tree_of

TREE = tree_of({"A": "60", "B": "30", "C": "10", "T": "15"}, bonus={"T"})


Bloc = dict[str, list[str | None]]


def tallies_of(bloc: Bloc) -> dict[str, Tally]:
    """Units with their points on A, B, C and T."""
    return {
        unit: tally(TREE, entries_of(dict(zip("ABCT", points, strict=True))), rounding=Rounding())
        for unit, points in bloc.items()
    }


def more_points(*nodes: str) -> list[TieBreak]:
    """Tie-breaks: more points on each of these nodes, in order."""
    return [TieBreak(Breaker.POINTS, node) for node in nodes]


def placed(bloc: Bloc, tie_breaks: str = "") -> list[tuple[str, int | None, bool, int | None]]:
    """Unit, rank, tied, decided_by of every place."""
    return [
        (place.unit, place.rank, place.tied, place.decided_by)
        for place in ranking(tallies_of(bloc), more_points(*tie_breaks))
    ]


def test_ranking_of_nobody_is_empty() -> None:
    assert ranking({}, more_points("A")) == ()


def test_ranking_of_one_unit_is_first() -> None:
    assert ranking(tallies_of({"vp": ["50", "20", "10", "0"]}), more_points("B", "A")) == (
        Place("vp", 1, False, Decimal("80.0000"), Decimal("80.00"), (Decimal(20), Decimal(50)), None),
    )


def test_ranking_shares_rank_five_at_85_42() -> None:
    bloc: Bloc = {
        "a": ["60", "30", "7", "10"],
        "b": ["60", "30", "8", "0"],
        "c": ["60", "30", "5", "0"],
        "d": ["60", "30", "0", "0"],
        "e": ["60", "20", "5.42", "0"],
        "f": ["60", "20", "5.42", "0"],
        "g": ["50", "30", "5", "0"],
    }
    assert placed(bloc, "BA") == [
        ("a", 1, False, None),
        ("b", 2, False, None),
        ("c", 3, False, None),
        ("d", 4, False, None),
        ("e", 5, True, None),
        ("f", 5, True, None),
        ("g", 7, False, None),
    ]


def test_ranking_goes_by_percent_of_what_is_assigned() -> None:
    bloc: Bloc = {
        "more points": ["60", "30", "5", "0"],
        "less asked": ["60", "30", "n/a", "0"],
    }
    assert [(place.unit, place.total, place.percent) for place in ranking(tallies_of(bloc), [])] == [
        ("less asked", 90, 100),
        ("more points", 95, 95),
    ]


def test_ranking_puts_units_without_a_percent_last() -> None:
    bloc: Bloc = {
        "nothing": ["n/a", "n/a", "n/a", "n/a"],
        "bonus": ["n/a", "n/a", "n/a", "15"],
        "zero": ["0", "0", "0", "0"],
        "unscored": [None, None, None, None],
    }
    assert placed(bloc, "T") == [
        ("zero", 1, False, 0),
        ("unscored", 2, False, 0),
        ("bonus", 3, False, 0),
        ("nothing", 4, False, 0),
    ]


GOOD: Bloc = {
    "a": ["60", "30", "5", "0"],
    "b": ["60", "25", "5", "0"],
    "c": ["60", "25", "5", "0"],
    "d": ["50", "20", "5", "0"],
}


@pytest.mark.parametrize(
    ("excluded", "expected"),
    [
        ((), "a1 b2= c2= d4"),
        (["a"], "b1= c1= d3 a-"),
        (["b"], "a1 c2 d3 b-"),
        (["d", "a"], "b1= c1= a- d-"),
        ("abcd", "a- b- c- d-"),
        (["stranger"], "a1 b2= c2= d4"),
    ],
)
def test_ranking_puts_excluded_units_last_without_a_rank(excluded: Sequence[str], expected: str) -> None:
    places = ranking(tallies_of(GOOD), more_points("B"), excluded=excluded)
    shown = [f"{place.unit}{place.rank or '-'}{'=' if place.tied else ''}" for place in places]
    assert " ".join(shown) == expected


def test_ranking_shows_the_points_of_excluded_units() -> None:
    excluded = ranking(tallies_of(GOOD), more_points("B"), excluded={"a"})[-1]
    assert excluded == Place("a", None, False, Decimal(95), Decimal(95), (Decimal(30),), None)


def test_an_excluded_unit_ties_with_nobody() -> None:
    places = ranking(tallies_of(GOOD), more_points("B"), excluded={"c"})
    assert [(place.unit, place.rank, place.tied, place.decided_by) for place in places[:2]] == [
        ("a", 1, False, None),
        ("b", 2, False, None),
    ]


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([], 2),
        ([None, None], 2),
        (["85.4200"], 2),
        (["85.4200", "85.4200", None], 2),
        (["85.4200", "85.42"], 2),
        (["85.4200", "85.4300"], 2),
        (["85.4200", "85.4249"], 3),
        (["85.4200", "85.4250"], 2),
        (["85.4240", "85.4249"], 3),
        (["85.4241", "85.4244"], 4),
        (["99.9999", "100.0000"], 4),
        (["85.4241", "85.4244", "10"], 4),
        (["85.42411", "85.42412"], 4),
    ],
)
def test_shown_decimals_keep_different_values_apart(values: list[str | None], decimals: int) -> None:
    assert shown_decimals(value if value is None else Decimal(value) for value in values) == decimals


def test_shown_decimals_stay_between_least_and_most() -> None:
    close = [Decimal("1.4"), Decimal("1.6")]
    assert [shown_decimals(close, least, most) for least, most in [(0, 4), (1, 4), (0, 0), (3, 3)]] == [
        0,
        1,
        0,
        3,
    ]
