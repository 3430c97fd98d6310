"""Pages answered while a worker makes the pack of 20 units, beside the same pages while nothing is made."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from django.test import Client
from django.urls import reverse

from blocs.models import BlocYear
from blocs.models.people import Role
from pledges import tasks
from pledges.models import MeetingPack
from pledges.packing import contents
from tests import factories
from tests.bench.pages import BACKEND

IDLE = 30


def rows(year: BlocYear) -> list[str]:
    """How long pages take, and how long the pack."""
    secretary = factories.person(Role.SECRETARY, year.head)
    client = Client()
    client.force_login(secretary, backend=BACKEND)
    address = reverse("conference", args=(year.bloc.slug, year.year, "signing"))
    idle = [_wall(lambda: client.get(address)) for _turn in range(IDLE)]
    conference = year.conferences.get(occasion="signing")
    parts = [part.stored for part in contents.offered(conference, secretary)]
    pack = MeetingPack.objects.create(
        conference=conference, requested_by=secretary, parts=parts, total=len(parts)
    )
    tasks.make_pack.enqueue(pack.pk)
    busy, took = _while_made(lambda: client.get(address))
    pack.refresh_from_db()
    if not pack.is_ready:
        raise SystemExit(f"The pack is {pack.state}: {pack.problem}")
    return [
        f"\nThe pack of 20 units: {pack.total} papers, {pack.pages} pages, {took:.0f} s in the worker.",
        f"The conference's page meanwhile ({len(busy)} times): {_words(idle, busy)}",
    ]


def _while_made(act: Callable[[], object]) -> tuple[list[float], float]:
    began, times = perf_counter(), []
    with subprocess.Popen([sys.executable, "manage.py", "worker", "--batch"]) as worker:
        while worker.poll() is None:
            times.append(_wall(act))
    return times, perf_counter() - began


def _wall(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def _words(idle: list[float], busy: list[float]) -> str:
    before, meanwhile = median(idle), median(busy)
    worst = max(busy)
    ratio = meanwhile / before
    return f"{before:.0f} ms idle, {meanwhile:.0f} ms meanwhile ({ratio:.1f} x), the slowest {worst:.0f} ms."
