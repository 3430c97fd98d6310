"""What a unit registered last suggests for this year: lines to copy, targets still missing, last results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext, gettext_noop

from blocs import audit
from blocs.models.years import years_later
from blocs.text import folded
from pledges.models import Movement, Registration, Target, TargetResult, TitleRegistration
from pledges.models.periods import Period
from pledges.models.titles import Holder

COMMITMENTS = ("party_cell", "union", "youth_union")


def copy(registration: Registration, source: Registration, user: Any) -> None:
    """Take over what the unit registered last.

    Not the times of its movements, which lie in another year, and not the titles of persons: who strives for
    one says so anew every year.
    """
    Target.objects.bulk_create(_targets(registration, source, list(source.targets.all())))
    Movement.objects.bulk_create(
        Movement(registration=registration, position=line.position, name=line.name, aim=line.aim)
        for line in source.movements.all()
    )
    collective = source.titles.filter(title__holder=Holder.COLLECTIVE, title__is_offered=True)
    _copy_titles(registration, list(collective))
    for name in COMMITMENTS:
        setattr(registration, name, getattr(registration, name) or getattr(source, name))
    registration.save(update_fields=COMMITMENTS)
    with audit.in_record_language():
        change = audit.change(gettext_noop("copied from"), "", str(source))
    audit.record(user, registration, audit.Action.CHANGE, changes=[change])


def missing(registration: Registration, source: Registration) -> list[Target]:
    """The targets of `source` whose content is not registered now, in their order."""
    there = {_same(target.content) for target in registration.targets.all()}
    return [target for target in source.targets.all() if _same(target.content) not in there]


def add(
    registration: Registration, source: Registration, chosen: Iterable[Target], user: Any
) -> list[Target]:
    """Add targets of `source` at the end, as they are suggested."""
    last = registration.targets.aggregate(last=Max("position"))["last"] or 0
    lines = _targets(registration, source, list(chosen))
    for position, line in enumerate(lines, start=last + 1):
        line.position = position
    added = Target.objects.bulk_create(lines)
    changes = [audit.change(gettext_noop("added"), "", line.content, of=line.content) for line in added]
    if changes:
        audit.record(user, registration, audit.Action.CHANGE, changes=changes)
    return added


def without_last_year(registration: Registration, source: Registration) -> list[tuple[Target, str]]:
    """Targets whose last result is not entered though it is known, each with it."""
    if not _is_last_year(registration, source):
        return []
    known = {_same(result.target.content): result.value for result in _results(source.targets.all())}
    empty = [target for target in registration.targets.all() if not target.last_year]
    return [(target, known[_same(target.content)]) for target in empty if _same(target.content) in known]


def fill_last_year(registration: Registration, source: Registration, user: Any) -> int:
    """Enter the results of last year where nothing stands."""
    found = without_last_year(registration, source)
    for target, value in found:
        target.last_year = value
        target.save(update_fields=["last_year"])
    changes = [
        audit.change(gettext_noop("last year's result"), "", value, of=target.content)
        for target, value in found
    ]
    if changes:
        audit.record(user, registration, audit.Action.CHANGE, changes=changes)
    return len(found)


def _targets(registration: Registration, source: Registration, lines: list[Target]) -> list[Target]:
    """New targets like `lines`: the plan to start from is last year's, the deadline its day in this year."""
    results = {result.target_id: result.value for result in _results(lines)}
    is_last_year, year = _is_last_year(registration, source), registration.bloc_year.year
    return [
        Target(
            registration=registration,
            position=line.position,
            content=line.content,
            measure=line.measure,
            last_year=_last_year(line, results.get(line.pk, "")) if is_last_year else "",
            plan=line.plan,
            due=line.due and years_later(line.due, year - line.due.year),
            note=line.note,
        )
        for line in lines
    ]


def _last_year(line: Target, result: str) -> str:
    """What came of the target; not known yet, its plan, and that it is no more than that."""
    if result or not line.plan:
        return result
    with audit.in_record_language():
        return (gettext("%(plan)s (plan)") % {"plan": line.plan})[:120]


def _results(lines: Iterable[Target]) -> Iterable[TargetResult]:
    found = TargetResult.objects.filter(target__in=lines, period=Period.YEAREND)
    return found.select_related("target")


def _copy_titles(registration: Registration, lines: list[TitleRegistration]) -> None:
    there = set(registration.titles.values_list("title", "holder"))
    TitleRegistration.objects.bulk_create(
        TitleRegistration(
            registration=registration, position=line.position, title=line.title, holder=line.holder
        )
        for line in lines
        if (line.title_id, line.holder) not in there
    )


def _is_last_year(registration: Registration, source: Registration) -> bool:
    return source.bloc_year.year == registration.bloc_year.year - 1


def _same(content: str) -> str:
    """Contents that differ only in capitals, marks or spaces are one target."""
    return " ".join(folded(content).split())
