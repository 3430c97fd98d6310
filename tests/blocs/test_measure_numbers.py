"""Targets and results: the same parser as for points, with numbers below zero and large ones."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocs.numbers import LARGEST, MEASURE_LARGEST, NumberError, decimal_of, parse_number

# What is typed or stands in a cell: the number it is as a measure, or the code of the refusal.
CASES: list[tuple[object, str]] = [
    ("0", "0"),
    ("12,5", "12.5"),
    ("12.5", "12.5"),
    ("-12,5", "-12.5"),
    ("-12.5", "-12.5"),
    ("\N{MINUS SIGN}12,5", "-12.5"),
    ("－１２，５", "-12.5"),
    (" -0,0001 ", "-0.0001"),
    ("-0", "0"),
    ("-0,000", "0"),
    ("1250", "1250"),
    ("1,250", "1.25"),
    ("1250000000", "1250000000"),
    ("999999999999,9999", "999999999999.9999"),
    ("-999999999999,9999", "-999999999999.9999"),
    ("1000000000000", "too_large"),
    ("-1000000000000", "too_large"),
    ("999999999999.99991", "too_large"),
    ("1.250", "ambiguous"),
    ("-1.250", "ambiguous"),
    ("1.250,5", "ambiguous"),
    ("1,250.5", "ambiguous"),
    ("-1.250,5", "ambiguous"),
    ("1.250.000.000", "ambiguous"),
    ("8,5x", "not_a_number"),
    ("-8,5x", "not_a_number"),
    ("1 250 000", "not_a_number"),
    ("95%", "not_a_number"),
    ("+5", "not_a_number"),
    ("--5", "not_a_number"),
    ("- 5", "not_a_number"),
    ("5-", "not_a_number"),
    ("(5)", "not_a_number"),
    ("\N{EN DASH}5", "not_a_number"),
    ("-", "not_a_number"),
    ("-1,00005", "too_many_decimals"),
    (-3, "-3"),
    (-0.0, "0"),
    (-1e-17, "0"),
    (-8.100000000000001, "-8.1"),
    (3580245.3000000003, "3580245.3"),
    (-123456789.1000001, "-123456789.1"),
    (123456789.12345, "too_many_decimals"),
    (999999999999.9999, "999999999999.9999"),
    (1e12, "too_large"),
    (-1e300, "too_large"),
    (Decimal("-2.5000"), "-2.5"),
    (Decimal("-0.00"), "0"),
    (float("-inf"), "not_a_number"),
    (True, "not_a_number"),
]


@pytest.mark.parametrize(("given", "expected"), CASES)
def test_measures_are_read_or_refused(given: object, expected: str) -> None:
    try:
        result = str(decimal_of(given, signed=True, largest=MEASURE_LARGEST))
    except NumberError as refusal:
        result = refusal.code
    assert result == expected


@pytest.mark.parametrize(("text", "expected"), [case for case in CASES if isinstance(case[0], str)])
def test_measures_are_read_alike_from_forms_and_cells(text: str, expected: str) -> None:
    try:
        result = str(parse_number(text, signed=True, largest=MEASURE_LARGEST))
    except NumberError as refusal:
        result = refusal.code
    assert result == expected


@pytest.mark.parametrize(
    ("given", "code"), [("-5", "negative"), (-5, "negative"), ("100000", "too_large"), (100_000, "too_large")]
)
def test_points_are_neither_negative_nor_large(given: object, code: str) -> None:
    with pytest.raises(NumberError) as refusal:
        decimal_of(given)
    assert refusal.value.code == code


@given(
    st.decimals(-MEASURE_LARGEST, MEASURE_LARGEST, places=4), st.sampled_from(",."), st.sampled_from("-−－")
)
def test_measures_are_read_back_as_they_are_shown(number: Decimal, sign: str, minus: str) -> None:
    text = format(number, "f").replace(".", sign).replace("-", minus)
    assert parse_number(text, signed=True, largest=MEASURE_LARGEST) == number


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 4))
def test_cells_keep_the_fifteen_digits_that_excel_keeps(digits: int, decimals: int) -> None:
    number = Decimal(digits).scaleb(-decimals)
    cell = float(number)
    if abs(number) <= MEASURE_LARGEST:
        assert decimal_of(cell, signed=True, largest=MEASURE_LARGEST) == number


@given(st.text(alphabet="0123456789.,-−－ ", max_size=18), st.booleans())
def test_no_text_leaves_its_bounds(text: str, signed: bool) -> None:
    with suppress(NumberError):
        number = parse_number(text, signed=signed)
        assert number is None or (-LARGEST if signed else 0) <= number <= LARGEST
