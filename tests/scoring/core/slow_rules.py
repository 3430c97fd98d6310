"""The rules once more, slow and in fractions: curves drawn through their corners, items counted one by one.

Each takes the maximum, what the rule is told, one entry that has a result, and everybody's entries.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from scoring.core.evaluation import Entry

NONE = Fraction(0)
Told = dict[str, Any]
Entries = list[Entry]


def along(corners: list[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
    """The height at x of the line through the corners; flat before the first and after the last."""
    height = corners[0][1]
    for (left, low), (right, high) in pairwise(corners):
        if x >= right:
            height = high
        elif x > left:
            return low + (high - low) * (x - left) / (right - left)
    return height


def proportional(maximum: Fraction, told: Told, entry: Entry, _others: Entries) -> Fraction | None:
    """A straight line from nothing, cut below the floor and above the cap."""
    target, actual = None if entry.target is None else Fraction(entry.target), Fraction(entry.actual or 0)
    if target is None:
        return None
    cap = maximum if told.get("cap") is None else Fraction(told["cap"])
    if target <= 0:
        return min(cap, maximum) if actual >= 0 else NONE
    if actual < target * Fraction(told.get("floor") or 0) / 100:
        return NONE
    return along([(NONE, NONE), (target * cap / maximum, cap)], actual) if maximum and cap else NONE


def bands(_maximum: Fraction, told: Told, entry: Entry, _others: Entries) -> Fraction | None:
    """The points of the last step of the stairs that is not above."""
    height = Fraction(entry.actual or 0)
    if told.get("of", "percent") == "percent":
        if entry.target is None:
            return None
        height = (
            max(NONE, height) * 100 / Fraction(entry.target)
            if entry.target > 0
            else Fraction(100 * (height >= 0))
        )
    points = NONE
    for start, step in told["bands"]:
        points = Fraction(step) if Fraction(start) <= height else points
    return points


def count(maximum: Fraction, told: Told, entry: Entry, _others: Entries) -> Fraction:
    """One item after the other until the cap is full."""
    cap = maximum if told.get("cap") is None else Fraction(told["cap"])
    points = NONE
    for _ in range(int(entry.actual or 0)):
        points = min(cap, points + Fraction(told["per_item"]))
    return points


def quantitative(maximum: Fraction, told: Told, entry: Entry, others: Entries) -> Fraction:
    """A line with a corner at the target and one at the leader's height."""
    actual = Fraction(entry.actual or 0)
    if actual < 0:
        return NONE
    if not has_target(entry, told):
        without = [Fraction(o.actual) for o in others if o.actual is not None and not has_target(o, told)]
        return maximum * actual / max(without) if actual else NONE
    target, met = Fraction(entry.target or 0), maximum * Fraction(told.get("met", 50)) / 100
    if target <= 0:
        return met if actual == target else maximum
    ratios = [
        Fraction(other.actual) / Fraction(other.target)
        for other in others
        if other.actual is not None and other.target is not None and other.target > 0
    ]
    corners = [(NONE, NONE), (target, met)]
    if max(ratios, default=NONE) > 1:
        corners.append((target * max(ratios), maximum))
    return along(corners, actual)


def has_target(entry: Entry, told: Told) -> bool:
    """Whether there is a target; one of nothing may be none."""
    return bool(entry.target) or (entry.target is not None and told.get("zero_target") == "met")


def rank(_maximum: Fraction, told: Told, entry: Entry, others: Entries) -> Fraction:
    """The entry's first index in the sorted results is its place in the list."""
    results = sorted(
        (o.actual for o in others if o.actual is not None), reverse=told.get("better") != "lower"
    )
    index = results.index(entry.actual or 0)
    return Fraction(told["points"][index]) if index < len(told["points"]) else NONE


RULES: dict[str, Callable[[Fraction, Told, Entry, Entries], Fraction | None]] = {
    "proportional": proportional,
    "bands": bands,
    "count": count,
    "quantitative": quantitative,
    "rank": rank,
}
