"""The order of the units as pages show it: numbers of a column share their decimals, ties look like ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from blocs.formats import number
from scoring.board.bars import BAR_WIDTH, SectionBar, bars
from scoring.board.quotas import Quota, quotas
from scoring.core.ranking import Place
from scoring.core.tally import Tally
from scoring.core.tree import Node
from scoring.explanations import percent_decimals
from scoring.rounds import Round
from scoring.standings import Member, Standing

DISTINGUISHED = 3


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit in its place; without a rank, `reason` and `source` say why it is not considered.

    `follows_tie` when the unit above shares its place. `awards` are those whose quota takes the unit in when
    it is counted from the first place, `uncertain` those whose end falls into the place it shares.
    """

    place: Place
    member: Member
    rank: str
    total: str
    percent: str
    assigned_maximum: str
    missing: int
    sections: list[SectionBar]
    grade: str = ""
    self_total: str = ""
    reviewed_total: str = ""
    reason: str = ""
    source: str = ""
    follows_tie: bool = False
    awards: list[str] = field(default_factory=list)
    uncertain: list[str] = field(default_factory=list)

    @property
    def is_distinguished(self) -> bool:
        """Places 1 to 3 carry gold."""
        return self.place.rank is not None and self.place.rank <= DISTINGUISHED


@dataclass(frozen=True, slots=True)
class Board:
    """The order with its column heads; `excluded` are the units that have no place in it."""

    sections: list[Node]
    rows: list[BoardRow]
    excluded: list[BoardRow]
    missing: int
    quotas: list[Quota]
    has_rounds: bool
    has_grades: bool
    bar_width: int = BAR_WIDTH


def board(standing: Standing) -> Board:
    """The rows of a standing."""
    rules, allowed = standing.contest.rules, quotas(standing)
    earlier = {round_: standing.earlier(round_) for round_ in (Round.SELF, Round.REVIEW)}
    rows = _rows(standing, earlier, allowed)
    return Board(
        sections=list(standing.contest.tree.roots),
        rows=[row for row in rows if row.place.rank is not None],
        excluded=[row for row in rows if row.place.rank is None],
        missing=sum(row.missing for row in rows),
        quotas=allowed,
        has_rounds=bool(earlier[Round.SELF]),
        has_grades=bool(rules.grades),
    )


def unit_row(standing: Standing, unit: str) -> BoardRow:
    """One unit in its place, without the earlier rounds and the quotas."""
    rows = _rows(standing, {Round.SELF: {}, Round.REVIEW: {}}, [])
    return next(row for row in rows if row.place.unit == unit)


def _rows(
    standing: Standing, earlier: Mapping[Round, Mapping[str, Tally]], allowed: list[Quota]
) -> list[BoardRow]:
    contest, percents = standing.contest, percent_decimals(standing)
    decimals = contest.rules.rounding.decimals
    sections = bars(standing, max(2, decimals))
    above = [None, *(place.rank for place in standing.places)]

    def row(place: Place, rank_above: int | None) -> BoardRow:
        tally = standing.tallies[place.unit]
        return BoardRow(
            place=place,
            member=standing.member(place.unit),
            rank="" if place.rank is None else str(place.rank),
            total=number(place.total, decimals),
            percent=number(place.percent, percents),
            assigned_maximum=number(tally.assigned_maximum),
            missing=tally.missing,
            sections=sections(tally),
            grade=standing.grade(place),
            self_total=_total(earlier[Round.SELF], place.unit, decimals),
            reviewed_total=_total(earlier[Round.REVIEW], place.unit, decimals),
            reason=contest.excluded.get(place.unit, ""),
            source=contest.sources.get(place.unit, ""),
            follows_tie=place.rank is not None and place.rank == rank_above,
            awards=[quota.award for quota in allowed if place.unit in quota.alone.units],
            uncertain=[quota.award for quota in allowed if place.unit in quota.alone.split],
        )

    return [row(place, rank) for place, rank in zip(standing.places, above, strict=False)]


def _total(tallies: Mapping[str, Tally], unit: str, decimals: int) -> str:
    return number(tallies[unit].total, decimals) if unit in tallies else ""
