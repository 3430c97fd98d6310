"""The story of each year of the demonstration, told through the product's own steps."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from blocs.audit import Action, record
from blocs.models import BlocYear, Membership
from pledges.models import Period
from pledges.models.conferences import Occasion
from scoring.demo import (
    conferences,
    evidence,
    movements,
    opinions,
    papers,
    pledges,
    registrations,
    regulation,
    reminders,
    results,
    scores,
    sheets_finished,
    sheets_in_review,
)
from scoring.demo.calendar import happened, plan, working_day, years
from scoring.demo.people import BOARDS, WARDS, Cast
from scoring.demo.revision import revised
from scoring.models import Deadline, Evidence, EvidenceLink, Ranking, Regulation, ScoreSheet
from scoring.models.deadlines import Duty

MEMBERS = tuple(short for short, *_ in BOARDS)
OTHER_MEMBERS = tuple(short for short, *_ in WARDS)
DAYS_LATE = 14  # of the other bloc: its preparation should have ended the day before yesterday


def load(cast: Cast, today: date) -> None:
    """Both blocs with all their years."""
    this = years(today)
    first = finished(cast, this.finished, today)
    second = in_review(cast, this.in_review, first, today)
    in_preparation(cast, this.in_preparation, second, today)
    elsewhere(cast, this.in_preparation, today)


def finished(cast: Cast, year: int, today: date) -> Regulation:
    """The year of the seed: pledged, scored, reviewed, ranked, handed over."""
    bloc_year = _begun(cast, "khanh-hoa", year, ("VP", "DDCN"), today)
    rules = regulation.written(bloc_year)
    _recorded(cast, rules, date(year, 1, 20))
    opinions.consulted(cast, rules, date(year, 2, 1))
    _pledged(cast, bloc_year, rules, date(year, 3, 1))
    papers.issued(cast, bloc_year, date(year, 3, 1))
    _midyear(cast, bloc_year)
    _moved(cast, bloc_year, "open_self_scoring", date(year, 11, 1))
    movements.reported(cast, bloc_year, Period.YEAREND, date(year, 12, 6))
    results.entered(cast, bloc_year, Period.YEAREND, results.YEAREND, date(year, 11, 10))
    for content in sheets_finished.SHEETS:
        evidence.handed_in(cast, _sheet(cast, bloc_year, content), date(year, 11, 12), evidence.LISTED)
        _submitted(cast, bloc_year, content, date(year, 11, 15))
    _moved(cast, bloc_year, "open_review", date(year, 11, 22))
    for content in sheets_finished.SHEETS:
        _approved(cast, bloc_year, content, date(year, 12, 6))
    _moved(cast, bloc_year, "open_conference", date(year, 12, 13))
    results.reported(cast, bloc_year, Period.YEAREND, date(year, 12, 14))
    conferences.reviewed(cast, bloc_year, Occasion.YEAREND, date(year, 12, 17))
    _published(cast, bloc_year, date(year, 12, 17))
    _moved(cast, bloc_year, "open_submission", date(year + 1, 1, 4))
    _moved(cast, bloc_year, "open_closed", date(year + 1, 3, 1))
    return rules


def _midyear(cast: Cast, bloc_year: BlocYear) -> None:
    """What everybody has done by the middle of the year, and the conference about it."""
    year = bloc_year.year
    movements.reported(cast, bloc_year, Period.MIDYEAR, date(year, 6, 21))
    results.entered(cast, bloc_year, Period.MIDYEAR, results.MIDYEAR, date(year, 6, 18))
    results.reported(cast, bloc_year, Period.MIDYEAR, date(year, 6, 22))
    conferences.reviewed(cast, bloc_year, Occasion.MIDYEAR, date(year, 6, 29))


def in_review(cast: Cast, year: int, source: Regulation, today: date) -> Regulation:
    """Last year: the secretariat is checking, and two units are not done."""
    bloc_year = _begun(cast, "khanh-hoa", year, ("VP", "PT"), today)
    _explanations_until(bloc_year, today + timedelta(days=2))
    rules = revised(regulation.copied(bloc_year, source))
    _recorded(cast, rules, date(year, 1, 18))
    opinions.agreed(cast, rules, date(year, 2, 1))
    _pledged(cast, bloc_year, rules, working_day(date(year, 3, 3)))
    movements.reported(cast, bloc_year, Period.MIDYEAR, date(year, 6, 21), ("VP", "DDCN", "GT", "NN"))
    results.entered(cast, bloc_year, Period.MIDYEAR, results.LAST_MIDYEAR, date(year, 6, 18))
    results.reported(cast, bloc_year, Period.MIDYEAR, date(year, 6, 22))
    results.linked(cast, bloc_year, today - timedelta(days=34))
    _moved(cast, bloc_year, "open_self_scoring", today - timedelta(days=32))
    results.entered(cast, bloc_year, Period.YEAREND, results.LAST_YEAREND, today - timedelta(days=20))
    for content in sheets_in_review.SHEETS:
        evidence.handed_in(cast, _sheet(cast, bloc_year, content), today - timedelta(days=8))
        _submitted(cast, bloc_year, content, today - timedelta(days=6))
    results.entered(cast, bloc_year, Period.YEAREND, results.LATER_YEAREND, today - timedelta(days=5))
    _moved(cast, bloc_year, "open_review", today - timedelta(days=3))
    for content in sheets_in_review.SHEETS:
        _reviewed_so_far(cast, bloc_year, content, today - timedelta(days=1))
    return rules


def in_preparation(cast: Cast, year: int, source: Regulation, today: date) -> None:
    """This year: registrations in every state, letters to who is missing, drafts of regulation and pledge."""
    bloc_year = _begun(cast, "khanh-hoa", year, ("VP", "GT"), today)
    rules = regulation.copied(bloc_year, source)
    _recorded(cast, rules, today - timedelta(days=12))
    opinions.asking(cast, rules, today)
    registrations.received(cast, bloc_year, "VP", today - timedelta(days=6))
    registrations.returned(cast, bloc_year, "PT", today - timedelta(days=5))
    registrations.confirmed(cast, bloc_year, "NN", today - timedelta(days=4))
    registrations.unfinished(cast, bloc_year, "DDCN", today - timedelta(days=2))
    reminders.sent(cast, bloc_year, "GT", today - timedelta(days=3))
    reminders.waiting(cast, bloc_year, "CR", today - timedelta(days=1))
    movements.launched(cast, bloc_year, today - timedelta(days=2), today + timedelta(days=13))
    pledges.composed(cast, bloc_year, today - timedelta(days=1))
    conferences.prepared(cast, bloc_year, today - timedelta(days=1))


def elsewhere(cast: Cast, year: int, today: date) -> None:
    """Another bloc, to see that nobody looks over the fence except its observer."""
    bloc_year = _begun(cast, "cum-phuong", year, ("PM1", "PM3"), today)
    registrations.begun(cast, bloc_year, "PM2", today - timedelta(days=3))


def _begun(cast: Cast, bloc: str, year: int, head_and_deputy: tuple[str, str], today: date) -> BlocYear:
    """A year with its members, its head and deputy, and its dates."""
    head, deputy = head_and_deputy
    bloc_year = BlocYear.objects.create(
        bloc=cast.blocs[bloc], year=year, head=cast.units[head], deputy=cast.units[deputy], is_demo=True
    )
    members = MEMBERS if head in MEMBERS else OTHER_MEMBERS
    Membership.objects.bulk_create(
        Membership(bloc_year=bloc_year, unit=cast.units[short], position=position)
        for position, short in enumerate(members, start=1)
    )
    plan(bloc_year, today, late=0 if members is MEMBERS else DAYS_LATE)
    with happened(bloc_year, min(date(year, 1, 4), today - timedelta(days=21)), hour=8):
        record(cast.secretary(head), bloc_year, Action.CREATE)
    return bloc_year


def _recorded(cast: Cast, rules: Regulation, day: date) -> None:
    with happened(rules.bloc_year, day, hour=14):
        record(cast.persons["thuky"], rules, Action.CREATE)


def _moved(cast: Cast, bloc_year: BlocYear, step: str, day: date) -> None:
    with happened(bloc_year, day, hour=8):
        bloc_year.take(step, cast.persons["thuky"])


def _pledged(cast: Cast, bloc_year: BlocYear, rules: Regulation, conference: date) -> None:
    """From the units' registrations to the signed pledge and the agreed regulation."""
    for place, short in enumerate(MEMBERS):
        registrations.received(cast, bloc_year, short, conference - timedelta(days=24 - place))
    movements.launched(cast, bloc_year, conference - timedelta(days=14), conference)
    pledge = pledges.composed(cast, bloc_year, conference - timedelta(days=12))
    pledges.agreed(cast, pledge, conference - timedelta(days=5))
    _moved(cast, bloc_year, "open_signing", conference - timedelta(days=3))
    conferences.held(cast, bloc_year, conference)
    pledges.signed(cast, pledge, conference)
    rules.number, rules.issued_on = "01/QC-KTĐ", conference
    rules.save(update_fields=["number", "issued_on"])
    with happened(bloc_year, conference, hour=10) as moment:
        rules.take("adopt", cast.persons["thuky"])
    Regulation.objects.filter(pk=rules.pk).update(adopted_at=moment)
    _moved(cast, bloc_year, "open_midyear", conference.replace(month=4, day=1))


