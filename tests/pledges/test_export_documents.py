"""``manage.py export_documents``: every issued byte leaves, nothing else is touched."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from pledges.models import Paper, SignedCopy
from tests import factories

pytestmark = pytest.mark.django_db


def export(folder, **options):
    out = io.StringIO()
    call_command("export_documents", to=str(folder), stdout=out, **options)
    return out.getvalue().strip()


@pytest.fixture
def paper():
    """A paper with a signed copy."""
    year = factories.bloc_year(bloc=factories.bloc(slug="khanh-hoa"))
    made = factories.paper(
        year=year, serial=5, code="ABCDE23456", title='Bản giao ước: "Năm 2021/2022"', content=b"%PDF-1.7 goc"
    )
    copy = SignedCopy(
        paper=made,
        unit=year.members[1],
        means="digital",
        name="đã ký.PDF",
        content_type="application/pdf",
        size=3,
        sha256="7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
        uploaded_by=made.issued_by,
    )
    copy.content.save("x", ContentFile(b"one"), save=False)
    copy.save()
    return made


NAME = "05-GUTĐ-KTĐ Bản giao ước Năm 2021-2022 ABCDE-23456"


def test_export_writes_papers_copies_and_an_index(paper, tmp_path):
    said = export(tmp_path)
    folder, unit = tmp_path / "khanh-hoa" / "2021", paper.bloc_year.members[1]
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".pdf"}
    assert files == {
        f"{NAME}.pdf": b"%PDF-1.7 goc",
        f"{NAME} - bản ký 01 {unit.short_name}.pdf": b"one",
    }
    (row,) = json.loads((folder / "index.json").read_text())
    wanted = ("number", "title", "state", "sha256", "code", "file")
    assert [row[name] for name in wanted] == [
        "05/GUTĐ-KTĐ",
        paper.title,
        "in_force",
        paper.sha256,
        "ABCDE-23456",
        f"{NAME}.pdf",
    ]
    assert [copy["unit"] for copy in row["signed_copies"]] == [unit.name]
    assert said == f"Văn bản: 1. Bản đã ký: 1. Đã ghi vào {tmp_path}."


def test_second_export_changes_nothing_and_another_file_is_left_alone(paper, tmp_path):
    export(tmp_path)
    export(tmp_path)
    file = tmp_path / "khanh-hoa" / "2021" / f"{NAME}.pdf"
    file.write_bytes(b"another")
    with pytest.raises(CommandError, match="đã có với nội dung khác"):
        export(tmp_path)
    assert file.read_bytes() == b"another"


def test_changed_and_missing_files_fail_loudly_and_the_others_are_written(paper, tmp_path):
    sound = factories.paper(year=paper.bloc_year, kind="minutes", serial=6, content=b"%PDF-1.7 hai")
    missing = factories.paper(year=paper.bloc_year, kind="report", serial=7)
    missing.content.storage.delete(missing.content.name)
    Paper.objects.filter(pk=paper.pk).update(sha256="0" * 64)
    with pytest.raises(CommandError) as failure:
        export(tmp_path)
    assert str(failure.value).splitlines() == [
        f"{paper}: tệp đang lưu không phải là tệp đã được giữ.",
        f"{missing}: thiếu tệp.",
    ]
    numbers = [path.name[:2] for path in (tmp_path / "khanh-hoa" / "2021").glob("*.pdf")]
    assert sorted(numbers) == ["05", "06"]  # of the first its signed copy
    assert sound.number == "06/GUTĐ-KTĐ"


def test_export_can_be_narrowed_and_wrong_names_are_refused(paper, tmp_path):
    factories.paper(year=factories.bloc_year(bloc=paper.bloc_year.bloc, year=2022))
    factories.paper(year=factories.bloc_year(bloc=factories.bloc(slug="other")))
    export(tmp_path, bloc="khanh-hoa", year=2022)
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("index.json")] == [
        "khanh-hoa/2022/index.json"
    ]
    with pytest.raises(CommandError, match="Không có khối “nha-trang”"):
        export(tmp_path, bloc="nha-trang")
    with pytest.raises(CommandError, match="Không có năm 1999"):
        export(tmp_path, year=1999)


def test_longest_title_is_a_name_that_file_systems_take(paper, tmp_path):
    Paper.objects.update(title="Ữ" * 500)
    export(tmp_path)
    longest = max(len(path.name.encode()) for path in tmp_path.rglob("*.pdf"))
    assert longest < 255
