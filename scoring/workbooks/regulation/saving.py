"""Writing the plan of a regulation: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop

from blocs import audit
from scoring.core.tree import ZERO, Kind
from scoring.models import Criterion, Regulation
from scoring.workbooks.regulation.lines import Line
from scoring.workbooks.regulation.plan import RegulationPlan
from scoring.workbooks.regulation.settings import field_named, shown_setting
from scoring.workbooks.regulation.structure import counts
from scoring.workbooks.regulation.terms import LABELS, save_terms, shown_terms


@transaction.atomic
def save_regulation(plan: RegulationPlan, user: Any) -> Regulation:
    """Write a plan that was made in the same transaction: replace criteria, settings and lists."""
    title = Regulation.default_title(plan.bloc_year.year)
    regulation = plan.current or Regulation(bloc_year=plan.bloc_year, title=title)
    changes, terms = _changes(plan, regulation), plan.terms
    for name, value in plan.settings.fields.items():
        setattr(regulation, name, value)
    regulation.save()
    regulation.criteria.all().delete()
    created = dict(_criteria(regulation, plan.roots))
    Criterion.objects.grow(created.values())
    save_terms(regulation, terms, created)
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
            parameters=line.parameters,
            kind=line.kind if parent is None else Kind.BASE,
            measure=line.measure,
            needs_evidence=line.needs_evidence,
            is_off=line.is_off,
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
            with audit.in_record_language():
                texts = shown_setting(name, stored), shown_setting(name, value)
            changes.append(audit.change(label, *texts))
    then, now = plan.terms, plan.terms_now
    for name, label in LABELS.items():
        if now[name] != then[name]:
            with audit.in_record_language():
                texts = shown_terms(name, now[name]), shown_terms(name, then[name])
            changes.append(audit.change(label, *texts))
    return changes
