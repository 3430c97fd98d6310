"""Two versions of a criteria table side by side: which line became which, and what is different.

Lines are matched by key and name together, then by a name that is the only one of its kind, then below lines
that belong together by name and by code, last by key alone. So a line that was renumbered because another
was put before it is still the same line, and one that only has another name is so too.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

ADDED, REMOVED, MOVED, RENAMED, RENUMBERED = "added", "removed", "moved", "renamed", "renumbered"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is compared. `parent` is the key of the line above, blank at the top.

    `facts` are what else it says, by name, as texts that people read.
    """

    key: str
    parent: str
    code: str
    name: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """A line before and after; None where there is none. `changes` are the constants above, or facts."""

    before: Line | None
    after: Line | None
    changes: tuple[str, ...]


def compared(before: Sequence[Line], after: Sequence[Line]) -> list[Pair]:
    """Every line of both tables, in the order of the later; what is gone stands where it stood."""
    partners = _partners(before, after)
    back = {new: old for old, new in partners.items()}
    old_lines = _by_key(before)
    moved = _moved(before, after, partners)
    pairs = {
        line.key: _pair(old_lines.get(back.get(line.key, "")), line, line.key in moved) for line in after
    }
    gone = _gone(before, partners)
    ordered = [Pair(old_lines[key], None, (REMOVED,)) for key in gone.pop("", [])]
    for line in after:
        ordered.append(pairs[line.key])
        ordered += [Pair(old_lines[key], None, (REMOVED,)) for key in gone.pop(line.key, [])]
    return ordered


def _by_key(lines: Iterable[Line]) -> dict[str, Line]:
    return {line.key: line for line in lines}


def _pair(before: Line | None, after: Line, is_moved: bool) -> Pair:
    if before is None:
        return Pair(None, after, (ADDED,))
    said = (
        (MOVED, is_moved),
        (RENUMBERED, before.code != after.code),
        (RENAMED, before.name != after.name),
    )
    names = list(dict.fromkeys((*before.facts, *after.facts)))
    facts = [name for name in names if before.facts.get(name, "") != after.facts.get(name, "")]
    return Pair(before, after, (*(what for what, is_so in said if is_so), *facts))


def _gone(before: Sequence[Line], partners: Mapping[str, str]) -> dict[str, list[str]]:
    """The later line after which each line that is gone is told; blank before all of them."""
    found: dict[str, list[str]] = defaultdict(list)
    last = ""
    for line in before:
        if line.key in partners:
            last = partners[line.key]
        else:
            found[last].append(line.key)
    return found


# --- who is who ----------------------------------------------------------------------------------------
def _partners(before: Sequence[Line], after: Sequence[Line]) -> dict[str, str]:
    """Key before → key after, for every line that is still there."""
    found: dict[str, str] = {}
    for mark in (_key_and_name, _name):
        _match(before, after, found, mark)
    for mark in (_name, _code):
        _match_below(before, after, found, mark)
    _match(before, after, found, _key)
    return found


def _match(
    before: Sequence[Line],
    after: Sequence[Line],
    found: dict[str, str],
    mark: Callable[[Line], Hashable],
) -> None:
    """Lines that are alone with their mark in both tables, among those that have no partner yet."""
    taken = set(found.values())
    old = [line for line in before if line.key not in found]
    new = [line for line in after if line.key not in taken]
    once = _alone(old, mark).keys() & _alone(new, mark).keys()
    places = _alone(new, mark)
    found |= {line.key: places[mark(line)].key for line in old if mark(line) in once}


def _alone(lines: Sequence[Line], mark: Callable[[Line], Hashable]) -> dict[Hashable, Line]:
    counts = Counter(mark(line) for line in lines)
    return {mark(line): line for line in lines if counts[mark(line)] == 1}


def _match_below(
    before: Sequence[Line], after: Sequence[Line], found: dict[str, str], mark: Callable[[Line], Hashable]
) -> None:
    """Lines with the same mark below lines that belong together, from the top down."""
    for line in before:
        if line.key in found or (line.parent and line.parent not in found):
            continue
        parent, taken = found.get(line.parent, ""), set(found.values())
        same = (
            other
            for other in after
            if other.parent == parent and other.key not in taken and mark(other) == mark(line)
        )
        if partner := next(same, None):
            found[line.key] = partner.key


def _name(line: Line) -> str:
    """A name without capitals, signs and double spaces."""
    text = unicodedata.normalize("NFC", line.name).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text).split())


def _key(line: Line) -> str:
    return line.key


def _code(line: Line) -> str:
    return line.code.rstrip(".)")


def _key_and_name(line: Line) -> tuple[str, str]:
    return line.key, _name(line)


# --- who moved ---------------------------------------------------------------------------------------------
def _moved(before: Sequence[Line], after: Sequence[Line], partners: Mapping[str, str]) -> set[str]:
    """The later keys of lines that stand below another line, or in another order among those that stayed."""
    old, new = _by_key(before), _by_key(after)
    stayed: dict[str, list[str]] = defaultdict(list)
    moved: set[str] = set()
    for key, now in partners.items():
        if partners.get(old[key].parent, "") == new[now].parent and bool(old[key].parent) == bool(
            new[now].parent
        ):
            stayed[new[now].parent].append(now)
        else:
            moved.add(now)
    place = {line.key: number for number, line in enumerate(after)}
    was = {partners[line.key]: number for number, line in enumerate(before) if line.key in partners}
    for keys in stayed.values():
        moved |= _out_of_order([place[key] for key in sorted(keys, key=was.__getitem__)], place)
    return moved


def _out_of_order(places: Sequence[int], place: Mapping[str, int]) -> set[str]:
    """The keys outside a longest run that kept its order: the fewest lines that have to be moved."""
    tops: list[int] = []  # the smallest last place of a run of each length
    ends: list[int] = []  # the index of that place
    before: list[int] = []
    for index, number in enumerate(places):
        length = bisect_left(tops, number)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1], ends[length : length + 1] = [number], [index]
    kept, index = set(), ends[-1] if ends else -1
    while index >= 0:
        kept.add(places[index])
        index = before[index]
    return {key for key, number in place.items() if number in set(places) - kept}
