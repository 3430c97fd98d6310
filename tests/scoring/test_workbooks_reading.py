"""Files that are not workbooks, or workbooks made to hurt."""

import io
import zipfile

import pytest
from django.utils import translation

from scoring.workbooks import reading
from scoring.workbooks.reading import Unreadable, content_of, sheets_of
from tests.scoring.books import FIRST_SHEET, ROWS, book, changed, content, edited

OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def archive(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        ("Mã số,Thang điểm\nI,10\n".encode(), "This is not an Excel workbook (.xlsx)."),
        (b"%PDF-1.7\n%%EOF", "This is not an Excel workbook (.xlsx)."),
        (archive(**{"word/document.xml": "<a/>"}), "This is not an Excel workbook (.xlsx)."),
        (OLD_EXCEL, "This is the old Excel format. Save it as .xlsx and try again."),
        (
            OLD_EXCEL + "EncryptedPackage".encode("utf-16-le"),
            "The workbook is protected by a password. Remove the password and try again.",
        ),
        (
            archive(**{"xl/workbook.xml": "<a/>"}),
            "The file is damaged: it cannot be read as an Excel workbook.",
        ),
        (
            content(book(ROWS))[:-200],
            "This is not an Excel workbook (.xlsx).",
        ),
        (bytes(10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
    ],
)
def test_file_that_is_no_workbook_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(Unreadable) as refusal:
        sheets_of(data)
    assert str(refusal.value) == sentence


def test_workbook_that_unpacks_to_something_huge_is_refused():
    bomb = archive(**{"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": "0" * (61 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(Unreadable, match="unpacks to more than 60 MB"):
        sheets_of(bomb)


def test_workbook_with_entities_is_refused():
    laughs = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'
    data = edited(content(book(ROWS)), FIRST_SHEET, lambda text: laughs + text.replace(">I<", ">&y;<"))
    with pytest.raises(Unreadable, match="damaged"):
        sheets_of(data)


def test_cells_merged_over_a_whole_sheet_cost_nothing():
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = edited(
        content(book(ROWS)), FIRST_SHEET, lambda text: text.replace("</sheetData>", f"</sheetData>{merge}")
    )
    assert [merged.coord for merged in sheets_of(data)[0].merged] == ["A1:XFD1048576"]


def test_stray_cell_at_the_end_of_the_sheet_costs_nothing():
    sheet = sheets_of(changed({"XFD1048576": "x"}))[0]
    assert list(sheet.rows) == [*range(1, len(ROWS) + 2), 1048576]


def test_more_rows_than_allowed_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 5)
    with pytest.raises(Unreadable) as refusal:
        sheets_of(content(book(ROWS)))
    assert str(refusal.value) == "The sheet “Quy chế” has more than 5 rows."


def test_texts_are_composed_and_stripped():
    sheet = sheets_of(changed({"D2": "  Nhie\u0323\u0302m vu\u0323\xa0_x000D_\n"}))[0]
    assert sheet.rows[2][4].value == "Nhiệm vụ"


def test_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Unreadable, match=r"nowhere\.xlsx cannot be opened"):
        content_of(str(tmp_path / "nowhere.xlsx"))
