"""Work outside the request: what waits in the queue of django-tasks, and what a killed worker left behind."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from pledges.models import MeetingPack
from pledges.models.packs import PackState
from pledges.packing import making


class Abandoned(RuntimeError):
    """Whoever had taken a task was killed."""


@task
def make_pack(pk: int) -> None:
    """Make a meeting pack; a second call for the same one finds nothing to do."""
    making.make(pk)


def enqueue(pack: MeetingPack) -> None:
    """Let a worker make the pack, as soon as what is saved with it can be seen."""
    transaction.on_commit(lambda: make_pack.enqueue(pack.pk))


def recover() -> None:
    """Packs of silent workers go back into the queue; what waits without being there is put there.

    Several workers may do this at once: each pack is put back by the first.
    """
    now = timezone.now()
    for pack in MeetingPack.objects.left_behind(now):
        making.put_back(pack)
        for call in _calls().running():
            if pack.pk in call.args_kwargs["args"]:
                call.set_failed(Abandoned(f"The worker of pack {pack.pk} gave no sign of life."))
    waiting = MeetingPack.objects.filter(state=PackState.WAITING)
    if not waiting:
        return
    queued = {argument for call in _calls().ready() for argument in call.args_kwargs["args"]}
    for pack in waiting:
        if pack.pk not in queued:
            enqueue(pack)


def _calls() -> Any:
    """The calls of `make_pack`, as the queue keeps them."""
    from django_tasks_db.models import DBTaskResult  # app ready

    return DBTaskResult.objects.filter(task_path=make_pack.module_path)
