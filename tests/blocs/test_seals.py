"""Seals tell apart what looks different to a person, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from blocs.seals import seal


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Decimal("8.50"), Decimal("8.5"), True),
        (Decimal("0.0"), Decimal(0), True),
        (Decimal(100), Decimal("1E+2"), True),
        (Decimal(0), None, False),
        (False, None, False),
        (True, False, False),
        ("", None, True),
        ("một\r\nhai", "một\nhai", True),
        (" một ", "một", True),
        ("a", "b", False),
    ],
)
def test_seal_tells_values_apart_that_look_different(one, other, same):
    assert (seal(one) == seal(other)) is same


def test_seal_of_several_values_knows_where_one_ends():
    assert seal("a", "bc") != seal("ab", "c")
