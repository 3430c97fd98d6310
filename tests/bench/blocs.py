"""Blocs of any size with every line scored by the unit and by the review."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from blocs.models import BlocYear, User
from blocs.models.people import Role
from scoring.models import Evidence, EvidenceLink, Score, ScoreSheet
from tests import factories
from tests.bench.meetings import articles, gather

SECTIONS, TEN = 10, Decimal(10)
RULES = ("direct", "direct", "pass_fail", "direct", "quantitative", "direct", "pass_fail", "proportional")
DOCUMENTS = 20  # of each unit, every one of them proving two lines


@dataclass(frozen=True)
class Crowd:
    """A bloc with its people: the secretary of the head, and an officer of the second unit."""

    year: BlocYear
    secretary: User
    officer: User

    @property
    def sheet(self) -> ScoreSheet:
        """The sheet of the officer's unit."""
        return ScoreSheet.objects.get(bloc_year=self.year, unit=self.year.members[1])

    def move_to(self, stage: str, state: str) -> None:
        """The year in a stage, every sheet in a state, as rows would have it."""
        BlocYear.objects.filter(pk=self.year.pk).update(stage=stage)
        ScoreSheet.objects.filter(bloc_year=self.year).update(state=state)


def crowd(units: int, leaves: int) -> Crowd:
    """A bloc of so many units and criteria, reviewed, with some lines on which the review differs."""
    year = factories.scoring_year(members=units, rows=_table(leaves))
    factories.tie_breaks(year.regulation, "1", "2")
    for place, sheet in enumerate(year.score_sheets.order_by("pk")):
        _fill(sheet, place)
        _prove(sheet)
    articles(year.regulation)
    gather(year)
    head, member = year.members[:2]
    return Crowd(year, factories.person(Role.SECRETARY, head), factories.person(Role.OFFICER, member))


def _table(leaves: int) -> list[tuple[Any, ...]]:
    """Ten sections with their share of the leaves, ten points each."""
    each = leaves // SECTIONS
    words = "mức độ hoàn thành nhiệm vụ được giao trong năm"
    return [
        (
            str(section),
            f"Nhóm tiêu chí số {section} về nhiệm vụ chuyên môn và công tác xây dựng Đảng",
            str(each * TEN),
            [
                (str(leaf), f"Tiêu chí {section}.{leaf}: {words}", "10", RULES[(section + leaf) % len(RULES)])
                for leaf in range(1, each + 1)
            ],
        )
        for section in range(1, SECTIONS + 1)
    ]


def _fill(sheet: ScoreSheet, unit: int) -> None:
    scores = list(sheet.scores.select_related("criterion").order_by("pk"))
    for place, score in enumerate(scores):
        _score(score, (unit * 7 + place * 13) % 40)
    Score.objects.bulk_update(scores, [field.name for field in Score._meta.fields if field.name != "id"])


def _score(score: Score, chance: int) -> None:
    """One line: now and then not assigned; every eighth changed by the review, half of these disputed."""
    rule = score.criterion.rule
    score.assigned = chance != 39
    if rule in ("quantitative", "proportional"):
        score.target, score.actual = Decimal(100), Decimal(80 + chance)
    else:
        score.self_score = TEN if rule == "pass_fail" else TEN - Decimal(chance) / 8
        score.reviewed_score = score.self_score
    score.explanation = "Đã hoàn thành theo kế hoạch, có báo cáo kèm theo." if chance % 3 == 0 else ""
    if chance % 8 == 1:
        score.reviewed_score, score.review_reason = Decimal(0), "Chưa có minh chứng cho kết quả này."
        score.agrees = chance % 16 == 1
        score.answer = "" if score.agrees else "Đơn vị đã gửi báo cáo bổ sung."


def _prove(sheet: ScoreSheet) -> None:
    year, unit, lines = sheet.bloc_year, sheet.unit, list(sheet.scores.order_by("pk"))
    papers = Evidence.objects.bulk_create(
        Evidence(bloc_year=year, unit=unit, title=f"Báo cáo số {number}") for number in range(DOCUMENTS)
    )
    EvidenceLink.objects.bulk_create(
        EvidenceLink(evidence=paper, score=lines[(place * 2 + more) % len(lines)])
        for place, paper in enumerate(papers)
        for more in range(2)
    )


def first_direct_line(sheet: ScoreSheet) -> Score:
    """A line whose points are typed."""
    return sheet.scores.filter(criterion__rule="direct", assigned=True).order_by("pk")[0]
