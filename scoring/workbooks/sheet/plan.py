"""What a unit's workbook would do: cell by cell, compared with what stood there and what stands there now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.seals import seal
from scoring.core.tally import Tally
from scoring.models import Score, ScoreSheet
from scoring.models.entries import Cell
from scoring.results import keyed_scores, peers_of, sheet_tally
from scoring.rounds import Round
from scoring.workbooks.findings import Findings
from scoring.workbooks.scores.forecast import Forecast, changed, forecast
from scoring.workbooks.sheet.layout import entered
from scoring.workbooks.sheet.memory import comparable
from scoring.workbooks.sheet.merge import UNKNOWN, Verdict, verdict
from scoring.workbooks.sheet.reading import Filled, filled


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is not the same everywhere; `base` is `UNKNOWN` in a workbook without memory."""

    key: str
    score: Score
    field: str
    base: Any
    mine: Any
    server: Any
    verdict: Verdict
    closed: bool = False  # its line is not assigned (any longer)

    @property
    def name(self) -> str:
        """The cell's name in the page's form."""
        return f"{self.field}-{self.score.pk}"

    @property
    def cell(self) -> Cell:
        """Mine, to be written over exactly what stands there now."""
        return Cell(self.score.pk, self.field, self.mine, seal(self.server))


@dataclass(slots=True)
class SheetWorkbookPlan:
    """Everything a workbook would do with a sheet."""

    sheet: ScoreSheet
    round: Round
    file_name: str
    findings: Findings
    scores: Mapping[str, Score]
    has_memory: bool = True
    differences: list[Difference] = field(default_factory=list)

    def by(self, verdict: Verdict, *, closed: bool = False) -> list[Difference]:
        """The differences with this verdict, in the order of the table."""
        return [one for one in self.differences if one.verdict == verdict and one.closed == closed]

    @property
    def asked(self) -> list[Difference]:
        """What a person has to decide."""
        return self.by(Verdict.ASK)

    @property
    def taken(self) -> list[Difference]:
        """What is written without asking."""
        return self.by(Verdict.MINE)

    @property
    def closed(self) -> list[Difference]:
        """What cannot be written, because the line is not assigned to the unit."""
        return [one for one in self.differences if one.closed and one.verdict != Verdict.THEIRS]

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to write and nothing to ask."""
        return not self.asked and not self.taken

    @property
    def digest(self) -> str:
        """A mark of exactly what would be written and asked; what only others changed does no harm."""
        data = [
            [one.score.pk, one.field, one.mine, one.server, one.verdict, one.closed]
            for one in self.differences
            if one.verdict != Verdict.THEIRS
        ]
        text = json.dumps([self.sheet.pk, self.sheet.state, self.round, data], default=_plain)
        return hashlib.sha256(text.encode()).hexdigest()

    def tallies(self) -> tuple[Tally, Tally]:
        """The unit's points now, and with everything of mine."""
        peers = peers_of(self.sheet)
        new = self._changes()
        after = {key: changed(score, new.get(key, {})) for key, score in self.scores.items()}
        before = sheet_tally(self.sheet, self.round, self.scores, peers)
        return before, sheet_tally(self.sheet, self.round, after, peers)

    def forecast(self) -> Forecast:
        """The whole bloc now and with everything of mine; for those who may see it."""
        return forecast(self.sheet.bloc_year, self.round, [(self.sheet, self.scores, self._changes())], {})

    def _changes(self) -> dict[str, dict[str, Any]]:
        new: dict[str, dict[str, Any]] = {}
        for one in (*self.taken, *self.asked):
            new.setdefault(one.key, {})[one.field] = one.mine
        return new


def _plain(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def sheet_workbook_plan(
    sheet: ScoreSheet, round_: Round, content: bytes, file_name: str
) -> SheetWorkbookPlan:
    """Read a workbook against the sheet as it stands; writes nothing. Raises `Unreadable`."""
    findings = Findings()
    book = filled(content, sheet, round_, findings)
    plan = SheetWorkbookPlan(sheet, round_, file_name, findings, keyed_scores(sheet), book.memory is not None)
    if not findings.refused:
        order = [leaf.key for leaf in sheet.bloc_year.regulation.tree.leaves()]
        plan.differences = [one for key in order for one in _of_line(key, plan, book)]
    if not plan.has_memory:
        findings.notice(
            _(
                "The workbook has lost the hidden sheet with the figures it was made from; every difference "
                "is asked about."
            )
        )
    return plan


def _of_line(key: str, plan: SheetWorkbookPlan, book: Filled) -> Iterator[Difference]:
    """The cells of a line that are not the same everywhere."""
    score, mine = plan.scores.get(key), book.lines.get(key, {})
    if score is None:
        return
    remembered = book.memory.lines.get(key) if book.memory else None
    for column in (column for column in entered(plan.round) if column.name in mine):
        if remembered is not None and column.name not in remembered:
            continue  # a text too long: the workbook never held it
        base = UNKNOWN if remembered is None else comparable(remembered[column.name])
        server = getattr(score, column.name)
        found = verdict(base, mine[column.name], comparable(server))
        if found != Verdict.SAME and not (found == Verdict.THEIRS and not score.assigned):
            closed = not score.assigned
            yield Difference(key, score, column.name, base, mine[column.name], server, found, closed)
