"""The criteria tree: its order, its maxima, and the parents that disagree with their children."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.core.tree import Disagreement, Kind, Node, Tree, disagreements
from tests.scoring.core.trees import tree_of

THOUSAND = {
    "I": "700",
    "I.1": "400",
    "I.1.a": "150",
    "I.1.b": "250",
    "I.2": "300",
    "II": "200",
    "III": "100",
    "T": "15",
    "T.1": "10",
    "T.2": "5",
}


def test_walk_goes_depth_first_with_levels() -> None:
    walked = [(level, node.key) for level, node in tree_of(THOUSAND).walk()]
    assert walked == [
        (0, "I"),
        (1, "I.1"),
        (2, "I.1.a"),
        (2, "I.1.b"),
        (1, "I.2"),
        (0, "II"),
        (0, "III"),
        (0, "T"),
        (1, "T.1"),
        (1, "T.2"),
    ]


def test_walk_survives_any_depth() -> None:
    node = Node("0", "0", "", Decimal(1))
    for depth in range(1, 5000):
        node = Node(str(depth), str(depth), "", Decimal(1), children=(node,))
    assert max(level for level, _ in Tree((node,)).walk()) == 4999


def test_leaves_are_where_points_are_given() -> None:
    assert [leaf.key for leaf in tree_of(THOUSAND).leaves()] == [
        "I.1.a",
        "I.1.b",
        "I.2",
        "II",
        "III",
        "T.1",
        "T.2",
    ]


def test_node_is_found_by_key() -> None:
    tree = tree_of(THOUSAND)
    assert (tree.node("I.1").maximum, tree.node("I.1").is_leaf, tree.node("I.2").is_leaf) == (
        400,
        False,
        True,
    )
    with pytest.raises(KeyError):
        tree.node("IV")


def test_root_of_is_the_top_section() -> None:
    tree = tree_of(THOUSAND)
    assert [tree.root_of(key).key for key in ("I", "I.1", "I.1.b", "II", "T.2")] == ["I", "I", "I", "II", "T"]
    with pytest.raises(KeyError):
        tree.root_of("IV")


def test_above_goes_from_the_parent_to_the_top() -> None:
    tree = tree_of(THOUSAND)
    assert [[node.key for node in tree.above(key)] for key in ("I.1.b", "T.1", "II")] == [
        ["I.1", "I"],
        ["T"],
        [],
    ]


@pytest.mark.parametrize(
    ("off", "leaves"),
    [
        ((), set()),
        (["II"], {"II"}),
        (["I.1.a"], {"I.1.a"}),
        (["I.1"], {"I.1.a", "I.1.b"}),
        (["I", "I.2", "T.1"], {"I.1.a", "I.1.b", "I.2", "T.1"}),
    ],
)
def test_switched_off_are_the_leaves_at_or_below(off: list[str], leaves: set[str]) -> None:
    assert tree_of(THOUSAND, bonus={"T"}, off=off).switched_off() == leaves


def test_maxima_keep_bonus_roots_apart() -> None:
    tree = tree_of(THOUSAND | {"D": "40"}, bonus={"T"}, deductions={"D"})
    assert (tree.base_maximum, tree.bonus_maximum) == (1000, 15)


def test_maxima_ask_the_kind_of_roots_only() -> None:
    below = Node("1.1", "1.1", "", Decimal(3), kind=Kind.BONUS)
    tree = Tree((Node("1", "1", "", Decimal(3), children=(below,)),))
    assert (tree.base_maximum, tree.bonus_maximum) == (3, 0)


def test_tree_without_roots_is_empty() -> None:
    tree = Tree(())
    assert (list(tree.walk()), tree.leaves(), tree.base_maximum, disagreements(tree)) == ([], (), 0, ())


def test_tree_refuses_a_key_twice() -> None:
    leaf = Node("1", "1", "", Decimal(1))
    with pytest.raises(ValueError, match="'1'"):
        Tree((leaf, Node("2", "2", "", Decimal(1), children=(leaf,))))


def test_tree_equals_a_tree_with_the_same_nodes() -> None:
    assert tree_of(THOUSAND) == tree_of(THOUSAND)
    assert hash(tree_of(THOUSAND)) == hash(tree_of(THOUSAND))
    assert tree_of(THOUSAND) != tree_of(THOUSAND, bonus={"T"})


@pytest.mark.parametrize(
    ("maxima", "wrong"),
    [
        ({}, {}),
        ({"1": "10"}, {}),
        ({"1": "10", "1.1": "4", "1.2": "6.00"}, {}),
        ({"1": "10", "1.1": "4", "1.2": "5"}, {"1": "9"}),
        ({"1": "10", "1.1": "4", "1.2": "6.01"}, {"1": "10.01"}),
        ({"1": "10", "1.1": "9.99"}, {"1": "9.99"}),
        ({"1": "100", "1.1": "33.333", "1.2": "33.333", "1.3": "33.333"}, {}),
        ({"1": "10", "1.1": "9.995"}, {}),
        ({"1": "10", "1.1": "9.9949"}, {"1": "9.9949"}),
        ({"1": "10", "1.1": "9", "1.1.1": "8", "2": "5", "2.1": "5"}, {"1": "9", "1.1": "8"}),
    ],
)
def test_disagreements_name_every_parent(maxima: dict[str, str], wrong: dict[str, str]) -> None:
    found = disagreements(tree_of(maxima))
    assert {each.key: each.children_sum for each in found} == {
        key: Decimal(value) for key, value in wrong.items()
    }


def test_disagreements_say_what_people_need_to_find_the_row() -> None:
    assert disagreements(tree_of({"1": "10", "1.1": "4"}, bonus={"1"})) == (
        Disagreement("1", "1", "Tiêu chí 1", Decimal(10), Decimal(4)),
    )
