"""Places in a bloc: percents, tie-breaks, shared ranks, and how many decimals to show."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.ranking import NO_POINTS, Place, ranking, shown_decimals
from scoring.core.tally import Rounding, Tally, tally
from tests.scoring.core.trees import entries_of, tree_of

TREE = tree_of({"A": "60", "B": "30", "C": "10", "T": "15"}, bonus={"T"})


def tallies_of(bloc: dict[str, list[str | None]]) -> dict[str, Tally]:
    """Units with their points on A, B, C and T."""
    return {
        unit: tally(TREE, entries_of(dict(zip("ABCT", points, strict=True))), rounding=Rounding())
        for unit, points in bloc.items()
    }


def placed(
    bloc: dict[str, list[str | None]], tie_breaks: str = ""
) -> list[tuple[str, int, bool, int | None]]:
    """Unit, rank, tied, decided_by of every place."""
    return [
        (place.unit, place.rank, place.tied, place.decided_by)
        for place in ranking(tallies_of(bloc), list(tie_breaks))
    ]


def test_ranking_of_nobody_is_empty() -> None:
    assert ranking({}, ["A"]) == ()


def test_ranking_of_one_unit_is_first() -> None:
    assert ranking(tallies_of({"vp": ["50", "20", "10", "0"]}), ["B", "A"]) == (
        Place("vp", 1, False, Decimal("80.0000"), Decimal("80.00"), (Decimal(20), Decimal(50)), None),
    )


def test_ranking_shares_rank_five_at_85_42() -> None:
    bloc: dict[str, list[str | None]] = {
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


TIED: dict[str, list[str | None]] = {
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
    tie_breaks: str, places: list[tuple[str, int, bool, int | None]]
) -> None:
    assert placed(TIED, tie_breaks) == places


def test_ranking_says_the_deepest_tie_break_a_unit_needed() -> None:
    bloc: dict[str, list[str | None]] = {
        "high": ["45", "20", "10", "0"],
        "middle": ["40", "30", "5", "0"],
        "low": ["40", "25", "10", "0"],
    }
    assert placed(bloc, "AB") == [("high", 1, False, 0), ("middle", 2, False, 1), ("low", 3, False, 1)]


def test_ranking_puts_not_scored_below_zero_in_a_tie_break() -> None:
    bloc: dict[str, list[str | None]] = {
        "none": ["60", None, "5", "0"],
        "zero": ["60", "0", "5", "0"],
        "other": ["60", "0", "5", None],
    }
    places = ranking(tallies_of(bloc), ["B", "T"])
    assert [(place.unit, place.rank, place.keys) for place in places] == [
        ("zero", 1, (Decimal(0), Decimal(0))),
        ("other", 2, (Decimal(0), NO_POINTS)),
        ("none", 3, (NO_POINTS, Decimal(0))),
    ]


def test_ranking_goes_by_percent_of_what_is_assigned() -> None:
    bloc: dict[str, list[str | None]] = {
        "more points": ["60", "30", "5", "0"],
        "less asked": ["60", "30", "n/a", "0"],
    }
    assert [(place.unit, place.total, place.percent) for place in ranking(tallies_of(bloc), [])] == [
        ("less asked", 90, 100),
        ("more points", 95, 95),
    ]


def test_ranking_puts_units_without_a_percent_last() -> None:
    bloc: dict[str, list[str | None]] = {
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


def test_ranking_takes_a_section_as_tie_break() -> None:
    tree = tree_of({"1": "10", "1.1": "4", "1.2": "6", "2": "10"})
    tallies = {
        unit: tally(
            tree, entries_of(dict(zip(["1.1", "1.2", "2"], points, strict=True))), rounding=Rounding()
        )
        for unit, points in {"x": ["1", "2", "9"], "y": ["4", "3", "5"]}.items()
    }
    assert [(place.unit, place.keys) for place in ranking(tallies, ["1"])] == [("y", (7,)), ("x", (3,))]


def test_ranking_refuses_a_tie_break_that_is_no_node() -> None:
    with pytest.raises(KeyError):
        ranking(tallies_of(TIED), ["Z"])


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
