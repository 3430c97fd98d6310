"""Libraries of evidence for tests: rows with their files, uploads, addresses."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.models import BlocYear, Unit
from scoring.models import Evidence, EvidenceFile, EvidenceLink, Score
from scoring.models.libraries import Library
from tests import factories
from tests.scoring import samples

JSON = {"HTTP_ACCEPT": "application/json"}


def shelf(year: BlocYear, unit: Unit | None = None) -> Library:
    """The library of a unit, by default of the year's second member."""
    return Library(BlocYear.objects.get(pk=year.pk), unit or year.members[1])


def file(
    library: Library, content: bytes | None = None, name: str = "bao-cao.pdf", **fields: Any
) -> EvidenceFile:
    """A file that has come in; its bytes lie in the folder."""
    content = samples.pdf(name) if content is None else content
    defaults = {"content_type": "application/pdf", "size": len(content), "name": name}
    return EvidenceFile.objects.create(
        bloc_year=library.bloc_year,
        unit=library.unit,
        content=ContentFile(content, name),
        sha256=hashlib.sha256(content).hexdigest(),
        **defaults | fields,
    )


def document(library: Library, title: str = "Báo cáo", *proves: Score, **fields: Any) -> Evidence:
    """A document, by default without a file, that proves some lines."""
    found = Evidence.objects.create(bloc_year=library.bloc_year, unit=library.unit, title=title, **fields)
    EvidenceLink.objects.bulk_create(EvidenceLink(evidence=found, score=score) for score in proves)
    return found


def upload(content: bytes | None = None, name: str = "bao-cao.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it, with a type that is never believed."""
    return SimpleUploadedFile(name, samples.pdf() if content is None else content, "application/pdf")


def address(name: str, library: Library) -> str:
    """A page of a library."""
    return reverse(name, args=library.address)


def stored() -> list[Path]:
    """The files that lie in the folder of evidence."""
    return sorted(path for path in (Path(settings.MEDIA_ROOT) / "evidence").rglob("*") if path.is_file())


def needing(year: BlocYear, *codes: str) -> None:
    """The leaves with these printed numbers (I.1) need evidence."""
    for code in codes:
        top, leaf = code.split(".")
        year.regulation.criteria.filter(parent__code=top, code=leaf).update(needs_evidence=True)


def lines(library: Library) -> list[Score]:
    """The lines of the unit's sheet in the order of the table."""
    return factories.lines(library.sheet)
