"""The kinds of official papers of a year: what is printed, about whom, and what stands in the way of issuing.

Every app lists its kinds as `KINDS` in the modules that the setting `PAPER_KINDS` names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from blocs.permissions import heads, leads
from blocs.stages import Stage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from blocs.models import BlocYear, Unit
    from blocs.pdf import Composition
    from pledges.models import Paper


WHOLE_YEAR = "-"  # stands in addresses for the subject of a paper of which a year has one


@dataclass(frozen=True, slots=True)
class Face:
    """What issuing puts on a paper: its number (`05/GM-KTĐ`) and day; empty while it is a draft."""

    number: str = ""
    day: date | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the paper is not issued yet."""
        return not self.number


DRAFT = Face()


@dataclass(frozen=True, slots=True)
class Subject:
    """Which paper of a kind: `key` in its address (empty where a year has one), `label` for people.

    `unit` is whose paper it is; None for the bloc's. `stage` is when in the year it belongs, where that is
    not when the others of its kind do.
    """

    key: str = ""
    label: str = ""
    unit: Unit | None = None
    stage: Stage | None = None


def nothing_missing(bloc_year: BlocYear, subject: Subject) -> list[str]:
    """No obstacle."""
    return []


def everyone(user: Any, bloc_year: BlocYear, subject: Subject) -> bool:
    """Drafts that the whole bloc may read."""
    return True


def the_head(user: Any, bloc_year: BlocYear, subject: Subject) -> bool:
    """Drafts that only the unit that heads the bloc reads: the secretariat and the leader who signs."""
    return heads(user, bloc_year) or leads(user, bloc_year.head)


def no_wish(bloc_year: BlocYear, subject: Subject) -> Face:
    """Nothing planned: the next number, today."""
    return DRAFT


def nothing_follows(paper: Paper) -> None:
    """Issuing changes nothing else."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. `abbreviation` begins its symbol (Decree 30: GM, BB, BC, QC …).

    `subjects` are the papers that exist or could be printed now, in order; `compose` is the paper with a
    face; `obstacles` say why one cannot be issued yet; `planned` is the number and day that people have
    entered already; `then` runs in the transaction of the issue; `drafts_for` are those who may look at it
    before. What is `for_signing` is printed to be signed, every unit of the bloc signs what is `joint`.
    Lists show it under its `stage` of the year.
    """

    name: str
    label: StrOrPromise
    abbreviation: str
    subjects: Callable[[BlocYear], list[Subject]]
    compose: Callable[[BlocYear, Subject, Face], Composition]
    obstacles: Callable[[BlocYear, Subject], list[str]] = nothing_missing
    planned: Callable[[BlocYear, Subject], Face] = no_wish
    then: Callable[[Paper], None] = nothing_follows
    drafts_for: Callable[[Any, BlocYear, Subject], bool] = everyone
    for_signing: bool = False
    joint: bool = False
    stage: Stage = Stage.SIGNING

    def issuer(self, bloc_year: BlocYear, subject: Subject) -> str:
        """The body in whose series of numbers the paper stands."""
        return subject.unit.name if subject.unit else bloc_year.bloc.name

    def symbol(self, bloc_year: BlocYear, subject: Subject) -> str:
        """The symbol that is proposed: `GM-KTĐ`."""
        body = subject.unit.symbol if subject.unit else bloc_year.bloc.symbol
        return "-".join(filter(None, (self.abbreviation, body)))

    def subject(self, bloc_year: BlocYear, key: str) -> Subject | None:
        """The paper called `key`, if there is one."""
        return next((one for one in self.subjects(bloc_year) if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A sheet that is laid beside the papers of a conference and never issued: `content` are its bytes.

    `shown_to` says who may see it now: what follows from scores is under embargo for long.
    """

    name: str
    label: StrOrPromise
    exists: Callable[[BlocYear], bool]
    content: Callable[[BlocYear], bytes]
    shown_to: Callable[[Any, BlocYear], bool]


def address(bloc_year: BlocYear, kind: Kind, subject: Subject) -> tuple[str, int, str, str]:
    """The arguments of the addresses of a paper that can be printed."""
    return *bloc_year.address, kind.name, subject.key or WHOLE_YEAR


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name, in the order of the year."""
    modules = [import_module(name) for name in settings.PAPER_KINDS]
    return {kind.name: kind for module in modules for kind in module.KINDS}


@cache
def enclosures() -> dict[str, Enclosure]:
    """Every enclosure by name: `ENCLOSURES` of the same modules."""
    modules = [import_module(name) for name in settings.PAPER_KINDS]
    return {one.name: one for module in modules for one in getattr(module, "ENCLOSURES", ())}


def kind_label(name: str) -> str:
    """The words for a kind; a kind that is printed no more keeps its name."""
    found = kinds().get(name)
    return str(found.label) if found else name


def day_of(face: Face) -> date:
    """The day of an issue: as planned, else today."""
    return face.day or timezone.localdate()
