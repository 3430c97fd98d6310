"""Codes of criteria: which one comes next."""

import pytest

from scoring.core.codes import next_code


@pytest.mark.parametrize(
    ("code", "following"),
    [
        ("I", "II"),
        ("III", "IV"),
        ("VIII.", "IX."),
        ("XXXIX", "XL"),
        ("9", "10"),
        ("1.9", "1.10"),
        ("2.a)", "2.b)"),
        ("d)", "đ)"),
        ("đ)", "e)"),
        ("6a", "6b"),
        ("y", ""),
        ("?", ""),
        ("1)", "2)"),
    ],
)
def test_code_is_followed_by_the_next(code, following):
    assert next_code(code) == following


@pytest.mark.parametrize(
    ("above", "first"), [("", "I"), ("I", "1"), ("IV.", "1."), ("1", "1.1"), ("2.", "2.1."), ("a)", "a.1)")]
)
def test_first_code_below_goes_on_from_the_one_above(above, first):
    assert next_code("", above) == first
