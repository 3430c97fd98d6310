"""Rows for tests: plain functions that derive what they are not given."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from blocs.models import Bloc, BlocYear, Membership, Representative, StageDates, Unit, User
from blocs.stages import Stage
from pledges.models import (
    LaunchedMovement,
    Movement,
    MovementReport,
    Paper,
    Pledge,
    Registration,
    Section,
    Target,
)
from scoring.models import Criterion, Deadline, Exclusion, Ranking, Regulation, Score, ScoreSheet, TieBreak
from scoring.models.regulation import RegulationState
from scoring.models.scoresheets import open_sheets

_serial = count(1)

LONG_AGO = date(2015, 1, 1)

# code, name, maximum, rule, children; the tree of most tests: 100 points and a bonus of 10
TREE: list[tuple[Any, ...]] = [
    (
        "I",
        "Nhiệm vụ chuyên môn",
        "60",
        [("1", "Giải ngân", "40", "direct"), ("2", "Báo cáo", "20", "pass_fail")],
    ),
    ("II", "Xây dựng Đảng", "40", [("1", "Chi bộ", "25.5", "direct"), ("2", "Công đoàn", "14.5", "direct")]),
]
BONUS: tuple[Any, ...] = ("III", "Điểm thưởng", "10", [("1", "Cờ thi đua", "10", "direct")])
DEDUCTION: tuple[Any, ...] = ("IV", "Điểm trừ", "5", [("1", "Nộp báo cáo chậm", "5", "direct")])
KINDS = {"Điểm thưởng": "bonus", "Điểm trừ": "deduction"}


def unit(*, name: str = "", **fields: Any) -> Unit:
    """A unit with a short name of its own, numbered within the test."""
    serial = Unit.objects.count() + 1
    defaults = {
        "name": name or f"Ban Quản lý số {serial}",
        "short_name": f"BQL{serial}",
        "superior": "Ủy ban nhân dân tỉnh Khánh Hòa",
        "place": "Khánh Hòa",
    }
    return Unit.objects.create(**defaults | fields)


def bloc(**fields: Any) -> Bloc:
    """A bloc."""
    serial = next(_serial)
    defaults = {
        "name": f"Khối thi đua số {serial}",
        "slug": f"khoi-{serial}",
        "council": "Hội đồng Thi đua - Khen thưởng tỉnh Khánh Hòa",
    }
    return Bloc.objects.create(**defaults | fields)


def user(*, full_name: str = "", position: str = "", **fields: Any) -> User:
    """A person who can log in."""
    serial = next(_serial)
    defaults = {
        "username": f"nguoi{serial}",
        "full_name": full_name or f"Người Mẫu {serial}",
        "position": position,
    }
    return User.objects.create(**defaults | fields)


def person(
    role: str, of: Unit | Bloc, *, starts: date = LONG_AGO, ends: date | None = None, **fields: Any
) -> User:
    """A person with one role: of a unit, or an observer of a bloc."""
    someone = user(**fields)
    place = {"bloc": of} if isinstance(of, Bloc) else {"unit": of}
    Representative.objects.create(user=someone, role=role, starts=starts, ends=ends, **place)
    return someone


def bloc_year(*, members: int = 3, stage: str = Stage.PREPARE, year: int = 2021, **fields: Any) -> BlocYear:
    """A year with members; the first is the head, the second the deputy."""
    units = fields.pop("units", None) or [unit() for _ in range(members)]
    defaults = {"head": units[0], "deputy": units[1] if len(units) > 1 else None}
    created = BlocYear.objects.create(
        **{"bloc": fields.pop("bloc", None) or bloc()} | defaults | fields, year=year, stage=stage
    )
    Membership.objects.bulk_create(
        Membership(bloc_year=created, unit=one, position=place) for place, one in enumerate(units, start=1)
    )
    return created


def stage_dates(year: BlocYear, stage: str, opens: date, closes: date) -> StageDates:
    """The dates of a stage."""
    return StageDates.objects.create(bloc_year=year, stage=stage, opens=opens, closes=closes)


def deadline(year: BlocYear, duty: str, at: str, *, hard: bool = False) -> Deadline:
    """The last second for a duty, in Vietnam time: `2026-03-10 17:00:00`."""
    moment = timezone.make_aware(datetime.fromisoformat(at))
    return Deadline.objects.create(bloc_year=year, duty=duty, at=moment, is_hard=hard)


def criteria(regulation: Regulation, rows: list[tuple[Any, ...]], parent: Criterion | None = None) -> None:
    """Rows like those of `TREE` as criteria; roots called as in `KINDS` are bonus or deduction."""
    for position, (code, name, maximum, rest) in enumerate(rows, start=1):
        leaf = isinstance(rest, str)
        created = Criterion.objects.create(
            regulation=regulation,
            parent=parent,
            position=position,
            code=code,
            name=name,
            maximum=Decimal(maximum),
            rule=rest if leaf else "",
            kind=KINDS.get(name, "base"),
        )
        if not leaf:
            criteria(regulation, rest, created)


def regulation(
    *,
    year: BlocYear | None = None,
    rows: list[tuple[Any, ...]] | None = None,
    adopted: bool = True,
    **fields: Any,
) -> Regulation:
    """A regulation with criteria, adopted unless said otherwise."""
    created = Regulation.objects.create(
        bloc_year=year or bloc_year(),
        title="Quy chế chấm điểm thi đua",
        state=RegulationState.ADOPTED if adopted else RegulationState.DRAFT,
        **fields,
    )
    criteria(created, TREE if rows is None else rows)
    return created


def tie_breaks(regulation: Regulation, *codes: str) -> None:
    """The top sections with these codes, in order."""
    for position, code in enumerate(codes, start=1):
        criterion = regulation.criteria.get(code=code, parent=None)
        TieBreak.objects.create(regulation=regulation, criterion=criterion, position=position)


def scoring_year(
    *, stage: str = Stage.SELF_SCORING, rows: list[tuple[Any, ...]] | None = None, **fields: Any
) -> BlocYear:
    """A year with an adopted regulation and open sheets."""
    year = bloc_year(stage=stage, **fields)
    regulation(year=year, rows=rows)
    open_sheets(year)
    Ranking.objects.create(bloc_year=year)
    return year


def sheet(*, year: BlocYear | None = None, unit: Unit | None = None, **fields: Any) -> ScoreSheet:
    """The sheet of a unit, by default of the second member; `state` is set as a row would have it."""
    year = year or scoring_year()
    found = ScoreSheet.objects.get(bloc_year=year, unit=unit or year.members[1])
    if fields:
        ScoreSheet.objects.filter(pk=found.pk).update(**fields)
        found.refresh_from_db()
    return found


def fill(sheet: ScoreSheet, *points: Any, reviewed: bool = False) -> None:
    """Points for the lines in the order of the table; None leaves a line unscored, "-" is not assigned."""
    for score, value in zip(lines(sheet), points, strict=False):
        if value == "-":
            score.assigned = False
        elif value is not None:
            score.self_score = Decimal(value)
            score.reviewed_score = Decimal(value) if reviewed else None
        score.save()


def lines(sheet: ScoreSheet) -> list[Score]:
    """The lines of a sheet in the order of the table."""
    by_criterion = {score.criterion_id: score for score in sheet.scores.select_related("criterion")}
    ordered: list[Score] = []

    def walk(parent: Criterion | None) -> None:
        for criterion in sheet.bloc_year.regulation.criteria.filter(parent=parent).order_by("position", "pk"):
            if criterion.pk in by_criterion:
                ordered.append(by_criterion[criterion.pk])
            walk(criterion)

    walk(None)
    return ordered


def approved_year(points: list[tuple[Any, ...]], *, stage: str = Stage.CONFERENCE, **fields: Any) -> BlocYear:
    """A year ready to be published: one tuple of points for each member, all reviewed and approved."""
    year = scoring_year(stage=stage, members=len(points), **fields)
    for member, row in zip(year.members, points, strict=True):
        fill(sheet(year=year, unit=member, state="approved"), *row, reviewed=True)
    return year


def exclusion(
    *,
    year: BlocYear,
    unit: Unit,
    reason: str = "Có cá nhân bị kỷ luật",
    source: str = "Quyết định 12/QĐ-UBND",
) -> Exclusion:
    """A unit that is not considered, for a reason that the year's regulation names."""
    year.regulation.exclusion_reasons.get_or_create(text=reason)
    return Exclusion.objects.create(bloc_year=year, unit=unit, reason=reason, source=source)


