"""Files that no address leads to: evidence, issued papers, signed copies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.functional import cached_property


class PrivateStorage(FileSystemStorage):
    """A folder that only the site itself may read; files go out through pages that ask who wants them."""

    def __init__(self, folder: str = "", **kwargs: Any) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700, **kwargs)
        self.folder = folder

    @cached_property
    def base_location(self) -> str:
        """Below the folder of everything that people upload."""
        return str(Path(settings.MEDIA_ROOT) / self.folder)

    def url(self, name: str | None) -> str:
        """There is none."""
        raise ValueError("Private files have no public address.")
