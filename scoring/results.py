"""The bridge from rows to the core: the one place that builds trees, entries and standings.

It stands below the models, because a step's obstacles and the frozen ranking need its results; it reaches
rows only through the objects it is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from scoring.core.evaluation import Entry
from scoring.core.grades import Basis, Grade
from scoring.core.ranking import Breaker, TieBreak
from scoring.core.rounding import Mode, Rounding
from scoring.core.rounding import Place as RoundingPlace
from scoring.core.rules import RULES
from scoring.core.tally import Tally, tallies
from scoring.core.tree import Kind, Node, Tree
from scoring.rounds import Round
from scoring.standings import Contest, Member, Rules, Standing, standing

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from scoring.models import Criterion, Regulation, Score, ScoreSheet

Peers = Mapping[str, "tuple[ScoreSheet, Mapping[str, Score]]"]

SEPARATOR = "/"  # of the codes in a criterion's key; no code may contain it
_FIGURES = {  # round → the fields of its points and of its result, then those of the rounds before
    round_: tuple((one.points_field, one.actual_field) for one in round_.up_to) for round_ in Round
}


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
            parameters=criterion.parameters,
            is_off=criterion.is_off,
        )

    return Tree(tuple(node(root) for root in below[None]))


def keyed_scores(sheet: ScoreSheet) -> dict[str, Score]:
    """Criterion key → line of the sheet, with its criterion and the documents that prove it."""
    keys = keys_of(list(sheet.bloc_year.regulation.criteria.all()))
    lines = sheet.scores.select_related("criterion").prefetch_related("evidence_links__evidence__file")
    return {keys[score.criterion_id]: score for score in lines}


def entry_of(score: Score, round_: Round = Round.FINAL, *, counts: bool = True) -> Entry:
    """A line as it stands after a round: each round's points or result in place of those before it.

    The latest round that says anything says how points come about; the result of an earlier one is still what
    the others are compared with.
    """
    points = actual = None
    silent = True
    for points_field, actual_field in _FIGURES[round_]:
        typed, result = getattr(score, points_field), getattr(score, actual_field)
        if silent and (typed is not None or result is not None):
            points, silent = typed, False
        actual = result if actual is None else actual
    return Entry(points, score.assigned, score.target, actual, counts)


def entries_of(
    scores: Mapping[str, Score], sheet: ScoreSheet, tree: Tree, round_: Round = Round.FINAL
) -> dict[str, Entry]:
    """Criterion key → entry of a sheet after a round.

    "Deductions need a source, and the unit's answer before they count": one that the review wrote waits until
    the unit has answered or its time to do so is over.
    """
    answered = round_ == Round.SELF or sheet.state in ("second_review", "approved")
    return {
        key: entry_of(
            score,
            round_,
            counts=answered
            or score.agrees is not None
            or not score.differs
            or tree.root_of(key).kind != Kind.DEDUCTION,
        )
        for key, score in scores.items()
    }


def sheet_tallies(sheets: Peers, regulation: Regulation, round_: Round) -> dict[str, Tally]:
    """Unit → its points after a round; units are compared with the others given."""
    tree = regulation.tree
    return tallies(
        tree,
        {unit: entries_of(scores, sheet, tree, round_) for unit, (sheet, scores) in sheets.items()},
        rounding=_rounding(regulation),
        bonus_may_exceed=regulation.bonus_may_exceed,
    )


def sheet_tally(
    sheet: ScoreSheet, round_: Round, scores: Mapping[str, Score] | None = None, peers: Peers | None = None
) -> Tally:
    """One sheet's points after a round, among its `peers` (with nobody, when there are none given)."""
    mine = {"": (sheet, keyed_scores(sheet) if scores is None else scores)}
    return sheet_tallies({**(peers or {}), **mine}, sheet.bloc_year.regulation, round_)[""]


def peers_of(sheet: ScoreSheet) -> Peers:
    """The other sheets that a sheet is compared with, by unit; only their lines with a relative rule.

    A draft is its unit's own business: only sheets that were submitted count. No query when no rule compares.
    """
    regulation = sheet.bloc_year.regulation
    relative = [leaf.key for leaf in regulation.tree.leaves() if leaf.rule and RULES[leaf.rule].relative]
    if not relative:
        return {}
    keys = keys_of(list(regulation.criteria.all()))
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
    criteria = keys_of(list(regulation.criteria.all()))
    members = tuple(Member(unit.short_name, unit.name, unit.pk) for unit in bloc_year.members)
    by_pk = {member.pk: member.key for member in members}
    lines: Peers = {
        by_pk[sheet.unit_id]: (sheet, {criteria[score.criterion_id]: score for score in sheet.scores.all()})
        for sheet in bloc_year.score_sheets.prefetch_related("scores")
        if sheet.unit_id in by_pk
    }
    rounds = {one: _entries(members, lines, regulation.tree, one) for one in round_.up_to}
    excluded = {by_pk[row.unit_id]: row for row in bloc_year.exclusions.all() if row.unit_id in by_pk}
    return Contest(
        bloc=bloc_year.bloc.name,
        year=bloc_year.year,
        regulation=_reference(regulation),
        tree=regulation.tree,
        members=members,
        entries=rounds.pop(round_),
        rules=rules_of(regulation),
        last_ranks=last_ranks(bloc_year),
        excluded={unit: row.reason for unit, row in excluded.items()},
        sources={unit: row.source for unit, row in excluded.items() if row.source},
        earlier={one.value: entries for one, entries in rounds.items()},
    )


def _entries(
    members: tuple[Member, ...], lines: Peers, tree: Tree, round_: Round
) -> dict[str, dict[str, Entry]]:
    """Unit → criterion key → entry after a round; a member without a sheet has none."""
    return {
        member.key: entries_of(lines[member.key][1], lines[member.key][0], tree, round_)
        if member.key in lines
        else {}
        for member in members
    }


def last_ranks(bloc_year: BlocYear) -> dict[str, int]:
    """Member key → rank in the published ranking of the bloc's year before; nothing without one."""
    before = bloc_year.previous
    found = getattr(before, "ranking", None) if before else None
    return found.ranks if found and found.is_published else {}


def _reference(regulation: Regulation) -> str:
    """How papers name the rules: Vietnamese like the title, whoever publishes, because it is hashed."""
    number = f" số {regulation.number}" if regulation.number else ""
    return f"{regulation.title}{number}, phiên bản {regulation.version}"


def rules_of(regulation: Regulation) -> Rules:
    """What the regulation says besides its criteria."""
    criteria = keys_of(list(regulation.criteria.all()))
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
