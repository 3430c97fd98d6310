"""What a request may upload at most, and what is left of more."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from blocs.uploads import OversizedFile

MEGABYTE = 1024 * 1024


def sent(**fields):
    return RequestFactory().post("/", fields)


def file_of(size):
    return SimpleUploadedFile("bao-cao.pdf", b"x" * size, content_type="application/pdf")


def test_a_file_within_the_limit_comes_in_whole(settings, tmp_path):
    settings.UPLOAD_LIMIT, settings.FILE_UPLOAD_TEMP_DIR = 5 * MEGABYTE, str(tmp_path)
    request = sent(file=file_of(4 * MEGABYTE), title="Báo cáo")
    assert request.FILES["file"].size == 4 * MEGABYTE
    assert len(list(tmp_path.iterdir())) == 1
    request.close()


def test_a_file_over_the_limit_is_dropped_and_the_rest_of_the_form_stays(settings, tmp_path):
    settings.UPLOAD_LIMIT, settings.FILE_UPLOAD_TEMP_DIR = 3 * MEGABYTE, str(tmp_path)
    request = sent(number="12/BC-VP", file=file_of(4 * MEGABYTE), title="Báo cáo")
    dropped = request.FILES["file"]
    assert isinstance(dropped, OversizedFile)
    assert (dropped.name, dropped.size, dropped.read()) == ("bao-cao.pdf", 4 * MEGABYTE, b"")
    assert request.POST.dict() == {"number": "12/BC-VP", "title": "Báo cáo"}
    assert list(tmp_path.iterdir()) == []


def test_small_files_count_together(settings):
    settings.UPLOAD_LIMIT = 3000
    request = sent(file=[file_of(2000), file_of(2000), file_of(10)])
    assert [file.size > 3000 for file in request.FILES.getlist("file")] == [False, True, True]
    assert request.FILES.getlist("file")[0].read() == b"x" * 2000
