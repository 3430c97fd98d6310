"""Plans and results as numbers: read only where they say one thing, compared with the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.progress import Calendar, Quantity, Standing, Unreadable, progress, quantity

D = Decimal
YEAR = (date(2021, 1, 1), date(2021, 12, 31))  # 364 days from the first to the last
HALF = Calendar(*YEAR, date(2021, 7, 2))  # 182 of them are gone: 50 %
END = Calendar(*YEAR, date(2021, 12, 31))


@pytest.mark.parametrize(
    ("text", "measure", "found"),
    [
        ("100", "%", Quantity(D(100), "%")),
        ("100%", "%", Quantity(D(100), "%")),
        ("18,5", "km", Quantity(D("18.5"), "km")),
        ("đạt 97 %", "%", Quantity(D(97), "%")),
        ("03", "vụ", Quantity(D(3), "vụ")),
        ("120 m2", "m2", Quantity(D(120), "m2")),
        ("1250 tỷ đồng", "Tỷ đồng", Quantity(D(1250), "tỷ đồng")),
        ("2,5 tỷ đồng", "", Quantity(D("2.5"), "tỷ đồng")),
        ("98 %", "hồ sơ", Quantity(D(98), "%")),
        ("-2,5", "%", Quantity(D("-2.5"), "%")),
        ("≥ 95 %", "%", Quantity(D(95), "%", is_bound=True)),
        ("Từ 90 trở lên", "%", Quantity(D(90), "%", is_bound=True)),
        ("trên 90", "%", Quantity(D(90), "%", is_bound=True, is_strict=True)),
        ("không quá 3 vụ", "vụ", Quantity(D(3), "vụ", is_bound=True, is_ceiling=True)),
        ("≤ 3", "vụ", Quantity(D(3), "vụ", is_bound=True, is_ceiling=True)),
        ("3 vụ trở xuống", "vụ", Quantity(D(3), "vụ", is_bound=True, is_ceiling=True)),
        ("dưới 5", "vụ", Quantity(D(5), "vụ", is_bound=True, is_ceiling=True, is_strict=True)),
    ],
)
def test_quantity_is_read_where_it_says_one_thing(text, measure, found):
    assert quantity(text, measure) == found


@pytest.mark.parametrize(
    ("text", "measure", "code"),
    [
        ("1.250", "tỷ đồng", "ambiguous"),
        ("1.250,5 tỷ đồng", "tỷ đồng", "ambiguous"),
        ("500 triệu đồng", "tỷ đồng", "unit"),
        ("Hoàn thành", "", "words"),
        ("Trước 30/9", "", "words"),
        ("3/4 quý", "quý", "words"),
        ("5-7", "hộ", "words"),
        ("98 hồ sơ, trong đó 2 trễ", "hồ sơ", "words"),
        ("không quá 3 trở lên", "vụ", "words"),
        ("", "%", "words"),
    ],
)
def test_anything_else_is_not_guessed(text, measure, code):
    with pytest.raises(Unreadable) as caught:
        quantity(text, measure)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("plan", "value", "measure", "calendar", "standing", "percent"),
    [
        ("100", "100", "%", HALF, Standing.MET, D(100)),
        ("100", "40", "%", HALF, Standing.ON_THE_WAY, D(40)),  # exactly the margin behind
        ("100", "39,9", "%", HALF, Standing.LATE, D("39.9")),
        ("100", "99,9", "%", END, Standing.MISSED, D("99.9")),
        ("≥ 98", "98", "%", HALF, Standing.MET, D(100)),
        ("trên 98", "98", "%", END, Standing.MISSED, D(100)),
        ("6", "7", "dự án", HALF, Standing.MET, None),
        ("0", "0", "vụ", HALF, Standing.MET, D(100)),
        ("10", "-1", "vụ", HALF, Standing.LATE, D(0)),
        ("không quá 10", "6", "vụ", HALF, Standing.ON_THE_WAY, D(60)),  # exactly the margin ahead
        ("không quá 10", "7", "vụ", HALF, Standing.LATE, D(70)),
        ("không quá 10", "10", "vụ", END, Standing.MET, D(100)),
        ("không quá 10", "11", "vụ", HALF, Standing.MISSED, D(110)),
        ("dưới 10", "10", "vụ", HALF, Standing.MISSED, D(100)),
        ("≤ 2 %", "1,9 %", "%", HALF, Standing.ON_THE_WAY, D(95)),  # a rate is not used up
        ("≤ 2 %", "2,1 %", "%", HALF, Standing.MISSED, D(105)),
    ],
)
def test_target_in_figures_stands_where_the_calendar_says(plan, value, measure, calendar, standing, percent):
    found = progress((plan, value, measure), None, calendar, 10)
    assert found.standing == standing
    if percent is not None:
        assert found.percent == percent


@pytest.mark.parametrize(
    ("plan", "value", "said", "calendar", "standing", "about"),
    [
        ("2.500", "2.640", True, HALF, Standing.MET, ("ambiguous", "plan")),
        ("100", "Hoàn thành", None, HALF, Standing.UNTOLD, ("words", "value")),
        ("Hoàn thành", "Đang làm", False, HALF, Standing.ON_THE_WAY, ("words", "plan")),
        ("Hoàn thành", "Chưa xong", False, END, Standing.MISSED, ("words", "plan")),
        ("100 %", "97 hồ sơ", None, END, Standing.UNTOLD, ("unit", "value")),
        ("≥ 98", "≥ 98", None, END, Standing.UNTOLD, ("words", "value")),
    ],
)
def test_words_are_judged_by_the_unit(plan, value, said, calendar, standing, about):
    found = progress((plan, value, "%"), said, calendar, 10)
    assert (found.standing, (found.why, found.unread), found.percent) == (standing, about, None)


def test_target_without_result_is_missing_whatever_was_said():
    assert progress(("100", "  ", "%"), True, END, 10).standing == Standing.MISSING


def test_calendar_begins_with_the_signing_and_ends_with_the_deadline():
    signed, due = date(2021, 3, 1), date(2021, 9, 17)  # 200 days
    expected = [
        Calendar(signed, due, signed + timedelta(days)).expected for days in (-5, 0, 50, 199, 200, 300)
    ]
    assert expected == [D(0), D(0), D(25), D("99.5"), D(100), D(100)]


def test_deadline_before_the_signing_asks_for_everything_when_it_comes():
    assert Calendar(date(2021, 3, 1), date(2021, 2, 1), date(2021, 2, 1)).expected == D(100)


@given(
    plan=st.integers(1, 5000),
    actual=st.integers(0, 6000),
    days=st.integers(0, 364),
    margin=st.integers(0, 100),
    is_ceiling=st.booleans(),
)
def test_standing_is_that_of_exact_fractions(plan, actual, days, margin, is_ceiling):
    calendar = Calendar(*YEAR, YEAR[0] + timedelta(days))
    words = f"không quá {plan}" if is_ceiling else str(plan)
    share, gone = Fraction(100 * actual, plan), Fraction(100 * days, 364)
    if is_ceiling:
        slow = "missed" if actual > plan else "met" if days == 364 else None
        slow = slow or ("late" if share > gone + margin else "on_the_way")
    else:
        slow = "met" if actual >= plan else "missed" if days == 364 else None
        slow = slow or ("late" if share < gone - margin else "on_the_way")
    assert progress((words, str(actual), "hồ sơ"), None, calendar, margin).standing == slow
