"""Signed copies that were brought back, and their addresses."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse

from blocs.models import Unit
from pledges.models import Paper, SignedCopy
from pledges.signatures.guard import picture

PAGES = ("signed_copy", "signed_copy_file", "signed_copy_check", "signed_copy_remove")


def scan(paper: Paper, unit: Unit | None, **fields: Any) -> SignedCopy:
    """A scan of a sheet that was signed in ink; what it shows does not matter."""
    content = f"scan of {unit}".encode()
    copy = SignedCopy(
        paper=paper, unit=unit, means="ink", name="scan.png", content_type="image/png", **fields
    )
    copy.size, copy.sha256 = len(content), hashlib.sha256(content).hexdigest()
    copy.findings, copy.uploaded_by = picture().as_json(), paper.issued_by
    copy.content.save(copy.name, ContentFile(content), save=False)
    copy.save()
    return copy


def addresses(paper: Paper) -> dict[str, str]:
    """Where the copies of a paper are, and the one of the second member."""
    unit = paper.bloc_year.members[1]
    copy = SignedCopy.objects.filter(paper=paper).first() or scan(paper, unit)
    found = {name: reverse(name, args=(copy.pk,)) for name in PAGES}
    return found | {"signed_copies": reverse("signed_copies", args=(paper.pk,))}
