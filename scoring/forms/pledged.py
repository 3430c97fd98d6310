"""Which criterion takes its target and result from which target that a unit registered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs import audit
from blocs.seals import seal
from blocs.text import folded
from pledges.models import Registration, Target
from scoring.core.rules import RULES
from scoring.models import Criterion, PledgedTarget, Regulation
from scoring.models.pledged import Figure
from scoring.results import keys_of, printed

ALIKE = 0.6  # of the target's words stand in the criterion's name: it is suggested, never chosen
_WORD = re.compile(r"\w{2,}")


@dataclass(frozen=True, slots=True)
class Choice:
    """A measured criterion as it is chosen."""

    pk: int
    number: str
    name: str
    measure: str
    criterion: Criterion

    @property
    def label(self) -> str:
        """Number, name and unit of measure."""
        return f"{self.number} {self.name}" + (f" ({self.measure})" if self.measure else "")


@dataclass(slots=True)
class LinkRow:
    """A target, the criterion it feeds, the one that is suggested, and what would be taken."""

    target: Target
    link: PledgedTarget | None
    chosen: int | None
    suggested: Choice | None
    error: str = ""

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"target-{self.target.pk}"

    @property
    def refusals(self) -> list[str]:
        """Why plan or result are not taken, where the link is stored."""
        figures: Mapping[str, Figure] = self.link.figures if self.link else {}
        return [figure.refusal for figure in figures.values() if figure.refusal]


class LinksForm:
    """Every target of a registration with a choice of the year's measured criteria; sealed as a whole."""

    def __init__(self, registration: Registration, data: Mapping[str, str] | None = None) -> None:
        self.registration, self.data, self.problems = registration, data, list[str]()
        regulation: Regulation | None = getattr(registration.bloc_year, "regulation", None)
        self.choices = measured(regulation) if regulation else []
        targets = registration.targets.prefetch_related("results")
        links = PledgedTarget.objects.of_unit(registration.bloc_year, registration.unit)
        self._links = {link.target_id: link for link in links}
        self.rows = [self._row(target) for target in targets]
        self.seal = seal(*(f"{pk}:{link.criterion_id}" for pk, link in sorted(self._links.items())))

    def _row(self, target: Target) -> LinkRow:
        link = self._links.get(target.pk)
        row = LinkRow(target, link, link.criterion_id if link else None, suggestion(target, self.choices))
        if self.data is not None:
            sent = self.data.get(row.name, "")
            known = {str(choice.pk): choice.pk for choice in self.choices}
            row.chosen = known.get(sent)
            row.error = _("This criterion cannot be chosen any more.") if sent and not row.chosen else ""
        return row

    def is_valid(self) -> bool:
        """Whether every choice can stand: a criterion takes its figures from one target."""
        seen: dict[int, LinkRow] = {}
        for row in self.rows:
            if row.chosen and (other := seen.setdefault(row.chosen, row)) is not row:
                words = _("“%(target)s” feeds this criterion already.")
                row.error = words % {"target": other.target.content}
        if self.data is not None and self.data.get("seal") != self.seal:
            self.problems.append(_("Someone changed the links meanwhile: look through them and save again."))
        return not self.problems and not any(row.error for row in self.rows)

    def save(self, user: Any) -> int:
        """Store the links that changed and write one entry of the registration's history."""
        labels = {choice.pk: choice.label for choice in self.choices}
        changes = []
        for row in self.rows:
            before = row.link.criterion_id if row.link else None
            if before == row.chosen:
                continue
            if row.link:
                row.link.delete()
            if row.chosen:
                PledgedTarget.objects.create(criterion_id=row.chosen, target=row.target)
            was, now = (labels.get(pk, "") if pk else "" for pk in (before, row.chosen))
            changes.append(audit.change(gettext_noop("feeds criterion"), was, now, of=row.target.content))
        if changes:
            audit.record(user, self.registration, audit.Action.CHANGE, changes=changes)
        return len(changes)


def measured(regulation: Regulation) -> list[Choice]:
    """The leaves whose points come from a result, in the order of the table."""
    criteria = list(regulation.criteria.all())
    keys = keys_of(criteria)
    by_key = {keys[row.pk]: row for row in criteria}
    return [
        Choice(row.pk, printed(leaf.key), row.name, row.measure, row)
        for leaf in regulation.tree.leaves()
        if leaf.rule and RULES[leaf.rule].is_measured and not (row := by_key[leaf.key]).is_off
    ]


def suggestion(target: Target, choices: list[Choice]) -> Choice | None:
    """The criterion whose name has most of the target's words, if they are counted alike."""
    words = set(_WORD.findall(folded(target.content)))
    alike = [
        (len(words & set(_WORD.findall(folded(choice.name)))) / max(len(words), 1), -place, choice)
        for place, choice in enumerate(choices)
        if not choice.measure or not target.measure or folded(choice.measure) == folded(target.measure)
    ]
    best = max(alike, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] >= ALIKE else None
