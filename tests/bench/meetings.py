"""What a bloc needs for its signing conference, for any number of units."""

from __future__ import annotations

from datetime import date, time

from blocs.models import BlocYear
from pledges.models import AgendaItem, Agreement, Conference, Guest, Target
from scoring.models import Article, Regulation
from tests import factories

TARGETS, ARTICLES, ITEMS = 8, 15, 8
CLAUSES = "\n".join(
    f"Đơn vị thành viên thực hiện nội dung thứ {n} theo kế hoạch của khối và báo cáo kết quả đúng thời hạn."
    for n in range(1, 6)
)


def gather(year: BlocYear) -> Conference:
    """Registrations, the joint pledge that everyone agreed to, agenda, guests: ready to be printed."""
    pledge = factories.pledge(year=year, sections=5, state="agreeing")
    for unit in year.members:
        _register(factories.registration(year=year, unit=unit, state="confirmed").targets.first())
        Agreement.objects.create(
            pledge=pledge, unit=unit, state="agreed", signer="Nguyễn Văn Mẫu", signer_position="Giám đốc"
        )
    conference = Conference.objects.create(
        bloc_year=year, occasion="signing", held_on=date(year.year, 3, 1), begins=time(8)
    )
    for place in range(1, ITEMS + 1):
        AgendaItem.objects.create(
            conference=conference, position=place, begins=time(8, place), content=f"Nội dung thứ {place}"
        )
    Guest.objects.create(conference=conference, organisation="Ban Thi đua - Khen thưởng tỉnh")
    return conference


def _register(first: Target) -> None:
    """As many targets as a unit really registers."""
    Target.objects.bulk_create(
        Target(
            registration=first.registration,
            position=place,
            content=f"Chỉ tiêu thứ {place}: tỷ lệ thực hiện nhiệm vụ được giao trong năm",
            measure="%",
            plan="100",
            note="Theo kế hoạch được giao",
        )
        for place in range(2, TARGETS + 1)
    )


def articles(regulation: Regulation) -> None:
    """The text of a regulation: a few pages."""
    Article.objects.bulk_create(
        Article(
            regulation=regulation,
            position=place,
            chapter="Quy định chung" if place == 1 else "",
            title=f"Nội dung điều {place}",
            body=CLAUSES,
        )
        for place in range(1, ARTICLES + 1)
    )
