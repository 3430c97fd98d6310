"""The regulation's text in the demonstration, and what the units said about its draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from blocs.audit import Action, change, record
from scoring.articles.proposal import proposal
from scoring.demo.calendar import happened, working_day
from scoring.demo.people import Cast
from scoring.models import Consultation, Opinion, Regulation, Reply
from scoring.models.replies import ReplyState, Verdict
from scoring.models.snapshots import snapshot
from scoring.models.texts import fill

SECRETARY = "thuky"
QUORUM_ASKED, QUORUM = "một phần hai số", "hai phần ba số"
MEETINGS, MONEY = "Hội nghị của Khối", "Kinh phí hoạt động"
COSTS = "1. Kinh phí tổ chức hội nghị do đơn vị Trưởng Khối bảo đảm trong dự toán được giao."


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion: about an article by its title, or a criterion by its key; and the head's answer."""

    comment: str
    article: str = ""
    criterion: str = ""
    wording: str = ""
    maximum: int | None = None
    verdict: str = Verdict.OPEN
    because: str = ""


# unit → what it says; an empty tuple: it agrees; a unit that is not named says nothing
FINISHED: dict[str, tuple[Said, ...]] = {
    "VP": (),
    "DDCN": (),
    "GT": (
        Said(
            "Hội nghị quyết định xếp hạng và đề nghị khen thưởng nên cần tỷ lệ dự họp cao hơn một phần hai.",
            article=MEETINGS,
            wording="Hội nghị được tiến hành khi có ít nhất hai phần ba số đơn vị thành viên tham dự.",
            verdict=Verdict.TAKEN_UP,
        ),
        Said(
            "Giải ngân là nhiệm vụ trọng tâm, đề nghị tăng thang điểm.",
            criterion="I/1/1.1",
            maximum=10,
            verdict=Verdict.DECLINED,
            because="Mục Giải ngân và quản lý vốn đầu tư đã chiếm 18/100 điểm; tăng tiêu chí này phải giảm "
            "tiêu chí khác, các đơn vị còn lại không đề nghị.",
        ),
    ),
    "NN": (
        Said(
            "Các ban quản lý dự án chi bằng chi phí quản lý dự án, khó đóng góp kinh phí chung. "
            "Đề nghị đơn vị Trưởng Khối bảo đảm.",
            article=MONEY,
            wording=COSTS,
            verdict=Verdict.TAKEN_UP,
        ),
    ),
    "PT": (
        Said(
            "Đơn vị không có dự án ODA thì tiêu chí này tính thế nào? Đề nghị quy định rõ.",
            criterion="I/1/1.3",
            verdict=Verdict.PARTLY,
            because="Không giao tiêu chí này cho đơn vị không có nguồn vốn ODA; nguyên tắc chung đã nêu tại "
            "Điều 11.",
        ),
        Said("Thống nhất bố cục và các nội dung còn lại của dự thảo.", verdict=Verdict.TAKEN_UP),
    ),
}
PREPARED: dict[str, tuple[Said, ...]] = {
    "PT": (),
    "NN": (
        Said(
            "Đề nghị quy định rõ thời hạn gửi bảng tự chấm điểm ngay trong Quy chế để các đơn vị chủ động.",
            article="Trình tự chấm điểm",
            wording="1. Đơn vị tự chấm điểm kèm tài liệu kiểm chứng và gửi Tổ thư ký trước ngày 20 tháng 11.",
            verdict=Verdict.TAKEN_UP,
        ),
        Said(
            "Sáng kiến được công nhận cấp tỉnh rất khó, đề nghị tăng điểm thưởng.",
            criterion="IV/9/9.3",
            maximum=3,
        ),
    ),
}
BEGUN = Said("Đề nghị giao Tổ thư ký gửi tài liệu hội nghị trước ít nhất 05 ngày làm việc.", article=MEETINGS)
STEPS = "Trình tự chấm điểm"


def _written(cast: Cast, regulation: Regulation, day: date) -> None:
    """The text as the secretariat first put it to the units."""
    year = regulation.bloc_year
    with happened(year, day, hour=15):
        fill(cast.persons[SECRETARY], regulation, proposal(year))
    _put(regulation, MEETINGS, "......", QUORUM_ASKED)
    _put(regulation, "Đề nghị khen thưởng", "......", "31 tháng 01 năm sau")
    _renewed(regulation)


def _renewed(regulation: Regulation) -> None:
    """A text that was copied rests on the law of its own year."""
    regulation.grounds = "\n".join(proposal(regulation.bloc_year).grounds).replace(
        "Quyết định số ...... ngày ......",
        f"Quyết định số 15/QĐ-HĐTĐKT ngày 12 tháng 01 năm {regulation.bloc_year.year}",
    )
    regulation.save(update_fields=["grounds"])


