"""A unit beside itself a year before, as far as both years know the same sections."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.formats import number
from blocs.text import folded
from scoring.core.rounding import quotient
from scoring.core.tally import Tally
from scoring.core.tree import ZERO, Kind, Node
from scoring.standings import Standing

DECIMALS = 2


@dataclass(frozen=True, slots=True)
class YearPair:
    """A figure then and now, and the difference with its sign; a side without a figure is a dash."""

    label: str
    then: str
    now: str
    difference: str
    is_better: bool = False
    is_worse: bool = False


@dataclass(frozen=True, slots=True)
class LastYear:
    """The comparison with the published ranking of the year before.

    `sections` compare percents of what was assigned of a section. `differs` says what keeps the two years
    from being quite the same.
    """

    year: int
    figures: list[YearPair]
    sections: list[YearPair]
    differs: list[str]


def last_year(now: Standing, unit: str, before: Standing) -> LastYear | None:
    """Against the year before; None for a unit that was no member then. Units are known by their id."""
    pk = now.member(unit).pk
    was = next((member.key for member in before.contest.members if member.pk == pk), None)
    if was is None:
        return None
    return LastYear(
        year=before.contest.year,
        figures=[_ranks(now, unit, before, was), _percents(now, unit, before, was)],
        sections=_sections(now, now.tallies[unit], before, before.tallies[was]),
        differs=_differences(now, before),
    )


def _ranks(now: Standing, unit: str, before: Standing, was: str) -> YearPair:
    ranks = [one.place(key).rank for one, key in ((before, was), (now, unit))]
    then, today = (_("not considered") if rank is None else str(rank) for rank in ranks)
    if None in ranks or ranks[0] == ranks[1]:
        return YearPair(_("Rank"), then, today, "")
    steps = (ranks[0] or 0) - (ranks[1] or 0)
    return YearPair(_("Rank"), then, today, _signed(Decimal(steps), 0), steps > 0, steps < 0)


def _percents(now: Standing, unit: str, before: Standing, was: str) -> YearPair:
    return _pair(_("Percent of assigned points"), before.place(was).percent, now.place(unit).percent)


def _sections(now: Standing, mine: Tally, before: Standing, theirs: Tally) -> list[YearPair]:
    """This year's sections, then those that only the year before had."""
    matched = {root.key: _same(root, before.contest.tree.roots) for root in now.contest.tree.roots}
    rows = [
        _pair(
            f"{root.code} {root.name}",
            _share(theirs, matched[root.key]),
            _share(mine, root),
            deducts=root.kind == Kind.DEDUCTION,
        )
        for root in now.contest.tree.roots
    ]
    known = {node.key for node in matched.values() if node}
    gone = [root for root in before.contest.tree.roots if root.key not in known]
    return rows + [_pair(f"{root.code} {root.name}", _share(theirs, root), None) for root in gone]


def _same(root: Node, others: tuple[Node, ...]) -> Node | None:
    """The section of the other year with the same name, else with the same key."""
    name = folded(root.name)
    by_name = next((other for other in others if folded(other.name) == name), None)
    return by_name or next((other for other in others if other.key == root.key), None)


def _share(tally: Tally, root: Node | None) -> Decimal | None:
    """The percent of what is assigned of a section."""
    points = tally.points[root.key] if root else None
    if root is None or points is None or not points.maximum:
        return None
    nothing = ZERO if root.kind == Kind.DEDUCTION else None
    value = nothing if points.value is None else points.value
    return None if value is None else quotient(value * 100, points.maximum)


def _pair(label: str, then: Decimal | None, now: Decimal | None, *, deducts: bool = False) -> YearPair:
    was, is_now = _text(then), _text(now)
    if then is None or now is None:
        return YearPair(label, was, is_now, "")
    difference = now - then
    better = -difference if deducts else difference
    return YearPair(label, was, is_now, _signed(difference, DECIMALS), better > 0, better < 0)


def _text(percent: Decimal | None) -> str:
    return "-" if percent is None else f"{number(percent, DECIMALS)} %"


def _signed(difference: Decimal, decimals: int) -> str:
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return sign + number(abs(difference), decimals)


def _differences(now: Standing, before: Standing) -> list[str]:
    """What is not the same in both years, in sentences."""
    words = {"year": before.contest.year, "then": before.contest.regulation, "now": now.contest.regulation}
    found = []
    if before.contest.tree != now.contest.tree:
        found.append(
            _(
                "The criteria differ: in %(year)s they were those of “%(then)s”; sections are compared by "
                "name, in percent of their points."
            )
            % words
        )
    if before.contest.rules.rounding != now.contest.rules.rounding:
        found.append(_("Points were rounded differently in %(year)s.") % words)
    if len(before.contest.members) != len(now.contest.members):
        sizes = {"then": len(before.contest.members), "now": len(now.contest.members)}
        found.append(_("Units in the bloc: %(then)s in %(year)s, %(now)s now.") % (words | sizes))
    return found
