"""The table of opinions on a draft regulation, with what the head made of each; and of who said nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from blocs import pdf
from blocs.formats import number, roman, short_date
from blocs.pdf.bloc_papers import DRAFT_MARK, heading, sheets
from blocs.pdf.letterhead import WHOLE_LINE, broken, place_and_date
from blocs.stages import Stage
from pledges.papers import DRAFT, Face, Kind, Subject
from scoring.consulting import Standings, in_order, standings
from scoring.models import Consultation, Opinion
from scoring.models.replies import Verdict

if TYPE_CHECKING:
    from blocs.models import BlocYear

LONG = 900  # letters in a cell, from which on a row may be split between pages
VERDICTS = {
    Verdict.OPEN: "Chưa trả lời",
    Verdict.TAKEN_UP: "Tiếp thu",
    Verdict.PARTLY: "Tiếp thu một phần",
    Verdict.DECLINED: "Không tiếp thu",
}
SAID = (
    ("agreed", "thống nhất toàn bộ dự thảo"),
    ("commented", "có ý kiến góp ý"),
    ("silent", "không có ý kiến"),
    ("waiting", "chưa gửi ý kiến"),
)


def table_of_opinions(consultation: Consultation, face: Face = DRAFT) -> pdf.Composition:
    """The table across the page; a draft until it is issued."""
    with translation.override("vi"):
        context = opinions_context(consultation, face)
    behind = sheets(consultation.bloc_year, landscape=True, draft=face.is_draft)
    return pdf.Composition("opinions", context, behind, face.day)


def opinions_context(consultation: Consultation, face: Face) -> dict[str, Any]:
    """Everything the template prints."""
    year = consultation.bloc_year
    when = place_and_date(year.head.place, face.day, consultation.closes_on.year)
    title = "góp ý dự thảo " + consultation.text.get("title", consultation.regulation.title)
    stand = standings(consultation)
    return {
        "title": f"Bảng tổng hợp ý kiến {title}",
        "letterhead": heading(year, when, number=face.number, mark=DRAFT_MARK if face.is_draft else ""),
        "about": broken(title[0].upper() + title[1:], WHOLE_LINE),
        "opening": _opening(consultation, stand),
        "standings": _standings(stand),
        "groups": _groups(consultation),
        "closing": _closing(consultation),
    }


def _opening(consultation: Consultation, stand: Standings) -> str:
    day, last = short_date(consultation.opened_on), short_date(consultation.closes_on)
    return (
        f"Dự thảo Quy chế được gửi lấy ý kiến {len(stand.answers):02d} đơn vị thành viên từ ngày {day} "
        f"đến hết ngày {last}. Kết quả như sau:"
    )


def _standings(stand: Standings) -> list[str]:
    """`a) 03 đơn vị có ý kiến góp ý: …;` for each state in which a unit is."""
    found = [(words, stand.counts[state], stand.names(state)) for state, words in SAID if stand.counts[state]]
    return [
        f"{letter}) {count:02d} đơn vị {words}: {names}{'.' if place == len(found) else ';'}"
        for place, (letter, (words, count, names)) in enumerate(zip("abcd", found, strict=False), start=1)
    ]


def _groups(consultation: Consultation) -> list[dict[str, Any]]:
    """Opinions on the whole, on the text and on the appendix, numbered through all of them."""
    kinds = (
        ("Ý kiến chung", lambda one: not (one.article or one.criterion)),
        ("Ý kiến về các điều của Quy chế", lambda one: one.article),
        ("Ý kiến về Phụ lục: tiêu chí và thang điểm", lambda one: one.criterion),
    )
    opinions = list(enumerate(in_order(consultation.opinions, consultation), start=1))
    for _place, opinion in opinions:
        opinion.reply.consultation = consultation
    found = [(title, [row for row in opinions if belongs(row[1])]) for title, belongs in kinds]
    filled = [(title, rows) for title, rows in found if rows]
    return [
        {"title": f"{roman(place)}. {title}", "rows": [_row(*row) for row in rows]}
        for place, (title, rows) in enumerate(filled, start=1)
    ]


def _row(place: int, opinion: Opinion) -> dict[str, Any]:
    about = opinion.place
    proposal = []
    if opinion.wording:
        proposal.append(f"Đề nghị viết: “{opinion.wording}”")
    if opinion.maximum is not None and about:
        proposal.append(f"Đề nghị thang điểm: {number(opinion.maximum)} (dự thảo: {about.maximum})")
    said = [line for text in (opinion.comment, *proposal) for line in text.splitlines() if line.strip()]
    return {
        "place": place,
        "about": about.name if about and (opinion.article or opinion.criterion) else "Toàn văn dự thảo",
        "unit": opinion.unit.name,
        "said": said,
        "verdict": VERDICTS[Verdict(opinion.verdict)],
        "because": [line for line in opinion.because.splitlines() if line.strip()],
        "is_long": max(sum(map(len, said)), len(opinion.because)) > LONG,
    }


def _closing(consultation: Consultation) -> str:
    verdicts = list(consultation.opinions.values_list("verdict", flat=True))
    if not verdicts:
        return "Không có ý kiến đề nghị sửa đổi, bổ sung dự thảo Quy chế./."
    counts = [(words.lower(), verdicts.count(verdict)) for verdict, words in VERDICTS.items()]
    parts = ", ".join(f"{words} {count:02d}" for words, count in counts if count)
    return f"Tổng cộng {len(verdicts):02d} ý kiến, trong đó: {parts}./."


# --- the table as a kind of paper -------------------------------------------------------------------------
def _rounds(bloc_year: BlocYear) -> list[Consultation]:
    found = Consultation.objects.filter(regulation__bloc_year=bloc_year)
    return list(
        found.select_related("regulation__bloc_year__bloc", "regulation__bloc_year__head").order_by("pk")
    )


def _subjects(bloc_year: BlocYear) -> list[Subject]:
    """Each round has its table."""
    words = gettext("round %(number)s (%(day)s)")
    return [
        Subject(str(one.pk), words % {"number": place, "day": short_date(one.opened_on)})
        for place, one in enumerate(_rounds(bloc_year), start=1)
    ]


def _compose(bloc_year: BlocYear, subject: Subject, face: Face) -> pdf.Composition:
    return table_of_opinions(_round(bloc_year, subject), face)


def _round(bloc_year: BlocYear, subject: Subject) -> Consultation:
    return next(one for one in _rounds(bloc_year) if str(one.pk) == subject.key)


def _still_open(bloc_year: BlocYear, subject: Subject) -> list[str]:
    if not _round(bloc_year, subject).is_open:
        return []
    return [gettext("The round of opinions is still open; answer every opinion and close it first.")]


OPINIONS = Kind(
    "opinions",
    gettext_lazy("Table of opinions on the draft regulation"),
    "BTH",
    _subjects,
    _compose,
    obstacles=_still_open,
    stage=Stage.PREPARE,
)
