"""One parser for forms, paste and workbooks: what it reads, and what it refuses instead of guessing."""

from __future__ import annotations

import datetime
import pickle
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocs.numbers import LARGEST, NumberError, decimal_of, parse_number, rounded

NBSP = "\N{NO-BREAK SPACE}"

READ = [
    ("0", "0"),
    ("00", "0"),
    ("5", "5"),
    ("007", "7"),
    ("10", "10"),
    ("1000", "1000"),
    ("8,25", "8.25"),
    ("8.25", "8.25"),
    ("8,250", "8.25"),
    ("8.2500", "8.25"),
    ("8,2500000000000000000000000000000000000", "8.25"),
    ("8,125", "8.125"),
    ("0.125", "0.125"),
    ("0,125", "0.125"),
    ("0.0001", "0.0001"),
    ("0,0000", "0"),
    ("012.500", "12.5"),
    ("1250.375", "1250.375"),
    ("1.25", "1.25"),
    ("1.2500", "1.25"),
    ("100,000", "100"),
    ("99999.9999", "99999.9999"),
    ("  8,5  ", "8.5"),
    ("\t8,5\r\n", "8.5"),
    (f"{NBSP}8,5{NBSP}", "8.5"),
    ("\N{IDEOGRAPHIC SPACE}8,5", "8.5"),
    ("８，２５", "8.25"),
    ("８．２５", "8.25"),
    ("１0", "10"),
]

REFUSED = [
    ("1.250", "ambiguous"),
    ("8.125", "ambiguous"),
    ("100.000", "ambiguous"),
    ("999.999", "ambiguous"),
    ("１．２５０", "ambiguous"),
    ("1.250,5", "ambiguous"),
    ("1,250.5", "ambiguous"),
    ("1.250.000", "ambiguous"),
    ("1,250,000", "ambiguous"),
    ("8,5x", "not_a_number"),
    ("x", "not_a_number"),
    ("8,5 đ", "not_a_number"),
    ("95%", "not_a_number"),
    ("1 250", "not_a_number"),
    (f"1{NBSP}250", "not_a_number"),
    ("8, 5", "not_a_number"),
    ("5,", "not_a_number"),
    (",5", "not_a_number"),
    ("5.", "not_a_number"),
    (".5", "not_a_number"),
    (".", "not_a_number"),
    ("8,,5", "not_a_number"),
    ("1.2.3", "not_a_number"),
    ("0.250.000", "not_a_number"),
    ("+5", "not_a_number"),
    ("1e3", "not_a_number"),
    ("1_000", "not_a_number"),
    ("0x10", "not_a_number"),
    ("NaN", "not_a_number"),
    ("Infinity", "not_a_number"),
    ("٣", "not_a_number"),
    ("5²", "not_a_number"),
    ("①", "not_a_number"),
    ("½", "not_a_number"),
    ("5\n6", "not_a_number"),
    ("\N{ZERO WIDTH SPACE}5", "not_a_number"),
    ("-", "not_a_number"),
    ("--5", "not_a_number"),
    ("5-", "not_a_number"),
    ("- 5", "not_a_number"),
    ("\N{EN DASH}5", "not_a_number"),
    ("-5", "negative"),
    ("-0", "negative"),
    ("\N{MINUS SIGN}5,25", "negative"),
    ("－５", "negative"),
    ("-1.250", "negative"),
    ("99999.99991", "too_large"),
    ("100000", "too_large"),
    pytest.param("9" * 10_000, "too_large", id="10000 digits"),
    ("8,12345", "too_many_decimals"),
    ("0.00001", "too_many_decimals"),
    ("0," + "0" * 60 + "1", "too_many_decimals"),
]


@pytest.mark.parametrize(("text", "number"), READ)
def test_parse_number_reads(text: str, number: str) -> None:
    assert str(parse_number(text)) == number


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_parse_number_refuses(text: str, code: str) -> None:
    with pytest.raises(NumberError) as refusal:
        parse_number(text)
    assert (refusal.value.code, refusal.value.text) == (code, text)


@pytest.mark.parametrize("text", ["", " ", "\t\n", NBSP, "\N{IDEOGRAPHIC SPACE}"])
def test_parse_number_takes_blank_for_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "decimals", "number"),
    [("8,25", 2, "8.25"), ("8,2500", 2, "8.25"), ("8,0", 0, "8"), ("8,12345678", 8, "8.12345678")],
)
def test_parse_number_takes_as_many_decimals_as_told(text: str, decimals: int, number: str) -> None:
    assert str(parse_number(text, decimals=decimals)) == number


