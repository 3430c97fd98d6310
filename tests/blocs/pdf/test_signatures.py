"""Who signs: lines of authority, dots for what is not known, two blocks to a row."""

from __future__ import annotations

import pytest

from blocs.pdf.signatures import UNKNOWN_NAME, UNKNOWN_OFFICE, offices, rows, signature


@pytest.mark.parametrize(
    ("position", "lines"),
    [
        ("Trưởng Ban", ["TRƯỞNG BAN"]),
        ("Phó Trưởng Ban", ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]),
        ("Phó Trưởng Ban Thường trực", ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"]),
        ("Phó Ban", ["KT. TRƯỞNG BAN", "PHÓ BAN"]),
        ("Phó Tổng Giám đốc", ["KT. TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC"]),
        ("Phó Giám đốc phụ trách", ["PHÓ GIÁM ĐỐC PHỤ TRÁCH"]),
        ("Quyền Giám đốc", ["Q. GIÁM ĐỐC"]),
        ("Phó", ["PHÓ"]),
        ("", []),
    ],
)
def test_offices_show_for_whom_a_deputy_signs(position, lines):
    assert offices(position) == lines


def test_signature_of_someone_unknown_leaves_dots():
    block = signature("Đại diện", "Ban Quản lý", offices=[])
    assert (block.behalf, block.offices) == (["ĐẠI DIỆN", "BAN QUẢN LÝ"], [UNKNOWN_OFFICE])
    assert (block.name, block.home_office) == (UNKNOWN_NAME, [])


def test_signature_breaks_long_names_of_units():
    block = signature("Ban Quản lý Khu kinh tế Vân Phong", name="Nguyễn Văn Mẫu", home_office=("Trưởng Ban",))
    assert block.behalf == ["BAN QUẢN LÝ", "KHU KINH TẾ VÂN PHONG"]
    assert (block.name, block.home_office) == ("Nguyễn Văn Mẫu", ["TRƯỞNG BAN"])


@pytest.mark.parametrize(
    ("count", "lengths"), [(0, []), (1, [1]), (2, [2]), (3, [1, 2]), (6, [2, 2, 2]), (7, [1, 2, 2, 2])]
)
def test_rows_leave_only_the_first_alone(count, lengths):
    blocks = [signature(name=f"Người {number}") for number in range(count)]
    arranged = rows(blocks)
    assert [len(row) for row in arranged] == lengths
    assert [block for row in arranged for block in row] == blocks
