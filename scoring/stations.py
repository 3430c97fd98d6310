"""What scoring needs before a stage, and what it prepares in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.stages import Item, Stage
from scoring.models.rankings import Ranking
from scoring.models.scoresheets import SheetState, open_sheets
from scoring.permissions import is_published

if TYPE_CHECKING:
    from blocs.models import BlocYear


def checklist(bloc_year: BlocYear, stage: str) -> list[Item]:
    """The regulation before self-scoring; the sheets and the ranking after it."""
    address = (bloc_year.bloc.slug, bloc_year.year)
    regulation, ranking = getattr(bloc_year, "regulation", None), getattr(bloc_year, "ranking", None)
    if stage in (Stage.MIDYEAR, Stage.SELF_SCORING):
        adopted, url = regulation is not None and regulation.is_adopted, reverse("regulation", args=address)
        return [Item(_("The regulation is adopted."), adopted, stage == Stage.SELF_SCORING, url)]
    if stage == Stage.REVIEW:
        submitted = (SheetState.SUBMITTED, SheetState.APPROVED)
        return [_sheets(bloc_year, _("Sheets submitted: %(done)s of %(all)s."), submitted, blocking=False)]
    if stage == Stage.CONFERENCE:
        approved = (SheetState.APPROVED,)
        return [_sheets(bloc_year, _("Sheets approved: %(done)s of %(all)s."), approved, blocking=True)]
    if stage == Stage.SUBMISSION:
        published = ranking is not None and ranking.is_published
        return [Item(_("The ranking is published."), published, url=reverse("ranking", args=address))]
    return []


def _sheets(bloc_year: BlocYear, words: str, states: tuple[str, ...], *, blocking: bool) -> Item:
    done = bloc_year.score_sheets.filter(state__in=states, unit__in=bloc_year.members).count()
    url = reverse("sheets", args=(bloc_year.bloc.slug, bloc_year.year))
    counts = {"done": done, "all": len(bloc_year.members)}
    return Item(words % counts, done >= len(bloc_year.members), blocking, url)


def stays(bloc_year: BlocYear) -> list[str]:
    """What is published was published about this year as it is."""
    if not is_published(bloc_year):
        return []
    return [_("The ranking is published; the year no longer goes back.")]


def prepare(bloc_year: BlocYear, stage: str) -> None:
    """Every member's sheet and the provisional ranking when self-scoring begins."""
    if stage == Stage.SELF_SCORING:
        open_sheets(bloc_year)
        Ranking.objects.get_or_create(bloc_year=bloc_year)