def _explanations_until(bloc_year: BlocYear, day: date) -> None:
    moment = datetime.combine(day, time(17), timezone.get_default_timezone())
    Deadline.objects.create(bloc_year=bloc_year, duty=Duty.EXPLANATION, at=moment, is_hard=True)


def _sheet(cast: Cast, bloc_year: BlocYear, content: scores.Sheet) -> ScoreSheet:
    return ScoreSheet.objects.get(bloc_year=bloc_year, unit=cast.units[content.unit])


def _submitted(cast: Cast, bloc_year: BlocYear, content: scores.Sheet, day: date) -> None:
    """The unit scores itself, and submits when nothing is left open."""
    sheet = _sheet(cast, bloc_year, content)
    scores.assigned(cast, sheet, content, day - timedelta(days=7))
    scores.scored(cast, sheet, content, day)
    if content.scored == scores.ALL_GROUPS:
        with happened(bloc_year, day, hour=16) as moment:
            sheet.take("submit", cast.writer(content.unit))
        _handed_in(sheet, moment)


def _handed_in(sheet: ScoreSheet, moment: datetime) -> None:
    """The receipt says when, and nothing of what was handed in is younger."""
    ScoreSheet.objects.filter(pk=sheet.pk).update(submitted_at=moment, handed_in_at=moment)
    documents = Evidence.objects.filter(bloc_year=sheet.bloc_year, unit=sheet.unit)
    documents.update(added_at=moment)
    EvidenceLink.objects.filter(evidence__in=documents).update(added_at=moment)


