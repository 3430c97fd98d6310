"""A regulation pasted in one piece from Word, taken apart into chapters and articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from blocs.text import typed_text

_CHAPTER = re.compile(r"^chương\s+(?:[ivxlc]+|\d+)\b\s*[.:–-]?\s*(.*)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^điều\s+(\d+)\s*(?:[.:–-]\s*(.*)|)$", re.IGNORECASE)
_GROUND = re.compile(r"^(?:căn cứ|theo|xét)\s", re.IGNORECASE)
_HEADING = re.compile(r"^(?:mục|tiểu mục|phần)\s+(?:[ivxlc]+|\d+|thứ)\b", re.IGNORECASE)
_FOOT = re.compile(r"^(?:nơi nhận\s*:|(?:TM|KT|TL|TUQ|Q)\.\s|phụ lục\b)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\u00a0]+")


@dataclass(slots=True)
class Draft:
    """An article that was found; `number` is the one it bears in the pasted text."""

    number: int
    title: str
    chapter: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """Its clauses and points, one to a line."""
        return "\n".join(self.lines)


@dataclass(slots=True)
class Pasted:
    """What was understood of a pasted text, and the lines that no article takes up."""

    articles: list[Draft] = field(default_factory=list)
    grounds: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def numbers_differ(self) -> bool:
        """Whether the numbers in the text are not those that the articles will have."""
        return [one.number for one in self.articles] != list(range(1, len(self.articles) + 1))


class _Reader:
    """Goes through the lines once; a heading may have its title on the line below."""

    def __init__(self) -> None:
        self.found = Pasted()
        self.chapter = ""
        self.awaits = ""  # "chapter" or "article": its title is still to come
        self.is_over = False

    def read(self, line: str) -> None:
        """One line that is not blank."""
        self.is_over = self.is_over or bool(self.found.articles and _FOOT.match(line))
        chapter, article = _CHAPTER.match(line), _ARTICLE.match(line)
        if self.is_over:
            self.found.left_out.append(line)
        elif chapter:
            self.chapter, self.awaits = chapter[1], "" if chapter[1] else "chapter"
        elif article:
            self._begin(int(article[1]), article[2] or "")
        elif self.awaits:
            self._name(line)
        else:
            self._text(line)

    def _begin(self, number: int, title: str) -> None:
        self.found.articles.append(Draft(number, title, self.chapter))
        self.chapter, self.awaits = "", "" if title else "article"

    def _name(self, line: str) -> None:
        """The title on a line of its own."""
        if self.awaits == "chapter":
            self.chapter = line
        else:
            self.found.articles[-1].title = line
        self.awaits = ""

    def _text(self, line: str) -> None:
        if _HEADING.match(line) or not self.found.articles:
            is_ground = not self.found.articles and _GROUND.match(line)
            (self.found.grounds if is_ground else self.found.left_out).append(line)
        elif self.chapter:
            self.chapter = f"{self.chapter} {line}"  # a long title of a chapter in two lines
        else:
            self.found.articles[-1].lines.append(line)


def pasted(text: str) -> Pasted:
    """The articles of a text, in its order."""
    reader = _Reader()
    for raw in typed_text(text).splitlines():
        if line := _SPACES.sub(" ", raw).strip():
            reader.read(line)
    return reader.found
