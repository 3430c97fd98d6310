"""The order of the units as pages show it: numbers of a column share their decimals, ties look like ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
    allowed = quotas(standing)
    rows = [_within(allowed, row) for row in _with_rounds(standing, _rows(standing))]
    return Board(
        sections=list(standing.contest.tree.roots),
        rows=[row for row in rows if row.place.rank is not None],
        excluded=[row for row in rows if row.place.rank is None],
        missing=sum(row.missing for row in rows),
        quotas=allowed,
        has_rounds=any(row.self_total for row in rows),
        has_grades=bool(standing.contest.rules.grades),
    )


def unit_row(standing: Standing, unit: str) -> BoardRow:
    """One unit in its place, without the earlier rounds and the quotas."""
    return next(row for row in _rows(standing) if row.place.unit == unit)


def _rows(standing: Standing) -> list[BoardRow]:
    """Every unit in its place."""
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
            reason=contest.excluded.get(place.unit, ""),
            source=contest.sources.get(place.unit, ""),
            follows_tie=place.rank is not None and place.rank == rank_above,
        )

    return [row(place, rank) for place, rank in zip(standing.places, above, strict=False)]


def _with_rounds(standing: Standing, rows: list[BoardRow]) -> list[BoardRow]:
    """The rows with their totals in the rounds before, where these are known."""
    own, reviewed = standing.earlier(Round.SELF), standing.earlier(Round.REVIEW)
    decimals = standing.contest.rules.rounding.decimals
    return [
        replace(
            row,
            self_total=_total(own, row.place.unit, decimals),
            reviewed_total=_total(reviewed, row.place.unit, decimals),
        )
        for row in rows
    ]


def _total(tallies: Mapping[str, Tally], unit: str, decimals: int) -> str:
    return number(tallies[unit].total, decimals) if unit in tallies else ""


def _within(allowed: list[Quota], row: BoardRow) -> BoardRow:
    """The row with the awards whose quota takes its unit in."""
    unit = row.place.unit
    return replace(
        row,
        awards=[quota.award for quota in allowed if unit in quota.alone.units],
        uncertain=[quota.award for quota in allowed if unit in quota.alone.split],
    )
