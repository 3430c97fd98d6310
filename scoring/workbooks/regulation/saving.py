"""What a workbook would do to a year's regulation, and doing it: all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.models import BlocYear
from scoring.core.tree import ZERO, Kind, Node, Tree
from scoring.models import Criterion, Regulation, Score, TieBreak
from scoring.results import keys_of
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import sheets_of
from scoring.workbooks.regulation.layout import ALIASES, CRITERIA_SHEET, REQUIRED
from scoring.workbooks.regulation.lines import Line, lines_of
from scoring.workbooks.regulation.settings import Settings, field_named, settings_of
from scoring.workbooks.regulation.structure import Counts, counts, roots_of, tree_of_lines
from scoring.workbooks.tables import check_shape, find_table

EMPTY = Tree(())


@dataclass(slots=True)
class RegulationPlan:
    """What a workbook says and what follows. `tree` is empty when the file is refused."""

    bloc_year: BlocYear
    file_name: str
    current: Regulation | None
    findings: Findings = field(default_factory=Findings)
    settings: Settings = field(default_factory=Settings)
    roots: list[Line] = field(default_factory=list)
    tree: Tree = EMPTY

    @property
    def current_tree(self) -> Tree:
        """The criteria that would be replaced."""
        return self.current.tree if self.current else EMPTY

    @property
    def counts(self) -> Counts:
        """The size of what the workbook brings."""
        return counts(self.tree)

    @property
    def digest(self) -> str:
        """A mark of exactly this change: what stands now, what comes, and the settings on both sides."""
        now = self.current
        stored = [getattr(now, name) for name in (*_SETTINGS, "state", "version")] if now else None
        data = [stored, _plain(self.current_tree), _plain(self.tree), self.tie_breaks, self.settings.fields]
        return hashlib.sha256(json.dumps(data, default=str, sort_keys=True).encode()).hexdigest()

    @property
    def tie_breaks(self) -> list[str]:
        """The tie-breaks after the import: those of the sheet, else those stored whose criteria remain."""
        if self.settings.tie_breaks is not None:
            return self.settings.tie_breaks
        there = {node.key for _level, node in self.tree.walk()}
        return [key for key in stored_tie_breaks(self.current) if key in there]

    def differences(self) -> tuple[list[str], list[str], list[str]]:
        """The keys that come, go, and change in name, maximum, rule or kind."""
        before, after = _by_key(self.current_tree), _by_key(self.tree)
        changed = [key for key in after if key in before and before[key] != after[key]]
        return (
            [key for key in after if key not in before],
            [key for key in before if key not in after],
            changed,
        )


_SETTINGS = ("title", "number", "issued_on", "decimals", "rounding", "bonus_may_exceed")


def stored_tie_breaks(regulation: Regulation | None) -> list[str]:
    """The paths of the tie-breaks of a regulation, in order."""
    if regulation is None:
        return []
    keys = keys_of(list(regulation.criteria.all()))
    return [keys[tie.criterion_id] for tie in regulation.tie_breaks.all() if tie.criterion_id]


def _plain(tree: Tree) -> list[list[str]]:
    return [[str(level), node.key, *_facts(node)] for level, node in tree.walk()]


def _facts(node: Node) -> tuple[str, ...]:
    return node.name, f"{node.maximum.normalize():f}", node.rule, node.kind


def _by_key(tree: Tree) -> dict[str, tuple[str, ...]]:
    return {node.key: _facts(node) for _level, node in tree.walk()}


def regulation_plan(bloc_year: BlocYear, content: bytes, file_name: str) -> RegulationPlan:
    """Read a workbook against the year as it stands; writes nothing. Raises `Unreadable`."""
    plan = RegulationPlan(bloc_year, file_name, Regulation.objects.filter(bloc_year=bloc_year).first())
    sheets = sheets_of(content)
    table = find_table(sheets, CRITERIA_SHEET, ALIASES, REQUIRED)
    check_shape(table, plan.findings)
    lines = lines_of(table, plan.findings)
    plan.roots = roots_of(lines, plan.findings)
    plan.settings = settings_of(sheets, lines, plan.findings)
    for sentence in _obstacles(plan.current):
        plan.findings.refuse(sentence)
    if not plan.findings.refused:
        plan.tree = tree_of_lines(plan.roots)
        _tell_dropped_tie_breaks(plan)
    return plan


def _obstacles(regulation: Regulation | None) -> list[str]:
    if regulation is None:
        return []
    if regulation.is_adopted:
        return [_("The regulation is adopted and frozen. Reopen it as a new draft first.")]
    if Score.objects.filter(criterion__regulation=regulation).exists():
        return [_("Score sheets already stand on this draft.")]
    return []


def _tell_dropped_tie_breaks(plan: RegulationPlan) -> None:
    lost = [key for key in stored_tie_breaks(plan.current) if key not in plan.tie_breaks]
    if lost and plan.settings.tie_breaks is None:
        words = _("These tie-breaks go, because their criteria are no longer there: %(keys)s.")
        plan.findings.notice(words % {"keys": "; ".join(lost)})


@transaction.atomic
def save_regulation(plan: RegulationPlan, user: Any) -> Regulation:
    """Write a plan that was made in the same transaction: replace criteria, settings and tie-breaks."""
    title = Regulation.default_title(plan.bloc_year.year)
    regulation = plan.current or Regulation(bloc_year=plan.bloc_year, title=title)
    changes = _changes(plan, regulation)
    ties = plan.tie_breaks
    for name, value in plan.settings.fields.items():
        setattr(regulation, name, value)
    regulation.save()
    regulation.criteria.all().delete()
    created = dict(_criteria(regulation, plan.roots))
    Criterion.objects.grow(created.values())
    TieBreak.objects.bulk_create(
        TieBreak(regulation=regulation, criterion=created[key], position=place)
        for place, key in enumerate(ties, start=1)
    )
    audit.record(user, regulation, audit.Action.IMPORT, changes=changes)
    return regulation


def _criteria(
    regulation: Regulation, family: list[Line], parent: Criterion | None = None
) -> Iterator[tuple[str, Criterion]]:
    """Path and criterion, not stored yet, from the top down."""
    for position, line in enumerate(family, start=1):
        criterion = Criterion(
            regulation=regulation,
            parent=parent,
            position=position,
            code=line.code,
            name=line.name,
            maximum=line.maximum or ZERO,
            rule=line.rule,
            kind=line.kind if parent is None else Kind.BASE,
        )
        yield line.path, criterion
        yield from _criteria(regulation, line.children, criterion)


def _changes(plan: RegulationPlan, regulation: Regulation) -> list[audit.Change]:
    """The file, the counts before and after, and the general rules that change."""
    before = str(counts(plan.current_tree)) if plan.current else ""
    changes = [
        audit.change(gettext_noop("file"), "", plan.file_name),
        audit.change(gettext_noop("criteria"), before, str(plan.counts)),
    ]
    for name, value in plan.settings.fields.items():
        stored = getattr(regulation, name)
        if stored != value:
            with translation.override("en"):  # the history keeps the English word
                label = str(field_named(name).verbose_name)
            old, new = audit.shown(stored), audit.shown(value)
            changes.append(audit.change(label, old, new))
    ties = [stored_tie_breaks(plan.current), plan.tie_breaks]
    if ties[0] != ties[1]:
        changes.append(audit.change(gettext_noop("tie-breaks"), *("; ".join(keys) for keys in ties)))
    return changes