def registration(
    *, year: BlocYear | None = None, unit: Unit | None = None, targets: int = 1, **fields: Any
) -> Registration:
    """A registration with targets and one movement, by default of the second member."""
    year = year or bloc_year()
    created = Registration.objects.create(bloc_year=year, unit=unit or year.members[1], **fields)
    Target.objects.bulk_create(
        Target(registration=created, position=n, content=f"Giải ngân vốn đợt {n}", measure="%", plan="100")
        for n in range(1, targets + 1)
    )
    Movement.objects.create(
        registration=created, name="Cả nước chung tay vì người nghèo", aim="Giúp 02 hộ nghèo"
    )
    return created


def launched(*, year: BlocYear | None = None, **fields: Any) -> LaunchedMovement:
    """A movement of the year."""
    year = year or bloc_year()
    defaults = {"name": "Văn hóa công sở", "position": year.launched_movements.count() + 1}
    return LaunchedMovement.objects.create(bloc_year=year, **defaults | fields)


def movement_report(movement: LaunchedMovement, unit: Unit, **fields: Any) -> MovementReport:
    """What a unit did for a movement up to the mid-year review."""
    defaults = {"period": "midyear", "text": "Giúp 02 hộ nghèo."}
    written_by = fields.pop("written_by", None) or user()
    return MovementReport.objects.create(
        movement=movement, unit=unit, written_by=written_by, **defaults | fields
    )


def pledge(*, year: BlocYear | None = None, sections: int = 2, **fields: Any) -> Pledge:
    """A joint pledge with sections of two points."""
    created = Pledge.objects.create(bloc_year=year or bloc_year(), **fields)
    Section.objects.bulk_create(
        Section(pledge=created, position=n, title=f"Nội dung thi đua {n}", body="Điểm thứ nhất\nĐiểm thứ hai")
        for n in range(1, sections + 1)
    )
    return created


def paper(*, year: BlocYear | None = None, content: bytes = b"%PDF-1.7\n%%EOF\n", **fields: Any) -> Paper:
    """An issued joint pledge with the given bytes, by default some that nobody had to typeset."""
    year, serial = year or bloc_year(), next(_serial)
    defaults = {
        "kind": "pledge",
        "issuer": year.bloc.name,
        "serial": serial,
        "symbol": "GUTĐ-KTĐ",
        "issued_on": date(year.year, 3, 1),
        "title": f"Bản giao ước thi đua năm {year.year}",
        "name": "Giao ước thi đua.pdf",
        "pages": 1,
    }
    made = Paper(bloc_year=year, year=year.year, **defaults | fields)
    made.size, made.sha256 = len(content), hashlib.sha256(content).hexdigest()
    made.issued_by_id = made.issued_by_id or user().pk
    made.content.save(made.name, ContentFile(content), save=False)
    made.save()
    return made
