"""Texts of a regulation and rounds of opinions on it, for tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from blocs.models import Unit
from scoring.models import Article, Consultation, Opinion, Regulation, Reply
from scoring.models.snapshots import snapshot

TEXT = (
    ("Quy định chung", "Phạm vi điều chỉnh", "Quy chế này quy định về hoạt động của Khối."),
    ("", "Nguyên tắc", "1. Dân chủ, công khai.\n2. Khách quan."),
    ("Khen thưởng", "Đề nghị khen thưởng", "1. Cờ thi đua.\na) Một cờ;\nb) Theo phân bổ."),
)
ACTS = ("consultation", "consultation_date", "consultation_text", "consultation_changes")


def articles(regulation: Regulation, rows: tuple[tuple[str, str, str], ...] = TEXT) -> list[Article]:
    """Articles of a regulation: chapter that begins, title, text."""
    return Article.objects.bulk_create(
        Article(regulation=regulation, position=place, chapter=chapter, title=title, body=body)
        for place, (chapter, title, body) in enumerate(rows, start=1)
    )


def consultation(regulation: Regulation, *, closes_on: date | None = None, **fields: Any) -> Consultation:
    """A round that is open until ten days after today."""
    today = timezone.localdate()
    closes = closes_on or date(today.year, today.month, today.day + 10)
    return Consultation.objects.create(
        **{"regulation": regulation, "opened_on": min(today, closes), "closes_on": closes}
        | {"text": snapshot(regulation)}
        | fields
    )


def reply(found: Consultation, unit: Unit, *opinions: dict[str, Any], given: bool = False) -> Reply:
    """A unit's reply with opinions, each as fields; given or still being written."""
    moment: datetime | None = timezone.now() if given else None
    created = Reply.objects.create(
        consultation=found, unit=unit, state="given" if given else "draft", given_at=moment
    )
    for one in opinions:
        Opinion.objects.create(**{"reply": created, "comment": "Nên quy định rõ hơn"} | one)
    return created


def addresses(regulation: Regulation) -> dict[str, str]:
    """What the table of access points at: a draft reply of the second member, one given by the third."""
    units = regulation.bloc_year.members
    article = regulation.articles.first() or articles(regulation)[0]
    found = regulation.consultations.first() or consultation(regulation)
    draft = found.replies.filter(unit=units[1]).first() or reply(found, units[1], {"article": 1})
    given = found.replies.filter(unit=units[2]).first() or reply(found, units[2], {"article": 2}, given=True)
    own, said = draft.opinions.get(), given.opinions.get()
    year = (regulation.bloc_year.bloc.slug, regulation.bloc_year.year)
    return {
        **{name: reverse(name, args=(found.pk,)) for name in ACTS},
        **{name: reverse(name, args=(article.pk,)) for name in ("article", "article_delete", "article_move")},
        "consultation_open": reverse("consultation_open", args=year),
        "consultation_step": found.step_url("close"),
        "begin_reply": reverse("begin_reply", args=(found.pk, units[2].pk)),
        "reply[draft]": draft.get_absolute_url(),
        "reply[given]": given.get_absolute_url(),
        "reply_step[give]": draft.step_url("give"),
        "reply_step[send_back]": given.step_url("send_back"),
        "opinion_new": f"{reverse('opinion_new', args=(draft.pk,))}?article=1",
        "opinion": reverse("opinion", args=(own.pk,)),
        "opinion_delete": reverse("opinion_delete", args=(own.pk,)),
        "opinion_answer": reverse("opinion_answer", args=(said.pk,)),
    }


NAMES = """
    consultation consultation_date consultation_text consultation_changes article article_delete article_move
    consultation_open consultation_step begin_reply reply[draft] reply[given] reply_step[give]
    reply_step[send_back] opinion_new opinion opinion_delete opinion_answer
""".split()  # noqa: SIM905  # a list of words reads best as words


def address(name: str, regulation: Regulation) -> str:
    """An address of the table; the rows are made for it, so that other visits find the draft unasked."""
    return addresses(regulation)[name] if name in NAMES else ""
