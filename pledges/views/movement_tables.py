"""The movements of a year as a table, and the units by movements: who has reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from blocs.models import BlocYear, Unit
from pledges.models import LaunchedMovement, MovementReport, Period


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement with how many units reported on it for each review."""

    movement: LaunchedMovement
    midyear: int
    yearend: int

    @property
    def any(self) -> bool:
        """Whether anybody reported."""
        return bool(self.midyear or self.yearend)


@dataclass(frozen=True, slots=True)
class Cell:
    """Whether a unit reported on a movement."""

    movement: LaunchedMovement
    report: MovementReport | None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's reports for a review."""

    unit: Unit
    cells: list[Cell]
    is_own: bool
    is_member: bool

    @property
    def written(self) -> int:
        """On how many movements it reported."""
        return sum(cell.report is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units by movements for one review."""

    movements: list[LaunchedMovement]
    rows: list[UnitRow]

    @property
    def complete(self) -> int:
        """How many units reported on every movement."""
        return sum(row.written == len(self.movements) for row in self.rows)


def movement_rows_of(bloc_year: BlocYear) -> list[MovementRow]:
    """Every movement with its counts, in order."""
    counts: dict[str, Any] = {
        period: Count("reports", filter=Q(reports__period=period)) for period in Period.values
    }
    found: Any = bloc_year.launched_movements.annotate(**counts)
    return [MovementRow(one, one.midyear, one.yearend) for one in found]


def matrix(bloc_year: BlocYear, period: str, own: list[Unit]) -> Matrix:
    """The members in the order of the year, then units that reported and are members no longer."""
    movements = list(bloc_year.launched_movements.all())
    reports = list(MovementReport.objects.of(bloc_year, period))
    by_place = {(one.unit_id, one.movement_id): one for one in reports}
    members = bloc_year.members
    former = list({one.unit_id: one.unit for one in reports if one.unit not in members}.values())
    rows = [
        UnitRow(
            unit,
            [Cell(movement, by_place.get((unit.pk, movement.pk))) for movement in movements],
            unit in own,
            unit in members,
        )
        for unit in [*members, *former]
    ]
    return Matrix(movements, rows)
