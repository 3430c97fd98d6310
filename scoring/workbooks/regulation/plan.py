"""What a workbook would do to a year's regulation; writes nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from blocs.models import BlocYear
from scoring.core.tree import Kind, Tree
from scoring.models import Regulation, Score
from scoring.models.regulation import SETTINGS
from scoring.results import keys_of
from scoring.workbooks.findings import Findings
from scoring.workbooks.reading import sheets_of
from scoring.workbooks.regulation.layout import ALIASES, CRITERIA_SHEET, REQUIRED
from scoring.workbooks.regulation.lines import Line, lines_of
from scoring.workbooks.regulation.parameters import canonical
from scoring.workbooks.regulation.settings import Settings, settings_of
from scoring.workbooks.regulation.structure import Counts, counts, roots_of, tree_of_lines, walk
from scoring.workbooks.regulation.terms import Terms, shown_terms, stored_terms
from scoring.workbooks.tables import check_shape, find_table

EMPTY = Tree(())
FACTS = ("name", "maximum", "rule", "parameters", "measure", "needs_evidence", "kind", "is_off")
Facts = dict[str, Any]


@dataclass(slots=True)
class RegulationPlan:
    """What a workbook says and what follows. `tree` is empty when the file is refused.

    `facts_now` and `terms_now` are what stood there when the plan was made.
    """

    bloc_year: BlocYear
    file_name: str
    current: Regulation | None
    facts_now: dict[str, Facts]
    terms_now: Terms
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
        stored = [getattr(now, name) for name in (*SETTINGS, "state", "version")] if now else None
        lists = [self.terms_now, self.terms]
        facts = [list(self.facts_now.items()), list(self.facts_then().items())]
        data = [stored, facts, lists, self.settings.fields]
        return hashlib.sha256(json.dumps(data, default=str, sort_keys=True).encode()).hexdigest()

    @property
    def terms(self) -> Terms:
        """The lists after the import: those of the sheet, else those stored, as far as criteria remain."""
        there = {node.key for _level, node in self.tree.walk()}
        ties = [row for row in self.terms_now["tie_breaks"] if not row[1] or row[1] in there]
        return self.terms_now | {"tie_breaks": ties} | self.settings.terms

    def facts_then(self) -> dict[str, Facts]:
        """What the workbook says about every criterion, by key in the order of the table."""
        return {line.path: _facts(line, is_root=level == 1) for level, line in walk(self.roots)}

    def differences(self) -> tuple[list[str], list[str], list[str]]:
        """The keys that come, go, and change in anything but their place."""
        before, after = self.facts_now, self.facts_then()
        changed = [key for key in after if key in before and before[key] != after[key]]
        return (
            [key for key in after if key not in before],
            [key for key in before if key not in after],
            changed,
        )

    @property
    def reordered(self) -> bool:
        """Whether criteria that stay stand in another order."""
        before, after = list(self.facts_now), list(self.facts_then())
        return [key for key in before if key in after] != [key for key in after if key in before]


def _facts_of(regulation: Regulation | None) -> dict[str, Facts]:
    """What is stored about every criterion, by key in the order of the table."""
    if regulation is None:
        return {}
    criteria = list(regulation.criteria.all())
    keys = keys_of(criteria)
    by_key = {keys[criterion.pk]: criterion for criterion in criteria}
    walked = regulation.tree.walk()
    return {node.key: _facts(by_key[node.key], is_root=level == 0) for level, node in walked}


def _facts(source: Any, *, is_root: bool) -> Facts:
    """What a criterion, or a line of the workbook, says; comparable. Only the kind of a root counts."""
    facts = {name: getattr(source, name) for name in FACTS}
    facts["parameters"] = canonical(facts["parameters"])
    facts["maximum"] = f"{(facts['maximum'] or 0):.2f}"
    facts["kind"] = str(Kind(facts["kind"])) if is_root else str(Kind.BASE)
    return facts


def regulation_plan(bloc_year: BlocYear, content: bytes, file_name: str) -> RegulationPlan:
    """Read a workbook against the year as it stands; writes nothing. Raises `Unreadable`."""
    current = Regulation.objects.filter(bloc_year=bloc_year).first()
    plan = RegulationPlan(bloc_year, file_name, current, _facts_of(current), stored_terms(current))
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
    if "tie_breaks" in plan.settings.terms:
        return
    kept = plan.terms["tie_breaks"]
    lost = [row for row in plan.terms_now["tie_breaks"] if row not in kept]
    if lost:
        words = _("These tie-breaks go, because their criteria are no longer there: %(keys)s.")
        plan.findings.notice(words % {"keys": shown_terms("tie_breaks", lost)})
