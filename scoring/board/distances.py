"""How far a unit is from the place above, what makes the distance, and which one change would close it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from blocs.formats import MOST, decimals_needed, number, typed
from scoring.core.changes import Change, changes, points_lacking
from scoring.core.distance import Difference, Gap, gap
from scoring.core.evaluation import NOTHING
from scoring.core.rules import DIRECT, RULES
from scoring.results import printed
from scoring.standings import Member, Standing

SHOWN = 8  # lines of a list before the rest is only counted


@dataclass(frozen=True, slots=True)
class LagRow:
    """What a criterion contributes to the distance; `difference` has its sign."""

    code: str
    name: str
    mine: str
    theirs: str
    difference: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Other points on one criterion that would improve the rank; `query` supposes exactly that."""

    code: str
    name: str
    now: str
    needed: str
    difference: str
    rank: str
    query: str


@dataclass(frozen=True, slots=True)
class Distance:
    """From a unit to the place above; `above` is None for the first and for a unit that is not considered.

    `sentences` say how far in percent and points. `behind` and `ahead` are criteria, the largest first,
    `more_behind` and `more_ahead` how many are not shown. `changes` would each suffice alone, `more_changes`
    would too but need more; `hopeless` criteria have too little room. `below` tells of the place below.
    """

    above: Member | None
    sentences: list[str]
    behind: list[LagRow]
    ahead: list[LagRow]
    more_behind: int
    more_ahead: int
    changes: list[ChangeRow]
    more_changes: int
    hopeless: int
    below: str


def distance(standing: Standing, unit: str) -> Distance:
    """Everything that is known of the way up."""
    race = standing.race
    above = race.above(unit)
    found = gap(race, unit, above.unit) if above else None
    leaves = found.leaves if found else ()
    behind = [one for one in leaves if one.points > 0]
    ahead = [one for one in reversed(leaves) if one.points < 0]
    possible = changes(race, unit) if above else ()
    enough = [change for change in possible if change.is_possible]
    return Distance(
        above=standing.member(above.unit) if above else None,
        sentences=_sentences(standing, found) if found else [],
        behind=_lags(standing, behind[:SHOWN]),
        ahead=_lags(standing, ahead[:SHOWN]),
        more_behind=max(0, len(behind) - SHOWN),
        more_ahead=max(0, len(ahead) - SHOWN),
        changes=_change_rows(standing, unit, enough[:SHOWN]),
        more_changes=max(0, len(enough) - SHOWN),
        hopeless=len(possible) - len(enough),
        below=_below(standing, unit),
    )


def _sentences(standing: Standing, found: Gap) -> list[str]:
    """How far it is, in percent and in points of the total."""
    words = {
        "unit": standing.member(found.other).name,
        "rank": standing.place(found.other).rank,
        "percent": _percentage(found.percent),
    }
    sentences = [_distance_sentence(found.percent) % words]
    lacking = points_lacking(standing.race, found.unit) if found.percent else None
    if lacking:
        decimals = standing.contest.rules.rounding.decimals
        level = _("%(points)s points more in the total would draw level.")
        sentences.append(level % {"points": number(lacking, decimals)})
    if found.percent and found.by_assigned:
        sentences.append(_by_assigned(found))
    return sentences


def _distance_sentence(percent: Decimal | None) -> str:
    """Who stands above, with the distance if it can be told in percent."""
    if percent is None:
        return _("The unit above is %(unit)s in place %(rank)s; points are assigned to only one of the two.")
    if not percent:
        return _("The unit above is %(unit)s in place %(rank)s: the percents are equal, a tie-break decides.")
    return _("The unit above is %(unit)s in place %(rank)s, %(percent)s percentage points ahead.")


def _by_assigned(found: Gap) -> str:
    """What different denominators do to the distance."""
    part = found.by_assigned or Decimal(0)
    pattern = (
        _("%(percent)s of them come from the criteria that are not assigned to one of the two.")
        if part > 0
        else _("Criteria that are not assigned to one of the two shorten the distance by %(percent)s.")
    )
    return pattern % {"percent": _percentage(abs(part))}


def _percentage(percent: Decimal | None) -> str:
    """Percentage points with two decimals, or as many as tell them."""
    return number(percent, max(2, decimals_needed([percent])))


def _lags(standing: Standing, differences: Sequence[Difference]) -> list[LagRow]:
    """Differences of points with as many decimals as they need; endless ones with two."""
    needed = decimals_needed([one.points for one in differences])
    decimals = needed if needed < MOST else 2
    return [
        LagRow(
            code=printed(one.key),
            name=standing.contest.tree.node(one.key).name,
            mine=_points(standing, one.key, one.mine),
            theirs=_points(standing, one.key, one.theirs),
            difference=("+" if one.points < 0 else "−") + number(abs(one.points), decimals),
        )
        for one in differences
    ]


def _points(standing: Standing, key: str, points: Decimal | None) -> str:
    return "-" if points is None else number(points)


def _change_rows(standing: Standing, unit: str, enough: Iterable[Change]) -> list[ChangeRow]:
    return [
        ChangeRow(
            code=printed(change.key),
            name=standing.contest.tree.node(change.key).name,
            now=number(change.now) if change.now is not None else _("not scored"),
            needed=number(change.needed),
            difference=number(change.difference),
            rank=_rank(change),
            query=_query(standing, unit, change),
        )
        for change in enough
    ]


def _rank(change: Change) -> str:
    return _("%(rank)s (shared)") % {"rank": change.rank} if change.tied else str(change.rank)


def _query(standing: Standing, unit: str, change: Change) -> str:
    """The address's query that supposes the change (``forms.what_if`` reads it)."""
    member = standing.member(unit)
    entry = standing.contest.entries[unit].get(change.key, NOTHING)
    name = f"v-{member.pk}-{change.key}"
    fields = {"unit": str(member.pk), "line": change.key, f"{name}-points": typed(change.needed)}
    if RULES[standing.contest.tree.node(change.key).rule or DIRECT].is_measured:
        fields |= {f"{name}-target": typed(entry.target), f"{name}-actual": typed(entry.actual)}
    return urlencode(fields)


def _below(standing: Standing, unit: str) -> str:
    """How far the next unit is behind."""
    rank = standing.place(unit).rank
    worse = [place for place in standing.places if place.rank and rank and place.rank > rank]
    if not worse:
        return ""
    found = gap(standing.race, worse[0].unit, unit)
    words = {"unit": standing.member(worse[0].unit).name, "rank": worse[0].rank}
    if not found.percent:
        return _("Behind it stands %(unit)s in place %(rank)s with the same percent.") % words
    return _("Behind it stands %(unit)s in place %(rank)s, %(percent)s percentage points behind.") % (
        words | {"percent": _percentage(found.percent)}
    )
