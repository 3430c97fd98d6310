"""Two versions of a text word by word, so that a reader sees what was put in and what was taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
_TOKENS = re.compile(r"\n|[^\S\n]+|[\w%]+|[^\w\s]")
ALIKE = 0.5  # of the words of two articles, from which on one became the other


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text that is the same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An article with its number, as it is compared; `chapter` where one begins."""

    number: int
    chapter: str
    title: str
    body: str

    @property
    def text(self) -> str:
        """Everything it says."""
        return "\n".join(filter(None, (self.title, self.body)))


@dataclass(frozen=True, slots=True)
class Pair:
    """An article before and after; None where there is none."""

    before: Wording | None
    after: Wording | None

    @property
    def differs(self) -> bool:
        """Whether it says something else, or begins another chapter."""
        if self.before is None or self.after is None:
            return True
        return (self.before.chapter, self.before.text) != (self.after.chapter, self.after.text)

    @property
    def chapter_differs(self) -> bool:
        """Whether another chapter, or none, begins here now."""
        return bool(self.before and self.after and self.before.chapter != self.after.chapter)

    @property
    def parts(self) -> list[Part]:
        """The text with its differences."""
        return word_parts(self.before.text if self.before else "", self.after.text if self.after else "")


def word_parts(before: str, after: str) -> list[Part]:
    """What is the same, gone and new, in the order of reading."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    parts: list[Part] = []
    for kind, tokens in _runs(old, new):
        if parts and parts[-1].kind == kind:
            parts[-1] = Part(kind, parts[-1].text + "".join(tokens))
        elif tokens:
            parts.append(Part(kind, "".join(tokens)))
    return parts


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str]]]:
    """A single word that stayed between two changes is read with them, in both versions."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    removed: list[str] = []
    added: list[str] = []
    for place, (code, start, end, first, last) in enumerate(codes):
        is_gap = code == "equal" and 0 < place < len(codes) - 1 and _is_short(old[start:end])
        if code == "equal" and not is_gap:
            yield from ((REMOVED, removed), (ADDED, added), (SAME, old[start:end]))
            removed, added = [], []
        else:
            removed, added = removed + old[start:end], added + new[first:last]
    yield from ((REMOVED, removed), (ADDED, added))


def _is_short(tokens: list[str]) -> bool:
    return "\n" not in tokens and sum(not token.isspace() for token in tokens) <= 1


def paired(before: Sequence[Wording], after: Sequence[Wording]) -> list[Pair]:
    """Every article of both texts in the order of the later; what is gone stands where it stood."""
    partners = _partners(before, after)
    back = {new: old for old, new in partners.items()}
    pairs, waiting = [], [one for one in before if one.number not in partners]
    for one in after:
        old = next((old for old in before if old.number == back.get(one.number)), None)
        place = old.number if old else 0
        pairs += [Pair(gone, None) for gone in waiting if old and gone.number < place]
        waiting = [gone for gone in waiting if not old or gone.number > place]
        pairs.append(Pair(old, one))
    return pairs + [Pair(gone, None) for gone in waiting]


def _partners(before: Sequence[Wording], after: Sequence[Wording]) -> dict[int, int]:
    """Number before → number after: by title, then by what they say."""
    found: dict[int, int] = {}
    titles = {one.title.casefold(): one.number for one in after}
    for one in before:
        number = titles.pop(one.title.casefold(), None)
        if number is not None:
            found[one.number] = number
    for one in before:
        if one.number not in found:
            taken = set(found.values())
            likeness = [(_likeness(one, other), other) for other in after if other.number not in taken]
            best = max(likeness, key=lambda pair: pair[0], default=(0.0, one))
            if best[0] >= ALIKE:
                found[one.number] = best[1].number
    return found


def _likeness(one: Wording, other: Wording) -> float:
    matcher = SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0
