"""Official papers of scoring: what stands in them. They read a standing only, frozen once it is published."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from blocs import pdf
from blocs.pdf.letterhead import WHOLE_LINE, broken, letterhead, place_and_date
from blocs.pdf.signatures import Signature, signature
from scoring.core.ranking import Breaker, TieBreak
from scoring.core.rounding import Mode
from scoring.core.tally import PERCENT_DECIMALS
from scoring.core.tree import Kind
from scoring.documents.point_table import by_sections, by_units, is_upright, legend
from scoring.explanations import tie_sentences
from scoring.standings import Standing

if TYPE_CHECKING:
    from blocs.models import Bloc
    from scoring.models import Ranking

_MODES = {
    Mode.HALF_UP: "phần lẻ đúng một nửa làm tròn lên",
    Mode.HALF_EVEN: "phần lẻ đúng một nửa làm tròn về chữ số chẵn",
}
NOT_PUBLISHED = "DỰ THẢO (chưa công bố)"


def ranking_table(ranking: Ranking) -> bytes:
    """The table of points and ranks: upright while the units fit as columns, across when they are rows."""
    with translation.override("vi"):
        standing = ranking.standing
        context = ranking_context(ranking, standing)
    sheets = (pdf.LANDSCAPE,) * (not is_upright(standing)) + (pdf.DRAFT,) * (not ranking.is_published)
    if ranking.bloc_year.is_demo:
        sheets += (pdf.DEMO,)
    return pdf.paper("ranking", context, sheets=sheets, day=_day(ranking))


def ranking_context(ranking: Ranking, standing: Standing) -> dict[str, Any]:
    """Everything the template of the ranking prints."""
    bloc_year, bloc = ranking.bloc_year, ranking.bloc_year.bloc
    title = f"năm {bloc_year.year} của {bloc.name}"
    return {
        "title": f"Bảng tổng hợp điểm và xếp hạng thi đua {title}",
        "letterhead": letterhead(
            superior=bloc.council,
            issuer=bloc.name,
            number="",
            place_and_date=place_and_date(bloc_year.head.place, _day(ranking)),
            mark="" if ranking.is_published else NOT_PUBLISHED,
        ),
        "about": broken(title[0].upper() + title[1:], WHOLE_LINE),
        "table": by_sections(standing) if is_upright(standing) else by_units(standing),
        "legend": legend(standing),
        "rules": rules(standing),
        "tie_breaks": tie_breaks(standing),
        "ties": tie_sentences(standing),
        "closing": closing(standing),
        "addressees": _addressees(bloc),
        "signature": _signature(ranking),
        "colophon": colophon(ranking, standing),
    }


def closing(standing: Standing) -> str:
    """The last sentence, with the sign that closes the text."""
    count = len(standing.places)
    return f"Bảng tổng hợp này có {count:02d} đơn vị, xếp theo thứ tự từ cao xuống thấp./."


def rules(standing: Standing) -> list[str]:
    """How points became ranks, clause by clause."""
    contest = standing.contest
    rounding = contest.rules.rounding
    clauses = [
        "Các đơn vị được xếp hạng theo tỷ lệ phần trăm giữa tổng điểm đạt được và điểm tối đa của các "
        "tiêu chí được giao; tiêu chí không giao cho đơn vị không tính vào điểm tối đa.",
        f"Tổng điểm lấy {rounding.decimals} chữ số thập phân, {_MODES[rounding.mode]}; "
        f"tỷ lệ phần trăm tính từ tổng điểm đã làm tròn, lấy {PERCENT_DECIMALS} chữ số thập phân "
        "theo cùng cách làm tròn.",
    ]
    if bonuses := [root.code for root in contest.tree.roots if root.kind == Kind.BONUS]:
        limit = "có thể vượt" if contest.rules.bonus_may_exceed else "không vượt"
        clauses.append(
            f"Điểm thưởng (mục {', '.join(bonuses)}) cộng thêm vào tổng điểm; "
            f"tổng điểm {limit} điểm tối đa được giao."
        )
    if not contest.rules.tie_breaks:
        clauses.append("Các đơn vị có tỷ lệ bằng nhau xếp cùng hạng.")
    return clauses


def tie_breaks(standing: Standing) -> list[str]:
    """What is compared between equal percents, in order."""
    ties = standing.contest.rules.tie_breaks
    return [
        f"{letter}) {_compared(standing, tie)}" for letter, tie in zip("abcdđeghiklmnopq", ties, strict=False)
    ]


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


def _addressees(bloc: Bloc) -> list[str]:
    """Nơi nhận (element 9b)."""
    return [f"- {bloc.council};", "- Các đơn vị thành viên;", f"- Lưu: VT, hồ sơ {bloc.name}."]


def _signature(ranking: Ranking) -> Signature:
    """The head's leader signs for the bloc, and shows the office held at home."""
    word, day = ("CỤM" if ranking.bloc_year.bloc.kind == "cum" else "KHỐI"), _day(ranking)
    leader = ranking.bloc_year.head.leader_on(day) if day else None
    position = leader.position if leader else ""
    return signature(
        f"TM. {word} THI ĐUA",
        offices=[f"TRƯỞNG {word}"],
        name=leader.full_name if leader else "",
        home_office=(position, ranking.bloc_year.head.heading) if position else (),
    )