@pytest.mark.parametrize(
    ("text", "decimals", "code"),
    [("8,255", 2, "too_many_decimals"), ("8,5", 0, "too_many_decimals"), ("1.250", 2, "ambiguous")],
)
def test_parse_number_takes_no_more_decimals(text: str, decimals: int, code: str) -> None:
    with pytest.raises(NumberError) as refusal:
        parse_number(text, decimals=decimals)
    assert refusal.value.code == code


def test_number_error_survives_pickling() -> None:
    copy = pickle.loads(pickle.dumps(NumberError("negative", "-5")))
    assert (copy.code, copy.text) == ("negative", "-5")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (None, None),
        ("", None),
        (" ", None),
        ("8,25", "8.25"),
        (0, "0"),
        (10, "10"),
        (8.0, "8"),
        (8.1, "8.1"),
        (8.125, "8.125"),
        pytest.param(8.100000000000001, "8.1", id="noise above"),
        pytest.param(8.099999999999999, "8.1", id="noise below"),
        (0.1 + 0.2, "0.3"),
        (99999.99990000001, "99999.9999"),
        (-0.0, "0"),
        (-1e-17, "0"),
        (1e-17, "0"),
        (Decimal("8.2500"), "8.25"),
        (Decimal("1E+2"), "100"),
        (Decimal("-0.00"), "0"),
    ],
)
def test_decimal_of_reads_a_cell(cell: object, number: str | None) -> None:
    value = decimal_of(cell)
    assert (value if value is None else str(value)) == number


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (True, "not_a_number"),
        (False, "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (float("-inf"), "not_a_number"),
        (Decimal("NaN"), "not_a_number"),
        (Decimal("sNaN"), "not_a_number"),
        (datetime.date(2021, 5, 8), "not_a_number"),
        (datetime.datetime(2021, 5, 8), "not_a_number"),
        ("1.250", "ambiguous"),
        (-1, "negative"),
        (-0.5, "negative"),
        (-1e300, "negative"),
        (1e300, "too_large"),
        (100_000, "too_large"),
        pytest.param(10**5000, "too_large", id="5000 digits"),
        (10 / 3, "too_many_decimals"),
        (8.12345, "too_many_decimals"),
        (Decimal("0.00000000000001"), "too_many_decimals"),
    ],
)
def test_decimal_of_refuses_a_cell(cell: object, code: str) -> None:
    with pytest.raises(NumberError) as refusal:
        decimal_of(cell)
    assert refusal.value.code == code


def test_decimal_of_quotes_the_cell() -> None:
    with pytest.raises(NumberError) as refusal:
        decimal_of(Decimal("-8.50"))
    assert refusal.value.text == "-8.50"


def test_decimal_of_limits_decimals_as_told() -> None:
    assert decimal_of(8.25, decimals=2) == Decimal("8.25")
    for cell in (8.255, "8,255"):
        with pytest.raises(NumberError) as refusal:
            decimal_of(cell, decimals=2)
        assert refusal.value.code == "too_many_decimals"


@given(st.decimals(min_value=0, max_value=LARGEST, places=4), st.sampled_from(",."))
def test_parse_number_reads_back_what_it_is_shown(number: Decimal, sign: str) -> None:
    assert parse_number(format(number, "f").replace(".", sign)) == number


@given(st.decimals(min_value=0, max_value=LARGEST, places=4))
def test_decimal_of_finds_the_decimal_a_float_stands_for(number: Decimal) -> None:
    assert decimal_of(float(number)) == number


@given(st.text(alphabet="0123456789.,-+ eE\u2212\u00a0８，²٣x", max_size=12) | st.text(max_size=12))
def test_parse_number_reads_or_refuses_any_text(text: str) -> None:
    with suppress(NumberError):
        number = parse_number(text)
        assert number is None or 0 <= number <= LARGEST


@pytest.mark.parametrize(
    ("value", "number"),
    [(10 / 3, "3.3333"), (0.00005, "0.0001"), (2 / 3, "0.6667"), (20.25, "20.25"), (-1.00005, "-1.0001")],
)
def test_computed_float_is_rounded_half_up(value, number):
    assert rounded(value, 4) == Decimal(number)


@pytest.mark.parametrize("value", ["3,33333", 7, None, True])
def test_what_no_formula_computed_is_not_rounded(value):
    assert rounded(value, 4) is value


def test_infinity_is_left_to_be_refused():
    assert rounded(float("inf"), 4) == float("inf")
