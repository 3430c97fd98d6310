"""How a worker makes a pack: part by part, so that whoever takes over goes on where the last one ended.

Every write asks first whether the pack is still this worker's (`attempt`): one that was taken for dead and
wakes up again writes nothing more, so that a pack is finished once.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from blocs.workflow import StepRefused
from pledges import papers
from pledges.issuing import pages_of
from pledges.models import MeetingPack
from pledges.models.packs import PackState
from pledges.packing import archives, binding, contents

logger = logging.getLogger(__name__)
BOUND, ARCHIVE = "pack.pdf", "pack.zip"
KEPT = 2  # ready packs of a conference; older ones go


class Superseded(Exception):
    """The pack is no longer this worker's."""


class PartFailed(Exception):
    """A part cannot be printed; the message is a sentence for people."""


def make(pk: int) -> None:
    """Take the pack and finish it, unless someone else has; what cannot be made is told on its page."""
    with translation.override("vi"):
        pack = _taken(pk)
        if pack is None:
            return
        try:
            _make(pack)
        except Superseded:
            logger.warning("Meeting pack %s is made by another worker.", pk)
        except PartFailed as failure:
            _give_up(pack, str(failure))
        except Exception:
            logger.exception("Meeting pack %s could not be put together.", pk)
            _give_up(pack, _("The papers were printed but could not be put together. Try again."))
        except BaseException:  # the worker is told to stop
            put_back(pack)
            raise


def _taken(pk: int) -> MeetingPack | None:
    """The pack with this worker's attempt; None if it is gone or not waiting."""
    pack = MeetingPack.objects.filter(pk=pk).first()
    if pack is None:
        return None
    try:
        pack.take("begin", None)
    except StepRefused:
        return None
    return pack


def _make(pack: MeetingPack) -> None:
    for place, part in enumerate(pack.parts, start=1):
        if place > pack.done:
            part.update(_printed(pack, place, part))
            _note(pack, place)
    bound = _written(pack, BOUND, binding.bound(pack))
    archive = _written(pack, ARCHIVE, archives.archive(pack))
    with _mine(pack) as fresh:
        fresh.pdf, fresh.archive, fresh.finished_at = bound, archive, timezone.now()
        fresh.save(update_fields=["pdf", "archive", "finished_at"])
        fresh.take("finish", None)
        transaction.on_commit(lambda: _tidy(fresh))


def _printed(pack: MeetingPack, place: int, part: dict[str, Any]) -> dict[str, Any]:
    """What is known of a part once it is there: an issued paper is its stored bytes, nothing is set anew."""
    try:
        if paper := contents.issued(pack.bloc_year, part):
            content, title, file = archives.stored(paper.content.name), paper.title, paper.content.name
            facts: dict[str, Any] = {"number": paper.number, "paper": paper.pk, "draft": False}
        else:
            content, title = _set(pack, part)
            file = _written(pack, f"{place:03d}.pdf", content)
            facts = {"number": "", "paper": None, "draft": part["kind"] in papers.kinds()}
    except Exception as error:
        logger.exception("A part of the meeting pack %s could not be printed.", pack.pk)
        words = _("“%(part)s” could not be printed. Open its preview to see whether it is complete.")
        raise PartFailed(words % {"part": part["label"]}) from error
    digest = hashlib.sha256(content).hexdigest()
    return facts | {"title": title, "file": file, "pages": pages_of(content), "sha256": digest}


def _set(pack: MeetingPack, part: dict[str, Any]) -> tuple[bytes, str]:
    """A paper that is not issued, as it is now; its title."""
    kind, bloc_year = contents.printable(part["kind"]), pack.bloc_year
    if isinstance(kind, papers.Enclosure):
        return kind.content(bloc_year), str(kind.label)
    subject = kind.subject(bloc_year, part["subject"]) if kind else None
    if kind is None or subject is None:
        raise LookupError(part["label"])
    composition = kind.compose(bloc_year, subject, papers.DRAFT)
    return composition.pdf(), str(composition.context["title"])


def _written(pack: MeetingPack, name: str, content: bytes) -> str:
    """Put a file into the pack's folder, whole or not at all; its name in the storage."""
    storage, stored = MeetingPack.pdf.field.storage, f"{pack.folder}/{name}"
    path = Path(storage.path(stored))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return stored


def _note(pack: MeetingPack, place: int) -> None:
    """One part more; also the sign of life."""
    pack.done, now = place, timezone.now()
    mine = MeetingPack.objects.filter(pk=pack.pk, state=PackState.RUNNING, attempt=pack.attempt)
    if not mine.update(parts=pack.parts, done=place, beat_at=now):
        raise Superseded


@contextmanager
def _mine(pack: MeetingPack) -> Iterator[MeetingPack]:
    """The pack as it is now, held, if it is still this worker's."""
    with transaction.atomic():
        pack.hold()
        fresh = MeetingPack.objects.select_for_update().filter(pk=pack.pk, attempt=pack.attempt).first()
        if fresh is None or fresh.state != PackState.RUNNING:
            raise Superseded
        yield fresh


def _give_up(pack: MeetingPack, sentence: str) -> None:
    try:
        with _mine(pack) as fresh:
            fresh.problem, fresh.finished_at = sentence, timezone.now()
            fresh.save(update_fields=["problem", "finished_at"])
            fresh.take("fail", None, sentence)
    except Superseded:
        logger.warning("Meeting pack %s is no longer wanted.", pack.pk)


def put_back(pack: MeetingPack) -> None:
    """Let another worker go on: nothing that is made is lost."""
    try:
        with _mine(pack) as fresh:
            fresh.asked_at = timezone.now()
            fresh.save(update_fields=["asked_at"])
            fresh.take("put_back", None)
    except Superseded:
        return


def _tidy(pack: MeetingPack) -> None:
    """Parts of their own are in the pack now; packs before the last ones are gone, with their files."""
    folder = Path(pack.pdf.storage.path(pack.folder))
    for part in folder.iterdir():
        if part.name not in {BOUND, ARCHIVE}:
            part.unlink()
    ready = pack.conference.packs.filter(state=PackState.READY).values_list("pk", flat=True)
    for old in pack.conference.packs.filter(pk__lt=min(ready[:KEPT])):
        shutil.rmtree(pack.pdf.storage.path(old.folder), ignore_errors=True)
        old.delete()
