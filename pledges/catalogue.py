"""Which papers a year has: every kind, whom it is about, and how far each is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blocs.models import BlocYear
from blocs.stages import Activity, Stage
from pledges import papers
from pledges.issuing import may_issue
from pledges.models import Paper
from pledges.models.papers import PaperState
from pledges.papers import Kind, Subject

NOT_ISSUED = _("Not issued")
FEW = 3  # papers of a kind that are listed one by one


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper: what it would be, the latest issue of it if there is one, and what the reader may do."""

    kind: Kind
    subject: Subject
    address: tuple[str, int, str, str]
    paper: Paper | None
    is_seen: bool
    may_issue: bool

    @property
    def name(self) -> str:
        """The kind, and about whom it is."""
        return " · ".join(filter(None, (str(self.kind.label), str(self.subject.label))))

    @property
    def preview_url(self) -> str:
        """Where it is seen as it would be printed now."""
        return reverse("paper_preview", args=self.address)

    @property
    def issue_url(self) -> str:
        """Where it is issued."""
        return reverse("paper_issue", args=self.address)

    @property
    def in_force(self) -> bool:
        """Whether a paper counts today."""
        return self.paper is not None and self.paper.state == PaperState.IN_FORCE

    @property
    def state(self) -> str:
        """The name of the state, for its colour and icon."""
        return self.paper.state if self.paper else "draft"

    @property
    def label(self) -> str:
        """The word for the state."""
        return str(self.paper.get_state_display() if self.paper else NOT_ISSUED)


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of paper with its papers; `is_long` are shown only when the row is opened."""

    kind: Kind
    entries: list[Entry]

    @property
    def is_long(self) -> bool:
        """Whether there are too many to list them one by one."""
        return len(self.entries) > FEW

    @property
    def issued(self) -> int:
        """How many are in force."""
        return sum(entry.in_force for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Group:
    """The kinds of one time of the year."""

    stage: Stage
    rows: list[Row]


def catalogue(bloc_year: BlocYear, user: Any) -> list[Group]:
    """The papers of a year in its order, as `user` sees them."""
    latest, is_open = _latest(bloc_year), bloc_year.allows(Activity.PAPERS)
    by_stage: dict[Stage, list[Row]] = defaultdict(list)
    for kind in papers.kinds().values():
        entries: dict[Stage, list[Entry]] = defaultdict(list)
        for subject, is_printable in _with_issued(kind, kind.subjects(bloc_year), latest):
            may = is_open and is_printable and may_issue(user, bloc_year, subject)
            address, paper = papers.address(bloc_year, kind, subject), latest.get((kind.name, subject.key))
            is_seen = is_printable and kind.drafts_for(user, bloc_year, subject)
            entry = Entry(kind, subject, address, paper, is_seen, may)
            entries[subject.stage or kind.stage].append(entry)
        for stage, found in (entries or {kind.stage: []}).items():
            by_stage[stage].append(Row(kind, found))
    return [Group(stage, by_stage[stage]) for stage in Stage if by_stage[stage]]


def _latest(bloc_year: BlocYear) -> dict[tuple[str, str], Paper]:
    """The paper in force of every kind and subject; where none is, the one that was issued last."""
    found = bloc_year.papers.select_related("replaced_by", "unit").order_by("issued_at", "pk")
    last = {(paper.kind, paper.subject): paper for paper in found}
    return last | {(one.kind, one.subject): one for one in found if one.state == PaperState.IN_FORCE}


def _with_issued(
    kind: Kind, subjects: Iterable[Subject], latest: dict[tuple[str, str], Paper]
) -> list[tuple[Subject, bool]]:
    """What can be printed, and what was issued although it can be printed no more: a unit that left."""
    printable = [(subject, True) for subject in subjects]
    known = {subject.key for subject, _is_printable in printable}
    gone = [
        (Subject(key, paper.title, paper.unit), False)
        for (name, key), paper in latest.items()
        if name == kind.name and key not in known
    ]
    return printable + gone
