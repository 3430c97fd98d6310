"""A workbook between its preview and its confirmation: kept for a day, bound to person, year and change."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from time import time
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from blocs.models import BlocYear
from scoring.workbooks.reading import Unreadable

SALT = "scoring.imports"
A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Upload:
    """What is confirmed. `kind` is the regulation or a round; `digest` marks exactly the change."""

    kind: str
    file_name: str
    digest: str
    reason: str = ""


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def keep(upload: Upload, content: bytes, user: Any, bloc_year: BlocYear) -> str:
    """Keep a file and return the token that finds it; files older than a day go."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _remove_stale(folder)
    name = secrets.token_urlsafe(24)
    (folder / name).write_bytes(content)
    bound = asdict(upload) | {"name": name, "user": user.pk, "year": bloc_year.pk}
    return signing.dumps(bound, salt=SALT, compress=True)


def kept(token: str, user: Any, bloc_year: BlocYear, *kinds: str) -> tuple[Upload, bytes]:
    """The upload of a token, for the same person and year; raises `Unreadable` when it is gone."""
    gone = Unreadable(_("The preview is out of date. Choose the file again."))
    try:
        bound = signing.loads(token, salt=SALT, max_age=A_DAY)
        content = (_folder() / bound["name"]).read_bytes()
    except (signing.BadSignature, OSError) as error:
        raise gone from error
    if (bound["user"], bound["year"]) != (user.pk, bloc_year.pk) or bound["kind"] not in kinds:
        raise gone
    return Upload(bound["kind"], bound["file_name"], bound["digest"], bound["reason"]), content


def discard(token: str) -> None:
    """Remove the file of a token that was valid."""
    bound = signing.loads(token, salt=SALT)
    (_folder() / bound["name"]).unlink(missing_ok=True)


def _remove_stale(folder: Path) -> None:
    for file in folder.iterdir():
        if file.stat().st_mtime < time() - A_DAY:
            file.unlink(missing_ok=True)
