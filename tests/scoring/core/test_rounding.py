"""How numbers are rounded: digits and mode, exact halves made of thirds, and the places of a regulation."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.rounding import Mode, Place, Rounding, cleared, quotient
from scoring.core.tally import Tally, tally
from scoring.core.working import Working
from tests.scoring.core.trees import entries_of, tree_of

UP, EVEN = Mode.HALF_UP, Mode.HALF_EVEN


@pytest.mark.parametrize(
    ("decimals", "mode", "value", "rounded"),
    [
        (2, UP, "85.425", "85.43"),
        (2, EVEN, "85.425", "85.42"),
        (2, EVEN, "85.435", "85.44"),
        (2, EVEN, "85.4251", "85.43"),
        (2, UP, "85.4249", "85.42"),
        (2, UP, "97", "97.00"),
        (0, UP, "0.5", "1"),
        (0, EVEN, "0.5", "0"),
        (0, EVEN, "1.5", "2"),
        (1, UP, "0.05", "0.1"),
        (4, UP, "0.00005", "0.0001"),
    ],
)
def test_rounding_follows_the_regulation(decimals: int, mode: Mode, value: str, rounded: str) -> None:
    assert str(Rounding(decimals, mode).apply(Decimal(value))) == rounded


def test_rounding_is_half_up_to_hundredths_of_the_total_unless_told() -> None:
    assert Rounding() == Rounding(2, UP, Place.TOTAL)


THIRD = quotient(Decimal(1), Decimal(3))
SIXTH = quotient(Decimal(1), Decimal(6))


@pytest.mark.parametrize(
    ("value", "decimals", "up", "even"),
    [
        (THIRD + THIRD + THIRD, 0, "1", "1"),
        (THIRD + SIXTH, 0, "1", "0"),
        (THIRD + SIXTH + 1, 0, "2", "2"),
        ((THIRD + SIXTH) / 100, 2, "0.01", "0.00"),
        (THIRD * 3 + THIRD + SIXTH, 0, "2", "2"),
        (-(THIRD + SIXTH), 0, "-1", "-0"),
        (THIRD + THIRD, 0, "1", "1"),
        (THIRD + Decimal("0.1666"), 0, "0", "0"),
    ],
)
def test_thirds_that_add_up_to_a_half_are_a_half(value: Decimal, decimals: int, up: str, even: str) -> None:
    assert [str(Rounding(decimals, mode).apply(value)) for mode in (UP, EVEN)] == [up, even]


@pytest.mark.parametrize(
    ("value", "clear"),
    [
        (Decimal("8.25"), "8.25"),
        (Decimal("1E+2"), "1E+2"),
        (Decimal("0.33333333333333333333"), "0.33333333333333333333"),
        (THIRD, "0.33333333333333333333"),
        (THIRD + THIRD + THIRD, "1.00000000000000000000"),
        (Decimal("9.9999999999999999999999"), "10.00000000000000000000"),
    ],
)
def test_cleared_takes_only_noise_away(value: Decimal, clear: str) -> None:
    assert str(cleared(value)) == clear


TREE = {"1": "20", "1.1": "10", "1.2": "10", "2": "10", "3": "5"}
MEASURED = {key: ("proportional", {}) for key in ("1.1", "1.2", "2", "3")}


def rounded(place: Place, mode: Mode, points: dict[str, str | None], decimals: int = 0) -> Tally:
    """A table of 35 points: two leaves below the first section, two sections that are leaves."""
    return tally(tree_of(TREE, rules=MEASURED), entries_of(points), rounding=Rounding(decimals, mode, place))


HALVES: dict[str, str | None] = {"1.1": "1.5", "1.2": "2.5", "2": "0.5", "3": "1.25"}  # 5.75 in all
THIRDS: dict[str, str | None] = {"1.1": "1/3", "1.2": "1/6", "2": "1/4", "3": "0/1"}  # 3 1/3, 1 2/3, 2 1/2


@pytest.mark.parametrize(
    ("place", "mode", "points", "nodes", "total"),
    [
        (Place.TOTAL, UP, HALVES, "1=4.0 1.1=1.5 1.2=2.5 2=0.5 3=1.25", "6"),
        (Place.TOTAL, EVEN, HALVES, "1=4.0 1.1=1.5 1.2=2.5 2=0.5 3=1.25", "6"),
        (Place.SECTION, UP, HALVES, "1=4 1.1=1.5 1.2=2.5 2=1 3=1", "6"),
        (Place.SECTION, EVEN, HALVES, "1=4 1.1=1.5 1.2=2.5 2=0 3=1", "5"),
        (Place.LEAF, UP, HALVES, "1=5 1.1=2 1.2=3 2=1 3=1", "7"),
        (Place.LEAF, EVEN, HALVES, "1=4 1.1=2 1.2=2 2=0 3=1", "5"),
        (Place.TOTAL, UP, THIRDS, "1=5 1.1=3.33 1.2=1.67 2=2.5 3=0", "8"),
        (Place.SECTION, UP, THIRDS, "1=5 1.1=3.33 1.2=1.67 2=3 3=0", "8"),
        (Place.SECTION, EVEN, THIRDS, "1=5 1.1=3.33 1.2=1.67 2=2 3=0", "7"),
        (Place.LEAF, UP, THIRDS, "1=5 1.1=3 1.2=2 2=3 3=0", "8"),
        (Place.LEAF, EVEN, THIRDS, "1=5 1.1=3 1.2=2 2=2 3=0", "7"),
    ],
)
def test_tally_rounds_where_and_how_the_regulation_says(
    place: Place, mode: Mode, points: dict[str, str | None], nodes: str, total: str
) -> None:
    result = rounded(place, mode, points)
    values = {key: Decimal(text) for key, text in (node.split("=") for node in nodes.split())}
    shown = {key: (one.value or Decimal(0)).quantize(Decimal("0.01")) for key, one in result.points.items()}
    assert (shown, str(result.total)) == (values, total)


@pytest.mark.parametrize(("place", "total"), [(Place.TOTAL, "2"), (Place.SECTION, "1"), (Place.LEAF, "0")])
def test_the_place_of_rounding_changes_the_total(place: Place, total: str) -> None:
    points: dict[str, str | None] = {"1.1": "0.4", "1.2": "0.3", "2": "0.4", "3": "0.4"}
    assert str(rounded(place, UP, points).total) == total


def test_a_rounded_section_says_so() -> None:
    section = rounded(Place.SECTION, EVEN, {"1.1": "1.25", "1.2": "2.25"}).points["1"]
    assert section.working == (
        Working("added", Decimal("3.50"), (("1.1", Decimal("1.25")), ("1.2", Decimal("2.25")))),
        Working("rounded", Decimal(4)),
    )


def test_a_section_is_not_rounded_over_its_maximum() -> None:
    tree = tree_of({"1": "2.7", "1.1": "1.4", "1.2": "1.3", "2": "2.5"})
    result = tally(
        tree,
        entries_of({"1.1": "1.4", "1.2": "1.2", "2": "2.5"}),
        rounding=Rounding(0, place=Place.SECTION),
    )
    steps = [(step.operation, str(step.value)) for step in result.points["1"].working]
    assert steps == [("added", "2.6"), ("rounded", "3"), ("capped", "2.7")]
    assert [step.operation for step in result.points["2"].working] == ["scored"]
    assert (result.base, result.total) == (Decimal("5.2"), 5)


def test_thirds_that_fill_a_section_are_not_capped() -> None:
    leaves = ("1.1", "1.2", "1.3")
    tree = tree_of({"1": "8"} | dict.fromkeys(leaves, "4"), rules=dict.fromkeys(leaves, ("proportional", {})))
    result = tally(tree, entries_of(dict.fromkeys(leaves, "2/3")), rounding=Rounding())
    assert [step.operation for step in result.points["1"].working] == ["added"]
    assert (result.points["1"].value, result.total) == (8, 8)


def test_tally_rounds_the_percent_in_the_same_mode() -> None:
    tree, points = tree_of({"1": "80"}), entries_of({"1": "0.00004"})
    percents = [tally(tree, points, rounding=Rounding(5, mode)).percent for mode in (UP, EVEN)]
    assert percents == [Decimal("0.0001"), Decimal("0.0000")]


@pytest.mark.parametrize(
    ("points", "maximum", "percent"),
    [
        ("4", "3", "133.3333"),
        ("99999.9499", "99999.9999", "99.9999"),  # a hair below a half
    ],
)
def test_tally_rounds_the_percent_once(points: str, maximum: str, percent: str) -> None:
    tree = tree_of({"1": maximum, "T": points}, bonus={"T"})
    result = tally(tree, entries_of({"T": points}), rounding=Rounding(4))
    assert str(result.percent) == percent
