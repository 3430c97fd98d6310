"""The head of a paper: lines broken well, number, place and date."""

from __future__ import annotations

from datetime import date

import pytest

from blocs.pdf.letterhead import LEFT_COLUMN, WHOLE_LINE, broken, letterhead, place_and_date


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("KHỐI THI ĐUA", LEFT_COLUMN, ["KHỐI THI ĐUA"]),
        (
            "KHỐI THI ĐUA CÁC BAN QUẢN LÝ TỈNH KHÁNH HÒA",
            LEFT_COLUMN,
            ["KHỐI THI ĐUA", "CÁC BAN QUẢN LÝ", "TỈNH KHÁNH HÒA"],
        ),
        (
            "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG TỈNH KHÁNH HÒA",
            LEFT_COLUMN,
            ["HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG", "TỈNH KHÁNH HÒA"],
        ),
        ("BAN QUẢN LÝ DỰ ÁN SỐ 1 HUYỆN DIÊN KHÁNH", 24, ["BAN QUẢN LÝ DỰ ÁN", "SỐ 1 HUYỆN DIÊN KHÁNH"]),
        ("Năm 2021 của Khối thi đua số 1", WHOLE_LINE, ["Năm 2021 của Khối thi đua số 1"]),
        ("  hai   khoảng trắng ", LEFT_COLUMN, ["hai khoảng trắng"]),
        ("KHÔNGTHỂNGẮTĐƯỢCMỘTTỪDÀIHƠNDÒNG A", 10, ["KHÔNGTHỂNGẮTĐƯỢCMỘTTỪDÀIHƠNDÒNG", "A"]),
        (
            "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT TỈNH KHÁNH HÒA",
            LEFT_COLUMN,
            ["LIÊN HIỆP CÁC HỘI", "KHOA HỌC VÀ KỸ THUẬT", "TỈNH KHÁNH HÒA"],
        ),
        (  # a line more costs less than a torn name
            "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH GIAO THÔNG VÀ NÔNG NGHIỆP TỈNH KHÁNH HÒA",
            24,
            [
                "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ",
                "XÂY DỰNG CÁC CÔNG TRÌNH",
                "GIAO THÔNG VÀ",
                "NÔNG NGHIỆP",
                "TỈNH KHÁNH HÒA",
            ],
        ),
        (  # a comma parts no word from the one before it
            "KHOA HỌC CÔNG NGHỆ, CHUYỂN ĐỔI SỐ TỈNH KHÁNH HÒA",
            LEFT_COLUMN,
            ["KHOA HỌC CÔNG NGHỆ,", "CHUYỂN ĐỔI SỐ", "TỈNH KHÁNH HÒA"],
        ),
        ("", LEFT_COLUMN, []),
    ],
)
def test_broken_keeps_together_what_belongs_together(text, most, lines):
    assert broken(text, most) == lines


@pytest.mark.parametrize(
    ("day", "year", "text"),
    [
        (date(2020, 1, 5), None, "Hà Nội, ngày 05 tháng 01 năm 2020"),
        (date(2021, 2, 28), None, "Hà Nội, ngày 28 tháng 02 năm 2021"),
        (date(2021, 3, 1), 2022, "Hà Nội, ngày 01 tháng 3 năm 2021"),
        (date(2019, 12, 31), None, "Hà Nội, ngày 31 tháng 12 năm 2019"),
        (None, 2021, "Hà Nội, ngày ...... tháng ...... năm 2021"),
        (None, None, "Hà Nội, ngày ...... tháng ...... năm ......"),
    ],
)
def test_place_and_date_follow_the_leading_zeros_of_the_decree(day, year, text):
    assert place_and_date("Hà Nội", day, year) == text


def heading(**changes):
    given = {"superior": "Tỉnh ủy", "issuer": "Khối 1", "number": "", "place_and_date": "Huế"} | changes
    return letterhead(**given)


def test_letterhead_writes_both_bodies_in_capitals():
    assert (heading().superior, heading().issuer) == (["TỈNH ỦY"], ["KHỐI 1"])


def test_letterhead_leaves_a_gap_for_a_number_not_given():
    assert heading().number == "Số: ....../......"
    assert heading(number="05/GUTĐ-KTĐ").number == "Số: 05/GUTĐ-KTĐ"


def test_letterhead_makes_a_long_place_smaller():
    long = "Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2019"
    assert heading(place_and_date=long).long_date
    assert not heading(place_and_date="Khánh Hòa, ngày 01 tháng 3 năm 2021").long_date
