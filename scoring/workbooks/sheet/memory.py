"""What a unit's workbook remembers: which sheet it was made from, and every figure that stood there.

It lies on a hidden sheet as signed text: whoever changes it makes it unreadable, and can make nothing else of
it. Without it a workbook has no memory, and every difference is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from scoring.models import Score, ScoreSheet
from scoring.models.scores import LONGEST_TEXT
from scoring.rounds import Round
from scoring.workbooks.reading import Sheet, Unreadable, cleaned
from scoring.workbooks.sheet.layout import BASE_SHEET, FILE_NAMES, TEXT, entered
from scoring.workbooks.tables import sheet_named

SALT = "scoring.sheet-workbook"
PIECE = 30_000  # characters in a cell
NOTICE = "Trang này giữ số liệu lúc tải về, để khi tải lên biết điều gì đã thay đổi. Không sửa, không xóa."
FORMAT = 1

Values = Mapping[str, Any]  # by field


@dataclass(frozen=True, slots=True)
class Origin:
    """What a workbook was made from, in ids that do not change and in names for sentences."""

    bloc: int
    bloc_name: str
    year: int
    unit: int
    unit_name: str
    round: str
    version: int

    @classmethod
    def of(cls, sheet: ScoreSheet, round_: Round) -> Origin:
        """The origin of the workbook of a sheet as it is now."""
        year = sheet.bloc_year
        return cls(
            bloc=year.bloc_id,
            bloc_name=year.bloc.name,
            year=year.year,
            unit=sheet.unit_id,
            unit_name=sheet.unit.name,
            round=round_.value,
            version=year.regulation.version,
        )

    def refuse_unless(self, own: Origin) -> None:
        """Raise `Unreadable` with the sentence that says whose workbook this is."""
        if self.bloc != own.bloc:
            raise another(_("the bloc %(theirs)s"), self.bloc_name, own.bloc_name)
        if self.year != own.year:
            raise another(_("the year %(theirs)s"), self.year, own.year)
        if self.unit != own.unit:
            raise another(_("the unit %(theirs)s"), self.unit_name, own.unit_name)
        if self.round != own.round:
            theirs, here = (FILE_NAMES[Round(one)] for one in (self.round, own.round))
            raise another(_("the round “%(theirs)s”"), theirs, here)
        if self.version != own.version:
            words = _(
                "This workbook was made for version %(theirs)s of the regulation; version %(own)s is in "
                "force. Download it again."
            )
            raise Unreadable(words % {"theirs": self.version, "own": own.version})


def another(words: str, theirs: Any, own: Any) -> Unreadable:
    """The refusal of a workbook that belongs elsewhere; `words` name what it belongs to."""
    of = words % {"theirs": theirs}
    return Unreadable(
        _("This is the workbook of %(of)s; here only that of “%(own)s” is taken.") % {"of": of, "own": own}
    )


@dataclass(frozen=True, slots=True)
class Memory:
    """The origin, and by criterion key the figures that stood there; lines not assigned then are absent."""

    origin: Origin
    lines: Mapping[str, Values]


def remembered(sheet: ScoreSheet, round_: Round, scores: Mapping[str, Score]) -> list[str]:
    """What a workbook made now remembers, in pieces that fit into cells."""
    origin = Origin.of(sheet, round_)
    data = {
        "format": FORMAT,
        "origin": {name: getattr(origin, name) for name in Origin.__slots__},
        "lines": {
            key: {name: _plain(value) for name, value in figures(score, round_).items()}
            for key, score in scores.items()
            if score.assigned
        },
    }
    text = signing.dumps(data, salt=SALT, compress=True)
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def figures(score: Score, round_: Round) -> dict[str, Any]:
    """What stands in the cells that are filled in, by field; a text too long for the pages is left out."""
    values = {column.name: getattr(score, column.name) for column in entered(round_)}
    return {name: value for name, value in values.items() if not _is_long(value)}


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > LONGEST_TEXT


def _plain(value: Any) -> str | None:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def memory_in(sheets: list[Sheet], round_: Round) -> Memory | None:
    """What a workbook remembers; None when the hidden sheet is not there. Raises `Unreadable`."""
    for sheet in sheet_named(sheets, BASE_SHEET):
        column = {row: cells[1].value for row, cells in sorted(sheet.rows.items()) if 1 in cells}
        text = "".join(str(value) for row, value in column.items() if row > 1)
        try:
            data = signing.loads(text, salt=SALT)
        except signing.BadSignature as error:
            words = _(
                "What the workbook remembers on its hidden sheet “%(sheet)s” was changed. Download the "
                "workbook again and copy your figures into it."
            )
            raise Unreadable(words % {"sheet": sheet.title}) from error
        kinds = {column.name: column.kind for column in entered(round_)}
        origin = Origin(**data["origin"])
        lines = {
            key: {name: _read(value, kinds.get(name, TEXT)) for name, value in values.items()}
            for key, values in data["lines"].items()
        }
        return Memory(origin, lines)
    return None


def _read(value: str | None, kind: str) -> Any:
    if kind == TEXT:
        return value or ""
    return None if value is None else Decimal(value)


def comparable(value: Any) -> Any:
    """A figure as a spreadsheet gives it back: numbers as they are, texts without what cells lose."""
    return cleaned(value) if isinstance(value, str) else value
