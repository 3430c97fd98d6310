"""What last year's regulation changes against the seed's: measured criteria, evidence, deductions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scoring.models import Criterion, Regulation, TieBreak
from scoring.models.criteria import Kind, Rule
from scoring.models.regulation import RoundingPlace
from scoring.models.terms import Breaker

# What is measured from now on: code → rule, its parameters, the unit of measure.
MEASURED: dict[str, tuple[str, dict[str, Any], str]] = {
    "1.1": (Rule.PROPORTIONAL, {"floor": "50"}, "%"),
    "1.3": (Rule.PROPORTIONAL, {"floor": "50"}, "tỷ đồng"),
    "2.4": (Rule.QUANTITATIVE, {}, "dự án"),
    "2.5": (Rule.BANDS, {"of": "actual", "bands": [["85", "1"], ["90", "1.5"], ["95", "2"]]}, "%"),
    "3.1": (Rule.BANDS, {"of": "actual", "bands": [["95", "3"], ["97", "3.5"], ["98", "4"]]}, "%"),
    "6.4": (Rule.RANK, {"points": ["2", "1.75", "1.5", "1.25", "1", "0.75"]}, "tin, bài"),
    "9.2": (Rule.COUNT, {"per_item": "1"}, "bằng khen"),
    "9.3": (Rule.COUNT, {"per_item": "1"}, "sáng kiến"),
}
PROVED = ("1.4", "2.3", "5.1", "9.1", "9.2", "9.3")  # what has to be proved
SWITCHED_OFF = "4.2"  # the epidemic is over
DEDUCTIONS = (
    ("T.1", "Gửi báo cáo, hồ sơ cho Khối chậm: mỗi lần trừ 0,25 điểm", "1", "0.25", "lần"),
    ("T.2", "Có công chức, viên chức bị xử lý kỷ luật: mỗi người trừ 1 điểm", "3", "1", "người"),
)


def revised(regulation: Regulation) -> Regulation:
    """The draft copied from the seed, with what has been learnt since."""
    rows = {row.code: row for row in regulation.criteria.all()}
    for code, (rule, parameters, measure) in MEASURED.items():
        row = rows[code]
        row.rule, row.parameters, row.measure = rule, parameters, measure
    for code in PROVED:
        rows[code].needs_evidence = True
    rows[SWITCHED_OFF].is_off = True
    Criterion.objects.bulk_update(
        rows.values(), ("rule", "parameters", "measure", "needs_evidence", "is_off")
    )
    _deductions(regulation)
    regulation.rounding_place = RoundingPlace.LEAF
    regulation.save(update_fields=["rounding_place"])
    TieBreak.objects.create(regulation=regulation, by=Breaker.FEWEST_DEDUCTIONS, position=3)
    TieBreak.objects.create(regulation=regulation, by=Breaker.LAST_RANK, position=4)
    vars(regulation).pop("tree", None)
    return regulation


def _deductions(regulation: Regulation) -> None:
    top = Criterion(regulation=regulation, code="V", name="Điểm trừ", kind=Kind.DEDUCTION, position=5)
    section = Criterion(regulation=regulation, parent=top, code="T", name="Vi phạm, chậm trễ")
    top.maximum = section.maximum = sum((Decimal(cap) for _, _, cap, _, _ in DEDUCTIONS), Decimal(0))
    lines = [
        Criterion(
            regulation=regulation,
            parent=section,
            position=position,
            code=code,
            name=name,
            maximum=Decimal(cap),
            rule=Rule.COUNT,
            parameters={"per_item": per_item},
            measure=measure,
        )
        for position, (code, name, cap, per_item, measure) in enumerate(DEDUCTIONS, start=1)
    ]
    Criterion.objects.grow([top, section, *lines])
