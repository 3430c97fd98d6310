"""How the review changed the scores of a bloc: by unit, by criterion, by reviewer; what stands out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from blocs.formats import number, signed
from blocs.models import BlocYear
from scoring.core.rounding import quotient
from scoring.core.spread import Spread, spread
from scoring.core.tally import Tally
from scoring.core.tree import ZERO, Kind
from scoring.models import ScoreSheet
from scoring.permissions import sees_review
from scoring.results import keys_of, printed, sheet_tallies
from scoring.rounds import Round

DECIMALS = 2
WIDTH = 120  # of half a bar, in the SVG's own units


@dataclass(frozen=True, slots=True)
class Change:
    """A reviewed line: what the review won (or lost, negative), in points and in percent of the maximum."""

    unit: str
    key: str
    points: Decimal
    percent: Decimal
    reviewer: Any
    sheet: ScoreSheet
    criterion: int


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit's totals after each round, and what the review and the decisions did to it."""

    unit: Any
    sheet: ScoreSheet
    totals: tuple[str, str, str]
    review: str
    decision: str
    changed: int


@dataclass(frozen=True, slots=True)
class GroupChange:
    """Lines taken together: how many were reviewed and changed, the mean change, and a bar for it.

    `x` and `width` draw the mean as a share of the largest one; a loss lies left of the middle.
    """

    label: str
    reviewed: int
    changed: int
    mean: str
    x: str
    width: str
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Outlier:
    """A line whose change stands out among all changed lines."""

    unit: Any
    number: str
    name: str
    points: str
    percent: str
    reviewer: str
    url: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The review of a bloc as far as a person may see it; `left_out` members are not in it."""

    units: list[UnitChange]
    reviewers: list[GroupChange]
    criteria: list[GroupChange]
    outliers: list[Outlier]
    left_out: int


Tallies = Mapping[Round, Mapping[str, Tally]]


def changes(bloc_year: BlocYear, user: Any) -> Changes:
    """The figures of every sheet whose review `user` may see; a fixed number of queries."""
    keys = keys_of(list(bloc_year.regulation.criteria.all()))
    sheets = {sheet.unit.short_name: sheet for sheet in _sheets(bloc_year)}
    lines = {
        unit: (sheet, {keys[score.criterion_id]: score for score in sheet.scores.all()})
        for unit, sheet in sheets.items()
    }
    tallies = {one: sheet_tallies(lines, bloc_year.regulation, one) for one in Round}
    shown = {unit: sheet for unit, sheet in sheets.items() if sees_review(user, sheet)}
    found = [change for unit in shown for change in _of_sheet(bloc_year, unit, lines[unit], tallies)]
    return Changes(
        units=[_unit(bloc_year, unit, sheet, tallies) for unit, sheet in shown.items()],
        reviewers=_groups(found, lambda change: str(change.reviewer or "–")),
        criteria=_groups(found, lambda change: change.key, _criterion_label(bloc_year)),
        outliers=_outliers(bloc_year, found),
        left_out=len(bloc_year.members) - len(shown),
    )


def _sheets(bloc_year: BlocYear) -> list[ScoreSheet]:
    """The members' sheets that are no drafts, in the order of the year."""
    order = {unit.pk: place for place, unit in enumerate(bloc_year.members)}
    found = bloc_year.score_sheets.filter(unit__in=order).exclude(state="draft").select_related("unit")
    sheets = list(found.prefetch_related("scores__reviewed_by"))
    for sheet in sheets:
        sheet.bloc_year = bloc_year
    return sorted(sheets, key=lambda sheet: order[sheet.unit_id])


def _of_sheet(
    bloc_year: BlocYear, unit: str, lines: tuple[ScoreSheet, Mapping[str, Any]], tallies: Tallies
) -> Iterable[Change]:
    """The reviewed lines of one sheet; a deduction that the review found is a loss."""
    tree, (sheet, scores) = bloc_year.regulation.tree, lines
    for leaf in tree.leaves():
        score = scores.get(leaf.key)
        own, reviewed = (tallies[one][unit].points[leaf.key].value for one in (Round.SELF, Round.REVIEW))
        if score is None or not score.assigned or not score.is_reviewed or reviewed is None:
            continue
        points = reviewed - (own or ZERO)
        if tree.root_of(leaf.key).kind == Kind.DEDUCTION:
            points = -points
        percent = quotient(points * 100, leaf.maximum) if leaf.maximum else ZERO
        yield Change(unit, leaf.key, points, percent, score.reviewed_by, sheet, score.criterion_id)


def _unit(bloc_year: BlocYear, unit: str, sheet: ScoreSheet, tallies: Tallies) -> UnitChange:
    own, reviewed, final = (tallies[one][unit].total for one in Round)
    decimals = bloc_year.regulation.decimals
    scores = sheet.scores.all()
    return UnitChange(
        unit=sheet.unit,
        sheet=sheet,
        totals=(number(own, decimals), number(reviewed, decimals), number(final, decimals)),
        review=signed(reviewed - own, decimals),
        decision=signed(final - reviewed, decimals),
        changed=sum(score.differs for score in scores),
    )


def _criterion_label(bloc_year: BlocYear) -> Mapping[str, str]:
    leaves = bloc_year.regulation.tree.leaves()
    return {leaf.key: f"{printed(leaf.key)} {leaf.name}" for leaf in leaves}


def _groups(found: list[Change], group: Any, labels: Mapping[str, str] | None = None) -> list[GroupChange]:
    """The changes by what `group` says, mean in percent of the maximum; only changed ones with `labels`."""
    parts: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        parts[group(change)].append(change)
    spreads = {name: spread([change.percent for change in part]) for name, part in parts.items()}
    usual = spread([one.mean for one in spreads.values() if one.mean])
    largest = max((abs(one.mean) for one in spreads.values()), default=ZERO)
    return [
        _group(labels[name] if labels else name, part, spreads[name], usual, largest)
        for name, part in parts.items()
        if labels is None or any(change.points for change in part)
    ]


def _group(label: str, part: list[Change], mine: Spread, usual: Spread, largest: Decimal) -> GroupChange:
    width = quotient(abs(mine.mean) * WIDTH, largest) if largest else ZERO
    return GroupChange(
        label=label,
        reviewed=mine.count,
        changed=sum(bool(change.points) for change in part),
        mean=signed(mine.mean, DECIMALS),
        x=f"{WIDTH - width if mine.mean < 0 else Decimal(WIDTH):.1f}",
        width=f"{width:.1f}",
        stands_out=bool(mine.mean) and usual.stands_out(mine.mean),
    )


def _outliers(bloc_year: BlocYear, found: list[Change]) -> list[Outlier]:
    """Changed lines beyond the fences of all changed lines, the largest first."""
    changed = [change for change in found if change.points]
    usual = spread([change.percent for change in changed])
    tree = bloc_year.regulation.tree
    return [
        Outlier(
            unit=change.sheet.unit,
            number=printed(change.key),
            name=tree.node(change.key).name,
            points=signed(change.points, DECIMALS),
            percent=signed(change.percent, DECIMALS),
            reviewer=str(change.reviewer or "–"),
            url=reverse("line", args=(change.sheet.pk, change.criterion)),
        )
        for change in sorted(changed, key=lambda change: abs(change.percent), reverse=True)
        if usual.stands_out(change.percent)
    ]
