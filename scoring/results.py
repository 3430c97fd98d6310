"""The bridge from rows to the core: the one place that builds trees, entries and standings.

It stands below the models, because a step's obstacles and the frozen ranking need its results; it reaches
rows only through the objects it is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Prefetch

from scoring.core.grades import Basis, Grade
from scoring.core.ranking import Breaker, TieBreak
from scoring.core.rounding import Mode, Rounding
from scoring.core.rounding import Place as RoundingPlace
from scoring.core.rules import RULES
from scoring.core.tally import Tally, tallies
from scoring.core.tree import Kind, Node, Tree
from scoring.figures import Line, entries_of
from scoring.rounds import Round
from scoring.standings import Contest, Entries, Member, OnDemand, Rules, Standing, standing

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from scoring.models import Criterion, Regulation, Score, ScoreSheet

Peers = Mapping[str, "tuple[ScoreSheet, Mapping[str, Score]]"]  # by unit; what sheets are compared with

SEPARATOR = "/"  # of the codes in a criterion's key; no code may contain it


class Row(NamedTuple):
    """A line of the criteria table."""

    pk: int
    parent_id: int | None
    code: str
    name: str
    maximum: Decimal
    rule: str
    kind: str
    parameters: dict[str, Any]
    is_off: bool


def keys_in(regulation: Regulation) -> dict[int, str]:
    """The keys of a regulation's criteria; one query."""
    return keys_of(list(map(Row._make, regulation.criteria.values_list(*Row._fields))))


def keys_of(criteria: Sequence[Criterion | Row]) -> dict[int, str]:
    """Criterion id → its path of codes, e.g. ``I./1./6/6a``; parents may come in any order."""
    by_id = {criterion.pk: criterion for criterion in criteria}
    keys: dict[int, str] = {}

    def key(criterion: Criterion | Row) -> str:
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
    criteria = list(map(Row._make, regulation.criteria.values_list(*Row._fields)))
    keys, below = keys_of(criteria), defaultdict(list)
    for criterion in criteria:
        below[criterion.parent_id].append(criterion)

    def node(criterion: Row) -> Node:
        children = tuple(node(child) for child in below[criterion.pk])
        return Node(
            key=keys[criterion.pk],
            code=criterion.code,
            name=criterion.name,
            maximum=criterion.maximum,
            rule=criterion.rule,
            kind=Kind(criterion.kind),
            children=children,
            parameters=criterion.parameters,
            is_off=criterion.is_off,
        )

    return Tree(tuple(node(root) for root in below[None]))


def keyed_scores(sheet: ScoreSheet) -> dict[str, Score]:
    """Criterion key → line of the sheet, with its criterion and the documents that prove it."""
    keys = keys_in(sheet.bloc_year.regulation)
    lines = sheet.scores.select_related("criterion").prefetch_related("evidence_links__evidence__file")
    return {keys[score.criterion_id]: score for score in lines}


def sheet_tallies(
    sheets: Peers, regulation: Regulation, round_: Round, only: Collection[str] | None = None
) -> dict[str, Tally]:
    """Unit → its points after a round; units are compared with the others given.

    With `only`, nothing but the tallies of these units.
    """
    tree = regulation.tree
    return tallies(
        tree,
        {unit: entries_of(scores, sheet, tree, round_) for unit, (sheet, scores) in sheets.items()},
        rounding=_rounding(regulation),
        bonus_may_exceed=regulation.bonus_may_exceed,
        only=only,
    )


def sheet_tally(
    sheet: ScoreSheet, round_: Round, scores: Mapping[str, Score] | None = None, peers: Peers | None = None
) -> Tally:
    """One sheet's points after a round, among its `peers` (with nobody, when there are none given)."""
    mine = {"": (sheet, keyed_scores(sheet) if scores is None else scores)}
    return sheet_tallies({**(peers or {}), **mine}, sheet.bloc_year.regulation, round_, only=("",))[""]


def tallies_by_sheet(sheets: Peers, regulation: Regulation, round_: Round) -> dict[str, Tally]:
    """Every sheet's points after a round, each among those that were submitted.

    A draft is compared with them, but nobody is compared with a draft: it is its unit's own business.
    """
    tree, rounding = regulation.tree, _rounding(regulation)
    entries = {unit: entries_of(scores, sheet, tree, round_) for unit, (sheet, scores) in sheets.items()}
    submitted = {unit: lines for unit, lines in entries.items() if sheets[unit][0].state != "draft"}

    def counted(among: Entries, only: Collection[str]) -> dict[str, Tally]:
        bonus = regulation.bonus_may_exceed
        return tallies(tree, among, rounding=rounding, bonus_may_exceed=bonus, only=only)

    found = counted(submitted, tuple(submitted))
    for unit in entries.keys() - submitted.keys():
        found |= counted({**submitted, unit: entries[unit]}, (unit,))
    return found


