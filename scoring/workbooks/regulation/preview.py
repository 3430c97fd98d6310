"""What a page shows before a regulation is taken in: counts, sections, and every value that changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.core.tree import Kind, Tree
from scoring.models import Criterion
from scoring.models.criteria import Kind as KindChoice
from scoring.rule_wording import RULE_NAMES
from scoring.workbooks.differences import LINES_SHOWN, LineRow, shown
from scoring.workbooks.findings import listed
from scoring.workbooks.regulation.parameters import text_of
from scoring.workbooks.regulation.plan import RegulationPlan
from scoring.workbooks.regulation.settings import field_named, shown_setting
from scoring.workbooks.regulation.structure import Counts, counts
from scoring.workbooks.regulation.terms import LABELS, shown_terms


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A top section of the workbook; `kind` is blank for points of the table."""

    code: str
    name: str
    maximum: str
    kind: str
    leaves: int


@dataclass(frozen=True, slots=True)
class RegulationPreview:
    """What would become of the regulation; `lines` are the values that change, `more` those not shown."""

    now: Counts
    then: Counts
    sections: list[SectionRow]
    added: tuple[int, str]
    removed: tuple[int, str]
    changed: tuple[int, str]
    reordered: bool
    rules: list[LineRow]
    lines: list[LineRow]
    more: int

    @property
    def changes_nothing(self) -> bool:
        """Whether the workbook says what is stored already."""
        counted = (self.added, self.removed, self.changed)
        return not (self.reordered or self.rules or any(count for count, _keys in counted))


def regulation_preview(plan: RegulationPlan) -> RegulationPreview:
    """The counts before and after, the sections, and what differs."""
    added, removed, changed = ((len(keys), listed(keys)) for keys in plan.differences())
    lines = list(_lines(plan))
    return RegulationPreview(
        now=counts(plan.current_tree),
        then=plan.counts,
        sections=_sections(plan.tree),
        added=added,
        removed=removed,
        changed=changed,
        reordered=plan.reordered,
        rules=list(_rules(plan)),
        lines=lines[:LINES_SHOWN],
        more=max(0, len(lines) - LINES_SHOWN),
    )


def _sections(tree: Tree) -> list[SectionRow]:
    names = {Kind.BASE: "", Kind.BONUS: _("Bonus"), Kind.DEDUCTION: _("Deduction")}
    return [
        SectionRow(root.code, root.name, number(root.maximum), names[root.kind], len(Tree((root,)).leaves()))
        for root in tree.roots
    ]


def _lines(plan: RegulationPlan) -> Iterator[LineRow]:
    """The values that change on criteria that stay."""
    before, after = plan.facts_now, plan.facts_then()
    for key in plan.differences()[2]:
        for name, value in after[key].items():
            if before[key][name] != value:
                label = str(Criterion._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                of = f"{key} {after[key]['name']}"
                yield LineRow(of, label, _fact(name, before[key][name]), _fact(name, value))


def _fact(name: str, value: Any) -> str:
    if name == "parameters":
        return shown(text_of(value))
    if name == "rule":
        return shown(RULE_NAMES[value])
    if name == "kind":
        return str(KindChoice(value).label)
    return number(Decimal(value)) if name == "maximum" else shown(value)


def _rules(plan: RegulationPlan) -> Iterator[LineRow]:
    """The general rules and lists that change."""
    for name, value in plan.settings.fields.items():
        stored = getattr(plan.current, name) if plan.current else None
        if stored != value:
            label = str(field_named(name).verbose_name)
            before = shown_setting(name, stored) if plan.current else ""
            yield LineRow("", label, before or "–", shown_setting(name, value) or "–")
    now, then = plan.terms_now, plan.terms
    for name, label in LABELS.items():
        if now[name] != then[name]:
            before, after = shown_terms(name, now[name]), shown_terms(name, then[name])
            yield LineRow("", _(label), before or "–", after or "–")
