"""The ranking as a workbook: three sheets, numbers as numbers, and what state they are of."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from scoring.models import Criterion, Score
from tests import factories
from tests.cast import assemble

pytestmark = pytest.mark.django_db

ROWS = [*factories.TREE, factories.BONUS, ("IV", "Điểm trừ", "5", [("1", "Vi phạm", "5", "direct")])]
POINTS = [(38, 20, "20.5", "14.5", 2, 1), ("-", 20, 20, 10, None, None), (30, 20, "19.125", 11, 0, None)]


@pytest.fixture
def cast():
    found = assemble(factories.approved_year(POINTS, rows=ROWS))
    Criterion.objects.filter(name="Điểm trừ").update(kind="deduction")
    found.year.regulation.grades.create(label="Tốt", threshold=85)
    factories.exclusion(year=found.year, unit=found.year.members[2], reason="Bị phạt", source="QĐ 7")
    return found


@pytest.fixture
def book(cast, as_):
    """The workbook as the secretariat gets it."""

    def loaded():
        url = reverse("ranking_export", args=(cast.year.bloc.slug, cast.year.year))
        response = as_(cast.secretary).get(url)
        return load_workbook(io.BytesIO(response.content)), response

    return loaded


def rows_of(sheet, first):
    """The rows from the one that begins with `first`, as values."""
    values = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(values) if row[0] == first)
    return values[start:]


def test_order_holds_every_figure_as_a_number(cast, book):
    sheet = book()[0]["Xếp hạng"]
    head, *units = rows_of(sheet, "Xếp hạng")
    first, second, third = cast.year.members
    assert head == [
        *("Xếp hạng", "Đơn vị", "Tên viết tắt", "Tổng điểm tự chấm", "Tổng điểm thẩm định", "Tổng điểm"),
        *("Điểm tối đa được giao", "Tỷ lệ (%)", "Xếp loại", "Mục I", "Mục II", "Mục III", "Mục IV"),
        *("Tiêu chí chưa chấm", "Ghi chú"),
    ]
    assert units == [
        [1, first.name, first.short_name, 94, 94, 94, 100, 94, "Tốt", 58, 35, 2, -1, 0, None],
        [2, second.name, second.short_name, 50, 50, 50, 60, 83.3333, None, 20, 30, None, None, 1, None],
        [
            *("Không xét", third.name, third.short_name, 80.13, 80.13, 80.13, 100, 80.13, None),
            *(50, 30.125, 0, None, 0, "Bị phạt (QĐ 7)"),
        ],
    ]


def test_criteria_stand_beside_the_units_in_their_order(cast, book):
    sheet = book()[0]["Điểm theo tiêu chí"]
    head, *lines = rows_of(sheet, "Mã số")
    assert head[4:] == [unit.short_name for unit in cast.year.members]
    assert lines[:3] == [
        ["I", "I", "Nhiệm vụ chuyên môn", 60, 58, 20, 50],
        ["I/1", "1", "Giải ngân", 40, 38, "KG", 30],
        ["I/2", "2", "Báo cáo", 20, 20, 20, 20],
    ]
    assert lines[-1] == ["IV/1", "1", "Vi phạm", 5, 1, None, None]


def test_rules_are_written_under_their_regulation(cast, book):
    factories.tie_breaks(cast.year.regulation, "II")
    lines = dict(row[:2] for row in rows_of(book()[0]["Quy tắc"], "Căn cứ"))
    assert lines["Căn cứ"] == "Quy chế chấm điểm thi đua, phiên bản 1"
    assert lines["Tiêu chí phụ 1"] == "II Xây dựng Đảng"
    assert lines["Mục III"] == "Điểm thưởng"
    assert "Xếp loại theo tỷ lệ phần trăm: Tốt từ 85 trở lên." in lines.values()


def test_provisional_workbook_says_so_on_every_sheet_and_in_its_name(book):
    workbook, response = book()
    for sheet in workbook.worksheets:
        facts = dict(row[:2] for row in sheet.iter_rows(values_only=True, max_row=6))
        assert facts["Tình trạng"] == "TẠM TÍNH (chưa công bố)"
        assert facts["Có trong tệp"] == "3 trên 3 đơn vị, mọi tiêu chí; không bỏ dòng nào"
        assert facts["Tiêu chí chưa chấm"] == "1, tính như không có điểm"
        assert sheet.oddHeader.center.text == "TẠM TÍNH (chưa công bố)"
    assert "t%E1%BA%A1m%20t%C3%ADnh" in response["Content-Disposition"]


def test_published_workbook_holds_what_was_frozen_with_its_fingerprint(cast, book):
    cast.year.ranking.take("publish", cast.secretary)
    Score.objects.update(reviewed_score=Decimal(0))
    workbook, response = book()
    facts = dict(row[:2] for row in workbook["Xếp hạng"].iter_rows(values_only=True, max_row=6))
    assert facts["Tình trạng"] == "Đã công bố lúc 09:00 ngày 10/03/2026"
    assert facts["Mã kiểm tra dữ liệu (SHA-256)"] == cast.year.ranking.hash
    assert rows_of(workbook["Xếp hạng"], "Xếp hạng")[1][5] == 94
    assert workbook["Xếp hạng"].oddHeader.center.text is None
    assert response["Cache-Control"] == "private, no-store"


def test_name_of_a_unit_is_no_formula(cast, book):
    type(cast.year.head).objects.filter(pk=cast.year.head_id).update(name="=1+1")
    sheet = book()[0]["Xếp hạng"]
    assert [cell.data_type for row in sheet for cell in row if cell.value == "=1+1"] == ["s"]
