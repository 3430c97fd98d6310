"""Public cases kept beside the project: the worked examples of a regulation, and its whole table."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.core.evaluation import Entry, evaluated
from scoring.core.ranking import ranking
from scoring.core.rounding import Rounding
from scoring.core.rules import DIRECT, PASS_FAIL, QUANTITATIVE
from scoring.core.tally import tallies
from scoring.core.tree import Node, Tree, disagreements
from tests.scoring.core.trees import tree_of

CASES = Path(__file__).parents[4] / "shared" / "cases"
WORKED, TABLE = CASES / "worked_examples.csv", CASES / "cluster347_2025_regulation.csv"
RULES = {"qualitative_pass_fail": PASS_FAIL, "direct_points_0_to_max": DIRECT, "quantitative": QUANTITATIVE}

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    """The lines of a case; without them the test is skipped."""
    if not path.is_file():
        pytest.skip("the cases of ../shared are not here")
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def test_worked_examples_come_out_exactly() -> None:
    examples: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(WORKED):
        examples[row["case"].partition("-")[0]].append(row)
    found, expected = {}, {}
    for rows in examples.values():  # each example is a bloc of its own
        tree = tree_of({"1": rows[0]["max"]}, rules={"1": (QUANTITATIVE, {})})
        bloc = {
            row["case"]: {"1": Entry(target=number(row["target"]), actual=number(row["actual"]))}
            for row in rows
        }
        earned = evaluated(tree, bloc, Rounding())
        found |= {case: Rounding().apply(lines["1"].points or Decimal(0)) for case, lines in earned.items()}
        expected |= {row["case"]: Decimal(row["expected"]) for row in rows}
    assert found == expected
    assert len(found) == 10


def test_worked_examples_name_the_leader_that_the_core_finds() -> None:
    for row in rows_of(WORKED):
        if not row["leader_target"]:
            continue
        tree = tree_of({"1": row["max"]}, rules={"1": (QUANTITATIVE, {})})
        pairs = {"unit": ("target", "actual"), "leader": ("leader_target", "leader_actual")}
        bloc = {
            unit: {"1": Entry(target=number(row[target]), actual=number(row[actual]))}
            for unit, (target, actual) in pairs.items()
        }
        result = evaluated(tree, bloc, Rounding())
        assert (row["case"], result["unit"]["1"].points) == (row["case"], Decimal(row["expected"]))
        assert result["leader"]["1"].points == Decimal(row["max"])


def real_tree() -> Tree:
    """The regulation as a tree."""
    rows = rows_of(TABLE)

    def nodes(parent: str) -> tuple[Node, ...]:
        return tuple(node(row) for row in rows if row["parent"] == parent)

    def node(row: Row) -> Node:
        rule = RULES.get(row["rule"], "")
        return Node(
            row["key"], row["code"], row["name"], Decimal(row["max"]), rule, children=nodes(row["key"])
        )

    return Tree(nodes(""))


def test_the_real_table_agrees_with_itself() -> None:
    tree = real_tree()
    rules = [leaf.rule for leaf in tree.leaves()]
    assert (tree.base_maximum, len(list(tree.walk())), len(rules)) == (1000, 230, 176)
    assert [rules.count(rule) for rule in RULES.values()] == [51, 113, 12]
    assert disagreements(tree) == ()


def test_a_full_round_on_the_real_table_is_worth_a_thousand() -> None:
    tree = real_tree()
    full = {
        leaf.key: Entry(target=Decimal(10), actual=Decimal(12))
        if leaf.rule == QUANTITATIVE
        else Entry(leaf.maximum)
        for leaf in tree.leaves()
    }
    half = {key: Entry(assigned=False) if entry.points == 10 else entry for key, entry in full.items()}
    counted = tallies(tree, {"full": full, "half": half, "none": {}}, rounding=Rounding())
    places = ranking(counted, [])
    assert [(place.unit, place.rank, place.percent) for place in places] == [
        ("full", 1, 100),
        ("half", 1, 100),
        ("none", 3, 0),
    ]
    tens = sum(leaf.maximum for leaf in tree.leaves() if leaf.maximum == 10 and leaf.rule != QUANTITATIVE)
    assert counted["half"].assigned_maximum == counted["half"].total == 1000 - tens
    assert counted["none"].missing == 176
