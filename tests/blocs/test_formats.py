"""Numbers and dates as they are written."""

from datetime import date
from decimal import Decimal

import pytest

from blocs import formats


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (Decimal("1234.50"), 1, "1.234,5", "1,234.5"),
        (Decimal("1234.50"), None, "1.234,5", "1,234.5"),
        (Decimal("1000000"), None, "1.000.000", "1,000,000"),
        (Decimal("8.25"), 1, "8,3", "8.3"),
        (Decimal("-0.5"), 0, "-1", "-1"),
        (Decimal("100"), 2, "100,00", "100.00"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (0, None, "0", "0"),
        (None, 2, "", ""),
    ],
)
def test_number(value: Decimal | int | None, decimals: int | None, vietnamese: str, english: str):
    written = [formats.number(value, decimals, language) for language in ("vi", "en")]
    assert written == [vietnamese, english]


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2021, 1, 5), "ngày 05 tháng 01 năm 2021"),
        (date(2021, 2, 28), "ngày 28 tháng 02 năm 2021"),
        (date(2021, 3, 1), "ngày 01 tháng 3 năm 2021"),
        (date(2021, 12, 10), "ngày 10 tháng 12 năm 2021"),
    ],
)
def test_long_date_has_the_zeros_of_decree_30(day: date, written: str):
    assert formats.long_date(day) == written


def test_short_date():
    assert formats.short_date(date(2021, 3, 5)) == "05/03/2021"
