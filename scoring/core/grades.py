"""Classes: "≥95 Xuất sắc, ≥85 Tốt, <85 Khá"; thresholds and labels belong to the regulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scoring.core.ranking import Place


class Basis(StrEnum):
    """What thresholds are compared with: the percent of assigned points, or the total with its bonus."""

    PERCENT = "percent"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Grade:
    """A class and the least that reaches it."""

    label: str
    threshold: Decimal


def grade_of(place: Place, grades: Sequence[Grade], basis: Basis) -> str:
    """The label of the highest threshold that a unit reaches; empty when it reaches none or is excluded."""
    value = place.percent if basis == Basis.PERCENT else place.total
    if value is None or place.rank is None:
        return ""
    reached = [grade for grade in grades if value >= grade.threshold]
    return max(reached, key=lambda grade: grade.threshold).label if reached else ""
