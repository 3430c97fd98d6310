"""The worker of the packs: killed, stopped, doubled, or before a part that cannot be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from blocs.audit import entries_of
from pledges import tasks
from pledges.models import Conference, MeetingPack
from pledges.packing import making
from tests import factories
from tests.pledges.packs import ask, die, folder, signing_conference, small_pdf, unzipped, work

pytestmark = pytest.mark.django_db

PROGRESS = 'UPDATE "pledges_meetingpack" SET "parts"'


@pytest.fixture
def conference(cast) -> Conference:
    """An issued paper makes a pack that needs no typesetting."""
    found = signing_conference(cast.year)
    factories.paper(year=cast.year, content=small_pdf())
    return found


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def two_parts(pack: MeetingPack) -> MeetingPack:
    """The same paper twice."""
    parts = [{"kind": "pledge", "subject": "", "label": f"Bản {n}"} for n in (1, 2)]
    MeetingPack.objects.filter(pk=pack.pk).update(parts=parts, total=2)
    return pack


@contextmanager
def as_progress_is_noted(number: int, act: Callable[[], Any]) -> Iterator[None]:
    """Something happens as the worker is about to note its part `number`."""
    seen = 0

    def interrupt(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal seen
        seen += sql.startswith(PROGRESS)
        if sql.startswith(PROGRESS) and seen == number:
            act()
        return execute(sql, *rest)

    with connection.execute_wrapper(interrupt):
        yield
    assert seen >= number


def steps(pack: MeetingPack) -> list[str]:
    return [entry.detail for entry in entries_of(pack).order_by("pk")]


def stop() -> None:
    raise SystemExit(0)


def test_stopped_worker_puts_the_pack_back_and_the_next_goes_on(cast, conference, commit):
    pack = two_parts(ask(conference, cast.secretary, "pledge"))
    with as_progress_is_noted(2, stop), pytest.raises(SystemExit):
        making.make(pack.pk)
    pack.refresh_from_db()
    assert (pack.state, pack.done, pack.attempt) == ("waiting", 1, 1)
    with as_progress_is_noted(1, lambda: None):
        making.make(pack.pk)
    pack.refresh_from_db()
    assert (pack.state, pack.done, pack.attempt) == ("ready", 2, 2)
    assert steps(pack) == ["begin", "put_back", "begin", "finish"]


def test_pack_of_a_killed_worker_goes_on_where_it_ended(cast, conference, commit):
    pack = two_parts(ask(conference, cast.secretary, "pledge"))
    with as_progress_is_noted(2, stop), pytest.raises(SystemExit):
        making.make(pack.pk)
    DBTaskResult.objects.update(status="RUNNING")  # the killed worker had taken the task
    die(pack)
    first = MeetingPack.objects.get(pk=pack.pk).parts[0]
    cast.year.papers.all().delete()  # what is made is not looked for again
    factories.paper(year=cast.year, content=small_pdf(3))
    work(commit)
    pack.refresh_from_db()
    assert (pack.state, pack.attempt, pack.parts[0]) == ("ready", 2, first)
    assert list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)) == [
        "FAILED",
        "SUCCESSFUL",
    ]


def test_finished_pack_is_not_made_again(cast, conference, commit):
    pack = ask(conference, cast.secretary, "pledge")
    work(commit)
    pack.refresh_from_db()
    before = {file.name: file.stat().st_mtime_ns for file in folder(pack).iterdir()}
    tasks.make_pack.enqueue(pack.pk)
    work(commit)
    assert {file.name: file.stat().st_mtime_ns for file in folder(pack).iterdir()} == before
    assert steps(pack) == ["begin", "finish"]


@pytest.mark.parametrize(("ago", "state"), [(29, "running"), (31, "ready")])
def test_pack_is_taken_over_only_after_a_silence(ago, state, cast, conference, commit, clock):
    clock.move_to(timezone.now(), tick=False)
    pack = ask(conference, cast.secretary, "pledge")
    DBTaskResult.objects.update(status="RUNNING")
    die(pack, ago=ago)
    work(commit)
    pack.refresh_from_db()
    assert pack.state == state


def test_worker_that_was_taken_for_dead_writes_nothing_more(cast, conference, commit):
    pack = two_parts(ask(conference, cast.secretary, "pledge"))

    def taken_over() -> None:
        die(pack)
        making.put_back(MeetingPack.objects.get(pk=pack.pk))
        MeetingPack.objects.get(pk=pack.pk).take("begin", None)

    with as_progress_is_noted(1, taken_over):
        making.make(pack.pk)
    pack.refresh_from_db()
    assert (pack.state, pack.attempt, pack.done) == ("running", 2, 0)
    assert not (folder(pack) / "pack.pdf").exists()


def test_two_workers_never_both_finish(cast, conference, commit):
    pack = two_parts(ask(conference, cast.secretary, "pledge"))

    def other_worker() -> None:
        die(pack)
        making.put_back(MeetingPack.objects.get(pk=pack.pk))
        making.make(pack.pk)

    with as_progress_is_noted(2, other_worker):
        making.make(pack.pk)
    pack.refresh_from_db()
    assert (pack.state, steps(pack).count("finish")) == ("ready", 1)


def test_part_that_cannot_be_printed_is_named_and_can_be_tried_again(cast, as_, conference, commit):
    cast.year.papers.all().delete()
    pack, name = ask(conference, cast.secretary, "pledge"), "Bản giao ước"
    cast.year.pledge.delete()
    work(commit)
    pack.refresh_from_db()
    sentence = f"Không in được “{name}”."
    assert (pack.state, pack.problem.startswith(sentence)) == ("failed", True)
    browser = as_(cast.secretary)
    assert sentence in browser.get(pack.get_absolute_url()).content.decode()
    factories.pledge(year=cast.year)
    with commit(execute=True):
        browser.post(pack.step_url("retry"))
    work(commit)
    pack.refresh_from_db()
    assert (pack.state, pack.problem) == ("ready", "")


def test_pack_whose_part_fails_does_not_hinder_the_next(cast, conference, commit):
    broken = ask(conference, cast.secretary, "pledge")
    MeetingPack.objects.update(parts=[{"kind": "none", "subject": "", "label": "?"}])
    other = Conference.objects.create(bloc_year=cast.year, occasion="yearend")
    pack = two_parts(ask(other, cast.secretary))
    work(commit)
    assert [MeetingPack.objects.get(pk=one.pk).state for one in (broken, pack)] == ["failed", "ready"]


def test_stopped_pack_stays_stopped(cast, as_, conference, commit):
    pack = two_parts(ask(conference, cast.secretary, "pledge"))
    with as_progress_is_noted(2, lambda: as_(cast.secretary).post(pack.step_url("stop"))):
        making.make(pack.pk)
    work(commit)
    pack.refresh_from_db()
    assert (pack.state, pack.problem) == ("failed", f"Stopped by {cast.secretary}.")


def test_retry_waits_for_another_pack(cast, as_, conference, commit):
    pack = ask(conference, cast.secretary, "pledge")
    MeetingPack.objects.update(state="failed")
    ask(conference, cast.secretary, "pledge")
    answer = as_(cast.secretary).post(pack.step_url("retry"))
    assert (answer.status_code, "Another pack of this conference" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("name", ["begin", "finish", "fail", "put_back"])
def test_steps_of_the_worker_are_nobody_elses(name, cast, as_, conference):
    pack = ask(conference, cast.secretary, "pledge")
    assert as_(cast.secretary).post(pack.step_url(name)).status_code == 403


def test_last_two_packs_are_kept_with_their_files(cast, conference, commit):
    made = []
    for _time in range(3):
        made.append(ask(conference, cast.secretary, "pledge"))
        work(commit)
    assert list(conference.packs.order_by("pk")) == made[1:]
    assert [folder(pack).exists() for pack in made] == [False, True, True]
    assert sorted(file.name for file in folder(made[2]).iterdir()) == ["pack.pdf", "pack.zip"]


def test_waiting_pack_without_a_task_is_found(cast, conference, commit):
    pack = ask(conference, cast.secretary, "pledge")
    DBTaskResult.objects.all().delete()
    work(commit)
    pack.refresh_from_db()
    assert pack.state == "ready"


@pytest.mark.parametrize(("seconds", "warned"), [(10, False), (11, True)])
def test_page_says_when_no_worker_is_there(seconds, warned, cast, as_, conference, clock):
    clock.move_to(timezone.now(), tick=False)
    pack = ask(conference, cast.secretary, "pledge")
    clock.move_to(timezone.now() + timedelta(seconds=seconds), tick=False)
    page = as_(cast.secretary).get(reverse("pack_progress", args=(pack.pk,))).content.decode()
    assert ("No background process is running" in page) is warned
    assert "0/1: waiting for its turn" in page


def test_page_names_the_part_at_hand(cast, as_, conference):
    pack = two_parts(ask(conference, cast.secretary, "pledge"))
    pages = []

    def look() -> None:
        pages.append(as_(cast.secretary).get(reverse("pack_progress", args=(pack.pk,))).content.decode())

    with as_progress_is_noted(1, look):
        making.make(pack.pk)
    assert "0/2: Bản 1" in pages[0]


def test_zip_of_a_pack_that_was_interrupted_is_whole(cast, conference, commit):
    pack = two_parts(ask(conference, cast.secretary, "pledge"))
    with as_progress_is_noted(1, stop), pytest.raises(SystemExit):
        making.make(pack.pk)
    work(commit)
    pack.refresh_from_db()
    assert list(unzipped(pack)) == ["00 Danh mục.txt", "01 Bản 1.pdf", "02 Bản 2.pdf", "SHA256SUMS.txt"]
