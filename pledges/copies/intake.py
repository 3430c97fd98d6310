"""Taking signed copies in, looking at them once more, and removing a wrong one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.filetypes import Kind, RefusedFile, fingerprint, kind_of
from blocs.formats import short_date
from blocs.models import Unit
from blocs.workflow import StepRefused
from pledges.copies.standing import copies_of, may_remove, open_to, refused
from pledges.copies.suitability import fitting
from pledges.models import Paper, SignedCopy
from pledges.models.copies import Means
from pledges.permissions import brings_back
from pledges.signatures.certificates import clean
from pledges.signatures.findings import Findings, Relation
from pledges.signatures.guard import Known, examine, picture
from pledges.signatures.wording import overall_word

FINDINGS = gettext_noop("result of the check")
PDF = "application/pdf"
_BEGINNINGS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG")


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that was brought back: for which unit (none: one sheet for all), signed by which means."""

    unit: Unit | None
    means: str
    upload: UploadedFile


def take_in(paper: Paper, user: Any, delivery: Delivery) -> SignedCopy:
    """Keep a signed copy with what was found in it. Raises `RefusedFile`, `StepRefused`.

    A PDF is read before anything is locked, because that takes its time.
    """
    _refuse_others(paper, user, delivery.unit)
    content, copy = _received(paper, delivery)
    _refuse_known(copy)
    findings = found_in(copy, content)
    if copy.content_type == PDF:
        copy.means, findings = fitting(copy.means, findings)
    with transaction.atomic():
        _hold(paper)
        _refuse_others(paper, user, delivery.unit)
        _refuse_known(copy)
        copy.findings, copy.uploaded_by = _carrying(paper, content, findings).as_json(), user
        copy.content.save(copy.name, ContentFile(content), save=False)
        copy.save()
        audit.record(user, copy, audit.Action.CREATE)
    return copy


def _hold(paper: Paper) -> None:
    """Lock the year of the paper, and read what may have changed before: the paper's state, the stage."""
    paper.hold()
    paper.refresh_from_db(fields=["state"])
    paper.bloc_year.refresh_from_db(fields=["stage"])


def _refuse_others(paper: Paper, user: Any, unit: Unit | None) -> None:
    if not brings_back(user, paper, unit):
        raise PermissionDenied
    if words := refused(paper):
        raise StepRefused(words)
    if unit not in open_to(user, paper):
        raise PermissionDenied


def _received(paper: Paper, delivery: Delivery) -> tuple[bytes, SignedCopy]:
    """The bytes and what is known of them; what is no PDF and no picture is refused."""
    upload = delivery.upload
    if (upload.size or 0) > settings.UPLOAD_LIMIT:
        words = _("The file is larger than %(limit)s. Scan it with fewer dots.")
        raise RefusedFile(words % {"limit": filesizeformat(settings.UPLOAD_LIMIT)})
    found = fingerprint(upload.chunks())
    upload.seek(0)
    if found.size and not upload.read(1024).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_BEGINNINGS):
        raise RefusedFile(_("By its content this is neither a PDF nor a JPEG or PNG picture."))
    kind = kind_of(cast("BinaryIO", upload.file), found)
    if delivery.means == Means.DIGITAL and kind.content_type != PDF:
        raise RefusedFile(
            _("A picture holds no signature of a certificate. Choose “signed in ink”, or the signed PDF.")
        )
    upload.seek(0)
    name = _name(upload.name or "", kind)
    copy = SignedCopy(paper=paper, unit=delivery.unit, means=delivery.means, name=name)
    copy.content_type, copy.size, copy.sha256 = kind.content_type, found.size, found.sha256
    return upload.read(), copy


def _name(name: str, kind: Kind) -> str:
    """The name of the file as it was, short enough to keep; it ends as its content does, not as it says."""
    plain = clean(name)
    path = PurePath(plain)
    if path.suffix.lower() in kind.endings:
        return f"{path.stem[:180]}{path.suffix}"
    return f"{plain[:180]}{kind.endings[0]}"


def _refuse_known(copy: SignedCopy) -> None:
    """Nobody brings the same file twice: whoever forgot to sign in it is told so."""
    same = copy.paper.signed_copies.filter(sha256=copy.sha256).select_related("unit").first()
    if same is None:
        return
    words = _(
        "This very file is here already: the copy of %(unit)s, brought back on %(day)s. Nothing was signed "
        "in it since."
    )
    day = short_date(timezone.localdate(same.uploaded_at))
    raise RefusedFile(words % {"unit": same.unit or _("all the units together"), "day": day})


def found_in(copy: SignedCopy, content: bytes) -> Findings:
    """What can be read in a copy today."""
    if copy.content_type != PDF:
        return picture()
    return examine(content, Known(copy.paper.size, copy.paper.sha256))


def _carrying(paper: Paper, content: bytes, findings: Findings) -> Findings:
    """The findings with the earlier copies that the file begins with."""
    earlier = [copy for copy in copies_of(paper) if Known(copy.size, copy.sha256).begins(content)]
    return replace(findings, carries=tuple(copy.sha256 for copy in earlier))


def check_again(copy: SignedCopy, user: Any) -> bool:
    """Read a copy once more, e.g. after certificates were installed; whether the word for it changed."""
    if not may_remove(user, copy):
        raise PermissionDenied
    with copy.content.open() as stored:
        content = stored.read()
    before = copy.read
    findings = found_in(copy, content)
    if before.relation == Relation.SCAN:
        findings = replace(findings, relation=Relation.SCAN)
    copy.findings = replace(findings, carries=before.carries).as_json()
    with transaction.atomic():
        copy.paper.hold()
        copy.save(update_fields=["findings"])
        with audit.in_record_language():
            change = audit.change(FINDINGS, overall_word(before.overall), overall_word(copy.overall))
        audit.record(user, copy, audit.Action.CHANGE, changes=[change])
    return before.overall != copy.overall


@transaction.atomic
def remove(copy: SignedCopy, user: Any) -> None:
    """Take a wrong copy away, its file too; the history keeps its name and hash. Raises `StepRefused`."""
    _hold(copy.paper)
    if words := refused(copy.paper):
        raise StepRefused(words)
    if not may_remove(user, copy):
        raise PermissionDenied
    gone = [audit.change(gettext_noop("SHA-256"), copy.sha256, "")]
    audit.record(user, copy, audit.Action.DELETE, changes=gone)
    storage, name = copy.content.storage, str(copy.content.name)
    copy.delete()
    transaction.on_commit(lambda: storage.delete(name))