def peers_of(sheet: ScoreSheet) -> Peers:
    """The other sheets that a sheet is compared with, by unit; only their lines with a relative rule.

    A draft is its unit's own business: only sheets that were submitted count. No query when no rule compares.
    """
    regulation = sheet.bloc_year.regulation
    relative = [leaf.key for leaf in regulation.tree.leaves() if leaf.rule and RULES[leaf.rule].relative]
    if not relative:
        return {}
    keys = keys_in(regulation)
    wanted = [pk for pk, key in keys.items() if key in relative]
    others = sheet.bloc_year.score_sheets.exclude(pk=sheet.pk).exclude(state="draft")
    lines = Prefetch("scores", sheet.scores.model.objects.filter(criterion__in=wanted))
    return {
        str(other.pk): (other, {keys[score.criterion_id]: score for score in other.scores.all()})
        for other in others.prefetch_related(lines)
    }


def live_contest(bloc_year: BlocYear, round_: Round = Round.FINAL) -> Contest:
    """The contest as the rows stand now; a fixed number of queries whatever its size."""
    regulation = bloc_year.regulation
    criteria = keys_in(regulation)
    members = tuple(Member(unit.short_name, unit.name, unit.pk) for unit in bloc_year.members)
    by_pk = {member.pk: member.key for member in members}
    sheets = {by_pk[one.unit_id]: one for one in bloc_year.score_sheets.all() if one.unit_id in by_pk}
    lines = _lines(sheets, criteria)
    filled = {unit: (sheet, lines[unit]) for unit, sheet in sheets.items()}
    entries = partial(_entries, members, filled, regulation.tree)
    excluded = {by_pk[row.unit_id]: row for row in bloc_year.exclusions.all() if row.unit_id in by_pk}
    return Contest(
        bloc=bloc_year.bloc.name,
        year=bloc_year.year,
        regulation=regulation.reference,
        tree=regulation.tree,
        members=members,
        entries=entries(round_),
        rules=rules_of(regulation),
        last_ranks=last_ranks(bloc_year),
        excluded={unit: row.reason for unit, row in excluded.items()},
        sources={unit: row.source for unit, row in excluded.items() if row.source},
        earlier=OnDemand({one.value: partial(entries, one) for one in round_.up_to[1:]}),
    )


def _entries(
    members: Sequence[Member],
    filled: Mapping[str, tuple[ScoreSheet, Mapping[str, Line]]],
    tree: Tree,
    round_: Round,
) -> Entries:
    """Unit → criterion key → entry after a round; a member without a sheet has none."""
    return {
        member.key: entries_of(filled[member.key][1], filled[member.key][0], tree, round_)
        if member.key in filled
        else {}
        for member in members
    }


def _lines(sheets: Mapping[str, ScoreSheet], criteria: Mapping[int, str]) -> dict[str, dict[str, Line]]:
    """Unit → criterion key → figures; one query."""
    units = {sheet.pk: unit for unit, sheet in sheets.items()}
    found: dict[str, dict[str, Line]] = {unit: {} for unit in sheets}
    for sheet in list(sheets.values())[:1]:
        scores = sheet.scores.model.objects.filter(sheet__in=units)
        for line in map(Line._make, scores.values_list(*Line._fields)):
            found[units[line.sheet_id]][criteria[line.criterion_id]] = line
    return found


def last_ranks(bloc_year: BlocYear) -> dict[str, int]:
    """Member key → rank in the published ranking of the bloc's year before; nothing without one."""
    before = bloc_year.previous
    found = getattr(before, "ranking", None) if before else None
    return found.ranks if found and found.is_published else {}


def rules_of(regulation: Regulation) -> Rules:
    """What the regulation says besides its criteria."""
    criteria = keys_in(regulation)
    return Rules(
        rounding=_rounding(regulation),
        bonus_may_exceed=regulation.bonus_may_exceed,
        tie_breaks=tuple(
            TieBreak(Breaker(tie.by), criteria[tie.criterion_id] if tie.criterion_id else "")
            for tie in regulation.tie_breaks.all()
        ),
        grades=tuple(Grade(row.label, row.threshold) for row in regulation.grades.all()),
        grade_basis=Basis(regulation.grade_basis),
        quotas=tuple(
            (row.award, f"{row.percent} %" if row.units is None else str(row.units))
            for row in regulation.quotas.all()
        ),
        exclusion_reasons=tuple(row.text for row in regulation.exclusion_reasons.all()),
    )


def _rounding(regulation: Regulation) -> Rounding:
    place = RoundingPlace(regulation.rounding_place)
    return Rounding(regulation.decimals, Mode(regulation.rounding), place)


def live_standing(bloc_year: BlocYear, round_: Round = Round.FINAL) -> Standing:
    """The standing of a year by the figures as they are now."""
    return standing(live_contest(bloc_year, round_))
