"""What separates units with equal percents: more points, fewer deductions, last year's rank, in order."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.ranking import NO_POINTS, NO_RANK, Breaker, TieBreak, ranking
from scoring.core.rounding import Rounding
from scoring.core.tally import Tally, tallies, tally
from tests.scoring.core.trees import entries_of, tree_of

Bloc = dict[str, list[str | None]]
TREE = tree_of({"A": "60", "B": "30", "C": "10", "T": "15", "D": "20"}, bonus={"T"}, deductions={"D"})
DEDUCTIONS = TieBreak(Breaker.FEWEST_DEDUCTIONS)
BASE = TieBreak(Breaker.BASE)
LAST_RANK = TieBreak(Breaker.LAST_RANK)


def tallies_of(bloc: Bloc) -> dict[str, Tally]:
    """Units with their points on A, B, C, T and D."""
    return {
        unit: tally(TREE, entries_of(dict(zip("ABCTD", points, strict=False))), rounding=Rounding())
        for unit, points in bloc.items()
    }


def more_points(*nodes: str) -> list[TieBreak]:
    """Tie-breaks: more points on each of these nodes, in order."""
    return [TieBreak(Breaker.POINTS, node) for node in nodes]


def placed(
    bloc: Bloc, tie_breaks: list[TieBreak], **last_ranks: int
) -> list[tuple[str, int | None, bool, int | None]]:
    """Unit, rank, tied, decided_by of every place."""
    return [
        (place.unit, place.rank, place.tied, place.decided_by)
        for place in ranking(tallies_of(bloc), tie_breaks, last_ranks=last_ranks)
    ]


TIED: Bloc = {
    "p": ["40", "30", "5", "0"],
    "q": ["45", "20", "10", "0"],
    "r": ["45", "25", "5", "0"],
    "s": ["60", "30", "0", "0"],
    "t": ["10", "0", "0", "0"],
}


@pytest.mark.parametrize(
    ("tie_breaks", "places"),
    [
        ("", [("s", 1, False, None), ("p", 2, True, None), ("q", 2, True, None), ("r", 2, True, None),
              ("t", 5, False, None)]),
        ("B", [("s", 1, False, None), ("p", 2, False, 0), ("r", 3, False, 0), ("q", 4, False, 0),
               ("t", 5, False, None)]),
        ("A", [("s", 1, False, None), ("q", 2, True, None), ("r", 2, True, None), ("p", 4, False, 0),
               ("t", 5, False, None)]),
        ("AC", [("s", 1, False, None), ("q", 2, False, 1), ("r", 3, False, 1), ("p", 4, False, 0),
                ("t", 5, False, None)]),
        ("TAB", [("s", 1, False, None), ("r", 2, False, 2), ("q", 3, False, 2), ("p", 4, False, 1),
                 ("t", 5, False, None)]),
        ("TT", [("s", 1, False, None), ("p", 2, True, None), ("q", 2, True, None), ("r", 2, True, None),
                ("t", 5, False, None)]),
    ],
)  # fmt: skip
def test_ranking_takes_tie_breaks_in_order(
    tie_breaks: str, places: list[tuple[str, int | None, bool, int | None]]
) -> None:
    assert placed(TIED, more_points(*tie_breaks)) == places


def test_ranking_says_the_deepest_tie_break_a_unit_needed() -> None:
    bloc: Bloc = {
        "high": ["45", "20", "10", "0"],
        "middle": ["40", "30", "5", "0"],
        "low": ["40", "25", "10", "0"],
    }
    assert placed(bloc, more_points("A", "B")) == [
        ("high", 1, False, 0),
        ("middle", 2, False, 1),
        ("low", 3, False, 1),
    ]


def test_ranking_puts_not_scored_below_zero_in_a_tie_break() -> None:
    bloc: Bloc = {
        "none": ["60", None, "5", "0"],
        "zero": ["60", "0", "5", "0"],
        "other": ["60", "0", "5", None],
    }
    places = ranking(tallies_of(bloc), more_points("B", "T"))
    assert [(place.unit, place.rank, place.keys) for place in places] == [
        ("zero", 1, (Decimal(0), Decimal(0))),
        ("other", 2, (Decimal(0), NO_POINTS)),
        ("none", 3, (NO_POINTS, Decimal(0))),
    ]


def test_ranking_takes_a_section_as_tie_break() -> None:
    tree = tree_of({"1": "10", "1.1": "4", "1.2": "6", "2": "10"})
    tallies = {
        unit: tally(
            tree, entries_of(dict(zip(["1.1", "1.2", "2"], points, strict=True))), rounding=Rounding()
        )
        for unit, points in {"x": ["1", "2", "9"], "y": ["4", "3", "5"]}.items()
    }
    assert [(place.unit, place.keys) for place in ranking(tallies, more_points("1"))] == [
        ("y", (7,)),
        ("x", (3,)),
    ]


def test_ranking_refuses_a_tie_break_that_is_no_node() -> None:
    with pytest.raises(KeyError):
        ranking(tallies_of(TIED), more_points("Z"))


SAME: Bloc = {  # 80 points each
    "many deductions": ["60", "30", "0", "0", "10"],
    "no deductions": ["50", "30", "0", "0", "0"],
    "bonus": ["45", "25", "0", "15", "5"],
    "no bonus": ["55", "25", "0", "0", None],
}


@pytest.mark.parametrize(
    ("tie_breaks", "expected"),
    [
        ([DEDUCTIONS], "1 no deductions, 1 no bonus, 3 bonus, 4 many deductions"),
        ([BASE], "1 many deductions, 2 no deductions, 2 no bonus, 4 bonus"),
        ([DEDUCTIONS, BASE], "1 no deductions, 1 no bonus, 3 bonus, 4 many deductions"),
        ([DEDUCTIONS, *more_points("B")], "1 no deductions, 2 no bonus, 3 bonus, 4 many deductions"),
        ([LAST_RANK], "1 bonus, 2 many deductions, 3 no deductions, 3 no bonus"),
        ([BASE, LAST_RANK], "1 many deductions, 2 no deductions, 2 no bonus, 4 bonus"),
    ],
)
def test_ranking_knows_every_kind_of_tie_break(tie_breaks: list[TieBreak], expected: str) -> None:
    last_ranks = {"bonus": 2, "many deductions": 7}
    places = ranking(tallies_of(SAME), tie_breaks, last_ranks=last_ranks)
    assert {place.percent for place in places} == {Decimal(80)}
    assert ", ".join(f"{place.rank} {place.unit}" for place in places) == expected


def test_keys_are_written_so_that_larger_is_better() -> None:
    every = [DEDUCTIONS, BASE, LAST_RANK, *more_points("T", "D")]
    places = ranking(tallies_of(SAME), every, last_ranks={"bonus": 2})
    assert {place.unit: place.keys for place in places} == {
        "many deductions": (-10, 90, NO_RANK, 0, 10),
        "no deductions": (0, 80, NO_RANK, 0, 0),
        "bonus": (-5, 70, -2, 15, 5),
        "no bonus": (0, 80, NO_RANK, 0, NO_POINTS),
    }


def test_a_worse_rank_last_year_is_better_than_none() -> None:
    bloc: Bloc = {"new": ["50"], "last": ["50"], "second": ["50"]}
    assert placed(bloc, [LAST_RANK], last=19, second=2) == [
        ("second", 1, False, 0),
        ("last", 2, False, 0),
        ("new", 3, False, 0),
    ]


def test_equal_ranks_of_last_year_leave_the_tie() -> None:
    bloc: Bloc = {"a": ["50"], "b": ["50"]}
    assert placed(bloc, [LAST_RANK], a=3, b=3) == [("a", 1, True, None), ("b", 1, True, None)]


THIRDS = tree_of(
    {"1": "20", "1.1": "10", "1.2": "10", "2": "10"},
    rules={"1.1": ("proportional", {}), "1.2": ("proportional", {})},
)


@pytest.mark.parametrize(
    ("first", "second", "keys", "tied"),
    [
        ({"1.1": "1/3", "1.2": "2/3", "2": "5"}, {"1.1": "1/1", "1.2": "0/1", "2": "5"}, ("10", "10"), True),
        (
            {"1.1": "2/3", "1.2": "2/3", "2": "0"},
            {"1.1": "4/6", "1.2": "6/9", "2": "0"},
            ("13.3333", "13.3333"),
            True,
        ),
        ({"1.1": "5.0001 0/1", "2": "4.9999"}, {"1.1": "5 0/1", "2": "5"}, ("5.0001", "5"), False),
    ],
)
def test_computed_points_are_compared_without_their_noise(
    first: dict[str, str | None], second: dict[str, str | None], keys: tuple[str, str], tied: bool
) -> None:
    counted = tallies(THIRDS, {"x": entries_of(first), "y": entries_of(second)}, rounding=Rounding())
    places = ranking(counted, [*more_points("1"), BASE])
    assert [place.keys[0] for place in places] == [Decimal(key) for key in keys]
    assert [place.tied for place in places] == [tied, tied]
