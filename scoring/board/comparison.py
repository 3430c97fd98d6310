"""A unit's sections beside the best and the median of the bloc: as a drawing, and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.formats import decimals_needed, number
from scoring.core.sections import Compared, Section, sections
from scoring.core.tally import Points
from scoring.core.tree import Kind, Node
from scoring.standings import Standing, is_off

NOWHERE = "0.00%"
EDGE = 22  # percent of the width: a label nearer to an end begins or ends there


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in the drawing: where it lies (percent of the width) and where its label is anchored."""

    text: str
    at: str
    anchor: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of a unit in comparison; texts are points, or percents where maxima differ.

    `behind` is how far the best is away. `mine` is None where nothing is scored or assigned.
    """

    code: str
    name: str
    maximum: str
    points: str
    mine: Mark | None
    best: Mark | None
    median: Mark | None
    best_units: str
    behind: str
    is_best: bool
    is_deduction: bool
    by_percent: bool

    @property
    def is_untouched(self) -> bool:
        """Whether a deduction has taken nothing off."""
        return self.is_deduction and self.mine is not None and self.mine.at == NOWHERE


def section_rows(standing: Standing, unit: str) -> list[SectionRow]:
    """The sections in the order of the table."""
    tree, mine = standing.contest.tree, sections(standing.race)[unit]
    return [_row(standing, unit, tree.node(section.key), section) for section in mine]


def _row(standing: Standing, unit: str, root: Node, section: Section) -> SectionRow:
    points = standing.tallies[unit].points[root.key]
    maximum = points.maximum
    by_percent = any(tally.points[root.key].maximum != maximum for tally in standing.tallies.values())
    compared = section.percent if by_percent else section.points
    values = (compared.mine, compared.best, compared.median)
    decimals = 2 if by_percent else max(2, decimals_needed(values))
    texts = [_text(value, decimals, by_percent=by_percent) for value in values]
    mine, best, median = (
        _mark(text, percent) for text, percent in zip(texts, _percents(section.percent), strict=True)
    )
    return SectionRow(
        code=root.code,
        name=root.name,
        maximum=number(maximum),
        points=number(section.points.mine, decimals) or _why_absent(points),
        mine=mine,
        best=best,
        median=median,
        best_units=_names(standing, section, unit),
        behind=_behind(compared, root.kind, decimals, by_percent=by_percent),
        is_best=unit in section.best_units,
        is_deduction=root.kind == Kind.DEDUCTION,
        by_percent=by_percent,
    )


def _percents(compared: Compared) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return compared.mine, compared.best, compared.median


def _why_absent(points: Points) -> str:
    if points.assigned:
        return _("not scored")
    return _("not applied") if is_off(points) else _("not assigned")


def _text(value: Decimal | None, decimals: int, *, by_percent: bool) -> str:
    return number(value, decimals) + (" %" if by_percent and value is not None else "")


def _mark(text: str, percent: Decimal | None) -> Mark | None:
    if percent is None:
        return None
    anchor = "start" if percent < EDGE else "end" if percent > 100 - EDGE else "middle"
    return Mark(text, f"{percent:.2f}%", anchor)


def _behind(compared: Compared, kind: Kind, decimals: int, *, by_percent: bool) -> str:
    """How much is lacking to the best, or on a deduction too much; nothing at the best or beyond it."""
    if compared.mine is None or compared.best is None:
        return ""
    lacking = compared.best - compared.mine
    lacking = -lacking if kind == Kind.DEDUCTION else lacking
    return _text(lacking, decimals, by_percent=by_percent) if lacking > 0 else ""


def _names(standing: Standing, section: Section, unit: str) -> str:
    """Who is best: this unit, this unit with others, or others."""
    others = ", ".join(standing.member(one).key for one in section.best_units if one != unit)
    if unit not in section.best_units:
        return others
    return _("this unit, with %(units)s") % {"units": others} if others else _("this unit")
