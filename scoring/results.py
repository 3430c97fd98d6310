"""The bridge from rows to the core: the one place that builds trees, entries and standings.

It stands below the models, because a step's obstacles and the frozen ranking need its results; it reaches
rows only through the objects it is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.core.ranking import Place, ranking
from scoring.core.tally import Entry, Mode, Rounding, Tally, tally
from scoring.core.tree import Kind, Node, Tree

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from scoring.models import Criterion, Regulation, Score

SEPARATOR = "/"  # of the codes in a criterion's key; no code may contain it


@dataclass(frozen=True, slots=True)
class Member:
    """A unit in a standing: its key is its short name, unique on the site."""

    key: str
    name: str
    pk: int


@dataclass(frozen=True, slots=True)
class Round:
    """Everything a ranking is computed from: who, by which rules, with which points."""

    bloc: str
    year: int
    regulation: str
    tree: Tree
    members: tuple[Member, ...]
    entries: Mapping[str, Mapping[str, Entry]]
    rounding: Rounding
    bonus_may_exceed: bool
    tie_breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A round with what follows from it: every unit's tally and the order."""

    round: Round
    tallies: Mapping[str, Tally]
    places: tuple[Place, ...]

    def member(self, key: str) -> Member:
        """The member with this key."""
        return next(member for member in self.round.members if member.key == key)


def keys_of(criteria: list[Criterion]) -> dict[int, str]:
    """Criterion id → its path of codes, e.g. ``I./1./6/6a``; parents may come in any order."""
    by_id = {criterion.pk: criterion for criterion in criteria}
    keys: dict[int, str] = {}

    def key(criterion: Criterion) -> str:
        if criterion.pk not in keys:
            above = key(by_id[criterion.parent_id]) + SEPARATOR if criterion.parent_id else ""
            keys[criterion.pk] = above + criterion.code
        return keys[criterion.pk]

    return {criterion.pk: key(criterion) for criterion in criteria}


def printed(key: str) -> str:
    """A key as people read it: ``I./1./6/6a`` is I.1.6a; a code that repeats the one above stands for it."""
    parts: list[str] = []
    for code in key.split(SEPARATOR):
        above = parts[-1] if parts else ""
        if above and code.startswith(above) and not code[len(above) : len(above) + 1].isdigit():
            parts.pop()
        parts.append(code.rstrip("."))
    return ".".join(parts)


def tree_of(regulation: Regulation) -> Tree:
    """The criteria of a regulation as a core tree; one query."""
    criteria = list(regulation.criteria.all())
    keys, below = keys_of(criteria), defaultdict(list)
    for criterion in criteria:
        below[criterion.parent_id].append(criterion)

    def node(criterion: Criterion) -> Node:
        children = tuple(node(child) for child in below[criterion.pk])
        return Node(
            key=keys[criterion.pk],
            code=criterion.code,
            name=criterion.name,
            maximum=criterion.maximum,
            rule=criterion.rule,
            kind=Kind(criterion.kind),
            children=children,
        )

    return Tree(tuple(node(root) for root in below[None]))


def entry_of(score: Score) -> Entry:
    """A line of a sheet: the reviewed points, or the unit's own until there are some."""
    points = score.self_score if score.reviewed_score is None else score.reviewed_score
    return Entry(points=points, assigned=score.assigned)


def live_round(bloc_year: BlocYear) -> Round:
    """The round as the rows stand now; six queries whatever its size."""
    regulation = bloc_year.regulation
    criteria = keys_of(list(regulation.criteria.all()))
    members = tuple(Member(unit.short_name, unit.name, unit.pk) for unit in bloc_year.members)
    entries: dict[str, dict[str, Entry]] = {member.key: {} for member in members}
    by_pk = {member.pk: member.key for member in members}
    for sheet in bloc_year.score_sheets.prefetch_related("scores"):
        if sheet.unit_id in by_pk:
            lines = {criteria[score.criterion_id]: entry_of(score) for score in sheet.scores.all()}
            entries[by_pk[sheet.unit_id]] = lines
    return Round(
        bloc=bloc_year.bloc.name,
        year=bloc_year.year,
        regulation=_reference(regulation),
        tree=regulation.tree,
        members=members,
        entries=entries,
        rounding=_rounding(regulation),
        bonus_may_exceed=regulation.bonus_may_exceed,
        tie_breaks=tuple(criteria[tie.criterion_id] for tie in regulation.tie_breaks.all()),
    )


def _reference(regulation: Regulation) -> str:
    """How papers name the rules: Vietnamese like the title, whoever publishes, because it is hashed."""
    number = f" số {regulation.number}" if regulation.number else ""
    return f"{regulation.title}{number}, phiên bản {regulation.version}"


def tally_of(regulation: Regulation, entries: Mapping[str, Entry]) -> Tally:
    """One sheet's entries added up by the rules of its regulation."""
    return tally(
        regulation.tree,
        entries,
        rounding=_rounding(regulation),
        bonus_may_exceed=regulation.bonus_may_exceed,
    )


def _rounding(regulation: Regulation) -> Rounding:
    return Rounding(regulation.decimals, Mode(regulation.rounding))


def standing(round_: Round) -> Standing:
    """What follows from a round."""
    tallies = {
        member.key: tally(
            round_.tree,
            round_.entries[member.key],
            rounding=round_.rounding,
            bonus_may_exceed=round_.bonus_may_exceed,
        )
        for member in round_.members
    }
    return Standing(round_, tallies, ranking(tallies, round_.tie_breaks))


def live_standing(bloc_year: BlocYear) -> Standing:
    """The standing of a year by the scores as they are now."""
    return standing(live_round(bloc_year))
