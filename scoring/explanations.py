"""Why the units of a standing stand in this order, in sentences: the same on the page and on paper."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from blocs.formats import number
from scoring.core.ranking import NO_POINTS, NO_RANK, Breaker, Place, TieBreak, shown_decimals
from scoring.standings import Standing

Group = list[Place]


def tie_sentences(standing: Standing, unit: str = "") -> list[str]:
    """One sentence for every equal percent: what decided, or that the rank is shared; from first to last.

    With the key of a `unit`: only the sentences about it.
    """
    ranked = [place for place in standing.places if place.rank is not None]
    groups = [list(places) for _rank, places in groupby(ranked, key=lambda place: place.rank)]
    sentences = []
    for position, group in enumerate(groups):
        if len(group) > 1 and _tells_of(unit, group):
            sentences.append(_shared(standing, group))
        below = groups[position + 1] if position + 1 < len(groups) else None
        equal = below and group[0].percent is not None and below[0].percent == group[0].percent
        if below and equal and _tells_of(unit, group + below):
            sentences.append(_decided(standing, group, below))
    return sentences


def percent_decimals(standing: Standing) -> int:
    """With how many decimals percents are written, so that different ones look different."""
    return shown_decimals(place.percent for place in standing.places)


def _tells_of(unit: str, places: Group) -> bool:
    return not unit or any(place.unit == unit for place in places)


def _names(standing: Standing, group: Group) -> str:
    return ", ".join(standing.member(place.unit).name for place in group)


def _percent(standing: Standing, place: Place) -> str:
    return number(place.percent, percent_decimals(standing))


def _shared(standing: Standing, group: Group) -> str:
    words = {"units": _names(standing, group), "rank": group[0].rank}
    if group[0].percent is None:
        return _("%(units)s share rank %(rank)s: no points are assigned to them.") % words
    words["percent"] = _percent(standing, group[0])
    if not standing.contest.rules.tie_breaks:
        return (
            _("%(units)s share rank %(rank)s: equal at %(percent)s %%, and the regulation has no tie-break.")
            % words
        )
    return _("%(units)s share rank %(rank)s: equal at %(percent)s %% and in every tie-break.") % words


def _decided(standing: Standing, above: Group, below: Group) -> str:
    """The first tie-break in which two neighbours with the same percent differ."""
    pairs = list(zip(above[0].keys, below[0].keys, strict=True))
    index = next(place for place, (more, less) in enumerate(pairs) if more != less)
    return _("%(above)s stands above %(below)s: both have %(percent)s %%, %(decided)s.") % {
        "above": _names(standing, above),
        "below": _names(standing, below),
        "percent": _percent(standing, above[0]),
        "decided": _difference(standing, standing.contest.rules.tie_breaks[index], *pairs[index]),
    }


def _difference(standing: Standing, tie: TieBreak, more: Decimal, less: Decimal) -> str:
    """What decided between two units: the tie-break with both values."""
    patterns = {
        Breaker.POINTS: _("more points in %(what)s (%(more)s > %(less)s)"),
        Breaker.BASE: _("more points without bonus and deductions (%(more)s > %(less)s)"),
        Breaker.FEWEST_DEDUCTIONS: _("fewer points deducted (%(more)s < %(less)s)"),
        Breaker.LAST_RANK: _("a better rank in the year before (%(more)s < %(less)s)"),
    }
    values = {"more": _value(tie, more), "less": _value(tie, less)}
    return patterns[tie.by] % {"what": compared(standing, tie), **values}


def compared(standing: Standing, tie: TieBreak) -> str:
    """What a tie-break compares, in words."""
    if tie.by == Breaker.POINTS:
        node = standing.contest.tree.node(tie.node)
        return f"{node.code} {node.name}"
    return {
        Breaker.BASE: _("points of the table, without bonus and deductions"),
        Breaker.FEWEST_DEDUCTIONS: _("fewest points deducted"),
        Breaker.LAST_RANK: _("rank in the year before"),
    }[tie.by]


def _value(tie: TieBreak, key: Decimal) -> str:
    """A key as people read it: keys of deductions and ranks are negative, so that larger is better."""
    if key == NO_RANK and tie.by == Breaker.LAST_RANK:
        return _("no rank")
    if tie.by in (Breaker.FEWEST_DEDUCTIONS, Breaker.LAST_RANK):
        return number(-key)
    return _("no points") if key == NO_POINTS else number(key)
