"""Reading cells that come back from a grid: one reading for pages without JavaScript, autosave and paste."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.number_field import number_sentence
from blocs.numbers import MEASURE_LARGEST, NumberError, parse_number
from blocs.text import folded, typed_text
from scoring.core import rules
from scoring.core.tree import Tree
from scoring.grids.columns import MEASURE, OWN, REVIEW, REVIEWED_ACTUAL, TEXT
from scoring.models import Score
from scoring.models.entries import Cell
from scoring.models.scores import LONGEST_TEXT
from scoring.rounds import Round
from scoring.wording import problem_sentence

COLUMNS = {column.name: column for column in (*OWN, REVIEWED_ACTUAL, *REVIEW)}
NAME = re.compile(r"([a-z_]+)-([0-9]{1,18})-([0-9a-f]{12})")
PASSED, FAILED = frozenset({"d", "dd", "dat", "x"}), frozenset({"k", "kd", "khong", "khong dat"})

Key = tuple[int, str]  # the line and the field


class CellRefused(ValueError):
    """A text that cannot stand in its cell; the message is a sentence for who typed it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A cell as it was sent: its line, its field, what was typed, and the seal of what was shown."""

    score_id: int
    field: str
    text: str
    seal: str

    @property
    def key(self) -> Key:
        """Which cell it is."""
        return self.score_id, self.field

    @property
    def round(self) -> Round:
        """Whose figures it belongs to."""
        return COLUMNS[self.field].round


def sent_by_form(data: Mapping[str, str], entering: Round) -> list[Sent]:
    """The cells of a plain form: their inputs are named `field-line-seal`."""
    found = ((NAME.fullmatch(name), text) for name, text in data.items())
    cells = [Sent(int(name[2]), name[1], text, name[3]) for name, text in found if name]
    return [cell for cell in cells if cell.field in COLUMNS and cell.round == entering]


@dataclass(slots=True)
class Reading:
    """What was sent, read: cells to be written, and why the others cannot be."""

    cells: list[Cell] = field(default_factory=list)
    refused: dict[Key, str] = field(default_factory=dict)


def read(scores: Mapping[str, Score], tree: Tree, sent: Iterable[Sent]) -> Reading:
    """Every cell read under the rule of its line; a line that is not among `scores` raises `KeyError`."""
    rows = {score.pk: key for key, score in scores.items()}
    found, off = Reading(), tree.switched_off()
    for one in sent:
        key = rows[one.score_id]
        try:
            if key in off:
                raise CellRefused(_("This criterion is not applied this year."))
            value = _value(scores[key], one)
        except CellRefused as refusal:
            found.refused[one.key] = str(refusal)
        else:
            found.cells.append(Cell(one.score_id, one.field, value, one.seal))
    return found


def _value(score: Score, sent: Sent) -> Any:
    column, text = COLUMNS[sent.field], typed_text(sent.text)
    if column.kind == TEXT:
        if len(text) > LONGEST_TEXT:
            raise CellRefused(_("The text is longer than %(count)s signs.") % {"count": LONGEST_TEXT})
        return text
    try:
        return _measure(score, sent.field, text) if column.kind == MEASURE else _points(score, text)
    except NumberError as error:
        raise CellRefused(number_sentence(error)) from error


def _measure(score: Score, name: str, text: str) -> Decimal | None:
    rule, is_target = score.criterion.rule, name == "target"
    value = parse_number(text, signed=not is_target, largest=MEASURE_LARGEST)
    if value is None:
        return None
    if not rules.RULES[rule].is_measured or (is_target and not rules.RULES[rule].uses_target):
        raise CellRefused(_("No target or result is entered here; the points are given directly."))
    problem = None if is_target else rules.check_actual(rule, value)
    if problem:
        raise CellRefused(problem_sentence(problem))
    return value


def _points(score: Score, text: str) -> Decimal | None:
    criterion = score.criterion
    value = _passed_or_failed(text, criterion.maximum) if criterion.rule == rules.PASS_FAIL else None
    if value is None:
        value = parse_number(text)
    problem = None if value is None else rules.check(criterion.rule, value, criterion.maximum)
    if problem:
        raise CellRefused(problem_sentence(problem))
    return value


def _passed_or_failed(text: str, maximum: Decimal) -> Decimal | None:
    """The points of a word: `đ` or `x` for passed, `k` for failed; None when it is no such word."""
    word = " ".join(folded(text).split())
    return maximum if word in PASSED else Decimal(0) if word in FAILED else None


EACH, WHOLE, PREVIEW = "each", "whole", "preview"
MOST_CELLS = 5000


class Malformed(ValueError):
    """Something that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class CellsForm:
    """What a grid sends: its cells, all of one round, and what its page knows.

    `mode`: each cell by itself, the whole or nothing, or only a preview. `person` is whose page it is,
    `version` the history it has seen, `decimals` those of its points.
    """

    cells: list[Sent]
    entering: Round
    mode: str = EACH
    person: int | None = None
    version: int | None = None
    decimals: int | None = None

    @classmethod
    def of(cls, data: Any) -> CellsForm:
        """From JSON that was read already. Raises `Malformed`."""
        if not isinstance(data, dict) or data.get("mode", EACH) not in (EACH, WHOLE, PREVIEW):
            raise Malformed
        sent = data.get("cells")
        if not isinstance(sent, list) or not 0 < len(sent) <= MOST_CELLS:
            raise Malformed
        cells = [_sent(one) for one in sent]
        known = {name: data.get(name) for name in ("person", "version", "decimals")}
        if len({cell.round for cell in cells}) != 1 or len({cell.key for cell in cells}) != len(cells):
            raise Malformed
        if any(not isinstance(value, int | None) for value in known.values()):
            raise Malformed
        return cls(cells, cells[0].round, data.get("mode", EACH), **known)


def _sent(one: Any) -> Sent:
    if not isinstance(one, dict) or not isinstance(one.get("score"), int) or one.get("field") not in COLUMNS:
        raise Malformed
    if not isinstance(one.get("value"), str) or not isinstance(one.get("seal"), str):
        raise Malformed
    return Sent(one["score"], one["field"], one["value"], one["seal"])
