"""What a workbook of scores would change, line by line, with the totals before and after; writes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.models import BlocYear
from scoring.core.evaluation import Entry
from scoring.core.tally import Tally, tally
from scoring.models import Ranking, Regulation, Score, ScoreSheet
from scoring.models.rankings import RankingState
from scoring.models.scoresheets import SheetState
from scoring.results import keys_of, rules_of
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Unreadable
from scoring.workbooks.scores.grid import Scope
from scoring.workbooks.scores.layout import Round
from scoring.workbooks.scores.reading import Entries, Given, entries_of


@dataclass(slots=True)
class SheetPlan:
    """The changes of one unit's sheet: per line the new values by field."""

    sheet: ScoreSheet
    lines: dict[str, Score]
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many lines change."""
        return len(self.changes)


@dataclass(slots=True)
class ScoresPlan:
    """Everything a workbook would do."""

    scope: Scope
    file_name: str
    reason: str
    findings: Findings = field(default_factory=Findings)
    sheets: list[SheetPlan] = field(default_factory=list)

    @property
    def bloc_year(self) -> BlocYear:
        """The year it is about."""
        return self.scope.bloc_year

    @property
    def count(self) -> int:
        """How many lines change in all sheets."""
        return sum(plan.count for plan in self.sheets)

    @property
    def digest(self) -> str:
        """A mark of exactly these changes from exactly these values."""
        data = [
            [
                plan.sheet.pk,
                plan.sheet.state,
                key,
                [[name, getattr(plan.lines[key], name), value] for name, value in new.items()],
            ]
            for plan in self.sheets
            for key, new in plan.changes.items()
        ]
        text = json.dumps([self.scope.round, self.scope.regulation.version, data], default=_plain)
        return hashlib.sha256(text.encode()).hexdigest()

    def tallies(self, plan: SheetPlan) -> tuple[Tally, Tally]:
        """The unit's result by the scores of this round, before and after."""
        before = {key: self._entry(score, {}) for key, score in plan.lines.items()}
        after = {key: self._entry(score, plan.changes.get(key, {})) for key, score in plan.lines.items()}
        return self._tally(before), self._tally(after)

    def _entry(self, score: Score, new: dict[str, Any]) -> Entry:
        points = new.get("self_score", score.self_score)
        if self.scope.round == Round.REVIEW:
            reviewed = new.get("reviewed_score", score.reviewed_score)
            points = points if reviewed is None else reviewed
        return Entry(points, new.get("assigned", score.assigned))

    def _tally(self, entries: dict[str, Entry]) -> Tally:
        rules = rules_of(self.scope.regulation)
        return tally(
            self.scope.regulation.tree,
            entries,
            rounding=rules.rounding,
            bonus_may_exceed=rules.bonus_may_exceed,
        )


def _plain(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def scores_plan(  # noqa: PLR0913  # what the file is read as, and by which rules
    bloc_year: BlocYear,
    round_: Round,
    content: bytes,
    file_name: str,
    reason: str = "",
    *,
    by_operator: bool = False,
) -> ScoresPlan:
    """Read a workbook against the sheets as they stand. Raises `Unreadable`.

    The operator brings in reviews of a paper on which nobody pressed a button: into every sheet not approved.
    """
    regulation = Regulation.objects.filter(bloc_year=bloc_year).first()
    if regulation is None or not regulation.is_adopted:
        raise Unreadable(
            _(
                "The regulation is not adopted yet. Adopt it on its page, or with the command "
                "import_regulation and its options --adopt and --user."
            )
        )
    reason = reason.strip() or _("According to the review table in the file %(file)s") % {"file": file_name}
    plan = ScoresPlan(Scope(bloc_year, regulation, round_), file_name, reason)
    if Ranking.objects.filter(bloc_year=bloc_year, state=RankingState.PUBLISHED).exists():
        plan.findings.refuse(_("The ranking is published; its scores no longer change."))
    entries = entries_of(content, plan.scope, plan.findings)
    plan.sheets = _sheet_plans(plan, entries)
    _refuse_closed(plan, by_operator)
    return plan


def _sheet_plans(plan: ScoresPlan, entries: Entries) -> list[SheetPlan]:
    """The plans of the sheets that the workbook speaks of, in the order of the year; two queries."""
    units = {unit for unit, _key in entries.points} | {unit for unit, _key in entries.texts}
    keys = keys_of(list(plan.scope.regulation.criteria.all()))
    found = plan.scope.bloc_year.score_sheets.select_related("unit").prefetch_related("scores__criterion")
    sheets = {sheet.unit_id: sheet for sheet in found}
    plans = []
    for unit in (unit for unit in plan.scope.bloc_year.members if unit.pk in units):
        if unit.pk not in sheets:
            plan.findings.refuse(_("%(unit)s has no score sheet yet.") % {"unit": unit})
            continue
        sheets[unit.pk].bloc_year = plan.scope.bloc_year
        scores = {keys[score.criterion_id]: score for score in sheets[unit.pk].scores.all()}
        leaves = plan.scope.regulation.tree.leaves()
        lines = {leaf.key: scores[leaf.key] for leaf in leaves if leaf.key in scores}
        if len(lines) < len(leaves):
            plan.findings.refuse(_("The score sheet of %(unit)s lacks lines.") % {"unit": unit})
        sheet_plan = SheetPlan(sheets[unit.pk], lines)
        _fill(sheet_plan, plan, entries)
        plans.append(sheet_plan)
    return plans


def _fill(sheet_plan: SheetPlan, plan: ScoresPlan, entries: Entries) -> None:
    unit = sheet_plan.sheet.unit_id
    for key, score in sheet_plan.lines.items():
        given, text = entries.points.get((unit, key)), entries.texts.get((unit, key), "")
        new = _new_values(score, given, text, plan)
        changed = {name: value for name, value in new.items() if value != getattr(score, name)}
        if changed:
            sheet_plan.changes[key] = changed


def _new_values(score: Score, given: Given | None, text: str, plan: ScoresPlan) -> dict[str, Any]:
    """What the workbook puts into a line; a review that differs and has no reason gets the general one."""
    round_ = plan.scope.round
    new: dict[str, Any] = {round_.text_field: text} if text else {}
    if given is None:
        return new
    new["assigned"] = given.assigned
    if not given.assigned:
        return new
    new[round_.points_field] = given.points
    differs = round_ == Round.REVIEW and given.points != score.self_score
    if differs and not text and not score.review_reason:
        new["review_reason"] = plan.reason
    return new


def _refuse_closed(plan: ScoresPlan, by_operator: bool) -> None:
    """Self scores go into sheets that are the unit's turn, reviewed scores into those that are submitted."""
    changing: Iterable[ScoreSheet] = [sheet_plan.sheet for sheet_plan in plan.sheets if sheet_plan.changes]
    if plan.scope.round == Round.SELF:
        closed = [sheet for sheet in changing if not sheet.awaits_unit]
        words = _(
            "Self scores can no longer be changed, because these sheets are submitted or approved: %(units)s."
        )
    elif by_operator:
        closed = [sheet for sheet in changing if sheet.state == SheetState.APPROVED]
        words = _("Reviewed scores can no longer be changed, because these sheets are approved: %(units)s.")
    else:
        closed = [sheet for sheet in changing if sheet.state != SheetState.SUBMITTED]
        words = _("Only submitted sheets are reviewed; these are not submitted, or approved: %(units)s.")
    if closed:
        plan.findings.refuse(words % {"units": "; ".join(sheet.unit.short_name for sheet in closed)})
