"""What scoring needs before a stage, and what it prepares in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.permissions import OFFICER, SECRETARY
from blocs.stages import Item, Stage
from scoring.models import Score, obstacles
from scoring.models.pledged import take_over
from scoring.models.rankings import Ranking
from scoring.models.scoresheets import SheetState, open_sheets
from scoring.permissions import is_published
from scoring.results import keys_of

if TYPE_CHECKING:
    from blocs.models import BlocYear, Unit

HANDED_IN = (SheetState.SUBMITTED, SheetState.EXPLAINING, SheetState.SECOND_REVIEW, SheetState.APPROVED)
REVIEWERS = (SECRETARY, OFFICER)


def checklist(bloc_year: BlocYear, stage: str) -> list[Item]:
    """Opinions on the draft, the regulation before self-scoring; the sheets and the ranking after it."""
    address = bloc_year.address
    regulation, ranking = getattr(bloc_year, "regulation", None), getattr(bloc_year, "ranking", None)
    if stage in (Stage.MIDYEAR, Stage.SELF_SCORING):
        adopted, url = regulation is not None and regulation.is_adopted, reverse("regulation", args=address)
        return [Item(_("The regulation is adopted."), adopted, stage == Stage.SELF_SCORING, url)]
    if stage == Stage.SIGNING:
        return _opinions(bloc_year)
    if stage == Stage.REVIEW:
        words = _("Sheets submitted: %(done)s of %(all)s.")
        return [_sheets(bloc_year, words, HANDED_IN, blocking=False), *_head_reviewer(bloc_year)]
    if stage == Stage.CONFERENCE:
        return [_reviewed(bloc_year), *_disputed(bloc_year)]
    if stage == Stage.SUBMISSION:
        published = ranking is not None and ranking.is_published
        approved = _sheets(
            bloc_year, _("Sheets approved: %(done)s of %(all)s."), (SheetState.APPROVED,), blocking=True
        )
        return [
            approved,
            Item(_("The ranking is published."), published, url=reverse("ranking", args=address)),
        ]
    return []


def _opinions(bloc_year: BlocYear) -> list[Item]:
    """Whether the units were asked about a regulation that is being drafted, and how many have replied."""
    regulation = getattr(bloc_year, "regulation", None)
    latest = regulation.consultations.first() if regulation else None
    if regulation is None or (latest is None and regulation.is_adopted):
        return []
    url = reverse("consultations", args=bloc_year.address)
    if latest is None:
        return [Item(_("The units are asked about the draft regulation."), False, False, url)]
    members = len(bloc_year.members)
    counts = {"done": members - len(latest.silent_units), "all": members}
    words = _("Replies on the draft regulation: %(done)s of %(all)s.")
    return [Item(words % counts, not latest.is_open or not latest.silent_units, False, url)]


def _sheets(bloc_year: BlocYear, words: str, states: tuple[str, ...], *, blocking: bool) -> Item:
    done = bloc_year.score_sheets.filter(state__in=states, unit__in=bloc_year.members).count()
    return _count(bloc_year, words, done, blocking=blocking)


def _count(bloc_year: BlocYear, words: str, done: int, *, blocking: bool) -> Item:
    url = reverse("sheets", args=bloc_year.address)
    counts = {"done": done, "all": len(bloc_year.members)}
    return Item(words % counts, done >= len(bloc_year.members), blocking, url)


def _head_reviewer(bloc_year: BlocYear) -> list[Item]:
    """Nobody reviews their own unit: the head's sheet needs another unit, and people in it."""
    if bloc_year.head not in bloc_year.members:
        return []
    url = reverse("setup", args=bloc_year.address)
    reviewer = bloc_year.reviewer_of_head
    if reviewer is None:
        return [Item(_("A unit is named that reviews the head's own sheet."), False, True, url)]
    people = reviewer.representatives.on(timezone.localdate()).filter(role__in=REVIEWERS).exists()
    words = _("%(unit)s has people who can review the head's own sheet.") % {"unit": reviewer}
    return [Item(words, people, False, url)]


def _reviewed(bloc_year: BlocYear) -> Item:
    """Sheets that are approved, or that only wait for what the conference decides."""
    members = bloc_year.score_sheets.filter(unit__in=bloc_year.members)
    waiting = members.filter(state=SheetState.SECOND_REVIEW)
    if waiting.exists():
        waiting = waiting.exclude(pk__in=_unreviewed_lines(bloc_year).values("sheet"))
    done = members.filter(state=SheetState.APPROVED).count() + waiting.count()
    words = _("Sheets whose review is finished: %(done)s of %(all)s.")
    return _count(bloc_year, words, done, blocking=True)


def _unreviewed_lines(bloc_year: BlocYear) -> QuerySet[Score]:
    """Lines that were assigned after the review, and have neither review nor decision."""
    regulation = bloc_year.regulation
    demanded = set(obstacles.demanding(regulation.tree))
    keys = keys_of(list(regulation.criteria.all()))
    return Score.objects.filter(
        sheet__bloc_year=bloc_year,
        criterion__in=[pk for pk, key in keys.items() if key in demanded],
        assigned=True,
        reviewed_score=None,
        reviewed_actual=None,
        final_score=None,
        final_actual=None,
    )


def _disputed(bloc_year: BlocYear) -> list[Item]:
    """What units do not agree with: it is for the conference, and stops nobody on the way there."""
    lines = Score.objects.filter(sheet__bloc_year=bloc_year, sheet__state=SheetState.SECOND_REVIEW)
    disputed, left = lines.disputed().count(), lines.undecided().count()
    if not disputed:
        return []
    url = reverse("agenda", args=bloc_year.address)
    words = _("Disputed items decided: %(done)s of %(all)s; the others are for the conference.")
    return [Item(words % {"done": disputed - left, "all": disputed}, not left, False, url)]


def stays(bloc_year: BlocYear) -> list[str]:
    """What is published was published about this year as it is."""
    if not is_published(bloc_year):
        return []
    return [_("The ranking is published; the year no longer goes back.")]


def prepare(bloc_year: BlocYear, stage: str, user: Any) -> None:
    """Every member's sheet and the provisional ranking when self-scoring begins."""
    if stage == Stage.SELF_SCORING:
        open_sheets(bloc_year)
        Ranking.objects.get_or_create(bloc_year=bloc_year)
        for unit in bloc_year.members:
            take_over(bloc_year, unit, user)


def reached(bloc_year: BlocYear, unit: Unit, user: Any) -> None:
    """Criteria that take their target and result from the pledge follow it."""
    take_over(bloc_year, unit, user)
