"""What is wrong with a workbook, in sentences that name sheet, row and cell; and what is to be known."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from scoring.workbooks.reading import Cell

SHOWN = 100
NAMED = 10


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One sentence and where it belongs; `sheet` is named when it is not the table's own."""

    sheet: str
    row: int
    column: int
    cell: str
    text: str

    def __str__(self) -> str:
        parts = {"sheet": self.sheet, "row": self.row, "cell": self.cell, "problem": self.text}
        if self.sheet and self.cell:
            return _("Sheet “%(sheet)s”, row %(row)s (cell %(cell)s): %(problem)s") % parts
        if self.sheet and self.row:
            return _("Sheet “%(sheet)s”, row %(row)s: %(problem)s") % parts
        if self.cell:
            return _("Row %(row)s (cell %(cell)s): %(problem)s") % parts
        if self.row:
            return _("Row %(row)s: %(problem)s") % parts
        return self.text


@dataclass(slots=True)
class Findings:
    """Problems refuse the whole file; notices only tell what was done with something unusual."""

    _problems: list[Problem] = field(default_factory=list)
    _notices: list[str] = field(default_factory=list)
    _aggregated: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, text: str, row: int = 0, sheet: str = "") -> None:
        """A problem of a row, or of the whole file."""
        self._problems.append(Problem(sheet, row, 0, "", text))

    def refuse_cell(self, text: str, cell: Cell, sheet: str = "") -> None:
        """A problem of one cell."""
        self._problems.append(Problem(sheet, cell.row, cell.column, cell.address, text))

    def notice(self, text: str) -> None:
        """Something to be known."""
        self._notices.append(text)

    def notice_at(self, text: str, place: int | str) -> None:
        """The same thing to be known about many rows or cells; `text` has the place for ``%(places)s``."""
        self._aggregated.setdefault(text, []).append(str(place))

    def notice_of(self, text: str, unit: str, keys: list[str]) -> None:
        """The same thing to be known about lines of a unit; `text` has places for unit, count and keys."""
        self._notices.append(text % {"unit": unit, "count": len(keys), "keys": first(keys)})

    @property
    def refused(self) -> bool:
        """Whether the file cannot be taken in."""
        return bool(self._problems)

    @property
    def problems(self) -> list[str]:
        """The first hundred problems in the order of the file, and how many there are beyond."""
        lines = [str(problem) for problem in sorted(set(self._problems))]
        more = len(lines) - SHOWN
        if more > 0:
            lines[SHOWN:] = [_("And %(count)s more.") % {"count": more}]
        return lines

    @property
    def notices(self) -> list[str]:
        """What is to be known, each thing once."""
        return self._notices + [
            text % {"places": listed(places)} for text, places in self._aggregated.items()
        ]


def first(places: list[str]) -> str:
    """The first ten of many."""
    return ", ".join(places[:NAMED]) + (" …" if len(places) > NAMED else "")


def listed(places: list[str]) -> str:
    """The first ten of many, and their number when there are more."""
    if len(places) <= NAMED:
        return ", ".join(places)
    return _("%(first)s … (%(count)s in all)") % {"first": ", ".join(places[:NAMED]), "count": len(places)}
