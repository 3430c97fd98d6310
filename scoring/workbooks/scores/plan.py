"""What a workbook of scores would change, line by line, and in the whole bloc; writes nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from blocs.models import BlocYear, Unit
from scoring.models import Ranking, Regulation, Score, ScoreSheet
from scoring.models.rankings import RankingState
from scoring.results import keys_of
from scoring.rounds import Round
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import Unreadable
from scoring.workbooks.scores.changes import Terms, new_values
from scoring.workbooks.scores.exclusions import Excluded
from scoring.workbooks.scores.forecast import Forecast, forecast
from scoring.workbooks.scores.grid import Scope
from scoring.workbooks.scores.reading import Entries, entries_of
from scoring.workbooks.scores.turns import Actor, refuse_closed


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


@dataclass
class ScoresPlan:
    """Everything a workbook would do; `exclusions` are those that are new or other, by unit."""

    scope: Scope
    file_name: str
    findings: Findings = field(default_factory=Findings)
    sheets: list[SheetPlan] = field(default_factory=list)
    exclusions: list[tuple[Unit, Excluded]] = field(default_factory=list)

    @property
    def bloc_year(self) -> BlocYear:
        """The year it is about."""
        return self.scope.bloc_year

    @property
    def count(self) -> int:
        """How many lines change in all sheets."""
        return sum(plan.count for plan in self.sheets)

    @property
    def changes_nothing(self) -> bool:
        """Whether the workbook says what is stored already."""
        return not self.count and not self.exclusions

    @property
    def digest(self) -> str:
        """A mark of exactly these changes from exactly these values."""
        data: list[Any] = [
            [
                plan.sheet.pk,
                plan.sheet.state,
                key,
                [[name, getattr(plan.lines[key], name), value] for name, value in new.items()],
            ]
            for plan in self.sheets
            for key, new in plan.changes.items()
        ]
        data += [[unit.pk, one.reason, one.source] for unit, one in self.exclusions]
        text = json.dumps([self.scope.round, self.scope.regulation.version, data], default=_plain)
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def forecast(self) -> Forecast:
        """The whole bloc before and after."""
        sheets = [(plan.sheet, plan.lines, plan.changes) for plan in self.sheets]
        excluded = {unit.short_name: one.reason for unit, one in self.exclusions}
        return forecast(self.bloc_year, self.scope.round, sheets, excluded)


def _plain(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def scores_plan(
    bloc_year: BlocYear, round_: Round, content: bytes, file_name: str, actor: Actor
) -> ScoresPlan:
    """Read a workbook against the sheets as they stand. Raises `Unreadable`."""
    regulation = Regulation.objects.filter(bloc_year=bloc_year).first()
    if regulation is None or not regulation.is_adopted:
        raise Unreadable(
            _(
                "The regulation is not adopted yet. Adopt it on its page, or with the command "
                "import_regulation and its options --adopt and --user."
            )
        )
    plan = ScoresPlan(Scope(bloc_year, regulation, round_), file_name)
    if Ranking.objects.filter(bloc_year=bloc_year, state=RankingState.PUBLISHED).exists():
        plan.findings.refuse(_("The ranking is published; its scores no longer change."))
    entries = entries_of(content, plan.scope, plan.findings)
    given = _("According to the review table in the file %(file)s") % {"file": file_name}
    terms = Terms(round_, actor.reason.strip() or given, agreed=actor.agreed)
    plan.sheets = _sheet_plans(plan, entries, terms)
    plan.exclusions = _exclusions(plan, entries)
    refuse_closed([one.sheet for one in plan.sheets if one.changes], round_, actor, plan.findings)
    if not plan.findings.refused:
        _tell_kept_points(plan, entries)
        _tell_what_follows(plan)
    return plan


def _sheet_plans(plan: ScoresPlan, entries: Entries, terms: Terms) -> list[SheetPlan]:
    """The plans of the sheets that the workbook speaks of, in the order of the year; two queries."""
    keys = keys_of(list(plan.scope.regulation.criteria.all()))
    found = plan.bloc_year.score_sheets.select_related("unit").prefetch_related("scores__criterion")
    sheets = {sheet.unit_id: sheet for sheet in found}
    plans, wanted = [], entries.units
    for unit in (unit for unit in plan.bloc_year.members if unit.pk in wanted):
        if unit.pk not in sheets:
            plan.findings.refuse(_("%(unit)s has no score sheet yet.") % {"unit": unit})
            continue
        sheets[unit.pk].bloc_year = plan.bloc_year
        scores = {keys[score.criterion_id]: score for score in sheets[unit.pk].scores.all()}
        leaves = plan.scope.regulation.tree.leaves()
        lines = {leaf.key: scores[leaf.key] for leaf in leaves if leaf.key in scores}
        if len(lines) < len(leaves):
            plan.findings.refuse(_("The score sheet of %(unit)s lacks lines.") % {"unit": unit})
        sheet_plan = SheetPlan(sheets[unit.pk], lines)
        _fill(sheet_plan, entries, terms)
        plans.append(sheet_plan)
    return plans


def _fill(sheet_plan: SheetPlan, entries: Entries, terms: Terms) -> None:
    unit = sheet_plan.sheet.unit_id
    for key, score in sheet_plan.lines.items():
        new = new_values(score, entries, (unit, key), terms)
        changed = {name: value for name, value in new.items() if value != getattr(score, name)}
        if changed:
            sheet_plan.changes[key] = changed


def _exclusions(plan: ScoresPlan, entries: Entries) -> list[tuple[Unit, Excluded]]:
    """Those that are not stored yet, in the order of the year."""
    stored = {row.unit_id: Excluded(row.reason, row.source) for row in plan.bloc_year.exclusions.all()}
    return [
        (unit, entries.exclusions[unit.pk])
        for unit in plan.bloc_year.members
        if unit.pk in entries.exclusions and entries.exclusions[unit.pk] != stored.get(unit.pk)
    ]


def _tell_kept_points(plan: ScoresPlan, entries: Entries) -> None:
    """Where a result comes in and changes nothing, because points stand in place of the computed ones."""
    name = plan.scope.round.points_field
    for sheet_plan in plan.sheets:
        unit = sheet_plan.sheet.unit
        places = ((key, (unit.pk, key), score) for key, score in sheet_plan.lines.items())
        kept = [
            key
            for key, place, score in places
            if place in entries.actuals and place not in entries.points and getattr(score, name) is not None
        ]
        if kept:
            words = _(
                "%(unit)s keeps points given in place of computed ones on %(count)s criteria (%(keys)s)."
            )
            plan.findings.notice_of(words, unit.short_name, kept)


def _tell_what_follows(plan: ScoresPlan) -> None:
    """What is still missing or does not count afterwards, unit by unit; nothing is guessed in its place."""
    for sheet_plan in plan.sheets:
        unit = sheet_plan.sheet.unit.short_name
        by_cause: dict[str, list[str]] = {}
        for key, cause in plan.forecast.unscored(unit):
            by_cause.setdefault("no_target" if cause == "no_target" else "", []).append(key)
        by_cause["waiting"] = plan.forecast.waiting(unit)
        sentences = {
            "": _("%(unit)s has no points afterwards on %(count)s criteria (%(keys)s)."),
            "no_target": _("%(unit)s has results without a target on %(count)s criteria (%(keys)s)."),
            "waiting": _(
                "%(unit)s has not answered to %(count)s deductions, which do not count yet (%(keys)s)."
            ),
        }
        for cause, keys in by_cause.items():
            if keys:
                plan.findings.notice_of(sentences[cause], unit, keys)
