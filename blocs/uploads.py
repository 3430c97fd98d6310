"""How much a request may upload: what goes over it is read off the line and written nowhere."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class OversizedFile(UploadedFile):
    """What is left of a file that went over the limit: its name and its size, which forms refuse."""


class LimitedUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers: once the files of a request pass the limit, they are dropped.

    The other fields of the form still come in, so that nothing typed is lost.
    """

    request: Any

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0  # in all files of the request

    @property
    def over(self) -> bool:
        """Whether the request has uploaded more than it may."""
        return self.received > settings.UPLOAD_LIMIT

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the bytes on to the handlers that keep them, as long as they may be kept."""
        self.received += len(raw_data)
        return None if self.over else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Nothing, so that a later handler makes the file; or what is left of one too large."""
        if not self.over:
            return None
        for handler in self.request.upload_handlers:
            if begun := getattr(handler, "file", None):
                begun.close()  # a temporary file goes with its handle
        return OversizedFile(BytesIO(), self.file_name, self.content_type, self.received)
