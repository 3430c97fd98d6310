"""Measuring: turns of two acts one after the other, by the processor's time; and queries."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

from django.db import connection
from django.test.utils import CaptureQueriesContext

Act = Callable[[], object]
Prepare = Callable[[], Act]  # what has to be done before each turn, outside the clock


@dataclass(frozen=True)
class Time:
    """How long something took, in milliseconds: of the processor's time, and by the clock on the wall."""

    processor: float
    wall: float


@dataclass(frozen=True)
class Pair:
    """The medians of an act and of the bare act beside it."""

    act: Time
    bare: Time

    @property
    def ratio(self) -> float:
        """How many times the bare act: by the processor's time, which a busy machine does not stretch."""
        return self.act.processor / self.bare.processor


def repeated(act: Act) -> Prepare:
    """An act that needs no preparing."""
    return lambda: act


def queries_of(prepare: Prepare) -> int:
    """The queries of one turn, after another one has filled every cache."""
    prepare()()
    act = prepare()
    with CaptureQueriesContext(connection) as captured:
        act()
        return len(captured)


def side_by_side(prepare: Prepare, bare: Act, turns: int) -> Pair:
    """The medians of so many turns of both."""
    bare()
    gc.collect()
    acts, bares = [], []
    for _turn in range(turns):
        acts.append(timed(prepare()))
        bares.append(timed(bare))
    return Pair(middle(acts), middle(bares))


def timed(act: Act) -> Time:
    """How long one turn takes."""
    began, before = perf_counter(), process_time()
    act()
    return Time((process_time() - before) * 1000, (perf_counter() - began) * 1000)


def middle(times: list[Time]) -> Time:
    """The median of each."""
    return Time(median(time.processor for time in times), median(time.wall for time in times))
