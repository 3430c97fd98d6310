"""Who signs: lines of authority, dots for what is not known, two blocks to a row."""

from __future__ import annotations

import pytest

from blocs.pdf.signatures import UNKNOWN_NAME, UNKNOWN_OFFICE, height, offices, on_pages, rows, signature


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
        ("Phó Trưởng Ban, Chánh Văn phòng", ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN, CHÁNH VĂN PHÒNG"]),
        ("TL. Trưởng Ban, Chánh Văn phòng", ["TL. TRƯỞNG BAN", "CHÁNH VĂN PHÒNG"]),
        ("Thừa lệnh Giám đốc, Trưởng phòng", ["TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG"]),
        ("TUQ. Giám đốc, Phó Giám đốc", ["TUQ. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("Thừa ủy quyền Giám đốc, Trưởng phòng", ["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"]),
        ("KT. Giám đốc, Phó Giám đốc", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("Q. Giám đốc", ["Q. GIÁM ĐỐC"]),
        ("TM. UBND, Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("Thay mặt UBND, Phó Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("TM. UBND, KT. Chủ tịch, Phó Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("TL.", ["TL."]),
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


@pytest.mark.parametrize(
    ("position", "body", "lines"),
    [
        ("Chủ tịch", "UBND phường Mẫu Một", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("Phó Chủ tịch", "Ủy ban nhân dân xã", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("Quyền Chủ tịch", "HĐND tỉnh", ["TM. HỘI ĐỒNG NHÂN DÂN", "Q. CHỦ TỊCH"]),
        ("Chánh Văn phòng", "UBND phường Mẫu Một", ["CHÁNH VĂN PHÒNG"]),
        ("Chủ tịch", "Công đoàn viên chức tỉnh", ["CHỦ TỊCH"]),
        ("Trưởng Ban", "Ban Quản lý Khu kinh tế", ["TRƯỞNG BAN"]),
    ],
)
def test_who_presides_over_a_collective_signs_on_its_behalf(position, body, lines):
    assert offices(position, body) == lines


def test_long_offices_are_broken_before_they_reach_the_neighbour():
    block = signature(
        "Đại diện", offices=["KT. CHỦ TỊCH HỘI ĐỒNG QUẢN LÝ KHU KINH TẾ"], name="Nguyễn Văn Mẫu"
    )
    assert block.offices == ["KT. CHỦ TỊCH HỘI ĐỒNG", "QUẢN LÝ KHU KINH TẾ"]


def blocks(count, lines=1):
    return rows([signature(*["Đại diện"] * lines, name=f"Người {n}") for n in range(count)])


@pytest.mark.parametrize(
    ("count", "pages"),
    [(0, []), (1, [1]), (2, [1]), (6, [3]), (7, [4]), (8, [4]), (9, [1, 4]), (12, [2, 4]), (20, [2, 4, 4])],
)
def test_later_pages_are_full_and_the_text_keeps_the_rest(count, pages):
    arranged = blocks(count)
    parts = on_pages(arranged, 255.5, 23, 9)
    assert [len(part) for part in parts] == pages
    assert [row for part in parts for row in part] == arranged


def test_no_page_takes_more_than_it_holds():
    for count in range(2, 21):
        for lines in (1, 4, 8):
            first, *others = on_pages(blocks(count, lines), 255.5, 23, 9)
            assert 23 + sum(map(height, first)) <= 255.5
            assert all(9 + sum(map(height, part)) <= 255.5 for part in others)
