"""What short names, sections and signs in a printed table of points mean, and what is not in it."""

from __future__ import annotations

from scoring.documents.point_table import (
    NOT_ASSIGNED,
    NOT_SCORED,
    OFF,
    exact_decimals,
    is_upright,
    shown_decimals,
    shown_nodes,
)
from scoring.standings import Standing, is_off


def legend(standing: Standing) -> list[str]:
    """One line under the table; nothing where nothing has to be said."""
    parts = [*_names(standing), *_signs(standing), *_missing(standing)]
    shown = shown_decimals(standing)
    if exact_decimals(standing) > shown:
        parts.append(f"điểm các mục ghi đến {shown} chữ số thập phân, tổng điểm cộng từ điểm chưa làm tròn")
    return [f"Ghi chú: {'; '.join(parts)}."] if parts else []


def _names(standing: Standing) -> list[str]:
    """The units behind short names, or the sections behind their numbers."""
    if not is_upright(standing):
        return [f"Mục {root.code}: {root.name}" for root in standing.contest.tree.roots]
    members = [standing.member(place.unit) for place in standing.places]
    return [f"{member.key}: {member.name}" for member in members if member.key != member.name]


def _signs(standing: Standing) -> list[str]:
    nodes = shown_nodes(standing)
    shown = [standing.tallies[place.unit].points[node.key] for place in standing.places for node in nodes]
    found = []
    if any(not points.assigned and not is_off(points) for points in shown):
        found.append(f"{NOT_ASSIGNED}: không giao")
    if any(is_off(points) for points in shown):
        found.append(f"{OFF}: năm nay không áp dụng")
    if any(points.assigned and points.value is None for points in shown):
        found.append(f"{NOT_SCORED}: chưa chấm")
    return found


def _missing(standing: Standing) -> list[str]:
    """How many criteria of which unit have no points yet."""
    counts = [(place.unit, standing.tallies[place.unit].missing) for place in standing.places]
    return [
        f"{standing.member(unit).name}: còn {count} tiêu chí chưa chấm" for unit, count in counts if count
    ]
