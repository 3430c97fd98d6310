"""Issuing a paper: its bytes are made once, with number, day and code, and kept."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs import audit
from blocs.models import BlocYear
from blocs.pdf import Marks
from blocs.stages import Activity
from blocs.workflow import StepRefused
from pledges.models import Paper
from pledges.models.papers import new_code
from pledges.papers import Face, Kind, Subject
from pledges.permissions import issues
from pledges.signatures.seal import seal_problem, sealed

FEW = 3  # papers that are named
_NUMBER = re.compile(r"^(\d+)/(.+)$")


@dataclass(frozen=True, slots=True)
class Order:
    """Who issues what under which number on which day."""

    kind: Kind
    subject: Subject
    serial: int
    symbol: str
    day: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form for an issue begins with; no day where none can be guessed."""

    serial: int
    symbol: str
    day: date | None

    @property
    def face(self) -> Face:
        """How the paper would look."""
        return Face(f"{self.serial:02d}/{self.symbol}", self.day)


def proposal(bloc_year: BlocYear, kind: Kind, subject: Subject) -> Proposal:
    """The number and day that are planned; else the next number, the usual symbol, today."""
    planned = kind.planned(bloc_year, subject)
    day, found = planned.day or _today_within(bloc_year), _NUMBER.match(planned.number)
    serial, symbol = (int(found[1]), found[2]) if found else (0, kind.symbol(bloc_year, subject))
    on = day or date(bloc_year.year, 1, 1)
    if not serial or is_taken(kind.issuer(bloc_year, subject), on.year, serial, symbol):
        serial = next_serial(bloc_year, kind, subject, on)
    return Proposal(serial, symbol, day)


def years_of_issue(bloc_year: BlocYear) -> tuple[int, int]:
    """In which calendar years papers of a year are issued: its own, and the next, in which it is closed."""
    return bloc_year.year, bloc_year.year + 1


def _today_within(bloc_year: BlocYear) -> date | None:
    """Today; nothing for an old year, whose papers are entered with the day that they bear."""
    today = timezone.localdate()
    return today if today.year in years_of_issue(bloc_year) else None


def is_taken(issuer: str, year: int, serial: int, symbol: str) -> bool:
    """Whether a body has given this number already."""
    return Paper.objects.filter(issuer=issuer, year=year, serial=serial, symbol=symbol).exists()


def out_of_order(bloc_year: BlocYear, order: Order) -> list[str]:
    """Papers of the series beside which the order would look wrong: numbers and days go up together.

    Told and not refused: numbers are also given on paper, and days set in advance.
    """
    earlier = Q(serial__lt=order.serial, issued_on__gt=order.day)
    later = Q(serial__gt=order.serial, issued_on__lt=order.day)
    series = Paper.objects.filter(issuer=order.kind.issuer(bloc_year, order.subject), year=order.day.year)
    words = _("No. %(number)s bears the day %(day)s. Numbers and days of a year should go up together.")
    found = series.filter(earlier | later).order_by("serial")
    return [words % {"number": paper.number, "day": paper.day} for paper in found[:FEW]]


def next_serial(bloc_year: BlocYear, kind: Kind, subject: Subject, day: date) -> int:
    """The number after the last one of the issuing body in the year of `day` (Decree 30, article 15)."""
    series = Paper.objects.filter(issuer=kind.issuer(bloc_year, subject), year=day.year)
    return (series.aggregate(last=Max("serial"))["last"] or 0) + 1


def in_force(bloc_year: BlocYear, kind: str, subject: str = "") -> Paper | None:
    """The paper that counts today, if one is issued."""
    return bloc_year.papers.in_force().filter(kind=kind, subject=subject).first()


def obstacles(bloc_year: BlocYear, kind: Kind, subject: Subject) -> list[str]:
    """Why the paper cannot be issued now."""
    if not bloc_year.allows(Activity.PAPERS):
        return [_("The year is handed over; no papers are issued in it any more.")]
    if problem := seal_problem():
        return [problem]
    return kind.obstacles(bloc_year, subject)


def may_issue(user: Any, bloc_year: BlocYear, subject: Subject) -> bool:
    """Whether `user` may issue a paper about `subject`."""
    return issues(user, Paper(bloc_year=bloc_year, unit=subject.unit))


@transaction.atomic
def issue(bloc_year: BlocYear, user: Any, order: Order) -> Paper:
    """Make the paper and keep its bytes; the one in force is replaced. Raises `StepRefused`."""
    bloc_year.hold()
    bloc_year = _anew(bloc_year)
    paper = _unsaved(bloc_year, user, order)
    if not issues(user, paper):
        raise PermissionDenied
    _refuse_unless_possible(bloc_year, order, paper)
    face = Face(paper.number, order.day)
    composition = order.kind.compose(bloc_year, order.subject, face)
    marks = Marks(paper.code, settings.PUBLIC_URL + reverse("verify", args=(paper.code,)))
    content, paper.is_sealed = sealed(composition.pdf(marks))
    paper.title, paper.name = composition.context["title"], f"{_file_name(composition.context['title'])}.pdf"
    paper.size, paper.sha256 = len(content), hashlib.sha256(content).hexdigest()
    paper.pages = pages_of(content)
    earlier = list(bloc_year.papers.in_force().filter(kind=paper.kind, subject=paper.subject))
    for one in earlier:
        one.take("replace", user)
    paper.content.save(paper.name, ContentFile(content), save=False)
    paper.save()
    Paper.objects.filter(pk__in=[one.pk for one in earlier]).update(replaced_by=paper)
    audit.record(user, paper, audit.Action.CREATE)
    order.kind.then(paper)
    return paper


def _anew(bloc_year: BlocYear) -> BlocYear:
    """The year as it is now that it is held: what hangs on it may have changed since the page was made."""
    return BlocYear.objects.select_related("bloc", "head").get(pk=bloc_year.pk)


def _unsaved(bloc_year: BlocYear, user: Any, order: Order) -> Paper:
    kind, subject = order.kind, order.subject
    return Paper(
        bloc_year=bloc_year,
        kind=kind.name,
        subject=subject.key,
        unit=subject.unit,
        issuer=kind.issuer(bloc_year, subject),
        serial=order.serial,
        symbol=order.symbol,
        issued_on=order.day,
        year=order.day.year,
        code=new_code(),
        issued_by=user,
    )


def _refuse_unless_possible(bloc_year: BlocYear, order: Order, paper: Paper) -> None:
    if order.kind.subject(bloc_year, order.subject.key) is None:
        raise StepRefused(_("Meanwhile there is nothing left to issue: it was deleted."))
    if missing := obstacles(bloc_year, order.kind, order.subject):
        raise StepRefused(*missing)
    if is_taken(paper.issuer, paper.year, paper.serial, paper.symbol):
        words = _("The number %(number)s is taken in %(year)s; %(next)s is free.")
        free = next_serial(bloc_year, order.kind, order.subject, order.day)
        raise StepRefused(words % {"number": paper.number, "year": paper.year, "next": f"{free:02d}"})


def pages_of(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(content)) as document:
        return len(document.pages)


def _file_name(title: str) -> str:
    """A title as the name of a file."""
    return re.sub(r"[\\/:*?\"<>|\s]+", " ", title).strip()[:150]
