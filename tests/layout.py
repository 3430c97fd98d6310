"""Measuring a PDF: its lines of text and its rules in millimetres, its sizes and styles, its fonts.

A `Line` is text on one baseline without a wide gap, so that the two columns of a heading, or the cells of a
table, are lines of their own. Lengths are millimetres from the top left corner, sizes are points.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pdfplumber

MM = 72 / 25.4  # points
WIDE = 4.0  # millimetres without a letter part two lines on one baseline
NARROW = 0.8  # so do these where no space was written: the edge of a cell
TOP_MARGIN = 20.0  # millimetres; what stands above is a page number


@dataclass(frozen=True)
class Line:
    """Words on one baseline."""

    text: str
    page: int
    x0: float
    x1: float
    baseline: float
    size: float
    fonts: frozenset[str]

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def style(self) -> str:
        """`upright`, `bold`, `italic`, `bold italic`, or `mixed`."""
        styles = {_style(font) for font in self.fonts}
        return styles.pop() if len(styles) == 1 else "mixed"


@dataclass(frozen=True)
class Rule:
    """A drawn horizontal rule."""

    page: int
    x0: float
    x1: float
    top: float

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0


@dataclass(frozen=True)
class Page:
    """A sheet: its size, the text inside and above the margins, its rules."""

    number: int
    width: float
    height: float
    lines: list[Line]
    above: list[Line]
    rules: list[Rule]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Paper:
    """A measured PDF."""

    content: bytes
    pages: list[Page]
    metadata: dict[str, Any]
    catalog: dict[str, Any]

    @property
    def lines(self) -> list[Line]:
        return [line for page in self.pages for line in page.lines]

    @property
    def text(self) -> str:
        return " ".join(page.text for page in self.pages)

    def line(self, text: str) -> Line:
        """The one line with exactly this text."""
        found = [line for line in self.lines if line.text == text]
        assert len(found) == 1, f"{len(found)} lines “{text}” among {[line.text for line in self.lines]}"
        return found[0]

    def rule_below(self, line: Line) -> Rule:
        """The first rule within 3 mm below a line and over it."""
        rules = [
            rule
            for rule in self.pages[line.page - 1].rules
            if 0 < rule.top - line.baseline < 3 and line.x0 <= rule.centre <= line.x1
        ]
        assert rules, f"no rule below “{line.text}”"
        return min(rules, key=lambda rule: rule.top)


def measured(content: bytes) -> Paper:
    """The lines, rules and sizes of a PDF."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        pages = [_page(number, page) for number, page in enumerate(pdf.pages, start=1)]
        return Paper(content, pages, dict(pdf.metadata), dict(pdf.doc.catalog))


def fonts(content: bytes) -> list[tuple[str, bool]]:
    """Name without the subset's prefix, and whether it is embedded, of every font, as poppler sees them."""
    listing = subprocess.run(
        ["pdffonts", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    rows = listing.splitlines()[2:]
    return sorted((row.split()[0].partition("+")[2], row.split()[-5] == "yes") for row in rows)


def _page(number: int, page: Any) -> Page:
    lines = list(_lines(number, page))
    thin = [rect for rect in page.rects if rect["bottom"] - rect["top"] < 1 < rect["x1"] - rect["x0"]]
    return Page(
        number=number,
        width=float(page.width) / MM,
        height=float(page.height) / MM,
        lines=[line for line in lines if line.baseline > TOP_MARGIN],
        above=[line for line in lines if line.baseline <= TOP_MARGIN],
        rules=[Rule(number, rect["x0"] / MM, rect["x1"] / MM, rect["top"] / MM) for rect in thin],
    )


def _lines(number: int, page: Any) -> Iterator[Line]:
    """The letters of a page by baseline, cut where a gap is wide."""

    def baseline(char: dict[str, Any]) -> float:
        return round(float(page.height) - char["matrix"][5], 1)

    for _base, row in groupby(
        sorted(page.chars, key=lambda char: (baseline(char), char["x0"])), key=baseline
    ):
        run: list[dict[str, Any]] = []
        for char in row:
            if run and _parted(run[-1], char):
                yield _line(number, page, run)
                run = []
            run.append(char)
        yield _line(number, page, run)


def _parted(left: dict[str, Any], right: dict[str, Any]) -> bool:
    gap = (right["x0"] - left["x1"]) / MM
    return gap > WIDE or (gap > NARROW and left["text"] != " " and right["text"] != " ")


def _line(number: int, page: Any, chars: list[dict[str, Any]]) -> Line:
    inked = [char for char in chars if char["text"].strip()] or chars
    return Line(
        text="".join(char["text"] for char in chars).strip(),
        page=number,
        x0=inked[0]["x0"] / MM,
        x1=inked[-1]["x1"] / MM,
        baseline=(float(page.height) - inked[0]["matrix"][5]) / MM,
        size=round(max(char["size"] for char in inked), 1),
        fonts=frozenset(char["fontname"].partition("+")[2] for char in inked),
    )


def _style(font: str) -> str:
    words = [word for word in ("Bold", "Italic") if word in font]
    return " ".join(words).lower() or "upright"