def _put(regulation: Regulation, title: str, before: str, after: str) -> None:
    article = regulation.articles.get(title=title)
    article.body = article.body.replace(before, after)
    article.save(update_fields=["body"])


def consulted(cast: Cast, regulation: Regulation, day: date) -> None:
    """Written, asked, answered, taken up and closed; the unit that said nothing is recorded."""
    _written(cast, regulation, day - timedelta(days=7))
    asked = _opened(cast, regulation, day)
    for place, (unit, said) in enumerate(FINISHED.items()):
        _given(cast, asked, unit, said, day + timedelta(days=7 + place))
    _answered(cast, asked, day + timedelta(days=21))
    _put(regulation, MEETINGS, QUORUM_ASKED, QUORUM)
    costs = regulation.articles.get(title=MONEY)
    _put(regulation, MONEY, costs.lines[0], COSTS)
    Consultation.objects.filter(pk=asked.pk).update(closes_on=day + timedelta(days=18))
    asked.refresh_from_db()
    with happened(regulation.bloc_year, day + timedelta(days=22), hour=16):
        asked.take("close_with_silence", cast.persons[SECRETARY])


def agreed(cast: Cast, regulation: Regulation, day: date) -> None:
    """A round in which every unit agrees."""
    _renewed(regulation)
    asked = _opened(cast, regulation, day)
    for unit in regulation.bloc_year.members:
        _given(cast, asked, unit.short_name, (), day + timedelta(days=6))
    Consultation.objects.filter(pk=asked.pk).update(closes_on=day + timedelta(days=10))
    asked.refresh_from_db()
    with happened(regulation.bloc_year, day + timedelta(days=11), hour=9):
        asked.take("close", cast.persons[SECRETARY])


def asking(cast: Cast, regulation: Regulation, today: date) -> None:
    """A round that is open: two replies, one answer, one reply being written, one change taken up."""
    _renewed(regulation)
    asked = _opened(cast, regulation, today - timedelta(days=6), today + timedelta(days=9))
    for place, (unit, said) in enumerate(PREPARED.items()):
        _given(cast, asked, unit, said, today - timedelta(days=3 - place))
    _answered(cast, asked, today - timedelta(days=1))
    first = regulation.articles.get(title=STEPS).lines[0]
    _put(regulation, STEPS, first, PREPARED["NN"][0].wording)
    reply = _begun(cast, asked, "DDCN", today - timedelta(days=1))
    _write(reply, (BEGUN,))


def _opened(cast: Cast, regulation: Regulation, day: date, closes: date | None = None) -> Consultation:
    """Open until tomorrow, so that replies are taken; a round of the past gets its own last day later."""
    last = closes or timezone.localdate() + timedelta(days=1)
    opened = working_day(day)
    asked = Consultation.objects.create(
        regulation=regulation, opened_on=opened, closes_on=last, text=snapshot(regulation)
    )
    with happened(regulation.bloc_year, opened):
        record(cast.persons[SECRETARY], asked, Action.CREATE)
    return asked


def _begun(cast: Cast, asked: Consultation, unit: str, day: date) -> Reply:
    reply = Reply.objects.create(consultation=asked, unit=cast.units[unit])
    with happened(asked.bloc_year, day, hour=10):
        record(cast.writer(unit), reply, Action.CREATE)
    return reply


def _write(reply: Reply, said: tuple[Said, ...]) -> None:
    numbers = {article.title: article.position for article in reply.consultation.articles}
    Opinion.objects.bulk_create(
        Opinion(
            reply=reply,
            article=numbers[one.article] if one.article else None,
            criterion=one.criterion,
            comment=one.comment,
            wording=one.wording,
            maximum=one.maximum,
        )
        for one in said
    )


def _given(cast: Cast, asked: Consultation, unit: str, said: tuple[Said, ...], day: date) -> None:
    """Written by the unit's people, given by its leader."""
    reply = _begun(cast, asked, unit, day)
    _write(reply, said)
    with happened(asked.bloc_year, day, hour=14) as moment:
        reply.take("give" if said else "agree", cast.leader(unit))
    Reply.objects.filter(pk=reply.pk).update(given_at=moment)


def _answered(cast: Cast, asked: Consultation, day: date) -> None:
    """What the head says to each opinion that has an answer in the story."""
    answers = {one.comment: one for said in (*FINISHED.values(), *PREPARED.values()) for one in said}
    with happened(asked.bloc_year, day, hour=10) as moment:
        for opinion in Opinion.objects.filter(reply__consultation=asked, reply__state=ReplyState.GIVEN):
            told = answers[opinion.comment]
            if told.verdict == Verdict.OPEN:
                continue
            opinion.verdict, opinion.because = told.verdict, told.because
            opinion.answered_by, opinion.answered_at = cast.persons[SECRETARY], moment
            opinion.save()
            changes = [change("answer", "", opinion.get_verdict_display())]
            record(cast.persons[SECRETARY], opinion, Action.CHANGE, changes=changes)
