"""The table of points and ranks on paper. It reads a standing only, frozen once it is published."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from blocs import pdf
from blocs.pdf.bloc_papers import heading, recipients, sheets, signed_by_leader
from blocs.pdf.letterhead import WHOLE_LINE, broken, place_and_date
from blocs.stages import Stage
from pledges.papers import DRAFT, Face, Kind, Subject
from scoring.clauses import clauses
from scoring.core.codes import LETTERS
from scoring.core.ranking import Breaker, TieBreak
from scoring.documents.legend import legend
from scoring.documents.point_table import by_sections, by_units, is_upright
from scoring.explanations import tie_sentences
from scoring.standings import Standing

if TYPE_CHECKING:
    from blocs.models import BlocYear
    from scoring.models import Ranking

NOT_PUBLISHED = "TẠM TÍNH (chưa công bố)"


def ranking_table(ranking: Ranking) -> bytes:
    """The table of points and ranks: upright while the units fit as columns, across when they are rows."""
    with translation.override("vi"):
        standing = ranking.standing
        context = ranking_context(ranking, standing)
    behind = sheets(
        ranking.bloc_year, landscape=not is_upright(standing), provisional=not ranking.is_published
    )
    return pdf.paper("ranking", context, sheets=behind, day=_day(ranking))


def ranking_context(ranking: Ranking, standing: Standing, face: Face = DRAFT) -> dict[str, Any]:
    """Everything the template of the ranking prints."""
    bloc_year, bloc = ranking.bloc_year, ranking.bloc_year.bloc
    when = place_and_date(bloc_year.head.place, face.day or _day(ranking))
    title = f"năm {bloc_year.year} của {bloc.name}"
    return {
        "title": f"Bảng tổng hợp điểm và xếp hạng thi đua {title}",
        "letterhead": heading(
            bloc_year, when, number=face.number, mark="" if ranking.is_published else NOT_PUBLISHED
        ),
        "about": broken(title[0].upper() + title[1:], WHOLE_LINE),
        "table": by_sections(standing) if is_upright(standing) else by_units(standing),
        "legend": legend(standing),
        "rules": clauses(standing),
        "tie_breaks": tie_breaks(standing),
        "ties": tie_sentences(standing),
        "excluded": excluded(standing),
        "closing": closing(standing),
        "addressees": recipients(bloc),
        "signature": signed_by_leader(bloc_year, _day(ranking)),
        "colophon": colophon(ranking, standing),
    }


def closing(standing: Standing) -> str:
    """The last sentence, with the sign that closes the text."""
    count, outside = len(standing.places), len(standing.contest.excluded)
    words = f", trong đó có {outside:02d} đơn vị không xét thi đua" if outside else ""
    return f"Bảng tổng hợp này có {count:02d} đơn vị, xếp theo thứ tự từ cao xuống thấp{words}./."


def excluded(standing: Standing) -> list[str]:
    """The units that are not considered, each with its reason and the paper it rests on."""
    contest, lines = standing.contest, []
    for unit, reason in contest.excluded.items():
        source = contest.sources.get(unit, "")
        lines.append(f"{standing.member(unit).name}: {reason}" + (f" (căn cứ: {source})" if source else ""))
    return [f"{line}{'.' if line == lines[-1] else ';'}" for line in lines]


def tie_breaks(standing: Standing) -> list[str]:
    """What is compared between equal percents, in order."""
    ties = standing.contest.rules.tie_breaks
    return [f"{letter}) {_compared(standing, tie)}" for letter, tie in zip(LETTERS, ties, strict=False)]


def _compared(standing: Standing, tie: TieBreak) -> str:
    if tie.by == Breaker.POINTS:
        node = standing.contest.tree.node(tie.node)
        return f"Điểm mục {node.code}: {node.name}"
    return {
        Breaker.BASE: "Tổng điểm chưa tính điểm thưởng, điểm trừ",
        Breaker.FEWEST_DEDUCTIONS: "Đơn vị bị trừ ít điểm hơn",
        Breaker.LAST_RANK: "Thứ hạng năm trước cao hơn",
    }[tie.by]


def colophon(ranking: Ranking, standing: Standing) -> list[str]:
    """By which rules, when published, and how to recognise the data."""
    lines = [f"Căn cứ chấm điểm: {standing.contest.regulation}."]
    if ranking.is_published:
        published = timezone.localtime(ranking.published_at)
        lines.append(f"Công bố lúc {published:%H:%M} ngày {published:%d/%m/%Y}.")
        lines.append(f"Mã kiểm tra dữ liệu (SHA-256): {ranking.hash}")
    return lines


def filename(ranking: Ranking) -> str:
    """Under what name the paper is saved."""
    return f"Xếp hạng thi đua {ranking.bloc_year.year} - {ranking.bloc_year.bloc.name}.pdf"


def _day(ranking: Ranking) -> date | None:
    return timezone.localdate(ranking.published_at) if ranking.is_published else None


# --- the published ranking as a kind of paper -------------------------------------------------------------
def _published(bloc_year: BlocYear) -> list[Subject]:
    """Before it is published there is nothing to list: its existence would tell nothing, its content all."""
    ranking = getattr(bloc_year, "ranking", None)
    return [Subject()] if ranking and ranking.is_published else []


def _compose(bloc_year: BlocYear, subject: Subject, face: Face) -> pdf.Composition:
    """The frozen table with number and day of the issue."""
    ranking = bloc_year.ranking
    with translation.override("vi"):
        standing = ranking.standing
        context = ranking_context(ranking, standing, face)
    behind = sheets(bloc_year, landscape=not is_upright(standing), draft=face.is_draft)
    return pdf.Composition("ranking", context, behind, face.day or _day(ranking), for_signing=True)


RANKING = Kind(
    "ranking",
    gettext_lazy("Table of points and ranking"),
    "TB",
    _published,
    _compose,
    for_signing=True,
    stage=Stage.CONFERENCE,
)
