"""The cells of one line: what is typed in them, what is computed, and what can only be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.formats import number, signed, typed
from blocs.seals import seal
from scoring.core.rules import RULES, takes_target
from scoring.core.tally import Points
from scoring.core.tree import ZERO, Kind, Node
from scoring.grids.columns import MEASURE, POINTS, TEXT, Column
from scoring.models import Score
from scoring.rounds import Round

INPUT, WORDS, SHOWN, INERT = "input", "words", "shown", "inert"
ByRound = Mapping[Round, Points]
_NOTES = {
    "no_target": gettext_lazy("no target yet"),
    "waiting": gettext_lazy("waits for the unit's answer"),
}


@dataclass(slots=True)
class GridCell:
    """A cell as the page draws it.

    `kind`: an input, a field for words, something shown, or inert (nothing can ever stand here). `text` is
    what stands in it, `hint` the computed points where none are typed, `note` a few words below them.
    `figure` names what changes when other cells do, `name` the input (`field-line-seal`).
    """

    column: Column
    kind: str
    text: str = ""
    css: str = ""
    figure: str = ""
    hint: str = ""
    note: str = ""
    name: str = ""
    error: str = ""

    @property
    def shown(self) -> str:
        """What is read in it: what was typed, else what was computed."""
        return self.text or self.hint

    @property
    def state(self) -> list[str]:
        """What changes in the cell when other cells do: the text or the hint, the look, the note."""
        return [self.hint if self.kind == INPUT else self.text, self.css, self.note]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of the table with its line of the sheet (None when the sheet has none) and its points by round.

    `demanded` when it has to be scored, `decimals` are those of the columns of points.
    """

    pk: int
    node: Node
    score: Score | None
    points: ByRound
    kind: Kind
    demanded: bool
    decimals: int

    @property
    def is_open(self) -> bool:
        """Whether anything can be given here: assigned, and not switched off for the year."""
        return self.score is not None and self.points[Round.SELF].assigned

    def takes(self, field: str) -> bool:
        """Whether a number or text can be given in `field` under the rule of this leaf."""
        rule = RULES[self.node.rule] if self.node.rule else None
        if field == "target":
            return takes_target(self.node.rule, self.node.parameters)
        return not field.endswith("actual") or bool(rule and rule.is_measured)

    def cell(self, column: Column, entering: Round | None) -> GridCell:
        """The cell of a column."""
        if column.kind == POINTS:
            return self._points(column, entering == column.round)
        if not self.is_open or not self.takes(column.name):
            return GridCell(column, INERT, css="is-inert num" if column.kind == MEASURE else "is-inert")
        value = getattr(self.score, column.name)
        if entering == column.round:
            text, kind = typed_as(column, value), WORDS if column.kind == TEXT else INPUT
            return GridCell(column, kind, text, "num" if kind == INPUT else "", name=self._name(column))
        if column.kind == TEXT:
            return GridCell(column, SHOWN, value, "words")
        return GridCell(column, SHOWN, number(value), "num")

    def _name(self, column: Column) -> str:
        score: Any = self.score
        return f"{column.name}-{score.pk}-{seal(getattr(score, column.name))}"

    def _points(self, column: Column, entering: bool) -> GridCell:
        """Points typed or computed; in the last column those that stand."""
        figure, points = f"{column.name}-{self.pk}", self.points[column.round]
        if not self.is_open:
            words = "" if column.round != Round.SELF else self.absence()
            return GridCell(column, SHOWN, words, "num is-unassigned", figure)
        given = None if column.round == Round.FINAL else getattr(self.score, column.name)
        shown, css = number(points.value, self.decimals), ["num", *self._look(column, points, given)]
        cell = GridCell(column, SHOWN, shown, " ".join(css), figure, note=self._note(column, points))
        if not entering:
            cell.text = shown or self._empty(column)
            return cell
        cell.kind, cell.name, cell.hint = INPUT, self._name(column), shown if given is None else ""
        cell.text = "" if given is None else typed(given, self.decimals)
        return cell

    def absence(self) -> str:
        """Why nothing can be given here."""
        return _("not assigned") if self.score and not self.score.assigned else _("not applied")

    def _look(self, column: Column, points: Points, given: Decimal | None) -> list[str]:
        """Classes that say how the points came about."""
        look = []
        if column.round != Round.FINAL and RULES[self.node.rule].is_measured and points.value is not None:
            look.append("is-computed" if given is None else "is-given")
        if column.round == Round.FINAL:
            look.append("final")
        elif points.value is None and self._is_due(column):
            look.append("is-missing")
        return look

    def _is_due(self, column: Column) -> bool:
        """Whether the round still has to say something here."""
        return self.demanded or bool(column.round == Round.REVIEW and self.score and self.score.is_scored)

    def _empty(self, column: Column) -> str:
        """What is read where there are no points."""
        if column.round == Round.SELF and self.demanded:
            return _("not scored")
        return ""

    def _note(self, column: Column, points: Points) -> str:
        """A few words below the points: what was computed, what is lacking, how far from the unit's own."""
        last, notes = points.working[-1], []
        if last.operation == "overridden":
            computed = number(Decimal(last.fact("computed")), self.decimals)
            notes.append(_("computed: %(points)s") % {"points": computed})
        if last.operation in _NOTES:
            notes.append(str(_NOTES[last.operation]))
        if column.round == Round.REVIEW and (difference := self._difference()):
            notes.append(difference)
        return " · ".join(notes)

    def _difference(self) -> str:
        """How far the reviewed points lie from the unit's own; an empty one is nothing claimed."""
        theirs = self.points[Round.REVIEW].value
        own = self.points[Round.SELF].value
        if theirs is None or theirs == (own or ZERO):
            return ""
        return signed(theirs - (own or ZERO), self.decimals)


def section_cell(column: Column, pk: int, value: Decimal | None, decimals: int, taken_off: bool) -> GridCell:
    """What a section adds up to; `taken_off` from the total, as deductions are."""
    text = ("−" if taken_off and value else "") + number(value, decimals)
    css = "num final" if column.round == Round.FINAL else "num"
    return GridCell(column, SHOWN, text, css, f"{column.name}-{pk}")


def typed_as(column: Column, value: Any) -> str:
    """A stored value as it stands in its input."""
    if value is None:
        return ""
    return typed(value) if isinstance(value, Decimal) else str(value)
