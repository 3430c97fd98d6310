"""Two versions of a criteria table: which line became which, and what is different."""

from __future__ import annotations

import pytest

from scoring.core.revision import Line, compared


def table(text: str) -> list[Line]:
    """Lines written `I Chuyên môn 60`, indented by two below their parent; the last word is a fact."""
    lines: list[Line] = []
    above: list[str] = []
    for row in text.strip("\n").splitlines():
        level = (len(row) - len(row.lstrip())) // 2
        code, *name, points = row.split()
        above = above[:level]
        key = "/".join([*above, code])
        lines.append(Line(key, "/".join(above), code, " ".join(name), {"maximum": points}))
        above.append(code)
    return lines


BEFORE = """
I Chuyên môn 60
  1 Giải ngân 30
  2 Báo cáo 20
  3 Tiết kiệm 10
II Xây dựng Đảng 40
  1 Chi bộ 25
  2 Công đoàn 15
"""


def differences(after: str, before: str = BEFORE) -> list[tuple[str, str, tuple[str, ...]]]:
    """Keys before and after, with what is different."""
    return [
        (pair.before.key if pair.before else "", pair.after.key if pair.after else "", pair.changes)
        for pair in compared(table(before), table(after))
        if pair.changes
    ]


def test_the_same_table_has_no_differences():
    assert differences(BEFORE) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1 Giải ngân 30", "1 Giải ngân 35", [("I/1", "I/1", ("maximum",))]),
        ("1 Giải ngân 30", "1 Giải ngân vốn 30", [("I/1", "I/1", ("renamed",))]),
        ("1 Giải ngân 30", "1 giải  NGÂN: 30", [("I/1", "I/1", ("renamed",))]),
        ("  3 Tiết kiệm 10\n", "", [("I/3", "", ("removed",))]),
        ("II Xây", "  4 Sáng kiến 5\nII Xây", [("", "I/4", ("added",))]),
    ],
)
def test_one_change_is_the_only_difference(old, new, expected):
    assert differences(BEFORE.replace(old, new)) == expected


def test_line_put_before_others_renumbers_them_but_they_stay_the_same():
    after = BEFORE.replace(
        "  2 Báo cáo 20\n  3 Tiết kiệm 10\n", "  2 Chuyển đổi số 5\n  3 Báo cáo 20\n  4 Tiết kiệm 5\n"
    )
    assert differences(after) == [
        ("", "I/2", ("added",)),
        ("I/2", "I/3", ("renumbered",)),
        ("I/3", "I/4", ("renumbered", "maximum")),
    ]


def test_line_below_another_section_is_moved():
    after = BEFORE.replace("  3 Tiết kiệm 10\n", "") + "  3 Tiết kiệm 10\n"
    assert differences(after) == [("I/3", "II/3", ("moved",))]


def test_line_in_another_order_is_moved_and_those_around_it_are_not():
    after = BEFORE.replace("  1 Giải ngân 30\n", "").replace("II Xây", "  1 Giải ngân 30\nII Xây")
    assert differences(after) == [("I/1", "I/1", ("moved",))]


def test_section_that_moves_takes_its_lines_along():
    """Their keys change with the code above them, and one name stands in both sections."""
    before = BEFORE.replace("2 Công đoàn", "2 Báo cáo")
    after = before.replace("I Chuyên", "V Chuyên")
    assert differences(after, before) == [("I", "V", ("renumbered",))]


def test_line_that_becomes_a_section_of_its_own_is_moved():
    after = BEFORE.replace("  3 Tiết kiệm 10\n", "") + "III Tiết kiệm 10\n"
    assert differences(after) == [("I/3", "III", ("moved", "renumbered"))]


def test_what_is_gone_stands_where_it_stood():
    after = BEFORE.replace("  1 Giải ngân 30\n", "").replace("  2 Công đoàn 15\n", "  5 Thanh niên 15\n")
    order = [
        pair.before.key if pair.before else pair.after.key for pair in compared(table(BEFORE), table(after))
    ]
    assert order == ["I", "I/1", "I/2", "I/3", "II", "II/1", "II/2", "II/5"]


def test_tables_without_anything_in_common_are_told_whole():
    pairs = compared(table("I Một 1"), table("A Hai 2"))
    assert [pair.changes for pair in pairs] == [("removed",), ("added",)]


def test_fact_that_only_one_year_knows_is_a_difference():
    old, new = Line("I", "", "I", "Một", {}), Line("I", "", "I", "Một", {"kind": "bonus"})
    assert compared([old], [new])[0].changes == ("kind",)


def test_four_hundred_lines_of_seven_names_find_their_partners():
    rows = [f"  {n} Tiêu chí {n % 7} 1" for n in range(400)]
    before, after = table("\n".join(["I Mục 400", *rows])), table("\n".join(["II Mục 400", *rows]))
    assert [pair.changes for pair in compared(before, after) if pair.changes] == [("renumbered",)]
