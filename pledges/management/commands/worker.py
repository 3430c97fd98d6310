"""The worker: does what pages put aside, one task after the other, for as long as it is left running."""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from pledges.tasks import recover

INTERVAL = 1.0  # seconds between two looks at an empty queue
TASKS = 10  # then it begins anew: setting papers leaves memory behind
POLITE = 10  # pages come first


class Command(BaseCommand):
    """django-tasks' own worker, which first takes care of what another one left behind.

    Killed at any moment it leaves nothing half done: the next one goes on. Any number may run.
    """

    worker: Worker | None = None
    stopped = False
    help = "Does the work that pages put aside: meeting packs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Without options it runs until it is stopped."""
        parser.add_argument("--batch", action="store_true", help="end when nothing is waiting")
        parser.add_argument("--interval", type=float, default=INTERVAL, help="seconds between two looks")

    def handle(self, **options: Any) -> None:
        """Look, work, sleep."""
        self.interval = options["interval"]
        if options["batch"]:
            self._round()
            return
        os.nice(POLITE)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        done = 0
        while done < TASKS and not self.stopped:
            done += self._round()
            sleep(0 if self.stopped else self.interval)
        connections.close_all()
        if self.stopped:
            return
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606  # itself, with fresh memory

    def _round(self) -> int:
        """Everything that waits now; how many tasks there were."""
        close_old_connections()
        recover()
        worker = self.worker = Worker(
            queue_names=["*"],
            interval=self.interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=TASKS,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.run()
        return int(worker._run_tasks)

    def _stop(self, number: int, frame: Any) -> None:
        """Stop now: a pack at hand goes back into the queue on the way out."""
        self.stopped = True
        if self.worker:
            self.worker.running = False
        raise SystemExit(0)
