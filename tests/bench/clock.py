"""Measuring: turns of two acts one after the other, so that a busy machine slows both; and queries."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

Act = Callable[[], object]
Prepare = Callable[[], Act]  # what has to be done before each turn, outside the clock


@dataclass(frozen=True)
class Pair:
    """The medians of an act and of the bare act beside it, in milliseconds."""

    act: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times the bare act."""
        return self.act / self.bare


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
        acts.append(milliseconds(prepare()))
        bares.append(milliseconds(bare))
    return Pair(median(acts), median(bares))


def milliseconds(act: Act) -> float:
    """How long one turn takes."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000
