"""Standings for the tests of the board, without rows: units A, B, C … and trees written short."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from scoring.core.grades import Grade
from scoring.core.rounding import Rounding
from scoring.core.tree import Tree
from scoring.standings import Contest, Member, Rules, Standing, standing
from tests.scoring.core.trees import entries_of, tree_of

ONE = tree_of({"1": "100"})


def standing_of(
    points: Mapping[str, Mapping[str, str | None]],
    tree: Tree = ONE,
    *,
    excluded: Mapping[str, str] | None = None,
    earlier: Mapping[str, Any] | None = None,
    **rules: Any,
) -> Standing:
    """Unit → leaf → what `trees.entry_of` reads; `rules` are fields of `Rules`."""
    return standing(
        Contest(
            bloc="Khối thi đua",
            year=2021,
            regulation="Quy chế",
            tree=tree,
            members=tuple(Member(unit, f"Ban {unit}", pk) for pk, unit in enumerate(sorted(points), start=1)),
            entries={unit: entries_of(lines) for unit, lines in sorted(points.items())},
            rules=Rules(**{"rounding": Rounding(), "bonus_may_exceed": True} | rules),
            last_ranks={},
            excluded=excluded or {},
            earlier=earlier or {},
        )
    )


def totals(**points: str) -> dict[str, dict[str, str | None]]:
    """Units with nothing but a total: ``totals(A="90", B="80")``."""
    return {unit: {"1": value} for unit, value in points.items()}


GRADES = (Grade("Xuất sắc", Decimal(95)), Grade("Tốt", Decimal(85)))
