"""Conferences whose packs are made by the real worker, in the test's own process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pikepdf
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from blocs.models import BlocYear, User
from pledges import tasks
from pledges.management.commands import worker
from pledges.models import Conference, MeetingPack
from pledges.packing import contents
from tests import factories

Commit = Callable[..., AbstractContextManager[Any]]  # pytest-django's django_capture_on_commit_callbacks


def signing_conference(year: BlocYear) -> Conference:
    """The signing conference of a year whose units have all registered and whose pledge is begun."""
    shutil.rmtree(MeetingPack.pdf.field.storage.path("packs"), ignore_errors=True)  # of another test's rows
    factories.pledge(year=year)
    for unit in year.members:
        factories.registration(year=year, unit=unit, state="confirmed")
    return Conference.objects.get_or_create(bloc_year=year, occasion="signing")[0]


def ask(conference: Conference, person: User, *kinds: str, **fields: Any) -> MeetingPack:
    """A pack in the queue, as the page puts it there; of these kinds, else of all there are."""
    offered = contents.offered(conference, person)
    parts = [part.stored for part in offered if not kinds or part.kind in kinds]
    pack = MeetingPack.objects.create(
        conference=conference, requested_by=person, parts=parts, total=len(parts), **fields
    )
    tasks.make_pack.enqueue(pack.pk)
    return pack


def work(commit: Commit) -> None:
    """Whatever waits is done: the first round brings back what was left behind.

    The library's worker looks for dead connections before it begins; here it has the test's own, in which
    everything happens and which it must not close.
    """
    for _round in range(2):
        with (
            commit(execute=True),
            patch.object(db_worker, "close_old_connections"),
            patch.object(worker, "close_old_connections"),
        ):
            call_command("worker", batch=True)


def die(pack: MeetingPack, *, ago: int = 60) -> None:
    """The pack as a killed worker leaves it: still being made, and nobody there for so many seconds."""
    beat = timezone.now() - timedelta(seconds=ago)
    MeetingPack.objects.filter(pk=pack.pk).update(state="running", beat_at=beat)


def folder(pack: MeetingPack) -> Path:
    """Where the files of a pack lie."""
    return Path(pack.pdf.storage.path(pack.folder))


def unzipped(pack: MeetingPack) -> dict[str, bytes]:
    """The files of a pack's ZIP by name."""
    with pack.archive.open() as file, ZipFile(BytesIO(file.read())) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def bookmarks(pack: MeetingPack) -> list[tuple[str, int]]:
    """The first level of the bookmarks of a pack's PDF, each with the number of its page."""
    with pack.pdf.open() as file, pikepdf.open(BytesIO(file.read())) as pdf:
        numbers = {page.obj.objgen: place for place, page in enumerate(pdf.pages, start=1)}
        with pdf.open_outline() as outline:
            return [(one.title, numbers[one.destination[0].objgen]) for one in outline.root]


def small_pdf(pages: int = 1) -> bytes:
    """Some pages that nobody had to typeset."""
    target = BytesIO()
    with pikepdf.new() as pdf:
        for _page in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(target)
    return target.getvalue()