def _approved(cast: Cast, bloc_year: BlocYear, content: scores.Sheet, day: date) -> None:
    """Reviewed, explained where the review changed something, decided, final."""
    sheet = _sheet(cast, bloc_year, content)
    scores.reviewed(cast, sheet, content, day)
    if sheet.scores.differing().exists():
        _explained(cast, sheet, content, day)
        scores.decided(cast, sheet, content, day)
    with happened(bloc_year, day, hour=15):
        sheet.take("approve", cast.reviewer(bloc_year, content.unit))


def _explained(cast: Cast, sheet: ScoreSheet, content: scores.Sheet, day: date) -> None:
    with happened(sheet.bloc_year, day, hour=9):
        sheet.take("ask_explanation", cast.reviewer(sheet.bloc_year, content.unit))
    scores.answered(cast, sheet, content, day)
    with happened(sheet.bloc_year, day, hour=11) as moment:
        sheet.take("explain", cast.writer(content.unit))
    ScoreSheet.objects.filter(pk=sheet.pk).update(explained_at=moment)


def _reviewed_so_far(cast: Cast, bloc_year: BlocYear, content: scores.Sheet, day: date) -> None:
    """Final, disputed, awaiting the unit's answer, sent back with a reason, or somewhere on the way."""
    if content.unit in sheets_in_review.APPROVED:
        _approved(cast, bloc_year, content, day)
        return
    sheet = _sheet(cast, bloc_year, content)
    scores.reviewed(cast, sheet, content, day)
    if content.unit == sheets_in_review.DISPUTED:
        _explained(cast, sheet, content, day)
    if content.unit == sheets_in_review.EXPLAINING:
        with happened(bloc_year, day, hour=16):
            sheet.take("ask_explanation", cast.persons["thuky"])
    if content.unit == sheets_in_review.RETURNED:
        with happened(bloc_year, day, hour=16):
            sheet.take("send_back", cast.persons["thuky"], sheets_in_review.SEND_BACK_REASON)


def _published(cast: Cast, bloc_year: BlocYear, day: date) -> None:
    """The ranking, published at the conference; its time is no part of the frozen text."""
    ranking = Ranking.objects.get(bloc_year=bloc_year)
    with happened(bloc_year, day, hour=11) as moment:
        ranking.take("publish", cast.persons["thuky"])
    Ranking.objects.filter(pk=ranking.pk).update(published_at=moment)
