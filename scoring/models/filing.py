"""Putting documents into a library: files kept once, links to lines, and what may no longer be taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.filetypes import Fingerprint, Kind, RefusedFile, fingerprint, kind_of
from blocs.text import nfc
from blocs.workflow import StepRefused
from scoring.models.evidence import Evidence, EvidenceFile, EvidenceLink
from scoring.models.libraries import Library
from scoring.models.scores import Score

NAME_LENGTH = 120


Act = Callable[..., Any]


def held(act: Act) -> Act:
    """An act on a library: in one transaction, with the year locked and the person's right asked again."""

    @wraps(act)
    @transaction.atomic
    def safely(library: Library, user: Any, *args: Any, **kwargs: Any) -> Any:
        library.hold_for(user)
        return act(library, user, *args, **kwargs)

    return safely


def take_in(library: Library, user: Any, upload: UploadedFile) -> EvidenceFile:
    """Keep an uploaded file, or find the one with the same content. Raises `RefusedFile`, `StepRefused`."""
    if (upload.size or 0) > settings.UPLOAD_LIMIT:
        words = _("The file is larger than %(limit)s. Scan it with fewer dots, or divide the document.")
        raise RefusedFile(words % {"limit": filesizeformat(settings.UPLOAD_LIMIT)})
    found = fingerprint(upload.chunks())
    kind = kind_of(cast("BinaryIO", upload.file), found)
    same: EvidenceFile = _stored(library, user, upload, found, kind)
    return same


@held
def _stored(
    library: Library, user: Any, upload: UploadedFile, found: Fingerprint, kind: Kind
) -> EvidenceFile:
    if same := library.same_file(found.sha256):
        return same
    if library.used + found.size > settings.EVIDENCE_LIMIT:
        words = _(
            "The library of the year holds %(limit)s at most. Delete what is not needed, then try again."
        )
        raise RefusedFile(words % {"limit": filesizeformat(settings.EVIDENCE_LIMIT)})
    upload.seek(0)
    file = EvidenceFile(
        bloc_year=library.bloc_year,
        unit=library.unit,
        content=upload,
        name=shown_name(upload.name or "", kind),
        content_type=kind.content_type,
        size=found.size,
        sha256=found.sha256,
        uploaded_by=user,
    )
    file.save()
    return file


def shown_name(name: str, kind: Kind) -> str:
    """The name as people see and save it, with an ending that tells the truth.

    Django has taken folders and signs that cannot be seen out of it.
    """
    path = PurePath(nfc(name).strip(" .") or "tai-lieu")
    ending, honest = path.suffix.lower(), path.suffix.lower() in kind.endings
    stem = path.stem if honest else path.name
    return stem[:NAME_LENGTH].rstrip() + (ending if honest else kind.endings[0])


def remove_file(file: EvidenceFile) -> None:
    """Delete a file with its row; the bytes go once that is certain."""
    storage, name = file.content.storage, str(file.content.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(name))


@held
def delete_loose_file(library: Library, user: Any, pk: int) -> None:
    """Delete a file that belongs to no document."""
    for file in library.loose_files.filter(pk=pk):
        audit.record(user, file, audit.Action.DELETE)
        remove_file(file)


@held
def save_document(library: Library, user: Any, form: Any, file: EvidenceFile | None) -> Evidence:
    """Write a valid form with the file that belongs to it; a file that is replaced goes."""
    document, created = form.instance, form.instance.pk is None
    if not created:
        _refuse_fixed(library, Evidence.objects.select_for_update().get(pk=document.pk))
    _refuse_taken(document, file)
    document.bloc_year, document.unit = library.bloc_year, library.unit
    before, changes = document.file, audit.form_changes(form)
    if file != before:
        was, will_be = (one.name if one else "" for one in (before, file))
        changes.append(audit.change(gettext_noop("file"), was, will_be))
        document.file = file
    form.save(commit=False)
    document.save(update_fields=None if created else [*form.Meta.fields, "file"])
    if before is not None and file != before:
        remove_file(before)
    if created or changes:
        action = audit.Action.CREATE if created else audit.Action.CHANGE
        audit.record(user, document, action, changes=changes)
    return document


def _refuse_taken(document: Evidence, file: EvidenceFile | None) -> None:
    """A colleague may have described or deleted the file since the page was shown."""
    if file is None:
        return
    if not EvidenceFile.objects.filter(pk=file.pk).exists():
        raise StepRefused(_("The file was deleted meanwhile; choose it again."))
    if owner := Evidence.objects.filter(file=file).exclude(pk=document.pk).first():
        words = _("The library has this file already: “%(document)s”.")
        raise StepRefused(words % {"document": owner})


def _refuse_fixed(library: Library, document: Evidence) -> None:
    if library.keeps(document.added_at):
        raise StepRefused(
            _("The review has seen this document; while the unit explains, documents are only added.")
        )


@held
def delete_document(library: Library, user: Any, document: Evidence) -> None:
    """Delete a document with its file and its links; the history keeps what it was."""
    _refuse_fixed(library, document)
    changes = [
        audit.change(gettext_noop("abstract"), document.title, ""),
        audit.change(gettext_noop("number and symbol"), document.number, ""),
    ]
    if document.file:
        changes.append(audit.change(gettext_noop("file"), document.file.name, ""))
    links = document.links.select_related("score__criterion")
    changes += [_link_change(link.score, "", removed=True) for link in links]
    audit.record(user, document, audit.Action.DELETE, changes=changes)
    file = document.file
    document.delete()
    if file:
        remove_file(file)


def _link_change(score: Score, place: str, *, removed: bool = False) -> audit.Change:
    words = str(score.criterion)[:200] + (f" ({place})" if place else "")
    return audit.change(gettext_noop("proves"), words if removed else "", "" if removed else words)


@held
def link(library: Library, user: Any, documents: Iterable[Evidence], scores: Iterable[Score]) -> int:
    """Let every one of `documents` prove every one of `scores`; how many links are new."""
    added, scores = 0, list(scores)
    for document in documents:
        there = set(document.links.values_list("score_id", flat=True))
        fresh = [score for score in scores if score.pk not in there]
        EvidenceLink.objects.bulk_create(EvidenceLink(evidence=document, score=score) for score in fresh)
        if fresh:
            changes = [_link_change(score, "") for score in fresh]
            audit.record(user, document, audit.Action.CHANGE, changes=changes)
        added += len(fresh)
    return added


@held
def unlink(library: Library, user: Any, links: Iterable[EvidenceLink]) -> int:
    """Take links away; those that the review has seen stay. How many went."""
    going = [one for one in links if not library.keeps(one.added_at)]
    for one in going:
        change = _link_change(one.score, one.place, removed=True)
        audit.record(user, one.evidence, audit.Action.CHANGE, changes=[change])
        one.delete()
    return len(going)


@held
def place(library: Library, user: Any, places: dict[EvidenceLink, str]) -> None:
    """Say where in a document to look, link by link."""
    for one, words in places.items():
        change = audit.change(gettext_noop("page, section"), one.place, words, of=str(one.score.criterion))
        audit.record(user, one.evidence, audit.Action.CHANGE, changes=[change])
        one.place = words
        one.save(update_fields=["place"])
